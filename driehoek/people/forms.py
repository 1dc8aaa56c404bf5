"""The only border for input."""

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from driehoek.access.policy import Role

from .services import MAX_BYTES, MAX_FILES
from .words import MAY

TOO_LARGE = _(
    "Samen is dit groter dan 30 MB. Een leerlingenlijst is veel kleiner: kies alleen de lijsten met leerlingen en ouders."
)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; gives a list. An empty file is the reader's business, which says what to do."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(each, initial) for each in chosen]


class UploadForm(forms.Form):
    files = FilesField(
        label=_("Bestanden"),
        help_text=_("EDEXML, Excel (.xlsx) of CSV. Samen hoogstens 30 MB. Je mag er meer tegelijk kiezen of hierheen slepen."),
        widget=SeveralFiles(attrs={"accept": ".xml,.xlsx,.csv,.txt"}),
        allow_empty_file=True,
        max_length=200,
        error_messages={
            "required": _("Kies eerst een bestand."),
            "max_length": _("De naam van dit bestand is te lang. Geef het een kortere naam."),
        },
    )

    def clean_files(self) -> list[tuple[str, bytes]]:
        chosen = self.cleaned_data["files"]
        if len(chosen) > MAX_FILES:
            raise forms.ValidationError(_("Kies hoogstens %(limit)s bestanden tegelijk."), params={"limit": MAX_FILES})
        if sum(each.size for each in chosen) > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return [(each.name, each.read()) for each in chosen]


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

    def __init__(self, *args: Any, colleagues: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["staff"] = forms.ModelChoiceField(
            label=_("Collega"), queryset=colleagues, required=False, empty_label=_("Staat niet in de lijst")
        )
        self.fields["roles"] = forms.MultipleChoiceField(
            label=_("Rol"),
            widget=forms.CheckboxSelectMultiple,
            choices=[(role.value, f"{role.label.capitalize()}: {MAY[role]}") for role in Role],
            error_messages={"required": _("Kies minstens één rol.")},
        )
        self.order_fields(["staff", "name", "email", "roles"])

    def clean_roles(self) -> list[Role]:
        return [Role(role) for role in self.cleaned_data["roles"]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("staff"):
            cleaned["name"] = str(cleaned["staff"])
        if not cleaned.get("staff") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Kies een collega of vul een naam in."))
        return cleaned
