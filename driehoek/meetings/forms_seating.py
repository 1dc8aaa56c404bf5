"""Dividing people over tables: what is chosen and typed."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek.people.models import SchoolClass, StaffMember
from driehoek.voices.models import Theme, Voice
from driehoek.web.forms import Across

from . import rules
from .forms import Line, number
from .models import Couples, MeetingTable, Spread

COUPLES = [
    (Couples.TOGETHER, gettext_lazy("bij elkaar")),
    (Couples.APART, gettext_lazy("apart")),
    (Couples.FREE, gettext_lazy("maakt niet uit")),
]


CLASSES = [(Spread.SPREAD, gettext_lazy("verspreid")), (Spread.TOGETHER, gettext_lazy("bij elkaar"))]


class DivideForm(forms.Form):
    tables = number(gettext_lazy("Aantal tafels"), 1, rules.MOST_TABLES)
    couples = forms.ChoiceField(label=gettext_lazy("Wie samen komt, zit"), choices=COUPLES, widget=Across)
    classes = forms.ChoiceField(label=gettext_lazy("Ouders van één klas zitten"), choices=CLASSES, widget=Across, required=False)


class StaffForm(forms.Form):
    staff = forms.ModelMultipleChoiceField(
        None, label=gettext_lazy("Collega's die meedoen"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["staff"].queryset = StaffMember.objects.filter(left_on__isnull=True)


class LateForm(forms.Form):
    """Somebody at the door."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = Line(200, label=gettext_lazy("Naam"))
    voice = forms.ChoiceField(label=gettext_lazy("Namens"), choices=Voice.choices, initial=Voice.PARENTS, widget=Across)
    class_label = forms.ChoiceField(label=gettext_lazy("Groep of klas"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = SchoolClass.objects.order_by("sort_key", "name").values_list("name", flat=True)
        self.fields["class_label"].choices = [("", _("weet ik niet")), *((name, name) for name in dict.fromkeys(names))]


class FurnishForm(forms.Form):
    """A theme and a leader for each table. Leaders are chosen from who takes part for the school."""

    def __init__(
        self, *args: Any, tables: list[MeetingTable], themes: list[Theme], staff: list[StaffMember], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.numbers = [table.number for table in tables]
        theme_choices = [("", "—"), *((str(theme.pk), theme.title) for theme in themes)]
        staff_choices = [("", "—"), *((str(one.pk), str(one)) for one in staff)]
        for table in tables:
            names = {"number": table.number}
            self.fields[f"theme_{table.number}"] = forms.ChoiceField(
                label=_("Tafel %(number)s: thema") % names,
                choices=theme_choices,
                required=False,
                initial=str(table.theme_id or ""),
            )
            self.fields[f"leader_{table.number}"] = forms.ChoiceField(
                label=_("Tafel %(number)s: tafelleider") % names,
                choices=staff_choices,
                required=False,
                initial=str(table.leader_id or ""),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen: dict[str, int] = {}
        for number_ in self.numbers:
            leader = cleaned.get(f"leader_{number_}")
            if leader and leader in seen:
                self.add_error(f"leader_{number_}", _("Deze collega leidt al tafel %(number)s.") % {"number": seen[leader]})
            seen[leader or ""] = number_
        return cleaned

    def choices(self) -> dict[int, tuple[uuid.UUID | None, uuid.UUID | None]]:
        """Per table number its theme and its leader."""

        def key(name: str) -> uuid.UUID | None:
            value = self.cleaned_data.get(name)
            return uuid.UUID(value) if value else None

        return {number_: (key(f"theme_{number_}"), key(f"leader_{number_}")) for number_ in self.numbers}
