"""What was answered. No person, class, language or time stands here, and what was said is sealed until it is counted."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.clock import secret_id
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy
from driehoek.schools.sealing import SealedTextField

from .asked import Fielding


def _month_over(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(fielding__closed_at__lt=now - dt.timedelta(days=30))


class Submission(SchoolRow):
    """One filled-in questionnaire, sealed (JSON of `rules.Sheet`, padded to whole kilobytes). A random key, no time, no tie.

    Whoever has only the database reads nothing in it, and can't pair it with a ticket: the worker writes both tables anew in the
    order of their keys. A month after closing it is gone; the result stays.
    """

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    fielding = models.ForeignKey(Fielding, on_delete=models.CASCADE, related_name="submissions")
    sheet = SealedTextField()

    privacy = Privacy(
        purpose=_("tellen wat er geantwoord is"),
        ends=Ends("closing + 30 days", due=_month_over),
        public="fielding",
        sealed="sheet",
    )

    class Meta:
        ordering = ["id"]


class Result(SchoolRow):
    """What may be shown of a fielding, and nothing else: every screen, file and comparison reads this, never an answer."""

    fielding = models.OneToOneField(Fielding, on_delete=models.CASCADE, related_name="result")
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("laten zien hoe ouders, medewerkers en leerlingen de samenwerking ervaren"),
        ends=Ends("school"),
        public="fielding content made_at",
    )

    class Meta:
        ordering = ["made_at", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("fielding__version__instrument", "fielding__year")
