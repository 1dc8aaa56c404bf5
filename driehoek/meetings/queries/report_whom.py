"""For whom the words above the report are: who was there, who was not, or nobody knows."""

from django.db.models import Count, Q
from django.utils.translation import override

from driehoek import clock
from driehoek.access.who import Who
from driehoek.clock import SCHOOL_TIME
from driehoek.voices.models import Voice
from driehoek.web.days import written

from .. import report_draft
from ..models import Attendee, Meeting
from .report import ReportView, Whom


def whom_of(meeting: Meeting, who: Who) -> Whom:
    """At most one query. Names at the door are erased after a fortnight; from then on, and for staff, it is 'both'."""
    return presence(meeting, who) if meeting.report_intro_absent else "came"


def presence(meeting: Meeting, who: Who) -> Whom:
    """Whether this reader was there; 'both' when nobody knows."""
    if who.holds("join", meeting.pk):
        return "came"
    held = who.held("reply")
    if not held:
        return "both"
    arrived = Attendee.objects.filter(meeting=meeting, arrived_at__isnull=False)
    counts = arrived.aggregate(all=Count("pk"), mine=Count("pk", filter=Q(invitation__in=held)))
    if counts["mine"]:
        return "came"
    return "absent" if counts["all"] else "both"


def wanted_whom(word: str) -> Whom | None:
    """What an address asks for: 'erbij', 'niet' or 'beide'; None for anything else."""
    known: dict[str, Whom] = {"erbij": "came", "niet": "absent", "beide": "both"}
    return known.get(word)


def draft_of(meeting: Meeting, view: ReportView) -> tuple[str, str] | None:
    """First versions of the two texts, from the report itself; None when somebody already wrote, or it is too early."""
    ended = meeting.occasion.ends_at
    if not report_draft.is_drafted(meeting.report_intro, meeting.report_intro_absent, ended, clock.now()):
        return None
    came = {one.voice: one.came for one in view.voices}
    with override("nl"):
        found = report_draft.Harvest(
            evening=written(meeting.occasion.starts_at.astimezone(SCHOOL_TIME).date(), "l j F"),
            came_parents=came.get(Voice.PARENTS, 0),
            came_school=came.get(Voice.SCHOOL, 0),
            said=view.said,
            titles=report_draft.most_spoken([(theme.title, theme.count) for theme in view.themes]),
            open_themes=view.open_themes,
            answers_by=written(view.answers_by, "j F") if view.answers_by else "",
        )
    return report_draft.for_who_came(found), report_draft.for_who_did_not(found)
