"""The programme of activities, made after the plan is settled, and the actions that belong to an ambition."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.actions.models import ActionItem
from driehoek.library.partnership import Partnership
from driehoek.people.models import StaffMember
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy

from .plan import Line, Plan

PURPOSE = _("doen wat in het plan staat, samen met ouders")


class ActivityState(models.TextChoices):
    IDEA = "idea", _("idee")
    PLANNED = "planned", _("gepland")
    DONE = "done", _("geweest")
    STOPPED = "stopped", _("gestopt")


class Verdict(models.TextChoices):
    """What the team does with an activity afterwards."""

    NONE = "", _("nog niet besproken")
    KEEP = "keep", _("houden")
    ADAPT = "adapt", _("aanpassen")
    STOP = "stop", _("stoppen")


class Activity(SchoolRow):
    """One activity of an ambition. `parents_say`: where parents get a say, when a procedure changes (`is_procedure`).

    `lead_name` and `helpers` are names as people gave them, of parents too. `meant_for` and `came` count people, never who.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="activities")
    ambition = models.ForeignKey(Line, null=True, on_delete=models.SET_NULL, related_name="activities")
    title = models.CharField(max_length=200)
    partnership = models.CharField(max_length=12, choices=Partnership.choices, blank=True)
    audience = models.CharField(max_length=200, blank=True)
    is_procedure = models.BooleanField(default=False)
    parents_say = models.CharField(max_length=600, blank=True)
    lead = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    lead_name = models.CharField(max_length=100, blank=True)
    helpers = models.CharField(max_length=300, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    preparation = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=8, choices=ActivityState.choices, default=ActivityState.IDEA)
    meant_for = models.PositiveIntegerField(null=True, blank=True)
    came = models.PositiveIntegerField(null=True, blank=True)
    verdict = models.CharField(max_length=5, choices=Verdict.choices, blank=True, default=Verdict.NONE)
    learned = models.TextField(max_length=1000, blank=True)
    edits = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=PURPOSE,
        ends=Ends("school"),
        public="plan ambition title partnership audience is_procedure parents_say planned_on preparation state meant_for came verdict"
        " learned edits made_at",
        personal="lead lead_name helpers",
    )

    class Meta:
        ordering = ["planned_on", "made_at", "id"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("plan__year", "ambition", "lead")


class PlannedAction(SchoolRow):
    """To which ambition, and which activity if any, an action belongs."""

    action = models.OneToOneField(ActionItem, on_delete=models.CASCADE, related_name="planned")
    ambition = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="planned")
    activity = models.ForeignKey(Activity, null=True, on_delete=models.SET_NULL, related_name="planned")

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="action ambition activity")

    class Meta:
        ordering = ["id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("action", "ambition")
