"""The path: a trajectory, its steps, their tasks, the bodies that were told, and the intake."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.people.models import StaffMember
from driehoek.schools.models import SchoolRow, SchoolYear, school_years_ago
from driehoek.schools.privacy import Ends, Privacy

PURPOSE = _("een traject met ouders stap voor stap lopen")


class Trajectory(SchoolRow):
    """`anchor_on`: the day of its evening (or, in a template without one, its first day); the days of steps count from it.

    `after`: the trajectory of an earlier year that this one starts from. `ended_at`: closed by people.
    """

    template = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    anchor_on = models.DateField()
    after = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next_ones")
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="template title year anchor_on after made_at ended_at")

    class Meta:
        ordering = ["-made_at", "id"]
        verbose_name = _("traject")

    def __str__(self) -> str:
        return self.title

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("year")


class StepSort(models.TextChoices):
    """What a step is about, and so what it leads to."""

    BODIES = "bodies", _("MR, privacyfunctionaris en bestuur")
    INTAKE = "intake", _("voorgesprek")
    SCAN = "scan", _("teamscan")
    VISION = "vision", _("visiegesprek")
    QUESTIONNAIRE = "questionnaire", _("vragenlijst")
    TURNOUT = "turnout", _("opkomstplan")
    MEETING = "meeting", _("bijeenkomst")
    PLAN = "plan", _("visie- en ambitieplan")
    TEAM = "team", _("partnerschapsteam")
    PROGRAMME = "programme", _("programma van activiteiten")
    EVALUATION = "evaluation", _("terugkijken")
    OWN = "own", _("eigen stap")


class Step(SchoolRow):
    """`day`: days from the anchor, None for a step with days of its own; `due_on` is where it came out on the calendar.

    `about`: the key of what it led to (a session, a meeting, a plan, a team), by `sort`. `skipped_why`: why it was left out.
    """

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=40, blank=True)
    sort = models.CharField(max_length=14, choices=StepSort.choices, default=StepSort.OWN)
    title = models.CharField(max_length=120)
    why = models.CharField(max_length=600, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    day = models.SmallIntegerField(null=True)
    due_on = models.DateField()
    about = models.UUIDField(null=True)
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    skipped_at = models.DateTimeField(null=True)
    skipped_why = models.CharField(max_length=300, blank=True)

    privacy = Privacy(
        purpose=PURPOSE,
        ends=Ends("school"),
        public="trajectory key sort title why position day due_on about started_at done_at skipped_at skipped_why",
        personal="done_by",
    )

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("trajectory__year")


def _two_years_over(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(due_on__lt=school_years_ago(now, 2).date())


class PathTask(SchoolRow):
    """`day`, `shift`: as of a task of a meeting. `text_key`: a ready text of the library that goes with it."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="tasks")
    key = models.CharField(max_length=40, blank=True)
    day = models.SmallIntegerField(null=True)
    shift = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=200)
    why = models.CharField(max_length=400, blank=True)
    role = models.CharField(max_length=40, blank=True)
    text_key = models.CharField(max_length=40, blank=True)
    owner = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=1, default=0)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = Privacy(
        purpose=_("het werk van een traject verdelen"),
        ends=Ends("school year + 2", due=_two_years_over),
        public="step key day shift title why role text_key due_on hours done_at",
        personal="owner done_by",
    )

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("step__trajectory", "owner")


class BodySort(models.TextChoices):
    MR = "mr", _("MR")
    PRIVACY = "privacy", _("privacyfunctionaris")
    BOARD = "board", _("bestuur")


class Outcome(models.TextChoices):
    TOLD = "told", _("op de hoogte")
    AGREED = "agreed", _("akkoord")
    ADVISES = "advises", _("akkoord met opmerkingen")
    OBJECTS = "objects", _("niet akkoord")


class BodyAnswer(SchoolRow):
    """What one body was told about a trajectory, and what it said. `name`: who spoke for it, as they wish."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="bodies")
    body = models.CharField(max_length=8, choices=BodySort.choices)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.TOLD)
    name = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    told_on = models.DateField()

    privacy = Privacy(
        purpose=_("MR, privacyfunctionaris en bestuur vanaf het begin meenemen"),
        ends=Ends("school"),
        public="trajectory body outcome note told_on",
        personal="name",
    )

    class Meta:
        ordering = ["told_on", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "trajectory", "body"], name="one_answer_of_a_body")]


class Intake(SchoolRow):
    """The talk before the beginning. `answers`: {key of a question of the library: text}; `who_along`: who takes part, in words.

    `edits` counts changes, so that two people who write at once lose nothing.
    """

    trajectory = models.OneToOneField(Trajectory, on_delete=models.CASCADE, related_name="intake")
    held_on = models.DateField(null=True)
    answers = models.JSONField(default=dict)
    who_along = models.CharField(max_length=600, blank=True)
    edits = models.PositiveIntegerField(default=0)

    privacy = Privacy(
        purpose=_("weten waar de school staat voordat een traject begint"),
        ends=Ends("school"),
        public="trajectory held_on answers edits",
        personal="who_along",
    )
