"""The only border for input."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .services import MAX_BYTES, MAX_FILES

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
        help_text=_(
            "Excel (.xlsx), CSV, EDEXML of een zip. Samen hoogstens 30 MB. Je mag er meer tegelijk kiezen of hierheen slepen."
        ),
        widget=SeveralFiles(attrs={"accept": ".xml,.xlsx,.csv,.tsv,.txt,.zip"}),
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
