"""The form behind the link of a class: the three taps, and the first name of the child in front."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.people.roster.cleaning import clean

from . import rules
from .forms import ReplyForm, blank_keys, key_of, standing
from .models import Occasion, OpenReply


class ClassReplyForm(ReplyForm):
    """Without a family behind it: what is said here is never said under a name."""

    child_name = forms.CharField(
        label=_("Wat is de voornaam van uw kind?"),
        help_text=_("Zo weet de school bij wie uw antwoord hoort. De achternaam hoeft niet."),
        error_messages={"required": _("Vul de voornaam van uw kind in.")},
        max_length=rules.LONGEST_CHILD_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    name = forms.CharField(
        label=_("Uw eigen naam"),
        max_length=rules.LONGEST_CHILD_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    reply_key = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("child_name", "name")  # as on the page, so that the list of mistakes follows it

    def __init__(self, *args: Any, occasion: Occasion, **options: Any) -> None:
        super().__init__(*args, occasion=occasion, **options)
        del self.fields["named"]

    def clean_child_name(self) -> str:
        child = clean(self.cleaned_data["child_name"])[0]
        if not any(character.isalpha() for character in child):
            raise forms.ValidationError(self.fields["child_name"].error_messages["required"])
        return child

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])[0]

    def clean_reply_key(self) -> uuid.UUID:
        return key_of(self.cleaned_data["reply_key"])

    def new_key_when_used(self, code: str) -> None:
        super().new_key_when_used(code)
        if code == "used_key":
            self._say_again(reply_key=str(clock.secret_id()))


def blank_open_reply(reply: OpenReply | None = None) -> dict[str, Any]:
    """What the form shows first: nothing chosen, or the answer that this browser just gave. What is said gets keys of its own."""
    initial = blank_keys() | {"reply_key": str(clock.secret_id())}
    if reply is None:
        return initial
    own = {"reply_key": str(reply.pk), "child_name": reply.child_name, "name": reply.name}
    return initial | standing(reply) | own
