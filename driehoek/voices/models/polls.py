"""Statements to react to and dots to divide."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.clock import secret_id
from driehoek.invitations.models import Occasion
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy

from .said import Standing, Theme, Voice


class PollSort(models.TextChoices):
    STATEMENTS = "statements", _("stellingen")
    DOTS = "dots", _("stippen")


class Poll(SchoolRow):
    """Statements to react to, or dots to divide. Results stay shut until `shown_at`; `budget`: dots a person has."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="polls")
    sort = models.CharField(max_length=10, choices=PollSort.choices)
    title = models.CharField(max_length=200)
    budget = models.PositiveSmallIntegerField(default=3)
    may_add = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("laten reageren op stellingen en stippen laten verdelen"),
        ends=Ends("school"),
        public="occasion sort title budget may_add opened_at closed_at shown_at made_at",
    )

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("occasion")


class StatementSource(models.TextChoices):
    LIBRARY = "library", _("uit de bibliotheek")
    BOARD = "board", _("van het bord")
    PARTICIPANT = "participant", _("van een deelnemer")
    OWN = "own", _("zelf geschreven")


class Statement(SchoolRow):
    """One thing to react to, or to give dots to. What a participant proposed waits until somebody looked at it.

    The key is random: it may not tell when a participant wrote.
    """

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="statements")
    text = models.CharField(max_length=300)
    translations = models.JSONField(default=dict, blank=True)
    library_key = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=12, choices=StatementSource.choices, default=StatementSource.OWN)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.APPROVED)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(
        purpose=_("laten reageren op stellingen en stippen laten verdelen"),
        ends=Ends("school"),
        public="poll translations library_key source theme standing position",
        personal="text",
    )

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("poll__occasion")


class Reaction(SchoolRow):
    """What one participant thinks of one statement: 1 agrees, -1 disagrees, 0 passes; of dots: how many.

    `voter` is made from who takes part and a key outside the database: the same person is the same voter, and whoever has
    only the database can't tell who. Random keys, no time.
    """

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="reactions")
    voter = models.CharField(max_length=32)
    voice = models.CharField(max_length=8, choices=Voice.choices)
    value = models.SmallIntegerField()

    privacy = Privacy(
        purpose=_("zien waar ouders en school hetzelfde of verschillend over denken"),
        ends=Ends("school"),
        public="statement voice value",
        personal="voter",
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "statement", "voter"], name="one_reaction_of_a_voter")]
