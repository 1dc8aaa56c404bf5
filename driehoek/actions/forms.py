"""The border of actions."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.people.models import StaffMember
from driehoek.web.forms import DayInput

from . import rules


class ActionForm(forms.Form):
    title = forms.CharField(label=_("Wat gaat er gebeuren?"), max_length=rules.MOST_TITLE)
    owner = forms.ModelChoiceField(label=_("Wie zorgt daarvoor?"), queryset=None, required=False, empty_label=_("nog niemand"))
    due_on = forms.DateField(label=_("Klaar op"), widget=DayInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].queryset = StaffMember.objects.filter(left_on__isnull=True)

    def clean_due_on(self) -> dt.date:
        """A new day lies ahead; a day that stood there may stay."""
        day: dt.date = self.cleaned_data["due_on"]
        if day != self.initial.get("due_on") and not rules.is_near(day, clock.today()):
            raise forms.ValidationError(_("Kies een dag vanaf vandaag."))
        return day


class TurnForm(forms.Form):
    result = forms.CharField(
        label=_("Wat is ervan gekomen?"),
        max_length=rules.MOST_RESULT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": ""}),
        help_text=_("Ouders lezen dit. Stoppen jullie ermee, schrijf dan waarom."),
    )


class NewsForm(forms.Form):
    """Stands beside another form with a `text`."""

    text = forms.CharField(
        label=_("Wat is er nieuw?"),
        max_length=rules.MOST_NEWS,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": ""}),
        help_text=_("Ouders lezen dit bij het antwoord, met de dag van vandaag. Zonder namen van ouders of kinderen."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, auto_id="news_%s", **options)
