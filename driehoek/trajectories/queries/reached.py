"""How many families a trajectory reached with its evening: totals of the school, never a name or a class."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from driehoek import clock
from driehoek.invitations.models import ClassInvitation, Invitation
from driehoek.invitations.queries.open_replies import unnamed
from driehoek.meetings.models import Attendee, Meeting
from driehoek.voices.models import Voice


@dataclass(frozen=True)
class Reached:
    """Families, unless it says people. A class without names counts the families that somebody typed."""

    invited: int
    answered: int
    people: int


@dataclass(frozen=True)
class Evenings:
    """`came`: parents; 0 when nobody counted them, or before it was held."""

    reached: Reached | None
    is_over: bool
    came: int


def evenings(meetings: Iterable[Meeting]) -> Evenings:
    """Two questions at most; who came is asked for an evening that was held only."""
    going_on = [meeting for meeting in meetings if meeting.occasion.cancelled_at is None]
    is_over = bool(going_on) and all(meeting.occasion.ends_at < clock.now() for meeting in going_on)
    return Evenings(reached(going_on), is_over, _came(going_on) if is_over else 0)


def _came(meetings: list[Meeting]) -> int:
    """The list of names goes after a fortnight, the count of the report stays."""
    reported = sum(int(meeting.report_came.get(Voice.PARENTS, 0)) for meeting in meetings)
    names = Attendee.objects.filter(
        meeting__in=[meeting.pk for meeting in meetings], voice=Voice.PARENTS, arrived_at__isnull=False
    )
    return reported or names.count()


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
