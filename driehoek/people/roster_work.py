"""Files that a school hands in: the upload, what is being done with it, and what was read in. Names are given by `models`."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy
from driehoek.schools.sealing import SealedTextField


def _uploaded_yesterday(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(uploaded_at__lt=now - dt.timedelta(days=1))


def _applied_yesterday(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(applied_at__lt=now - dt.timedelta(days=1)).exclude(before=b"")


class RosterUpload(SchoolRow):
    """Files between preview and apply: sealed, gone after a day. `mapping` is what somebody corrected: {heading: target}."""

    names = models.CharField(max_length=400)
    content = SealedTextField()
    mapping = models.JSONField(default=dict, blank=True)
    uploaded_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("een bestand laten zien voordat het wordt ingelezen"),
        ends=Ends("1 day", due=_uploaded_yesterday),
        public="names mapping uploaded_at",
        sealed="content",
    )


class Wanted(models.TextChoices):
    NOTHING = "", _("niets")
    READ = "read", _("het bestand lezen")
    APPLY = "apply", _("inlezen")
    SKIP = "skip", _("inlezen zonder de rijen met een fout")


class RosterWork(SchoolRow):
    """`reading`: what was read of the files (see `services.reading`). `rows`: about how many rows the files hold, `done` how many were read.

    `wanted` is what the worker is to do; while it does, it holds the row until `lease_until`. `digest` is of what the asker
    had looked at, `refused` the code of the rule by which the last thing that was wanted did not happen.
    """

    upload = models.OneToOneField(RosterUpload, on_delete=models.CASCADE, related_name="work")
    reading = SealedTextField()
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    wanted = models.CharField(max_length=5, blank=True, choices=Wanted.choices, default=Wanted.NOTHING)
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    digest = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    refused = models.CharField(max_length=20, blank=True)

    privacy = Privacy(
        purpose=_("een groot bestand lezen terwijl je ziet hoe ver het is"),
        ends=Ends("1 day"),
        public="upload rows done wanted asked_at digest lease_until attempts refused",
        personal="asked_by",
        sealed="reading",
    )

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "upload"], name="one_work_per_upload")]


ROLL_OVER = "→ "


class RosterImport(SchoolRow):
    """What an import did, in numbers. `before` is what it changed, sealed, for a day: then it can't be taken back any more."""

    names = models.CharField(max_length=400)
    applied_at = models.DateTimeField(default=clock.now)
    applied_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    before = SealedTextField()
    undone_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        purpose=_("weten wanneer de gegevens zijn bijgewerkt"),
        ends=Ends("school"),
        also_ends=(Ends("1 day", due=_applied_yesterday, blank={"before": ""}),),
        public="names applied_at added changed left undone_at",
        personal="applied_by",
        sealed="before",
    )

    class Meta:
        ordering = ["-applied_at"]

    @property
    def is_roll_over(self) -> bool:
        """A move to the next year is kept like a file: by the new year behind an arrow."""
        return self.names.startswith(ROLL_OVER)
