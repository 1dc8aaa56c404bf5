"""The calendar of the school: what is typed about its days."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek.schools.models import Region
from driehoek.web.forms import Across

from .forms import Line, a_day

FREE = [("ja", gettext_lazy("Vrij: dan werkt niemand")), ("nee", gettext_lazy("Liever niet: dan is het druk of feest"))]


class RegionForm(forms.Form):
    region = forms.ChoiceField(
        label=gettext_lazy("Schoolvakanties"), choices=[("", gettext_lazy("kies een regio")), *Region.choices], required=False
    )


class EntryForm(forms.Form):
    """Days of the school itself. Without a last day it is one day."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = Line(100, label=gettext_lazy("Wat is er"), help_text=gettext_lazy("Bijvoorbeeld: studiedag, rapportweek, kamp."))
    first_day = a_day(gettext_lazy("Eerste dag"))
    last_day = a_day(gettext_lazy("Laatste dag"), required=False, help_text=gettext_lazy("Leeg: dan is het één dag."))
    is_free = forms.ChoiceField(label=gettext_lazy("Soort"), choices=FREE, widget=Across, initial="ja")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first: dt.date | None = cleaned.get("first_day")
        if first and "last_day" not in self.errors:
            cleaned["last_day"] = cleaned.get("last_day") or first
            if cleaned["last_day"] < first:
                self.add_error("last_day", _("De laatste dag ligt voor de eerste. Kijk naar de datums."))
        cleaned["is_free"] = cleaned.get("is_free") == "ja"
        return cleaned
