"""How a paper is wanted: in which language, on which size, from which number on, for whom."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from driehoek.documents.badges import SHEETS

from .queries.paper_hall import Options
from .queries.paper_list import Kind
from .queries.paper_roles import Part

MOST = 5_000  # pieces in one pile
STICKERS = {
    "8": _("8 per vel, 99 × 68 mm"),
    "10": _("10 per vel, 80 × 50 mm"),
}


class PaperForm(forms.Form):
    """Only the fields that this kind of paper has. Whatever is left out is as it usually is."""

    use_required_attribute = False

    role = forms.ChoiceField(label=_("Voor wie"), required=False)
    language = forms.ChoiceField(label=_("Taal"), required=False, choices=settings.LANGUAGES)
    paper = forms.ChoiceField(label=_("Papier"), required=False, choices=[("a4", "A4"), ("a3", "A3")])
    stickers = forms.ChoiceField(label=_("Stickervel"), required=False, choices=[(key, STICKERS[key]) for key in SHEETS])
    first = forms.IntegerField(
        label=_("Vanaf nummer"),
        required=False,
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": "1"}),
    )
    surnames = forms.BooleanField(label=_("Met achternaam"), required=False)

    def __init__(self, *args: Any, kind: Kind, parts: list[Part], **options: Any) -> None:
        super().__init__(*args, auto_id=f"{kind.key}-%s", **options)
        for name in list(self.fields):
            if name not in kind.options:
                del self.fields[name]
        if "role" in self.fields:
            self.fields["role"].choices = [("", _("Iedereen: het hele draaiboek")), *((part.key, part.words) for part in parts)]

    def options(self) -> Options:
        """Once valid."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return Options(**given)
