"""What is typed above the report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from .forms import text
from .services.report import MOST_INTRO, mark_of


class IntroForm(forms.Form):
    """`seen` says on which text the form was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = text(
        MOST_INTRO,
        gettext_lazy("Inleiding"),
        rows=5,
        help_text=gettext_lazy("Een paar zinnen in gewone woorden. Noem geen namen van ouders of kinderen."),
    )

    def __init__(self, *args: Any, intro: str, **options: Any) -> None:
        super().__init__(*args, initial={"text": intro, "seen": mark_of(intro)}, **options)
