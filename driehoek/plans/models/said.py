"""What team, parents' council and MR say about a plan, and what they decided."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy

from .plan import PURPOSE, Line, Plan, PlanVersion


class Body(models.TextChoices):
    TEAM = "team", _("team")
    PARTNERSHIP_TEAM = "partnership_team", _("partnerschapsteam")
    PARENTS_COUNCIL = "parents_council", _("ouderraad")
    MR = "mr", _("MR")
    LEADER = "leader", _("schoolleiding")
    BOARD = "board", _("bestuur")


class Comment(SchoolRow):
    """A remark about a line, or about the whole. `name`: who says it, as they wish. `answer`: what was done with it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="comments")
    line = models.ForeignKey(Line, null=True, on_delete=models.SET_NULL, related_name="comments")
    body = models.CharField(max_length=16, choices=Body.choices)
    name = models.CharField(max_length=100, blank=True)
    text = models.TextField(max_length=2000)
    answer = models.TextField(max_length=2000, blank=True)
    closed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = Privacy(
        purpose=PURPOSE, ends=Ends("school"), public="plan line body text answer closed_at made_at", personal="name made_by"
    )

    class Meta:
        ordering = ["made_at", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("plan__year", "line")


class DecisionSort(models.TextChoices):
    ADVICE = "advice", _("advies")
    CONSENT = "consent", _("instemming")
    APPROVAL = "approval", _("vaststelling")


class Decision(SchoolRow):
    """Advice, consent or approval, with name and day, of one version. Withdrawn: the row stays and says when and why."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="decisions")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="decisions")
    body = models.CharField(max_length=16, choices=Body.choices)
    sort = models.CharField(max_length=8, choices=DecisionSort.choices)
    name = models.CharField(max_length=100)
    decided_on = models.DateField()
    note = models.CharField(max_length=600, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    privacy = Privacy(
        purpose=PURPOSE,
        ends=Ends("school"),
        public="plan version body sort decided_on note withdrawn_on withdrawn_why",
        personal="name",
    )

    class Meta:
        ordering = ["decided_on", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("plan__year", "version")
