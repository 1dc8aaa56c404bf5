"""What comes in after a first showing waits, and is shown from three together: one more beside what was seen is told apart.

Whoever was shown can't change it any more either, for the difference would be theirs.
"""

from django.db.models import F

from .. import session_rules
from ..models import TeamSession


def opened_now(session: TeamSession) -> list[str]:
    """As it is in this moment, whoever wrote meanwhile."""
    opened: list[str] = TeamSession.objects.values_list("opened", flat=True).get(pk=session.pk)
    return opened


def arrived_late(session: TeamSession, part: str, key: object) -> None:
    """`key`: of the note or the answer, or the voter who gave dots."""
    _keep(session, part, lambda late: late | {str(key)})


def went_again(session: TeamSession, part: str, key: object) -> None:
    """Who waited took it back."""
    _keep(session, part, lambda late: late - {str(key)})


def _keep(session: TeamSession, part: str, change: session_rules.Change) -> None:
    """Screens hear of it only when what they say of it changes, so that nobody sees the one of a neighbour come in."""
    opened = list(TeamSession.objects.select_for_update(no_key=True).get(pk=session.pk).opened)
    late = session_rules.late_of(opened, part)
    waiting = change(late)
    rows = TeamSession.objects.filter(pk=session.pk)
    rows.update(opened=session_rules.with_late(opened, part, waiting))
    if session_rules.waits(len(waiting)) != session_rules.waits(len(late)):
        rows.update(version=F("version") + 1)
