"""A session of the team from making to closing. Each verb here moves every screen in the room."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import AccessCode
from driehoek.access.who import Who
from driehoek.algorithms.disclosure import LEAST
from driehoek.people.models import StaffMember
from driehoek.voices.services import words
from driehoek.voices.services.holding import hold

from .. import session_rules
from ..models import Alone, Dot, Fielding, Note, SessionKind, TeamSession
from ..queries.session_dots import paper_voter
from ..queries.session_guide import steps
from .session_rewriting import rewrite

CODE = "session"
CODE_LIVES = dt.timedelta(days=14)  # after the session, so that phones that were offline still bring what was written
MOST_TITLE = 120


def make_session(
    *,
    key: uuid.UUID,
    kind: str,
    title: str,
    starts_at: dt.datetime | None,
    leader: StaffMember | None,
    fielding: Fielding | None = None,
    by: Who,
) -> TeamSession:
    """A session that can begin at once, with a code to join it. The same key twice is one session."""
    if kind not in SessionKind.values:
        raise RuleBroken("kind", _("Kies een soort sessie."), 422)
    if kind == SessionKind.RESULT and (fielding is None or fielding.frozen_at is None):
        raise RuleBroken("no-result", _("Kies eerst de vragenlijst waarvan jullie de uitkomst bespreken."), 422)
    row = TeamSession(
        id=key,
        kind=kind,
        title=words.take_line(title, MOST_TITLE, empty=_("Geef de sessie een naam.")),
        starts_at=starts_at,
        leader=leader,
        fielding=fielding if kind == SessionKind.RESULT else None,
    )
    hold(key)
    there: TeamSession | None = TeamSession.for_gate().filter(pk=key).first()
    if there is not None:
        return there
    row.save(force_insert=True)
    ensure_code(row)
    trail.write("make_session", by=by, on=row)
    return row


def change_session(
    *, session: TeamSession, title: str, starts_at: dt.datetime | None, leader: StaffMember | None, budget: int, by: Who
) -> None:
    """Title, time, leader; the number of dots only before anybody gave some."""
    now = held(session)
    line = words.take_line(title, MOST_TITLE, empty=_("Geef de sessie een naam."))
    if budget != now.budget and Note.objects.filter(session=now, dots__isnull=False).exists():
        raise RuleBroken("dots", _("Er zijn al stippen gegeven. Het aantal stippen ligt nu vast."), 422)
    TeamSession.objects.filter(pk=now.pk).update(
        title=line, starts_at=starts_at, leader=leader, budget=budget, version=F("version") + 1
    )
    now.starts_at = starts_at
    ensure_code(now)
    trail.write("change_session", by=by, on=now)


def ensure_code(session: TeamSession) -> None:
    """One code for the room that works until two weeks after the session; an expired one makes place for a new one."""
    ends = max(session.starts_at or clock.now(), clock.now()) + CODE_LIVES
    there = AccessCode.objects.filter(
        school_id=session.school_id, about=session.pk, purpose=f"{CODE}:hall", revoked_at__isnull=True
    )
    if there.filter(expires_at__gt=clock.now()).update(expires_at=ends):
        return
    codes.revoke(CODE, session.pk)
    codes.issue(CODE, session.pk, ends, kinds=("hall",))


def start(*, session: TeamSession, by: Who) -> None:
    now = held(session)
    if now.closed_at:
        raise RuleBroken("closed", _("Deze sessie is gesloten. Open haar eerst weer."))
    if now.started_at:
        return  # two taps are one
    moment = clock.now()
    _turn(now, steps(now)[0].key, started_at=moment)
    ensure_code(now)
    trail.write("start_session", by=by, on=now)


def go(*, session: TeamSession, places: int, leaving: str = "", by: Who) -> None:
    """On (1) or back (-1). `leaving` is the part that the screen showed: a double press, or two leaders, go once."""
    now = running(session)
    if leaving and leaving != now.step:
        raise RuleBroken("moved-on", _("Iemand anders was net iets eerder. Zo staat het nu."))
    step = session_rules.beside(steps(now), now.step, places)
    if step is None:
        raise RuleBroken(
            "end",
            _("Dit is het laatste onderdeel. Je kunt de sessie nu afsluiten.")
            if places > 0
            else _("Dit is het eerste onderdeel."),
        )
    _turn(now, step.key)
    trail.write("turn_session", by=by, on=now)


def go_to(*, session: TeamSession, step: str, by: Who) -> None:
    """Straight to a part; what was skipped can be done later."""
    now = running(session)
    if session_rules.step_at(steps(now), step) is None:
        raise RuleBroken("unknown", _("Dit is veranderd. Laad de pagina opnieuw."), 422)
    if step != now.step:
        _turn(now, step)
        trail.write("turn_session", by=by, on=now)


def longer(*, session: TeamSession, leaving: str = "", minutes: int = 5, by: Who) -> None:
    """Give this part more time."""
    now = running(session)
    if leaving and leaving != now.step:
        raise RuleBroken("moved-on", _("Iemand anders was net iets eerder. Zo staat het nu."))
    step = session_rules.step_at(steps(now), now.step)
    since = (now.step_since or clock.now()) + dt.timedelta(minutes=minutes)
    if step is None or session_rules.seconds_left(step, since, clock.now()) > session_rules.MOST_MINUTES * 60:
        raise RuleBroken("too-long", _("Langer kan dit onderdeel niet worden."))
    _change(now, step_since=since)
    trail.write("longer_session", by=by, on=now)


def open_part(*, session: TeamSession, part: str, by: Who) -> None:
    """Show to everybody what was written, all at once. What came in afterwards is shown with a next press, once there are three.

    Before that the rows are written anew in the order of their random keys, so that nothing tells in which order they came.
    """
    now = running(session)
    if part not in parts_of(now):
        raise RuleBroken("unknown", _("Dit is veranderd. Laad de pagina opnieuw."), 422)
    rewrite(Note if part in sheets_of(now) else Alone, now)
    late = session_rules.late_of(now.opened, part)
    kept = session_rules.with_late(now.opened, part, late if len(late) < session_rules.TOGETHER else ())
    seen = [f"{session_rules.SEEN}{part}"] if _shows(now, part, session_rules.late_of(kept, part)) else []
    _change(now, opened=sorted({*kept, part, *seen}))
    trail.write("open_session_part", by=by, on=now)


def _shows(session: TeamSession, part: str, late: set[str]) -> bool:
    """Is anything seen when this is opened? Of too few answers, or too few who gave dots, there is not."""
    if part in sheets_of(session):
        sorts = next(one.sorts for one in steps(session) if one.key == part)
        return bool(Note.objects.filter(session=session, sort__in=sorts, taken_off=False).exclude(pk__in=late).exists())
    if part in {one.question for one in steps(session)}:
        rows = Alone.objects.filter(session=session, question=part).exclude(pk__in=late)
        return bool(max(rows.filter(stand__isnull=False).count(), rows.exclude(text="").count()) >= LEAST)
    voters = Dot.objects.filter(note__session=session).exclude(voter__in={*late, paper_voter(session)})
    return bool(voters.values("voter").distinct().count() >= LEAST)


def shut_part(*, session: TeamSession, part: str, by: Who) -> None:
    """Undo of opening: off the screens, and who did not yet can write again."""
    now = running(session)
    _change(now, opened=[one for one in now.opened if one != part])
    trail.write("shut_session_part", by=by, on=now)


def close(*, session: TeamSession, by: Who) -> None:
    """Ready: the screens say thank you, the outcome stays to be read."""
    now = held(session)
    if now.closed_at:
        return
    if not now.started_at:
        raise RuleBroken("not-started", _("Deze sessie is nog niet begonnen."))
    _change(now, closed_at=clock.now())
    trail.write("close_session", by=by, on=now)


def reopen(*, session: TeamSession, by: Who) -> None:
    now = held(session)
    if not now.closed_at:
        return
    _change(now, closed_at=None, step_since=clock.now())
    ensure_code(now)
    trail.write("reopen_session", by=by, on=now)


def sheets_of(session: TeamSession) -> set[str]:
    """The parts in which notes are written."""
    return {one.key for one in steps(session) if one.sorts}


def parts_of(session: TeamSession) -> set[str]:
    """What can be opened in it: the notes, the dots, and each question that everybody answers alone."""
    found = {one.question for one in steps(session) if one.question}
    return found | sheets_of(session) | {one.key for one in steps(session) if one.form == session_rules.DOTS}


def held(session: TeamSession, *, together: bool = False) -> TeamSession:
    """The session as it is now. While it is held, nobody opens, closes or takes off; `together` lets others write as well."""
    hold(session.pk, together=together)
    now: TeamSession | None = TeamSession.for_gate().filter(pk=session.pk).first()
    if now is None:
        raise RuleBroken("gone", _("Deze sessie is er niet meer."))
    return now


def running(session: TeamSession, *, together: bool = False) -> TeamSession:
    now = held(session, together=together)
    state = session_rules.state_of(now.started_at, now.closed_at)
    if state == "closed":
        raise RuleBroken("closed", _("Deze sessie is gesloten. Open haar eerst weer."))
    if state == "planned":
        raise RuleBroken("not-started", _("Deze sessie is nog niet begonnen."))
    return now


def writing(session: TeamSession) -> TeamSession:
    """The session as it is, held together with everybody who writes. RuleBroken when it is closed, or not begun."""
    now = held(session, together=True)
    state = session_rules.state_of(now.started_at, now.closed_at)
    if state == "closed":
        raise RuleBroken(
            "closed", _("De sessie is gesloten. Je tekst is bewaard op dit toestel; geef hem aan de gespreksleider.")
        )
    if state == "planned":
        raise RuleBroken("not-started", _("De sessie is nog niet begonnen. Wat je schreef blijft hier staan."))
    return now


def screens_change(session: TeamSession) -> None:
    TeamSession.objects.filter(pk=session.pk).update(version=F("version") + 1)


def _turn(session: TeamSession, step: str, **more: Any) -> None:
    _change(session, step=step, step_since=clock.now(), **more)


def _change(session: TeamSession, **values: Any) -> None:
    TeamSession.objects.filter(pk=session.pk).update(**values, version=F("version") + 1)
    for name, value in values.items():
        setattr(session, name, value)
