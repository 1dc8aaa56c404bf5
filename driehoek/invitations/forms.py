"""What comes in: an answer of a family, the line of a mentor. Nothing is cut off silently; what was typed stays."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from driehoek import clock

from . import rules, words
from .languages import interpreter_choices
from .models import ClassInvitation, Invitation, Occasion
from .services import Given

ONE, TWO, MORE, NO, SAY = "1", "2", "more", "no", "say"
WITH_NAME, WITHOUT_NAME = "with", "without"


class ReplyForm(forms.Form):
    """The three taps: who comes, what they need, send. Or 'no, but I want to say this'."""

    use_required_attribute = False  # a field that belongs to another answer must not hold the form back

    coming = forms.ChoiceField(
        label=_("Komt u?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een antwoord. 'Nee' is ook goed.")},
    )
    people = forms.TypedChoiceField(
        label=_("Met hoeveel mensen komt u?"),
        choices=[(str(number), str(number)) for number in range(3, rules.MOST_PEOPLE + 1)],
        coerce=int,
        empty_value=3,
        required=False,
    )
    interpreter = forms.ChoiceField(label=_("Wilt u een tolk?"), required=False)
    childcare = forms.TypedChoiceField(label=_("Voor hoeveel kinderen wilt u opvang?"), coerce=int, empty_value=0, required=False)
    other_need = forms.CharField(
        label=_("Kunnen we nog iets anders voor u regelen?"),
        help_text=_("Bijvoorbeeld een plek voor een rolstoel."),
        required=False,
    )
    text = forms.CharField(
        label=_("Wat wilt u zeggen?"),
        widget=forms.Textarea,
        error_messages={"required": _("Schrijf hier wat u wilt zeggen, of kies hierboven 'Nee'.")},
    )
    named = forms.ChoiceField(label=_("Mag de school weten dat u dit zegt?"), widget=forms.RadioSelect, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, occasion: Occasion, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["coming"].choices = _answers()
        self.fields["interpreter"].choices = interpreter_choices()
        self.fields["childcare"].choices = [("0", now_("Geen opvang nodig")), *((str(n), str(n)) for n in range(1, 7))]
        self.fields["named"].choices = [
            (WITHOUT_NAME, now_("Zonder naam. Niemand ziet dat dit van u komt.")),
            (WITH_NAME, now_("Met naam. Dan kan de school bij u terugkomen.")),
        ]
        self.fields["text"].widget.attrs.update({"data-counter": "", "data-most": str(rules.LONGEST_WORDS), "dir": "auto"})
        self.fields["other_need"].widget.attrs["dir"] = "auto"
        says = not self.is_bound or self.data.get("coming") == SAY
        self.fields["text"].required = says
        self.fields["named"].required = not self.is_bound
        if not occasion.has_interpreter:
            del self.fields["interpreter"]
        if not occasion.has_childcare:
            del self.fields["childcare"]

    def clean_text(self) -> str:
        return _not_longer(self.cleaned_data["text"], rules.LONGEST_WORDS)

    def clean_other_need(self) -> str:
        return _not_longer(self.cleaned_data["other_need"], rules.LONGEST_NEED)

    def clean_key(self) -> uuid.UUID:
        """Made with the page; a page that lost it gets a new one rather than losing the words."""
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return clock.secret_id()

    def new_key_when_used(self, code: str) -> None:
        """After a no with 'used_key' the page that comes back has another key, so that sending it again is taken."""
        if code == "used_key":
            self.data = self.data.copy()
            self.data["key"] = str(clock.secret_id())

    def given(self, language: str) -> Given:
        """The answer, once the form is valid."""
        say = self.cleaned_data
        return Given(
            coming={ONE: 1, TWO: 2, MORE: say.get("people") or 3}.get(say["coming"], 0),
            interpreter=say.get("interpreter", ""),
            childcare=say.get("childcare", 0),
            other_need=say["other_need"],
            words=say["text"] if say["coming"] == SAY else "",
            named=say.get("named") == WITH_NAME,
            language=language,
            key=say["key"],
        )


def blank_reply(invitation: Invitation) -> dict[str, Any]:
    """What the form shows first: what stands, or nothing chosen. Each page gets its own key for what is said."""
    initial: dict[str, Any] = {"named": WITHOUT_NAME, "key": str(clock.secret_id()), "childcare": "0"}
    reply = getattr(invitation, "reply", None)
    if reply is None:
        return initial
    coming = {0: NO, 1: ONE, 2: TWO}.get(reply.coming, MORE)
    return initial | {
        "coming": coming,
        "people": reply.coming,
        "interpreter": reply.interpreter,
        "childcare": reply.childcare,
        "other_need": reply.other_need,
    }


def _answers() -> list[tuple[str, str]]:
    answers = [
        (ONE, now_("Ja, ik kom")),
        (TWO, now_("Ja, wij komen met twee")),
        (MORE, now_("Ja, wij komen met meer")),
        (NO, now_("Nee")),
    ]
    return [*answers, (SAY, now_("Nee, maar ik wil dit zeggen"))] if words.can_be_said() else answers


def _not_longer(text: str, most: int) -> str:
    if len(text) > most:
        raise forms.ValidationError(
            now_("Dit is te lang: %(over)d tekens te veel. Maak het korter; uw tekst staat er nog.") % {"over": len(text) - most}
        )
    return text


class ApprovalForm(forms.Form):
    """A mentor's own line; empty is fine."""

    personal_line = forms.CharField(label=_("Jouw eigen regel"), widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, class_invitation: ClassInvitation, **options: Any) -> None:
        super().__init__(*args, initial={"personal_line": class_invitation.personal_line}, **options)
        self.fields["personal_line"].help_text = now_(
            "Ouders komen eerder voor iemand die ze kennen. Eén zin is genoeg. Hij gaat onvertaald mee."
        )
        self.fields["personal_line"].widget.attrs.update({"rows": 3, "data-counter": "", "data-most": "600", "dir": "auto"})

    def clean_personal_line(self) -> str:
        return _not_longer(self.cleaned_data["personal_line"], 600)
