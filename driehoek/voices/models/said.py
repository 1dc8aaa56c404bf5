"""What people say, the theme it belongs to, and who put it there."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.actions.models import Answer
from driehoek.clock import secret_id
from driehoek.invitations.models import Occasion
from driehoek.people.models import Household
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy

from .. import rules


class Kind(models.TextChoices):
    EXPERIENCE = "experience", _("ervaring")
    GOES_WELL = "goes_well", _("gaat goed")
    DIFFICULT = "difficult", _("moeilijk")
    NEED = "need", _("behoefte")
    WISH = "wish", _("wens")
    EXPECTATION = "expectation", _("verwachting")
    TIP = "tip", _("tip")
    OFFER = "offer", _("aanbod")
    QUESTION = "question", _("vraag")


class Voice(models.TextChoices):
    PARENTS = "parents", _("ouders")
    SCHOOL = "school", _("school")
    PUPIL = "pupil", _("leerling")


class Source(models.TextChoices):
    REPLY = "reply", _("bij het antwoord op de uitnodiging")
    PHONE = "phone", _("op de telefoon")
    SCRIBE = "scribe", _("door de schrijver van een tafel")
    PAPER = "paper", _("op papier")
    SCAN = "scan", _("in een vragenlijst")


class Standing(models.TextChoices):
    WAITING = "waiting", _("nog niet bekeken")
    APPROVED = "approved", _("goedgekeurd")
    PARKED = "parked", _("apart gelegd")


class Masking(models.TextChoices):
    """What somebody decided about names and numbers in a text; nothing is shared before that was done."""

    OPEN = "", _("nog niet bekeken")
    MASKED = "masked", _("namen weggehaald")
    CLEARED = "cleared", _("mag blijven staan")


class Theme(SchoolRow):
    """A theme of one occasion; decided by people. `library_key` when it came from the library."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="themes")
    title = models.CharField(max_length=120)
    meaning = models.CharField(max_length=300, blank=True)
    library_key = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.SET_NULL, related_name="themes")

    privacy = Privacy(
        purpose=_("inbreng ordenen"), ends=Ends("school"), public="occasion title meaning library_key position answer"
    )

    class Meta:
        ordering = ["position", "title", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "occasion", "title"], name="one_theme_per_title")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("occasion", "answer__action__owner")


class Contribution(SchoolRow):
    """One thing that somebody said. The key is random, made on the phone, and makes sending it twice harmless.

    `giver` only when the giver wants to be known; then `giver_name` says how. Only a day is kept, no time.
    `same_as`: says the same as that one, and stands behind it on the board; it counts for itself. `picked`: to be quoted.
    `strip`: keyed hash of what only the giver has, the code of a torn off strip or a secret of a phone; the key is not in here.
    """

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="contributions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    voice = models.CharField(max_length=8, choices=Voice.choices)
    source = models.CharField(max_length=8, choices=Source.choices)
    text = models.TextField(max_length=2000)
    language = models.CharField(max_length=5, default="nl")
    table_number = models.PositiveSmallIntegerField(null=True)
    question = models.CharField(max_length=40, blank=True)
    day = models.DateField(default=clock.today)
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.WAITING)
    giver = models.ForeignKey(Household, null=True, on_delete=models.SET_NULL, related_name="+")
    giver_name = models.CharField(max_length=100, blank=True)
    theme = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL, related_name="contributions")
    answer = models.ForeignKey(Answer, null=True, on_delete=models.SET_NULL, related_name="contributions")
    masking = models.CharField(max_length=8, choices=Masking.choices, blank=True, default=Masking.OPEN)
    same_as = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="others")
    picked = models.BooleanField(default=False)
    strip = models.CharField(max_length=24, blank=True)

    privacy = Privacy(
        purpose=_("horen wat ouders, school en leerlingen zeggen"),
        ends=Ends("school"),
        public="occasion kind voice source language table_number question day standing theme answer masking same_as picked",
        personal="text giver giver_name strip",
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["school", "occasion", "standing"], name="contributions_by_standing")]
        constraints = [
            models.UniqueConstraint(fields=["school", "strip"], condition=~models.Q(strip=""), name="one_card_of_a_strip")
        ]

    @property
    def may_be_quoted(self) -> bool:
        return rules.may_be_quoted(self.standing, self.masking)

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("occasion", "theme", "answer__action")


class Placement(SchoolRow):
    """Who moved what to which theme, when: nothing is placed by a machine, and every move can be undone.

    `suggestion`: which one `after` was at that moment (1 the likeliest), 0 when it was not suggested, None without any.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="placements")
    before = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL, related_name="+")
    after = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL, related_name="+")
    placed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    placed_at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True)
    suggestion = models.PositiveSmallIntegerField(null=True)

    privacy = Privacy(
        purpose=_("het ordenen kunnen terugdraaien"),
        ends=Ends("school"),
        public="contribution before after placed_at undone_at suggestion",
        personal="placed_by",
    )

    class Meta:
        ordering = ["-placed_at", "-id"]
