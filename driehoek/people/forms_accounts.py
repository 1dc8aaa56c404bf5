"""Giving somebody an account, for good or for a time."""

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.policy import Role
from driehoek.web.forms import DayInput

from .rights import SEES
from .words import MAY


class AccountForm(forms.Form):
    """An account for a colleague: chosen from the list, or somebody who is not in it."""

    name = forms.CharField(
        label=_("Naam"), max_length=200, required=False, help_text=_("Alleen als de collega niet in de lijst staat.")
    )
    email = forms.CharField(
        label=_("E-mailadres"),
        max_length=254,
        validators=[validate_email],
        help_text=_("Hierop komt de code om in te loggen."),
        error_messages={"required": _("Vul het e-mailadres in.")},
        widget=forms.EmailInput,
    )
    since = forms.DateField(label=_("Vanaf"), required=False, widget=DayInput, help_text=_("Leeg is: vanaf nu."))
    until = forms.DateField(
        label=_("Tot en met"),
        required=False,
        widget=DayInput,
        help_text=_(
            "Leeg is: tot je het stopt. Voor een vervanger van twee weken vul je de laatste dag in; daarna stopt het vanzelf."
        ),
    )

    def __init__(self, *args: Any, colleagues: Any, classes: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["staff"] = forms.ModelChoiceField(
            label=_("Collega"), queryset=colleagues, required=False, empty_label=_("Staat niet in de lijst")
        )
        self.fields["roles"] = forms.MultipleChoiceField(
            label=_("Rol"),
            widget=forms.CheckboxSelectMultiple,
            choices=[(role.value, f"{role.label.capitalize()}: {MAY[role]}. {SEES[role]}") for role in Role],
            error_messages={"required": _("Kies minstens één rol.")},
        )
        self.fields["teaches"] = forms.ModelChoiceField(
            label=_("Mentor of leerkracht van"),
            queryset=classes,
            required=False,
            empty_label=_("Geen groep of klas"),
            help_text=_("Voor dezelfde tijd. Ook een vervanger ziet zo alleen de eigen groep of klas."),
        )
        self.order_fields(["staff", "name", "email", "roles", "teaches", "since", "until"])

    def clean_roles(self) -> list[Role]:
        return [Role(role) for role in self.cleaned_data["roles"]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("staff"):
            cleaned["name"] = str(cleaned["staff"])
        if not cleaned.get("staff") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Kies een collega of vul een naam in."))
        until = cleaned.get("until")
        if until and until < max(cleaned.get("since") or clock.today(), clock.today()):
            self.add_error("until", _("Deze dag ligt voor de eerste dag, of is al voorbij."))
        if cleaned.get("teaches") and "roles" not in self.errors and Role.TEACHER not in cleaned.get("roles", []):
            self.add_error("teaches", _("Kies dan ook de rol leraar."))
        return cleaned


class HandOverForm(forms.Form):
    """To whom everything goes that a colleague has in hand."""

    def __init__(self, *args: Any, colleagues: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"] = forms.ModelChoiceField(
            label=_("Alles in één keer aan"),
            queryset=colleagues,
            empty_label=_("Kies een collega"),
            error_messages={
                "required": _("Kies aan wie alles gaat."),
                "invalid_choice": _("Kies een collega die nu op school werkt."),
            },
        )
