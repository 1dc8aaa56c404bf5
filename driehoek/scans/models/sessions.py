"""Sessions of the team: the scan on five sheets, the conversation about the vision, and the one on the result."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.clock import secret_id
from driehoek.library.partnership import Partnership
from driehoek.people.models import SchoolClass, StaffMember
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Due, Ends, Privacy

from .asked import Fielding

PURPOSE = _("met het team zien waar de school staat en wat zij wil")
MONTH, HALF_A_YEAR = dt.timedelta(days=30), dt.timedelta(days=180)


def _talked_out(session: str) -> Due:
    """Rows of a session that closed a month ago, or that nobody closed in half a year."""

    def due(rows: Any, now: dt.datetime) -> Any:
        closed = models.Q(**{f"{session}__closed_at__lt": now - MONTH})
        left_open = models.Q(**{f"{session}__closed_at__isnull": True, f"{session}__made_at__lt": now - HALF_A_YEAR})
        return rows.filter(closed | left_open)

    return due


ENDS = "session closed + 30 days, or made + 180 days"


class SessionKind(models.TextChoices):
    TEAM_SCAN = "team_scan", _("teamscan")
    VISION = "vision", _("visiegesprek")
    RESULT = "result", _("gesprek over de uitkomst")


class TeamSession(SchoolRow):
    """One session. `step` is the part that everybody sees now; `opened`: the parts or questions whose words are shown to all.

    `fielding`: the result that a session of that kind is about.
    """

    kind = models.CharField(max_length=10, choices=SessionKind.choices)
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField(null=True, blank=True)
    leader = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    fielding = models.ForeignKey(Fielding, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions")
    step = models.CharField(max_length=40, blank=True)
    step_since = models.DateTimeField(null=True)
    opened = models.JSONField(default=list)
    budget = models.PositiveSmallIntegerField(default=5)
    version = models.PositiveIntegerField(default=0)  # grows with every change that a screen shows
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=PURPOSE,
        ends=Ends("school"),
        public="kind title starts_at fielding step step_since opened budget version started_at closed_at made_at",
        personal="leader",
    )

    class Meta:
        ordering = ["-made_at", "id"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("leader", "fielding")


class PointSort(models.TextChoices):
    STRENGTH = "strength", _("gaat goed")
    AMBITION = "ambition", _("ambitie")


class Note(SchoolRow):
    """One thing on a sheet. The key is random and made on the phone; nothing says who wrote it. `agreed`: on the shared picture."""

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    session = models.ForeignKey(TeamSession, on_delete=models.CASCADE, related_name="notes")
    sheet = models.CharField(max_length=12, choices=Partnership.choices)
    sort = models.CharField(max_length=8, choices=PointSort.choices)
    text = models.CharField(max_length=300)
    agreed = models.BooleanField(default=False)
    taken_off = models.BooleanField(default=False)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="session sheet sort agreed taken_off", personal="text")

    class Meta:
        ordering = ["id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("session")


class Dot(SchoolRow):
    """How many dots one participant gave one note. `voter` is made with a key outside the database."""

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="dots")
    voter = models.CharField(max_length=32)
    count = models.PositiveSmallIntegerField(default=1)

    privacy = Privacy(purpose=PURPOSE, ends=Ends(ENDS, due=_talked_out("note__session")), public="note count", personal="voter")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "note", "voter"], name="one_dot_row_of_a_voter")]


class Alone(SchoolRow):
    """What one participant answers alone to one guiding question: words, and where the school stands (1 far … 5 there), or neither."""

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    session = models.ForeignKey(TeamSession, on_delete=models.CASCADE, related_name="alone")
    question = models.CharField(max_length=40)
    voter = models.CharField(max_length=32)
    stand = models.PositiveSmallIntegerField(null=True)
    text = models.CharField(max_length=500, blank=True)

    privacy = Privacy(
        purpose=PURPOSE,
        ends=Ends(ENDS, due=_talked_out("session")),
        public="session question stand",
        personal="voter text",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "session", "question", "voter"], name="one_answer_alone"),
            models.CheckConstraint(condition=models.Q(stand__isnull=True) | models.Q(stand__range=(1, 5)), name="stand_of_five"),
        ]


class Agreed(SchoolRow):
    """One sentence that the team agreed on: of a guiding question, of a sheet, or where we are, want to be and how we get there."""

    session = models.ForeignKey(TeamSession, on_delete=models.CASCADE, related_name="agreed")
    about = models.CharField(max_length=40)
    text = models.CharField(max_length=600)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="session about text")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "session", "about"], name="one_agreed_sentence")]


class ChosenPoint(SchoolRow):
    """A strength or an ambition that the team chose, waiting for the plan. `dots`: how many it got, `of_people`: who gave dots."""

    session = models.ForeignKey(TeamSession, null=True, on_delete=models.SET_NULL, related_name="chosen")
    fielding = models.ForeignKey(Fielding, null=True, on_delete=models.SET_NULL, related_name="chosen")
    note = models.ForeignKey(Note, null=True, on_delete=models.SET_NULL, related_name="+")
    item = models.CharField(max_length=40, blank=True)
    sort = models.CharField(max_length=8, choices=PointSort.choices)
    partnership = models.CharField(max_length=12, choices=Partnership.choices)
    text = models.CharField(max_length=300)
    dots = models.PositiveSmallIntegerField(null=True)
    of_people = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=PURPOSE,
        ends=Ends("school"),
        public="session fielding note item sort partnership text dots of_people position made_at",
    )

    class Meta:
        ordering = ["position", "made_at", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("session", "fielding")


class TurnoutPlan(SchoolRow):
    """How all parents will be there: the day, the programme (a template of a meeting), and what the school does for it."""

    session = models.OneToOneField(TeamSession, on_delete=models.CASCADE, related_name="turnout")
    meeting_on = models.DateField(null=True, blank=True)
    template = models.CharField(max_length=40, blank=True)
    everybody = models.TextField(max_length=1000, blank=True)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="session meeting_on template everybody")

    class Meta:
        ordering = ["id"]


class TurnoutLine(SchoolRow):
    """Of one class: who invites whom personally, what stands in the way, what we arrange. Never about one family."""

    plan = models.ForeignKey(TurnoutPlan, on_delete=models.CASCADE, related_name="lines")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="+")
    inviter = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    in_the_way = models.CharField(max_length=300, blank=True)
    arranged = models.CharField(max_length=300, blank=True)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="plan school_class in_the_way arranged", personal="inviter")

    class Meta:
        ordering = ["school_class__sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "plan", "school_class"], name="one_turnout_line")]
