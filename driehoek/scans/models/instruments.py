"""What is asked: the questionnaires of the school, and every text of them that was ever used."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy


class Instrument(SchoolRow):
    """A questionnaire of the school. `base` is the key of the one that ships and it began as, '' for an own one."""

    name = models.CharField(max_length=120)
    base = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    hidden_at = models.DateTimeField(null=True)

    privacy = Privacy(purpose=_("vragenlijsten van de school bewaren"), ends=Ends("school"), public="name base made_at hidden_at")

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.name


class Version(SchoolRow):
    """The texts of a questionnaire at one moment (`content`, in the shape of `rules.Content`).

    Once a fielding that opened points at it, it never changes: editing then makes the next number. Items keep their keys, so years
    compare, and the texts stand behind every change.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = Privacy(
        purpose=_("weten wat er precies gevraagd is"),
        ends=Ends("school"),
        public="instrument number content made_at",
        personal="made_by",
    )

    class Meta:
        ordering = ["instrument", "number"]
        constraints = [models.UniqueConstraint(fields=["school", "instrument", "number"], name="one_version_per_number")]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("instrument")
