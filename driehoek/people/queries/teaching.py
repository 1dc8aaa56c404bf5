"""Who teaches which class on this day. A year that is over, a substitution that ended and a colleague who left are no bond any more."""

import uuid
from typing import Any

from django.db.models import Q

from driehoek import clock
from driehoek.access.models import holds_today
from driehoek.people.models import ClassTeacher
from driehoek.schools.models import school_year_of


def works_here(prefix: str = "") -> Q:
    return Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gt": clock.today()})


def mentors_today(**where: Any) -> Any:
    """Bonds of mentors that hold today, with classes of this school year or of one that is being prepared."""
    now = school_year_of(clock.now())
    rows = ClassTeacher.objects.filter(
        holds_today(), works_here("staff__"), is_mentor=True, school_class__year__starts_in__gte=now
    )
    return rows.filter(**where)


def mentored_by(user_id: uuid.UUID) -> Any:
    """Keys of the classes whose mentor this account is today; to filter with."""
    return mentors_today(staff__user_id=user_id).order_by().values("school_class_id")
