"""Two sessions of the team that were held: the scan on five sheets, and the conversation about the vision."""

import datetime as dt
import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from driehoek import clock
from driehoek.access.who import Who
from driehoek.people.models import SchoolClass, StaffMember
from driehoek.scans.models import Note, SessionKind, TeamSession
from driehoek.scans.queries.session_dots import counted
from driehoek.scans.services import session_dots, session_sentences, session_turnout, session_words
from driehoek.scans.services import sessions as verbs
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.voices.services.reacting import voter_of

WORDS = Path(__file__).parent / "data" / "sessions.toml"
TEAM = 14


@cache
def _said() -> dict[str, Any]:
    with WORDS.open("rb") as file:
        return tomllib.load(file)


def _begin(kind: SessionKind, title: str, day: dt.date, by: Who) -> TeamSession:
    made = verbs.make_session(
        key=clock.new_id(),
        kind=kind,
        title=title,
        starts_at=clock.at(day, dt.time(15, 30)),
        leader=StaffMember.objects.filter(user_id=by.user_id).first(),
        by=by,
    )
    verbs.start(session=made, by=by)
    return made


def _alone(session: TeamSession, question: str, said: list[str], stands: list[int], by: Who) -> None:
    """Everybody says it alone, then it is shown to all."""
    for place in range(max(len(said), len(stands))):
        text, stand = said[place] if place < len(said) else "", stands[place] if place < len(stands) else None
        voter = voter_of(session.pk, "hall", str(place))
        session_sentences.say_alone(session=session, question=question, voter=voter, text=text, stand=stand)
    verbs.open_part(session=session, part=question, by=by)


def team_scan(school: School, *, day: dt.date, by: Who, chance: random.Random) -> None:
    """Notes, dots, one picture, and how all parents will be there."""
    with within(school), clock.stopped(clock.at(day, dt.time(15, 30))):
        session = _begin(SessionKind.TEAM_SCAN, "Teamscan", day, by)
        verbs.go_to(session=session, step="vision", by=by)
        _alone(session, "vision", _said()["vision"], [], by)
        session_sentences.set_agreed(session=session, about="vision", text=_said()["vision_agreed"], by=by)
        verbs.go_to(session=session, step="sheets", by=by)
        notes = {row["text"]: _note(session, row) for row in _said()["notes"]}
        verbs.open_part(session=session, part="sheets", by=by)
        verbs.go_to(session=session, step="dots", by=by)
        _dots(session, notes, chance)
        verbs.open_part(session=session, part="dots", by=by)
        verbs.go_to(session=session, step="picture", by=by)
        fresh = TeamSession.objects.get(pk=session.pk)
        found = counted(fresh)
        for row in _said()["notes"]:
            if row.get("agreed"):
                note = notes[row["text"]]
                dots = found.kept(note.pk) if row["sort"] == "ambition" else None
                session_words.agree(note=note, dots=dots, of_people=found.people if dots else None, by=by)
        for about, text in _said()["sentences"].items():
            session_sentences.set_agreed(session=session, about=about, text=text, by=by)
        verbs.go_to(session=session, step="turnout", by=by)
        _turnout(session, day, by)
        verbs.close(session=session, by=by)


def _note(session: TeamSession, row: dict[str, Any]) -> Note:
    key = clock.secret_id()
    return session_words.write_note(session=session, key=key, sheet=row["sheet"], sort=row["sort"], text=row["text"])


def _dots(session: TeamSession, notes: dict[str, Note], chance: random.Random) -> None:
    """Five of each; what draws more gets more."""
    drawn = {row["text"]: row["dots"] for row in _said()["notes"] if "dots" in row}
    for number in range(TEAM):
        ballot: dict[Any, int] = {}
        for text in chance.choices(list(drawn), list(drawn.values()), k=session.budget):
            ballot[notes[text].pk] = ballot.get(notes[text].pk, 0) + 1
        session_dots.give_dots(session=session, voter=voter_of(session.pk, "hall", str(number)), ballot=ballot)


def _turnout(session: TeamSession, day: dt.date, by: Who) -> None:
    staff = list(StaffMember.objects.all())
    lines = {
        one.pk: session_turnout.Line(inviter=staff[number % len(staff)], in_the_way=in_the_way, arranged=arranged)
        for number, (one, (in_the_way, arranged)) in enumerate(
            zip(SchoolClass.objects.all(), _said()["turnout"]["lines"] * 3, strict=False)
        )
    }
    session_turnout.save_turnout(
        session=session,
        meeting_on=day + dt.timedelta(days=17),
        template="parents_meeting",
        everybody=_said()["turnout"]["everybody"],
        lines=lines,
        by=by,
    )


def vision(school: School, *, day: dt.date, by: Who) -> None:
    """Ten questions, a sentence of each, and three to end with."""
    with within(school), clock.stopped(clock.at(day, dt.time(15, 30))):
        session = _begin(SessionKind.VISION, "Visiegesprek: samen met ouders", day, by)
        verbs.go_to(session=session, step="alone", by=by)
        for row in _said()["questions"]:
            _alone(session, row["key"], row["said"], row["stands"], by)
            session_sentences.set_agreed(session=session, about=row["key"], text=row["agreed"], by=by)
        verbs.go_to(session=session, step="sentences", by=by)
        for about, text in _said()["closings"].items():
            session_sentences.set_agreed(session=session, about=about, text=text, by=by)
        verbs.close(session=session, by=by)
