"""What comes in about activities. Only what they are is asked; everything else can wait."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek import clock
from driehoek.actions.models import ActionItem
from driehoek.people.models import StaffMember
from driehoek.web.days import written
from driehoek.web.forms import Across, DayInput

from . import rules_programme as rules
from .forms import partnerships
from .models import Activity, Line, Plan, Verdict
from .queries.programme import ambitions_of, free_for
from .queries.trace import short
from .services.programme import MOST_LEARNED, Wanted

TOO_LONG = gettext_lazy("Dit is te lang. Maak het korter.")
NO_NUMBER = gettext_lazy("Kan dit aantal kloppen? Schrijf een getal tot 20.000.")
NUMBER_WORDS = {"invalid": NO_NUMBER, "min_value": NO_NUMBER, "max_value": NO_NUMBER}


def _words(label: Any, most: int, *, rows: int = 0, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput
    return forms.CharField(
        label=label, max_length=most, required=False, widget=widget, help_text=help_text, error_messages={"max_length": TOO_LONG}
    )


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=rules.MOST_PEOPLE, error_messages=NUMBER_WORDS
    )  # fmt: skip


class ActivityForm(forms.Form):
    """`seen` is how often it was changed when the form was opened; `key` makes that sending twice is once."""

    title = forms.CharField(
        label=gettext_lazy("Wat gaan jullie doen?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Schrijf in één zin wat jullie gaan doen."), "max_length": TOO_LONG},
    )
    ambition = forms.ModelChoiceField(
        None, label=gettext_lazy("Bij welke ambitie"), required=False, empty_label=gettext_lazy("nog geen")
    )
    partnership = forms.ChoiceField(label=gettext_lazy("Partnerschap"), required=False)
    audience = _words(gettext_lazy("Voor wie"), 200)
    meant_for = _number(gettext_lazy("Voor hoeveel mensen, ongeveer"))
    planned_on = forms.DateField(
        label=gettext_lazy("Dag"), widget=DayInput, required=False,
        error_messages={"invalid": gettext_lazy("Kies een dag uit de kalender.")},
    )  # fmt: skip
    lead = forms.ModelChoiceField(
        None, label=gettext_lazy("Trekker: een collega"), required=False, empty_label=gettext_lazy("geen collega, of nog niemand")
    )
    lead_name = _words(
        gettext_lazy("Of de naam van een ouder"), 100, help_text=gettext_lazy("Alleen als deze ouder dat goedvindt.")
    )
    helpers = _words(gettext_lazy("Wie helpen mee"), 300, help_text=gettext_lazy("Ouders, leerlingen, collega's."))
    preparation = _words(
        gettext_lazy("Wat moet er klaar zijn"), 2000, rows=5, help_text=gettext_lazy("Zet elk punt op een nieuwe regel.")
    )
    is_procedure = forms.BooleanField(label=gettext_lazy("Hiermee veranderen we een procedure van de school"), required=False)
    parents_say = _words(
        gettext_lazy("Waar krijgen ouders iets te zeggen?"), 600, rows=3,
        help_text=gettext_lazy("Bij welke stap kiezen of beslissen ouders mee? Een procedure waarin zij alleen volgen, is nog niet samen."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        lines = ambitions_of(plan)
        self.fields["ambition"].queryset = Line.objects.filter(pk__in=[line.pk for line in lines])
        self.fields["ambition"].choices = [("", _("nog geen")), *((line.pk, short(line)) for line in lines)]
        self.fields["lead"].queryset = StaffMember.objects.filter(left_on__isnull=True)
        self.fields["partnership"].choices = [("", _("dat van de ambitie")), *partnerships()[1:]]

    def clean_planned_on(self) -> dt.date | None:
        """A day that stood there may stay."""
        day: dt.date | None = self.cleaned_data["planned_on"]
        if day and day != self.initial.get("planned_on") and not rules.can_be_meant(day, clock.today()):
            raise forms.ValidationError(_("Klopt het jaar? Kies een dag van nu tot over vier jaar."))
        return day

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("lead") and said.get("lead_name"):
            self.add_error("lead_name", _("Kies een collega of schrijf een naam, niet allebei."))
        return said

    @property
    def wanted(self) -> Wanted:
        return Wanted(**{name: self.cleaned_data[name] for name in Wanted.__dataclass_fields__})

    def beside(self, now: Activity) -> list[tuple[str, str, str]]:
        """What differs: the name of a field, what it says now, and what was typed here."""
        return beside(self, {name: getattr(now, name) for name in Wanted.__dataclass_fields__}, self.cleaned_data)


def first_of(activity: Activity) -> dict[str, Any]:
    """What the form of an activity starts with; somebody who left is nobody."""
    first = {name: getattr(activity, name) for name in Wanted.__dataclass_fields__}
    lead = activity.lead
    return first | {"seen": activity.edits, "lead": lead if lead is not None and lead.left_on is None else None}


class LookBackForm(forms.Form):
    meant_for = _number(gettext_lazy("Voor hoeveel mensen was het bedoeld"))
    came = _number(gettext_lazy("Hoeveel kwamen er"))
    verdict = forms.ChoiceField(
        label=gettext_lazy("Wat doen jullie er volgend jaar mee"), choices=Verdict.choices, widget=Across, required=False
    )
    learned = _words(
        gettext_lazy("Wat hebben jullie geleerd"),
        MOST_LEARNED,
        rows=3,
        help_text=gettext_lazy("Over de activiteit, niet over mensen."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def beside(self, now: Activity) -> list[tuple[str, str, str]]:
        names = ("meant_for", "came", "verdict", "learned")
        return beside(self, {name: getattr(now, name) for name in names}, self.cleaned_data)


def beside(form: forms.Form, theirs: dict[str, Any], mine: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (str(form.fields[name].label), _said(form, name, theirs[name]), _said(form, name, mine[name]))
        for name in theirs
        if _plain(theirs[name]) != _plain(mine[name])
    ]


def _plain(value: Any) -> Any:
    return "" if value is None else value


def _said(form: forms.Form, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, Line):
        return short(value)
    if isinstance(value, dt.date):
        return written(value)
    choices: Iterable[Any] = getattr(form.fields[name], "choices", ()) if name in {"verdict", "partnership"} else ()
    flat = {str(key): str(words) for key, words in _flat(choices)}
    return flat.get(str(value), "" if value is None else str(value)) or "–"


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, words in choices:
        yield from words if isinstance(words, list | tuple) else [(key, words)]


class PutForm(forms.Form):
    """An action that is there already."""

    action = forms.ModelChoiceField(
        None, label=gettext_lazy("Actie"), empty_label=None,
        error_messages={"required": gettext_lazy("Kies een actie."), "invalid_choice": gettext_lazy("Kies een actie.")},
    )  # fmt: skip

    def __init__(self, *args: Any, activity: Activity, **options: Any) -> None:
        super().__init__(*args, **options)
        self.free = free_for(activity)
        self.fields["action"].queryset = ActionItem.objects.filter(pk__in=[one.pk for one in self.free])
        self.fields["action"].choices = [(one.pk, f"{one.title} ({written(one.due_on)})") for one in self.free]


class AlongForm(forms.Form):
    """Which activities go along to a next year; all of them are ticked."""

    activities = forms.MultipleChoiceField(
        label=gettext_lazy("Deze activiteiten"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies er minstens één.")},
    )  # fmt: skip

    def __init__(self, *args: Any, found: list[Activity], **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = found
        self.fields["activities"].choices = [(str(one.pk), _along(one)) for one in found]
        self.initial.setdefault("activities", [str(one.pk) for one in found])

    @property
    def chosen(self) -> list[Activity]:
        keys = set(self.cleaned_data["activities"])
        return [one for one in self.found if str(one.pk) in keys]


def _along(activity: Activity) -> str:
    return f"{activity.title} ({activity.get_verdict_display()}; {activity.plan})"
