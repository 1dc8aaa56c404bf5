"""What parents fill in about themselves. Nothing is cut off silently; what was typed stays."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import guest_words
from .models import Guardian, Reached
from .roster.cleaning import NAME_LENGTH, PREFIX_LENGTH, clean
from .roster.values import read_email, read_phone
from .rules.own import MAY_CORRECT

TOO_LONG = {"max_length": _("Dit is te lang. Hoogstens %(limit_value)d tekens.")}


class Languages(forms.Select):
    """Each language under its own name, marked as such for who has it read aloud."""

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **options)
        option["attrs"]["lang"] = str(value)
        return option


class OwnForm(forms.Form):
    """Name, ways to be reached and language, as the parent wants them."""

    given_name = forms.CharField(label=_("Voornaam"), max_length=NAME_LENGTH, required=False, error_messages=TOO_LONG)
    prefix = forms.CharField(
        label=_("Tussenvoegsel"),
        max_length=PREFIX_LENGTH,
        required=False,
        help_text=_("Zoals ‘van’ of ‘el’."),
        error_messages=TOO_LONG,
    )
    surname = forms.CharField(label=_("Achternaam"), max_length=NAME_LENGTH, required=False, error_messages=TOO_LONG)
    email = forms.CharField(
        label=_("E-mailadres"),
        max_length=254,
        required=False,
        help_text=_("Leeg laten mag. Dan krijgt u post op papier."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages=TOO_LONG,
    )
    phone = forms.CharField(
        label=_("Telefoonnummer"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "dir": "ltr"}),
        error_messages=TOO_LONG,
    )
    contact_language = forms.ChoiceField(
        label=_("In welke taal wilt u berichten?"),
        widget=Languages,
        error_messages={"invalid_choice": _("Kies een taal uit de lijst.")},
    )
    reached_by = forms.ChoiceField(
        label=_("Hoe wilt u bericht krijgen?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Kies e-mail of brief.")},
    )

    use_required_attribute = False

    def __init__(self, *args: Any, guardian: Guardian, **options: Any) -> None:
        first = {name: getattr(guardian, name) for name in MAY_CORRECT}
        super().__init__(*args, initial=first, **options)
        self.fields["contact_language"].choices = guest_words.languages(guardian.contact_language)
        self.fields["reached_by"].choices = [
            (Reached.AUTO.value, guest_words.CHANNELS[""]),
            (Reached.PAPER.value, guest_words.CHANNELS["paper"]),
        ]
        for name in ("given_name", "prefix", "surname"):
            self.fields[name].widget.attrs["dir"] = "auto"

    def clean_given_name(self) -> str:
        return clean(self.cleaned_data["given_name"])[0]

    def clean_prefix(self) -> str:
        return clean(self.cleaned_data["prefix"])[0]

    def clean_surname(self) -> str:
        return clean(self.cleaned_data["surname"])[0]

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"].strip()
        found, code = read_email(typed) if typed else ("", "")
        if code:
            raise forms.ValidationError(_("Dit e-mailadres klopt niet. Het ziet eruit als naam@voorbeeld.nl."))
        return found

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        found, code = read_phone(typed) if typed else ("", "")
        if code:
            raise forms.ValidationError(
                _("Dit telefoonnummer klopt niet. Typ alleen cijfers, met een + ervoor als dat nodig is.")
            )
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("given_name") and not cleaned.get("surname"):
            self.add_error("given_name", _("Vul uw voornaam of uw achternaam in."))
        return cleaned
