"""What is typed above the report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from .forms import text as a_text
from .models import Meeting
from .services.report import MOST_INTRO, mark_of


class IntroForm(forms.Form):
    """`seen` says on which texts the form was opened; `draft` are first versions for who came and who did not."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = a_text(
        MOST_INTRO,
        gettext_lazy("Inleiding"),
        rows=7,
        help_text=gettext_lazy("Een paar zinnen in gewone woorden. Noem geen namen van ouders of kinderen."),
    )
    absent = a_text(
        MOST_INTRO,
        gettext_lazy("Voor wie er niet was"),
        rows=7,
        help_text=gettext_lazy("Laat leeg als iedereen hetzelfde mag lezen."),
    )

    def __init__(self, *args: Any, meeting: Meeting, draft: tuple[str, str] | None = None, **options: Any) -> None:
        intro, absent = meeting.report_intro, meeting.report_intro_absent
        shown = draft or (intro, absent)
        first = {"text": shown[0], "absent": shown[1], "seen": mark_of(intro, absent)}
        super().__init__(*args, initial=first, **options)
