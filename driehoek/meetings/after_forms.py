"""What the team keeps for the next time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from .forms import text
from .models import Meeting
from .services.evaluation import MOST_PART, PARTS


class EvaluationForm(forms.Form):
    keep = text(MOST_PART, gettext_lazy("Dit houden we zo"))
    change = text(MOST_PART, gettext_lazy("Dit doen we anders"))
    next = text(
        MOST_PART,
        gettext_lazy("Dit moet wie de volgende plant weten"),
        help_text=gettext_lazy("Noem geen namen van ouders of kinderen."),
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, initial={part: meeting.evaluation.get(part, "") for part in PARTS}, **options)
