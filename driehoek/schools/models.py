"""Board, School and SchoolYear. Boards and schools are global rows; everything else belongs to a school."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek.clock import SCHOOL_TIME, new_id

from .privacy import Ends, Privacy
from .scoping import SchoolRow, ScopedManager, ScopedQuerySet

__all__ = [
    "Board", "CalendarEntry", "Region", "School", "SchoolKey", "SchoolRow", "SchoolYear", "ScopedManager", "ScopedQuerySet",
]  # fmt: skip


class Sector(models.TextChoices):
    PO = "po", _("basisonderwijs")
    VO = "vo", _("voortgezet onderwijs")
    SO = "so", _("speciaal onderwijs")


class Region(models.TextChoices):
    """Which school holidays a school keeps."""

    NOORD = "Noord", _("regio Noord")
    MIDDEN = "Midden", _("regio Midden")
    ZUID = "Zuid", _("regio Zuid")


class Board(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=200)

    privacy = Privacy(purpose=_("weten welk bestuur bij een school hoort"), ends=Ends("board"), public="slug name")

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A school. `slug` stands in every address: /s/<slug>/… `menu`: names of the parts that its menu shows; None is all."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="schools")
    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=2, choices=Sector.choices)
    brin = models.CharField(max_length=8, blank=True)
    city = models.CharField(max_length=100, blank=True)
    street_address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    reply_to = models.EmailField(blank=True)
    region = models.CharField(max_length=6, choices=Region.choices, blank=True)
    menu = models.JSONField(null=True, blank=True)

    privacy = Privacy(
        purpose=_("de school herkennen en bereiken"),
        ends=Ends("school"),
        public="board slug name sector brin city street_address postcode phone reply_to region menu",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SchoolYear(SchoolRow):
    """A school year runs from 1 August to 31 July."""

    starts_in = models.PositiveSmallIntegerField()

    privacy = Privacy(purpose=_("gegevens bij een schooljaar houden"), ends=Ends("school"), public="starts_in")

    class Meta:
        ordering = ["starts_in"]
        constraints = [models.UniqueConstraint(fields=["school", "starts_in"], name="one_school_year")]

    def __str__(self) -> str:
        return f"{self.starts_in}–{self.starts_in + 1}"

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.starts_in, 8, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.starts_in + 1, 7, 31)


class CalendarEntry(SchoolRow):
    """Days of the school itself: `is_free` when nobody works (deadlines move off them), else only better avoided."""

    name = models.CharField(max_length=100)
    first_day = models.DateField()
    last_day = models.DateField()
    is_free = models.BooleanField(default=False)

    privacy = Privacy(
        purpose=_("plannen om vrije en drukke dagen heen"), ends=Ends("school"), public="name first_day last_day is_free"
    )

    class Meta:
        ordering = ["first_day", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(last_day__gte=models.F("first_day")), name="days_in_order")]

    def __str__(self) -> str:
        return self.name


def school_year_of(moment: dt.datetime) -> int:
    """The calendar year in which the school year of `moment` starts."""
    day = moment.astimezone(SCHOOL_TIME).date()
    return day.year if day.month >= 8 else day.year - 1


def school_years_ago(moment: dt.datetime, years: int) -> dt.datetime:
    """When the school year began that is `years` before the one of `moment`; what ended earlier is that old."""
    return dt.datetime(school_year_of(moment) - years, 8, 1, tzinfo=SCHOOL_TIME)


class SchoolKey(SchoolRow):
    """A school's own key, wrapped by the master key that lives outside the database and its backup."""

    number = models.PositiveSmallIntegerField()
    wrapped = models.BinaryField()
    retired = models.BooleanField(default=False)

    privacy = Privacy(purpose=_("gevoelige velden versleutelen"), ends=Ends("school"), public="number retired", sealed="wrapped")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["school", "number"], name="one_key_per_number")]
