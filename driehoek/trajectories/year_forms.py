"""The border of a next year."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from driehoek.web.forms import DayInput


class NextYearForm(forms.Form):
    anchor_on = forms.DateField(label=_("Op welke dag is de avond volgend jaar?"), widget=DayInput)

    def __init__(self, *args: Any, from_on: dt.date, counts_from_evening: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["anchor_on"]
        field.widget.attrs["min"] = from_on.isoformat()
        if not counts_from_evening:
            field.label = _("Op welke dag begint het volgend jaar?")
