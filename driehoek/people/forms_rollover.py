"""The roll-over's two pages of choices. What was typed stays; keys that are not on the page are left out."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from driehoek.web.forms import DayInput

from .models import Pupil
from .queries.rollover import Years
from .rules.rollover import LEAVES, NOWHERE, Choice, OldClass

FATES = (("moves", _("gaat verder als")), ("leaves", _("vertrekt")), ("asks", _("zelf indelen")))


class RollOverForm(forms.Form):
    """What becomes of each class, and the last day of who leaves."""

    def __init__(self, *args: Any, years: Years, choices: Mapping[uuid.UUID, Choice], left_on: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.years = years
        for old in years.classes:
            choice = choices[old.id]
            about = {"class": old.name}
            fate = forms.ChoiceField(label=_("Wat gebeurt er met %(class)s?") % about, choices=FATES, initial=choice.fate)
            name = forms.CharField(
                label=_("Nieuwe naam van %(class)s") % about, max_length=100, required=False, initial=choice.name
            )
            goes = forms.BooleanField(label=_("leraar gaat mee"), required=False, initial=choice.with_teachers)
            self.fields |= {f"fate-{old.id}": fate, f"name-{old.id}": name, f"teachers-{old.id}": goes}
        self.fields["left_on"] = forms.DateField(
            label=_("Laatste dag van wie vertrekt"), initial=left_on, widget=DayInput, help_text=_("Meestal 31 juli.")
        )

    def rows(self) -> Iterator[tuple[OldClass, Any, Any, Any]]:
        for old in self.years.classes:
            yield old, self[f"fate-{old.id}"], self[f"name-{old.id}"], self[f"teachers-{old.id}"]

    def clean_left_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["left_on"]
        if not self.years.old.first_day <= day <= self.years.last_day:
            raise forms.ValidationError(_("Kies een dag in het schooljaar dat voorbijgaat."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for old in self.years.classes:
            name = f"name-{old.id}"
            if cleaned.get(f"fate-{old.id}") == "moves" and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Hoe heet deze groep of klas straks?"))
        return cleaned

    def choices(self) -> dict[uuid.UUID, Choice]:
        given = self.cleaned_data
        return {
            old.id: Choice(given[f"fate-{old.id}"], given[f"name-{old.id}"], given[f"teachers-{old.id}"])
            for old in self.years.classes
        }


class PlacesForm(forms.Form):
    """Where each pupil of one class goes, when that is not where the class goes."""

    def __init__(self, *args: Any, pupils: list[Pupil], places: list[tuple[str, str]], targets: Mapping[uuid.UUID, str], **options: Any) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.pupils = pupils
        choices = [
            ("", _("gaat mee met de klas")),
            *places,
            (LEAVES, _("vertrekt van school")),
            (NOWHERE, _("nog niet ingedeeld")),
        ]
        for pupil in pupils:
            self.fields[f"place-{pupil.pk}"] = forms.ChoiceField(
                label=str(pupil), choices=choices, required=False, initial=targets.get(pupil.pk, "")
            )

    def rows(self) -> Iterator[tuple[Pupil, Any]]:
        for pupil in self.pupils:
            yield pupil, self[f"place-{pupil.pk}"]

    def targets(self) -> dict[uuid.UUID, str]:
        return {pupil.pk: self.cleaned_data[f"place-{pupil.pk}"] for pupil in self.pupils}
