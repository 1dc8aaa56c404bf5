"""Which classes are asked to an occasion, and which could be."""

import uuid
from typing import Any

from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.invitations.words import other_sessions
from driehoek.people.models import SchoolClass
from driehoek.schools.models import school_year_of


def asked(occasion: Occasion) -> list[SchoolClass]:
    return list(SchoolClass.objects.filter(pk__in=_invited([occasion.pk])))


def not_asked(occasion: Occasion) -> list[SchoolClass]:
    """Classes of that school year that this evening, and its other sessions, ask nobody of yet; in their own order."""
    sessions = [occasion.pk, *other_sessions(occasion.pk)]
    year = SchoolClass.objects.filter(year__starts_in=school_year_of(occasion.starts_at))
    return list(year.exclude(pk__in=_invited(sessions)))


def _invited(occasions: list[uuid.UUID]) -> Any:
    return ClassInvitation.objects.filter(occasion__in=occasions).order_by().values("school_class_id")
