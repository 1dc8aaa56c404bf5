"""Everybody presses at the same moment: what is written is there once, and nobody waits for ever."""

from typing import Any

import pytest

from driehoek import clock
from driehoek.access.tests.racing import together
from driehoek.scans.models import ChosenPoint, Dot, Note, TeamSession
from driehoek.scans.services import session_dots, session_words
from driehoek.scans.services import sessions as verbs
from driehoek.schools.scoping import within

from .test_sessions import fresh, make, note

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def test_dots_fall_while_a_note_goes_and_notes_come_while_they_are_opened(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk)
        wanted = [note(session, f"Ambitie {number}", "ambition") for number in range(3)]
        verbs.open_part(session=session, part="sheets", by=dirk)
    gone, stays = wanted[0], wanted[1]

    def vote(voter: str, one: Note) -> Any:
        return lambda: bool(session_dots.give_dots(session=session, voter=voter, ballot={one.pk: 5}))

    told = together(
        school,
        vote("a", gone),
        vote("b", stays),
        vote("b", stays),
        lambda: session_words.take_off(note=gone, by=dirk),
        vote("c", gone),
    )
    assert set(told) <= {True, None, "taken-off"}
    with within(school):
        assert Dot.objects.filter(voter="b").get().count == 5
    key = clock.secret_id()
    together(
        school,
        *[lambda: session_words.write_note(session=session, key=key, sheet="formal", sort="strength", text="Eén keer").pk] * 2,
        *[lambda: note(session, "Te laat").pk] * 2,
        lambda: verbs.open_part(session=session, part="sheets", by=dirk),
    )
    with within(school):
        assert (Note.objects.filter(pk=key).count(), Note.objects.filter(text="Te laat").count()) == (1, 2)
        for number in range(3):
            note(fresh(session), f"Nog later {number}")
        verbs.open_part(session=session, part="sheets", by=dirk)
        assert not [one for one in fresh(session).opened if one.startswith("late:")]


def test_two_leaders_go_on_once_and_choose_once(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk)
        one = note(session)
        first = [step.key for step in verbs.steps(session)]
    told = together(school, *[lambda: verbs.go(session=session, places=1, leaving="welcome", by=dirk)] * 2)
    assert sorted(told, key=str) == [None, "moved-on"]
    together(school, *[lambda: session_words.agree(note=one, by=dirk)] * 3)
    with within(school):
        assert (TeamSession.objects.get().step, ChosenPoint.objects.count()) == (first[1], 1)
