"""What a phone or a scribe sends. Nothing is cut off: what can't be taken comes back with a message, the words stay."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.voices.models import Kind, Voice

from .queries.questions import question_named

NAME = 100


class Saying(forms.Form):
    """`key` is made on the phone; without a script the server makes it when it shows the form. `back` stays on the phone alone:
    with it the giver can take these words back."""

    voice = forms.ChoiceField(
        choices=Voice.choices,
        error_messages={
            "required": _("Kies eerst namens wie u dit zegt."),
            "invalid_choice": _("Kies eerst namens wie u dit zegt."),
        },
    )
    text = forms.CharField(error_messages={"required": _("Typ eerst wat u wilt zeggen.")})  # how long is voices' business
    kind = forms.ChoiceField(
        choices=Kind.choices,
        error_messages={"required": _("Kies wat voor inbreng dit is."), "invalid_choice": _("Kies wat voor inbreng dit is.")},
    )
    giver_name = forms.CharField(
        max_length=NAME, required=False, error_messages={"max_length": _("Uw naam is hier te lang. Houd het bij 100 tekens.")}
    )
    question = forms.CharField(max_length=40, required=False)
    key = forms.UUIDField(error_messages={"required": _("Open deze pagina opnieuw."), "invalid": _("Open deze pagina opnieuw.")})

    back = forms.UUIDField(required=False)

    problem = ""
    key_is_used = False

    def clean_question(self) -> str:
        """A question that is gone from the library is no reason to lose what was said."""
        key = self.cleaned_data["question"]
        return key if question_named(key) else ""

    @property
    def values(self) -> dict[str, Any]:
        back = self.cleaned_data.get("back")
        named = {name: self.cleaned_data[name] for name in ("key", "kind", "voice", "text", "question", "giver_name")}
        return {**named, "back": str(back or "")}

    @property
    def first_wrong(self) -> str:
        return next(iter(self.errors), "")

    @property
    def first_error(self) -> str:
        return next((str(errors[0]) for errors in self.errors.values()), "")

    @property
    def new_key(self) -> uuid.UUID | str:
        """The key of this form: the one that came in, so that sending again after a mistake stays one contribution."""
        return clock.secret_id() if self.key_is_used or "key" in self.errors else self.said("key") or clock.secret_id()

    def said(self, name: str) -> str:
        """What was typed or chosen, as it came."""
        return str(self.data.get(name, "")) if self.is_bound else ""

    said_text = property(lambda self: self.said("text"))
    said_name = property(lambda self: self.said("giver_name"))
    said_kind = property(lambda self: self.said("kind"))
    said_question = property(lambda self: self.said("question"))
