"""A letter is a row. What it says is made when it is sent, from ids: no text and no code lies waiting in the database."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.clock import new_id
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy


class State(models.TextChoices):
    WAITING = "waiting", _("wacht")
    SENT = "sent", _("verstuurd")
    DROPPED = "dropped", _("niet meer nodig")
    FAILED = "failed", _("mislukt")


class Sendable(models.Model):
    """What the worker needs to claim, send and mark."""

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    put_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=60, blank=True)

    class Meta:
        abstract = True


def _over(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(put_at__lt=now - dt.timedelta(days=400)).exclude(state=State.WAITING)


class Message(Sendable, SchoolRow):
    """One letter of a school. `letter` names what makes it, `about` what it is about, `to` a person's id.

    `once` makes it unique: the same reason never gives a second letter.
    """

    letter = models.CharField(max_length=40)
    about = models.UUIDField(db_index=True)
    to = models.UUIDField(db_index=True)
    once = models.CharField(max_length=120)

    privacy = Privacy(
        purpose=_("brieven en mails versturen, elk één keer"),
        ends=Ends("sent + 400 days", due=_over),
        public="state put_at due_at lease_until attempts sent_at fault letter about once",
        personal="to",
    )

    class Meta:
        ordering = ["put_at", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "once"], name="one_letter_per_reason")]
        indexes = [
            models.Index(fields=["state", "due_at"], name="waiting_messages"),
            models.Index(fields=["school", "about"], name="messages_about"),  # SQLite would look through all of one state instead
        ]


def _ten_minutes_old(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(put_at__lt=now - dt.timedelta(minutes=10))


class AccountMessage(Sendable):
    """Mail of the sign-in library (codes, resets): sealed, lives ten minutes, wiped when sent. Of no school."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    to = models.EmailField()
    sealed = models.BinaryField()

    privacy = Privacy(
        purpose=_("inlogcodes bezorgen"),
        ends=Ends("10 minutes", due=_ten_minutes_old),
        public="state put_at due_at lease_until attempts sent_at fault",
        personal="to",
        sealed="sealed",
    )

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="waiting_account_messages")]
