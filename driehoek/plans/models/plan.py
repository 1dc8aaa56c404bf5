"""The plan, its lines, where each line comes from, and what it read at earlier moments."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.library.partnership import Partnership
from driehoek.schools.models import SchoolRow, SchoolYear
from driehoek.schools.privacy import Ends, Privacy

PURPOSE = _("samen met ouders een visie- en ambitieplan maken")


class Plan(SchoolRow):
    """A plan for one or more years from `year` on. `draws`: {"occasions" | "fieldings" | "sessions": keys} that its draft draws from.

    `settled_number` is the version that was settled (vastgesteld); `published_at` since when parents may read that version.
    `short`: {language: plain text} of the one page for parents.
    """

    title = models.CharField(max_length=120)
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    draws = models.JSONField(default=dict)
    short = models.JSONField(default=dict)
    settled_number = models.PositiveSmallIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=PURPOSE, ends=Ends("school"), public="title year draws short settled_number settled_at published_at made_at"
    )

    class Meta:
        ordering = ["-made_at", "id"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("year")


class Chapter(models.TextChoices):
    VISION = "vision", _("visie")
    STRENGTHS = "strengths", _("sterke punten")
    WISHES = "wishes", _("wensen")
    EXPECTATIONS = "expectations", _("verwachtingen")
    AMBITIONS = "ambitions", _("ambities")


class Line(SchoolRow):
    """One line of a chapter; of the ambitions each is an ambition. `text` is safe HTML: paragraphs, lists, emphasis.

    `edits` counts changes, so that two people who edit at once don't lose anything. `dropped_at`: taken out, can be put back.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    chapter = models.CharField(max_length=12, choices=Chapter.choices)
    partnership = models.CharField(max_length=12, choices=Partnership.choices, blank=True)
    text = models.TextField(max_length=6000)
    position = models.PositiveSmallIntegerField(default=0)
    edits = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(default=clock.now)
    edited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose=PURPOSE,
        ends=Ends("school"),
        public="plan chapter partnership text position edits edited_at dropped_at",
        personal="edited_by",
    )

    class Meta:
        ordering = ["position", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("plan__year")


class SourceSort(models.TextChoices):
    THEME = "theme", _("thema")
    CONTRIBUTION = "contribution", _("inbreng")
    ITEM = "item", _("uitspraak van een vragenlijst")
    POINT = "point", _("gekozen door het team")
    AGREED = "agreed", _("zin van het team")


class LineSource(SchoolRow):
    """Where a line comes from. `about` is the key of the theme, contribution, fielding, chosen point or team session.

    `key`: which item of the fielding, which sentence of the session. `gone_at`: the giver took it back; it stands in no next output
    and the plan says so.
    """

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="sources")
    sort = models.CharField(max_length=12, choices=SourceSort.choices)
    about = models.UUIDField()
    key = models.CharField(max_length=40, blank=True)
    gone_at = models.DateTimeField(null=True)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="line sort about key gone_at")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "line", "sort", "about", "key"], name="one_source_of_a_line")]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("line")


class LineWords(SchoolRow):
    """A line in another language. `by_machine` until a person looked at it; `of_edits`: which state of the line it was made from."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(max_length=5)
    text = models.TextField(max_length=6000)
    by_machine = models.BooleanField(default=False)
    of_edits = models.PositiveIntegerField(default=0)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="line language text by_machine of_edits")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "line", "language"], name="one_translation_of_a_line")]


class PlanVersion(SchoolRow):
    """What the plan read at one moment: `content` in the shape of `rules.PlanText`. Never changes."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(default=dict)
    note = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="plan number content note made_at", personal="made_by")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["school", "plan", "number"], name="one_plan_version_per_number")]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("plan__year")
