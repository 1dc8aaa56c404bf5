"""The scan of the world's school: a questionnaire that runs, who is asked, one that was closed, and a session of the team."""

import datetime as dt
from typing import Any

from driehoek import clock
from driehoek.access import codes
from driehoek.invitations.models import Channel
from driehoek.library.partnership import Partnership
from driehoek.people.models import Guardian, Guardianship
from driehoek.scans.models import (
    AskedClass,
    Fielding,
    Instrument,
    Note,
    PointSort,
    Result,
    SessionKind,
    Submission,
    TeamSession,
    Ticket,
    ToldParent,
    Version,
    Way,
)
from driehoek.scans.rules import Sheet
from driehoek.scans.services.answering import digest_of, submit_openly
from driehoek.voices.models import Voice


def content(word: str) -> dict[str, Any]:
    """One item that everybody is asked, one open question and one barrier, in Dutch, with the word of the school."""
    texts = {"parents": {"nl": f"Ik hoor het ook als het goed gaat ({word})."}, "school": {"nl": f"Ik vertel het ({word})."}}
    return {
        "items": [{"key": "P2", "partnership": Partnership.PEDAGOGICAL.value, "texts": texts, "short": True}],
        "trust": [],
        "questions": [{"key": "well", "kind": "goes_well", "texts": {"parents": {"nl": f"Wat gaat goed? {word}"}}}],
        "barriers": [{"key": "time", "texts": {"nl": "Weinig tijd"}}],
        "asks_importance": True,
    }


def add_scan(side: Any) -> None:
    """Fill `side` within its open school: `aicha` and `bas` hold their own links, `class` that of the class, `joined` the session."""
    today, now = clock.today(), clock.now()
    version = side.keep(
        Version.objects.create(instrument=side.keep(Instrument.objects.create(name="Vragenlijst")), content=content(side.word))
    )
    fields = {"version": version, "year": side.rows["schools.schoolyear"], "voices": ["parents", "school"]}
    fielding = side.keep(
        Fielding.objects.create(
            **fields,
            title="Scan",
            people={"parents": 2, "school": 1},
            opens_on=today,
            closes_on=today + dt.timedelta(days=14),
            opened_at=now,
        )
    )
    asked = side.keep(
        AskedClass.objects.create(fielding=fielding, school_class=side.rows["people.schoolclass"], people={"parents": 2})
    )
    until = now + dt.timedelta(days=14)
    for number, guardian in enumerate(Guardian.objects.order_by("pk")):
        ticket = side.keep(
            Ticket.objects.create(
                fielding=fielding, voice=Voice.PARENTS, guardian=guardian, asked_class=asked, channel=Channel.MAIL, sent_at=now
            )
        )
        side.passes["bas" if number else "aicha"].append(codes.issue("scan", ticket.pk, until, kinds=("link", "printed"))[0].pk)
    bond = Guardianship.objects.get(pupil=side.rows["people.pupil"])
    asked_child = Ticket.objects.create(
        fielding=fielding, voice=Voice.PUPIL, pupil=bond.pupil, asked_class=asked, channel=Channel.PAPER
    )
    told = side.keep(ToldParent.objects.create(ticket=asked_child, guardian=bond.guardian))
    side.passes["aicha"].append(codes.issue("scanchild", told.pk, until)[0].pk)
    said = Sheet(voice=Voice.PARENTS.value, now={"P2": 4}, words={"well": side.word})
    submit_openly(asked_class=asked, voice=Voice.PARENTS, way=Way.LINK, digest=digest_of(fielding, "browser", "one"), sheet=said)
    side.keep(Submission.objects.get())
    side.passes["class"].append(codes.issue("scanclass", asked.pk, until, kinds=("link", "printed"))[0].pk)
    before = today - dt.timedelta(days=300)
    closed = Fielding.objects.create(
        **fields,
        title="Vorig jaar",
        people={"parents": 2},
        opens_on=before,
        closes_on=before,
        opened_at=now,
        closed_at=now,
        frozen_at=now,
    )
    side.keep(Result.objects.create(fielding=closed, content={}))
    session = side.keep(
        TeamSession.objects.create(
            kind=SessionKind.TEAM_SCAN, title="Teamscan", leader=side.rows["people.staffmember"], started_at=now
        )
    )
    side.keep(Note.objects.create(session=session, sheet=Partnership.DIDACTIC, sort=PointSort.STRENGTH, text="Wij bellen vaak"))
    side.passes["joined"].append(codes.issue("session", session.pk, until, kinds=("hall",))[0].pk)
