"""What the machine read, and what was put together: beside the words, never instead of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.clock import secret_id
from driehoek.invitations.models import Occasion
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy

from .said import Contribution, Theme


class Reading(SchoolRow):
    """What the machine read in a contribution: likely themes, who says nearly the same, names, an attack. It decides nothing.

    `digest` of the text that was read. `vector`: float16 values of the text model, none without it. `likely`: [[theme id,
    confidence], …], most likely first. `similar`: ids of contributions. `spans`: [[start, end, kind, sure], …] of personal data.
    `attack`: why it looks like an attack on somebody who works here; then it stays apart until the leadership has looked.
    """

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="reading")
    digest = models.CharField(max_length=16)
    engine = models.CharField(max_length=20, blank=True)
    vector = models.BinaryField(null=True)
    likely = models.JSONField(default=list)
    certain = models.BooleanField(default=False)
    similar = models.JSONField(default=list)
    spans = models.JSONField(default=list)
    attack = models.CharField(max_length=40, blank=True)
    released_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = Privacy(
        purpose=_("thema's voorstellen en namen herkennen"),
        ends=Ends("school"),
        public="contribution digest engine likely certain similar attack",
        personal="vector spans released_by",
    )

    class Meta:
        ordering = ["id"]


class SuggestionWork(SchoolRow):
    """That the suggestions of an occasion are to be made anew, since people sorted or named something. A lease, as files have."""

    occasion = models.OneToOneField(Occasion, on_delete=models.CASCADE, related_name="+")
    wanted = models.BooleanField(default=True)
    lease_until = models.DateTimeField(null=True)

    privacy = Privacy(purpose=_("thema's voorstellen"), ends=Ends("school"), public="occasion wanted lease_until")

    class Meta:
        ordering = ["id"]


class MergedTheme(SchoolRow):
    """A theme that was put together with another: what it was called and what stood there, so that it can come apart again."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="+")
    into = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="merged")
    theme_key = models.UUIDField()
    title = models.CharField(max_length=120)
    meaning = models.CharField(max_length=300, blank=True)
    library_key = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    cards = models.JSONField(default=list)
    merged_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    merged_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("samengevoegde thema's weer uit elkaar kunnen halen"),
        ends=Ends("school"),
        public="occasion into theme_key title meaning library_key position cards merged_at",
        personal="merged_by",
    )

    class Meta:
        ordering = ["-merged_at", "id"]
