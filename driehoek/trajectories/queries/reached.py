"""How many families a trajectory reached with its evening: totals of the school, never a name or a class."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from driehoek.invitations.models import ClassInvitation, Invitation
from driehoek.invitations.queries.open_replies import unnamed
from driehoek.meetings.models import Meeting


@dataclass(frozen=True)
class Reached:
    """Families, unless it says people. A class without names counts the families that somebody typed."""

    invited: int
    answered: int
    people: int


def reached(meetings: Iterable[Meeting]) -> Reached | None:
    """Of the classes whose invitation went out; None when none did. One question, none without a meeting."""
    occasions = [meeting.occasion_id for meeting in meetings]
    if not occasions:
        return None
    own = Invitation.objects.filter(class_invitation=OuterRef("pk")).order_by().values("class_invitation")
    open_ = unnamed(class_invitation=OuterRef("pk")).order_by().values("class_invitation")
    rows = ClassInvitation.objects.filter(occasion__in=occasions, sent_at__isnull=False).annotate(
        families=Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0),
        replies=Coalesce(Subquery(own.annotate(n=Count("reply")).values("n")), 0),
        people=Coalesce(Subquery(own.annotate(n=Sum("reply__coming")).values("n")), 0),
        nameless=Coalesce(Subquery(open_.annotate(n=Count("pk")).values("n")), 0),
        nameless_people=Coalesce(Subquery(open_.annotate(n=Sum("coming")).values("n")), 0),
    )
    found = list(rows.select_related("school_class").order_by())
    if not found:
        return None
    return Reached(
        sum(row.families or row.school_class.family_count or row.nameless for row in found),
        sum(row.replies + row.nameless for row in found),
        sum(row.people + row.nameless_people for row in found),
    )
