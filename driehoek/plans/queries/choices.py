"""What a plan can begin with: boards with themes, questionnaires with a result, sessions of the team; sensible ones are ticked."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from driehoek import clock
from driehoek.invitations.models import Occasion
from driehoek.scans.models import Agreed, ChosenPoint, Fielding, TeamSession
from driehoek.voices.models import Standing, Theme

from ..models import Plan

FRESH = dt.timedelta(days=550)  # what is older was the ground of an earlier plan
MOST = 60


def occasions() -> Any:
    said = Theme.objects.filter(occasion=OuterRef("pk"), contributions__standing=Standing.APPROVED)
    return Occasion.objects.filter(Exists(said)).annotate(many=Count("themes")).order_by("-starts_at", "pk")[:MOST]


def fieldings() -> Any:
    return Fielding.objects.filter(frozen_at__isnull=False).select_related("year").order_by("-closes_on", "pk")[:MOST]


def sessions() -> Any:
    """Of which something came: a sentence, or a point that was chosen."""
    made = Q(Exists(Agreed.objects.filter(session=OuterRef("pk")))) | Q(
        Exists(ChosenPoint.objects.filter(session=OuterRef("pk")))
    )
    return TeamSession.objects.filter(made).order_by("-made_at", "pk")[:MOST]


def is_fresh(row: Any) -> bool:
    """Younger than a year and a half."""
    if isinstance(row, Fielding):
        return bool(row.closes_on > clock.today() - FRESH)
    return bool((row.starts_at or getattr(row, "made_at", clock.now())) > clock.now() - FRESH)


def all_plans() -> list[Plan]:
    """The newest first, with how many lines stand in each. One query."""
    lines = Count("lines", filter=Q(lines__dropped_at=None))
    return list(Plan.objects.select_related("year").annotate(many=lines).order_by("-made_at", "pk"))
