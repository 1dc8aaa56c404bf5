"""What comes in about a path. A long text is refused with a message, never cut; what was typed stays."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek import clock
from driehoek.library import reading_path
from driehoek.meetings.forms import Line, a_day, text
from driehoek.people.models import StaffMember
from driehoek.people.queries.teaching import works_here
from driehoek.web.forms import Across

from .models import BodyAnswer, Intake, Outcome, PathTask, Step, Trajectory
from .services.arranging import step_print
from .services.noting import MOST_ALONG, MOST_ANSWER, MOST_NAME, MOST_NOTE
from .services.working import task_print

FARTHEST = dt.timedelta(days=730)
MOST_HOURS = 400
NO_KEY = dict.fromkeys(("required", "invalid"), gettext_lazy("Laad de pagina opnieuw."))


def near(day: dt.date) -> dt.date:
    if not clock.today() - FARTHEST <= day <= clock.today() + FARTHEST:
        raise forms.ValidationError(_("Deze dag is meer dan twee jaar weg. Klopt het jaar?"))
    return day


class StartForm(forms.Form):
    """A new trajectory. `key` makes the same form sent twice one."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=NO_KEY)
    template = forms.CharField(widget=forms.HiddenInput, max_length=40)
    title = Line(
        120, label=gettext_lazy("Naam"), help_text=gettext_lazy("Zo heet het traject in de school. Ouders zien deze naam niet.")
    )
    anchor_on = a_day(gettext_lazy("Dag van de ouderavond"))

    def __init__(self, *args: Any, counts_from: str = "evening", **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["anchor_on"]
        if counts_from == "start":
            field.label = _("Eerste dag")
            field.help_text = _("De stappen worden vanaf deze dag geteld, om vakanties en vrije dagen heen.")
        else:
            field.help_text = _(
                "De stappen worden vanaf deze dag geteld, om vakanties heen. Is de avond al geweest? Vul dan die dag in."
            )

    def clean_anchor_on(self) -> dt.date:
        return near(self.cleaned_data["anchor_on"])


class SettingsForm(forms.Form):
    """The name of a trajectory, and the day that it counts from."""

    title = Line(120, label=gettext_lazy("Naam"))
    anchor_on = a_day(
        gettext_lazy("Dag waar alles vanaf telt"),
        help_text=gettext_lazy(
            "Verander je deze dag, dan schuiven open stappen en taken mee. Wat klaar is of een eigen dag heeft, blijft staan."
        ),
    )

    was_on = forms.DateField(widget=forms.HiddenInput, required=False)

    def clean_anchor_on(self) -> dt.date:
        """A day that stays as it is may lie far back."""
        day: dt.date = self.cleaned_data["anchor_on"]
        return day if day == self.initial.get("anchor_on") else near(day)


def settings_of(trajectory: Trajectory) -> dict[str, Any]:
    return {"title": trajectory.title, "anchor_on": trajectory.anchor_on, "was_on": trajectory.anchor_on}


class Shown(forms.Form):
    """What a form showed when it was opened: its day, and a print of its words. Who changed nothing of it changes nothing."""

    was_on = forms.DateField(widget=forms.HiddenInput, error_messages=NO_KEY)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, error_messages=NO_KEY)

    def clean_due_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["due_on"]
        return day if day == self.cleaned_data.get("was_on") else near(day)

    def is_new_now(self) -> None:
        del self.fields["was_on"], self.fields["seen"]


class StepForm(Shown):
    """Words and the day of a step; of a new one also where it stands."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=NO_KEY)
    title = Line(120, label=gettext_lazy("Wat doen jullie"))
    why = text(600, gettext_lazy("Waarom"), help_text=gettext_lazy("Schrijf niets over één gezin of één kind."))
    due_on = a_day(gettext_lazy("Dag"), help_text=gettext_lazy("Kies je zelf een dag, dan schuift die niet mee met de avond."))
    after = forms.ModelChoiceField(
        None, label=gettext_lazy("Na welke stap"), required=False, empty_label=gettext_lazy("helemaal vooraan")
    )

    def __init__(self, *args: Any, trajectory: Trajectory | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if trajectory is None:
            del self.fields["after"], self.fields["key"]
        else:
            self.is_new_now()
            self.fields["after"].queryset = Step.objects.filter(trajectory=trajectory)


def step_values(step: Step) -> dict[str, Any]:
    return {"title": step.title, "why": step.why, "due_on": step.due_on, "was_on": step.due_on, "seen": step_print(step)}


class WhyForm(forms.Form):
    """Why a step is left out."""

    why = Line(
        300,
        label=gettext_lazy("Waarom slaan jullie deze stap over?"),
        help_text=gettext_lazy("Eén zin, voor wie hier na jullie verdergaat. Je kunt de stap later weer terughalen."),
    )


class PathTaskForm(Shown):
    """A task of a step. Only who leads the school sees who does what, and so only they give it to somebody."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=NO_KEY)
    title = Line(200, label=gettext_lazy("Wat gebeurt er"))
    owner = forms.ModelChoiceField(
        None, label=gettext_lazy("Wie doet het"), required=False, empty_label=gettext_lazy("nog niemand")
    )
    due_on = a_day(gettext_lazy("Wanneer is het fijn als het klaar is"))
    hours = forms.DecimalField(
        label=gettext_lazy("Uren"),
        min_value=0,
        max_value=MOST_HOURS,
        decimal_places=1,
        required=False,
        localize=True,
        help_text=gettext_lazy("Een schatting, voor alle helpers samen."),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "max_decimal_places"),
            gettext_lazy("Schrijf een getal van 0 tot en met 400, met hoogstens één cijfer achter de komma."),
        ),
    )
    why = text(400, gettext_lazy("Waarom, of hoe"))

    def __init__(self, *args: Any, names: bool, is_new: bool, owner: StaffMember | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_new:
            self.is_new_now()
        else:
            del self.fields["key"]
        if names:
            known = StaffMember.objects.filter(works_here())
            self.fields["owner"].queryset = known | StaffMember.objects.filter(pk=owner.pk) if owner else known
        else:
            del self.fields["owner"]

    def clean_hours(self) -> Decimal:
        return self.cleaned_data["hours"] or Decimal(0)


def task_values(task: PathTask, *, names: bool) -> dict[str, Any]:
    shown = {"was_on": task.due_on, "seen": task_print(task, names=names)}
    return shown | {"title": task.title, "owner": task.owner_id, "due_on": task.due_on, "hours": task.hours, "why": task.why}


class BodyForm(forms.Form):
    """What one body was told, and what it said. `names`: whether who spoke for it is shown."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Wat zeiden zij"),
        choices=Outcome.choices,
        widget=Across,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Kies een antwoord.")),
    )
    told_on = a_day(gettext_lazy("Wanneer"))
    name = Line(
        MOST_NAME,
        label=gettext_lazy("Wie sprak namens hen"),
        required=False,
        help_text=gettext_lazy("Hoeft niet. Alleen als zij dat goed vinden."),
    )
    note = text(MOST_NOTE, gettext_lazy("Wat gaven ze mee"))

    def __init__(self, *args: Any, names: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not names:
            del self.fields["name"]

    def clean_told_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["told_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Deze dag moet nog komen. Noteer het als het gebeurd is."))
        return near(day)


def body_values(there: BodyAnswer | None) -> dict[str, Any]:
    if there is None:
        return {"outcome": Outcome.TOLD, "told_on": clock.today()}
    return {"outcome": there.outcome, "told_on": there.told_on, "name": there.name, "note": there.note}


class IntakeForm(forms.Form):
    """The talk before the beginning: the questions of the library, each with room for an answer."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, error_messages=NO_KEY)
    held_on = a_day(gettext_lazy("Gehouden op"), required=False)
    who_along = text(
        MOST_ALONG,
        gettext_lazy("Wie doet er mee"),
        help_text=gettext_lazy("Bijvoorbeeld: de directeur, twee leraren, iemand van de MR. Schrijf geen namen van ouders op."),
    )

    def __init__(self, *args: Any, sector: str, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.keys = []
        for one in reading_path.load_intake():
            self.keys.append(one.key)
            asked = text(MOST_ANSWER, one.title.say(language, sector), rows=4, help_text=one.hint.say(language, sector))
            self.fields[f"q_{one.key}"] = asked
        self.order_fields(["seen", "held_on", *[f"q_{key}" for key in self.keys], "who_along"])

    def clean_held_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["held_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("Deze dag moet nog komen. Vul hem in als het gesprek geweest is."))
        return near(day) if day else None

    def typed(self, name: str) -> str:
        return str(self.data.get(name, "")).strip()

    @property
    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data[f"q_{key}"] for key in self.keys}


def intake_values(intake: Intake | None) -> dict[str, Any]:
    if intake is None:
        return {"seen": 0}
    answers = {f"q_{key}": words for key, words in intake.answers.items()}
    return answers | {"seen": intake.edits, "held_on": intake.held_on, "who_along": intake.who_along}
