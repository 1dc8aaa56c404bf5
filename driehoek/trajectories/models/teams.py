"""Teams: who is in them, how parents found their way in, and what they talk about, decide and do."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.meetings.models import Layer, Meeting
from driehoek.meetings.models import TeamMember as Crew
from driehoek.people.models import StaffMember
from driehoek.plans.models import Activity, Plan
from driehoek.schools.models import SchoolRow, school_years_ago
from driehoek.schools.privacy import Ends, Privacy

from .path import Trajectory

PURPOSE = _("in een team van ouders en school samen aan het plan werken")


class TeamSort(models.TextChoices):
    ACTION = "action", _("actieteam")
    PARTNERSHIP = "partnership", _("partnerschapsteam")
    WORKING = "working", _("werkgroep")


def _two_years_over(rows: Any, now: dt.datetime) -> Any:
    """Of a team that ended, or that goes on without them."""
    since = school_years_ago(now, 2)
    return rows.filter(Q(team__ended_at__lt=since) | Q(left_at__lt=since))


class Team(SchoolRow):
    """`plan`: whose programme it makes (partnership team). `meeting`: what it prepares (action team), whose members stand there.

    `expected`: what is asked of a member, in plain words for parents; `call_words`: {language: text} of the open call;
    `call_until`: the last day of the call. `focus`: its focal points (speerpunten), texts. `ends_on`: the end of its term.
    """

    sort = models.CharField(max_length=12, choices=TeamSort.choices)
    name = models.CharField(max_length=120)
    trajectory = models.ForeignKey(Trajectory, null=True, blank=True, on_delete=models.SET_NULL, related_name="teams")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="teams")
    meeting = models.OneToOneField(Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="action_team")
    purpose = models.CharField(max_length=600, blank=True)
    expected = models.CharField(max_length=600, blank=True)
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    call_words = models.JSONField(default=dict)
    call_until = models.DateField(null=True, blank=True)
    focus = models.JSONField(default=list)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose=PURPOSE,
        ends=Ends("school"),
        public="sort name trajectory plan meeting purpose expected starts_on ends_on call_words call_until focus made_at"
        " ended_at",
    )

    class Meta:
        ordering = ["sort", "-made_at", "id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("plan__year", "meeting__occasion", "trajectory")


class Member(SchoolRow):
    """A colleague, or somebody by name: a parent or outsider, who takes part with a code and sees no files.

    `crew`: the same person in the action team of a meeting; leaves with it. `left_at`: out of the team; their code ends.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    staff = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    crew = models.OneToOneField(Crew, null=True, blank=True, on_delete=models.CASCADE, related_name="member")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="nl")
    layer = models.CharField(max_length=8, choices=Layer.choices)
    joined_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose=PURPOSE,
        ends=Ends("end of the team + 2 school years", due=_two_years_over),
        public="team crew layer joined_at left_at",
        personal="staff name email language",
    )

    class Meta:
        ordering = ["layer", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "team", "staff"], condition=Q(staff__isnull=False), name="once_a_member")
        ]

    def __str__(self) -> str:
        return str(self.staff) if self.staff_id else self.name

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("team__plan", "team__meeting__occasion", "staff")


def _call_is_over(rows: Any, now: dt.datetime) -> Any:
    """Thirty days after the last day of the call, after the answer, or after the team: who came forward is forgotten."""
    since = now - dt.timedelta(days=30)
    return rows.filter(Q(team__call_until__lt=since.date()) | Q(answered_at__lt=since) | Q(team__ended_at__lt=since))


class Candidate(SchoolRow):
    """A parent who answered the open call. `said`: what they want to bring, if they like. `answer`: 'yes', 'no' or ''.

    `member`: who they became by a yes. Its key is never one that a browser sent.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="candidates")
    name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=5, default="nl")
    said = models.TextField(max_length=600, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=3, blank=True)
    answered_at = models.DateTimeField(null=True)
    member = models.OneToOneField(Member, null=True, on_delete=models.SET_NULL, related_name="candidate")

    privacy = Privacy(
        purpose=_("ouders vinden die mee willen denken"),
        ends=Ends("end of the call + 30 days", due=_call_is_over),
        public="team made_at answer answered_at",
        personal="name email phone language said member",
    )

    class Meta:
        ordering = ["made_at", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("team__plan")


class TeamMeeting(SchoolRow):
    """A meeting of a team: small, with an agenda. `notes`: what was said in a few lines, for who was not there."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=120, blank=True)
    notes = models.TextField(max_length=3000, blank=True)
    held_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="team starts_at minutes place notes held_at cancelled_at")

    class Meta:
        ordering = ["starts_at", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("team__plan", "team__meeting__occasion")


class AgendaPoint(SchoolRow):
    """`asked_by`: the member who brought it; points of parents stand first. `meeting` None: waits for the next meeting."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="points")
    meeting = models.ForeignKey(TeamMeeting, null=True, on_delete=models.SET_NULL, related_name="points")
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(default=10)
    position = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="team meeting title minutes position", personal="asked_by")

    class Meta:
        ordering = ["position", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("team__plan", "meeting")


class TeamDecision(SchoolRow):
    """What the team decided in a meeting, in one sentence."""

    meeting = models.ForeignKey(TeamMeeting, on_delete=models.CASCADE, related_name="decisions")
    text = models.CharField(max_length=600)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="meeting text made_at")

    class Meta:
        ordering = ["made_at", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("meeting__team__plan")


class TeamTask(SchoolRow):
    """What a member does for the team. `due_on` is when it is wanted; nobody is ever 'too late' with it."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="tasks")
    meeting = models.ForeignKey(TeamMeeting, null=True, on_delete=models.SET_NULL, related_name="tasks")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="team meeting title due_on done_at", personal="owner")

    class Meta:
        ordering = ["due_on", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("team__plan", "owner__staff")


def _helped_long_ago(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(made_at__lt=school_years_ago(now, 2))


class Helper(SchoolRow):
    """A parent in the team of the plan helps with an activity; gone when they leave the team."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="helping")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="helps")
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("weten wie met een activiteit meehelpt"),
        ends=Ends("school year + 2", due=_helped_long_ago),
        public="activity made_at",
        personal="member",
    )

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "activity", "member"], name="helps_once")]
