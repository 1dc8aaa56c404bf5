"""What comes in: an answer of a family, the line of a mentor. Nothing is cut off silently; what was typed stays."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.library.reading import load_kinds

from . import rules, words
from .languages import interpreter_choices
from .models import ClassInvitation, Invitation, Occasion, OpenReply, Reply
from .services import Given

ONE, TWO, MORE, OTHER, NO, SAY = "1", "2", "more", "other", "no", "say"
CHILD = "child"  # 'my child interprets': leads to the offer of an interpreter, and is kept nowhere
SPOKEN = ("question", "text")
COMES = {ONE, TWO, MORE, OTHER}
KEYS = {"text": "key", "question": "question_key"}
WITH_NAME, WITHOUT_NAME = "with", "without"


class ReplyForm(forms.Form):
    """The three taps: who comes, what they need, send. Or 'no, but I want to say this'. A question or a word beforehand may
    come along with any of them; what was typed is sent, or is asked about, and never dropped."""

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
    before = forms.BooleanField(label=_("Ik wil vooraf iets vragen of zeggen"), required=False)
    question = forms.CharField(label=_("Welke vraag hebt u?"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    text = forms.CharField(label=_("Wat wilt u zeggen?"), widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label=_("Wat voor inbreng is dit?"), required=False)
    named = forms.ChoiceField(label=_("Mag de school weten dat u dit zegt?"), widget=forms.RadioSelect, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    question_key = forms.CharField(widget=forms.HiddenInput, required=False)

    asks_for_interpreter = False  # somebody said that their child interprets

    def __init__(self, *args: Any, occasion: Occasion, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["coming"].choices = _answers()
        self.fields["interpreter"].choices = [*interpreter_choices(), (CHILD, now_("Mijn kind vertaalt voor mij"))]
        self.fields["childcare"].choices = [("0", now_("Geen opvang nodig")), *((str(n), str(n)) for n in range(1, 7))]
        self.fields["named"].choices = [
            (WITHOUT_NAME, now_("Zonder naam. Niemand ziet dat dit van u komt.")),
            (WITH_NAME, now_("Met naam. Dan kan de school bij u terugkomen.")),
        ]
        for name in SPOKEN:
            self.fields[name].widget.attrs.update({"data-counter": "", "data-most": str(rules.LONGEST_WORDS), "dir": "auto"})
        self.fields["kind"].choices = _kinds()
        self.fields["other_need"].widget.attrs["dir"] = "auto"
        self.fields["named"].required = not self.is_bound
        if not occasion.has_interpreter:
            del self.fields["interpreter"]
        if not occasion.has_childcare:
            del self.fields["childcare"]

    def clean_text(self) -> str:
        return _not_longer(self.cleaned_data["text"], rules.LONGEST_WORDS)

    def clean_question(self) -> str:
        return _not_longer(self.cleaned_data["question"], rules.LONGEST_WORDS)

    def clean_interpreter(self) -> str:
        """A child is never the interpreter: whoever says so reads why, and is offered one. What comes back asks for none."""
        chosen: str = self.cleaned_data["interpreter"]
        if chosen == CHILD:
            self.asks_for_interpreter = True
            self._say_again(interpreter="")
            raise forms.ValidationError(now_("Kies uw taal, dan is er een tolk. Of kies 'Nee, niet nodig'."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """What stands in a box that is not sent along is asked about: nothing is lost, and nothing goes without being meant."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        coming = given.get("coming")
        typed = [name for name in SPOKEN if given.get(name)]
        if coming == SAY and not typed and not any(name in self.errors for name in SPOKEN):
            self.add_error("text", now_("Schrijf hier wat u wilt zeggen, of kies hierboven 'Nee'."))
        if coming == NO and typed:
            self.add_error(
                typed[0], now_("Wilt u dit sturen? Kies dan 'Nee, maar ik wil dit zeggen'. Liever niet? Haal de tekst weg.")
            )
        if coming in COMES and typed and not given.get("before"):
            self.add_error("before", now_("Wilt u sturen wat u schreef? Zet dan dit vinkje. Liever niet? Haal de tekst weg."))
        return given

    def _say_again(self, **values: str) -> None:
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[name] = value

    def clean_other_need(self) -> str:
        return _not_longer(self.cleaned_data["other_need"], rules.LONGEST_NEED)

    def clean_key(self) -> uuid.UUID:
        return key_of(self.cleaned_data["key"])

    def clean_question_key(self) -> uuid.UUID:
        return key_of(self.cleaned_data["question_key"])

    def new_key_when_used(self, code: str) -> None:
        """After a no with 'used_key:…' the page that comes back has another key there, so that sending it again is taken."""
        used, _colon, name = code.partition(":")
        if used == "used_key" and name in KEYS:
            self._say_again(**{KEYS[name]: str(clock.secret_id())})

    def given(self, language: str) -> Given:
        """The answer, once the form is valid."""
        say = self.cleaned_data
        return Given(
            coming={ONE: 1, TWO: 2, MORE: say.get("people") or 3, OTHER: 1}.get(say["coming"], 0),
            by_other=say["coming"] == OTHER,
            interpreter=say.get("interpreter", ""),
            childcare=say.get("childcare", 0),
            other_need=say["other_need"],
            words=say["text"],
            kind=say["kind"] or words.EXPERIENCE,
            question=say["question"],
            named=say.get("named") == WITH_NAME,
            language=language,
            key=say["key"],
            question_key=say["question_key"],
        )


def blank_reply(invitation: Invitation, said: Sequence[words.Beforehand] = ()) -> dict[str, Any]:
    """What the form shows first: what stands, or nothing chosen. `said` is what they may still change of their own words."""
    initial = blank_keys() | {"named": WITHOUT_NAME}
    reply = getattr(invitation, "reply", None)
    return initial if reply is None else initial | standing(reply) | _words_before(reply, said)


def blank_keys() -> dict[str, Any]:
    """Each page gets its own keys for what is said."""
    return {"key": str(clock.secret_id()), "question_key": str(clock.secret_id()), "childcare": "0", "kind": words.EXPERIENCE}


def standing(reply: Reply | OpenReply) -> dict[str, Any]:
    """An answer as the form shows it."""
    return {
        "coming": OTHER if reply.by_other else {0: NO, 1: ONE, 2: TWO}.get(reply.coming, MORE),
        "people": reply.coming,
        "interpreter": reply.interpreter,
        "childcare": reply.childcare,
        "other_need": reply.other_need,
    }


def _words_before(reply: Reply, said: Sequence[words.Beforehand]) -> dict[str, Any]:
    """One question and one other thing, under the keys that they have."""
    found: dict[str, Any] = {}
    for one in said:
        if one.kind == words.QUESTION:
            found |= {"question": one.text, "question_key": str(one.key)}
        else:
            found |= {"text": one.text, "key": str(one.key), "kind": one.kind}
    if not found:
        return {}
    return found | {"named": WITH_NAME, "before": True} | ({} if reply.coming else {"coming": SAY})


def _kinds() -> list[tuple[str, str]]:
    """What it is, in the words of parents; a question has a box of its own."""
    language = get_language() or "nl"
    return [(one.key, one.parent_says.say(language)) for one in load_kinds() if one.key != words.QUESTION]


def key_of(text: str) -> uuid.UUID:
    """Made with the page; a page that lost it gets a new one rather than losing the words."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return clock.secret_id()


def _answers() -> list[tuple[str, str]]:
    answers = [
        (ONE, now_("Ja, ik kom")),
        (TWO, now_("Ja, wij komen met twee")),
        (MORE, now_("Ja, wij komen met meer")),
        (OTHER, now_("Iemand anders komt voor ons")),
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
    """A mentor's own line, and, where there is a mentor, where answers to them by e-mail go; both may be empty."""

    personal_line = forms.CharField(label=_("Jouw eigen regel"), widget=forms.Textarea, required=False)
    reply_to = forms.EmailField(
        label=_("Wie de mail beantwoordt, komt uit bij"),
        required=False,
        error_messages={"invalid": _("Dit is geen e-mailadres. Kijk het na.")},
    )

    def __init__(
        self, *args: Any, class_invitation: ClassInvitation, default: str, own_address: str, has_mentor: bool, **options: Any
    ) -> None:
        initial = {"personal_line": class_invitation.personal_line, "reply_to": own_address}
        super().__init__(*args, initial=initial, **options)
        self.fields["reply_to"].help_text = (
            now_("Jouw adres van school, of een ander dat je afspreekt. Ouders zien het. Leeg: %(address)s.")
            % {"address": default}
            if default
            else now_("Jouw adres van school, of een ander dat je afspreekt. Ouders zien het.")
        )
        self.fields["reply_to"].widget.attrs["autocomplete"] = "off"
        if not has_mentor:
            del self.fields["reply_to"]
        self.fields["personal_line"].help_text = now_(
            "Ouders komen eerder voor iemand die ze kennen. Eén zin is genoeg. Hij gaat onvertaald mee."
        )
        self.fields["personal_line"].widget.attrs.update({"rows": 3, "data-counter": "", "data-most": "600", "dir": "auto"})

    def clean_personal_line(self) -> str:
        return _not_longer(self.cleaned_data["personal_line"], 600)
