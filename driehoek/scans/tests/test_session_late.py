"""Hiding and showing again tells nobody apart: what came in meanwhile is shown from three together, and what was shown stays as it was."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.scans import session_rules
from driehoek.scans.models import Alone, Dot, Note
from driehoek.scans.queries import session_dots as dots_seen
from driehoek.scans.queries import session_guide, session_screen
from driehoek.scans.queries.session_desk import desk_of
from driehoek.scans.services import session_dots, session_sentences
from driehoek.scans.services import sessions as verbs
from driehoek.schools.privacy import run_retention
from driehoek.schools.scoping import within

from .test_sessions import fresh, make, note

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_answers_after_a_first_showing_wait_for_two_more(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk, "vision")
        question = next(one.question for one in session_guide.steps(session) if one.question)
        verbs.go_to(session=session, step=question, by=dirk)

        def say(voter: str, stand: int = 4, text: str = "") -> None:
            session_sentences.say_alone(session=fresh(session), question=question, voter=voter, text=text or voter, stand=stand)

        def seen() -> Any:
            one = next(one for one in desk_of(fresh(session), school).questions if one.key == question)
            same = session_screen.screen(fresh(session), school, 0).question
            assert same is not None and (same.strip, same.words) == (one.strip, one.words)
            return one.strip, one.words

        def hidden_and_shown(*more: str) -> Any:
            verbs.shut_part(session=fresh(session), part=question, by=dirk)
            for voter in more:
                say(voter, 1)
            verbs.open_part(session=fresh(session), part=question, by=dirk)
            return seen()

        for number in range(5):
            say(f"v{number}")
        verbs.open_part(session=session, part=question, by=dirk)
        first = seen()
        before = fresh(session).version
        assert hidden_and_shown("v5") == first == hidden_and_shown("v6")
        verbs.shut_part(session=fresh(session), part=question, by=dirk)
        with pytest.raises(RuleBroken) as told:
            say("v0", 1)
        assert told.value.code == "opened" and Alone.objects.get(voter="v0").stand == 4
        version = fresh(session).version
        say("v6", 2, "toch anders")  # who waits may still change it, and take it back
        session_sentences.say_alone(session=fresh(session), question=question, voter="v6")
        say("v6", 2, "weer terug")
        assert fresh(session).version == version > before, "no screen tells that one came in"
        screen = session_screen.screen(fresh(session), school, session_screen.written(fresh(session)))
        assert (screen.waiting, screen.written, screen.was_shown) == (0, 0, True)
        say("v7", 1)
        assert session_screen.screen(fresh(session), school, 0).waiting == 3
        strip, words = hidden_and_shown()
        assert (strip, words) != first and "weer terug" in str(words)


def test_notes_after_a_first_showing_wait_for_two_more_also_while_hidden(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk)
        verbs.go_to(session=session, step="sheets", by=dirk)
        note(session, "eerst")

        def shown() -> set[str]:
            verbs.open_part(session=fresh(session), part="sheets", by=dirk)
            screen = session_screen.screen(fresh(session), school, 0)
            return {one.text for sheet in screen.sheets for one in sheet.strengths}

        assert shown() == {"eerst"}
        verbs.shut_part(session=fresh(session), part="sheets", by=dirk)
        note(session, "een")
        assert shown() == {"eerst"}
        note(session, "twee")
        assert shown() == {"eerst"} and not desk_of(fresh(session), school).waiting
        note(session, "drie")
        assert desk_of(fresh(session), school).waiting == {"sheets"}
        assert shown() == {"eerst", "een", "twee", "drie"}


def test_dots_are_counted_once_and_again_only_with_three_new_voters(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk)
        one, other = (note(session, f"Ambitie {number}", "ambition") for number in range(2))
        verbs.open_part(session=session, part="sheets", by=dirk)

        def give(voter: str, to: Note = one) -> None:
            session_dots.give_dots(session=fresh(session), voter=voter, ballot={to.pk: 5})

        def counted() -> Any:
            verbs.open_part(session=fresh(session), part="dots", by=dirk)
            found = dots_seen.counted(fresh(session))
            verbs.shut_part(session=fresh(session), part="dots", by=dirk)
            return found.shown, found.people

        for number in range(20):
            give(f"v{number}")
        first = counted()
        with pytest.raises(RuleBroken) as told:
            give("v0", other)
        assert told.value.code == "counted"
        give("new", other), give("newer", other)
        session_dots.give_dots(session=fresh(session), voter="newest", ballot={other.pk: 1})
        session_dots.give_dots(session=fresh(session), voter="newest", ballot={})
        assert counted() == first
        give("newest", other)
        assert counted() == ({one.pk: 100, other.pk: 15}, 23)


def test_what_was_given_alone_ends_and_notes_stay(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session, left_open = make(dirk), make(dirk)
        for row in (session, left_open):
            one = note(row, "Ambitie", "ambition")
            Dot.objects.create(note=one, voter="v", count=1)
            Alone.objects.create(session=row, question="vision", voter="v", text="woorden")
        verbs.close(session=session, by=dirk)
        for days, left in ((29, 2), (31, 1), (179, 1), (181, 0)):
            with clock.stopped(clock.now() + dt.timedelta(days=days)):
                run_retention()
            assert (Alone.objects.count(), Dot.objects.count(), Note.objects.count()) == (left, left, 2)


def test_how_many_wait_is_said_in_steps() -> None:
    assert [session_rules.waits(count) for count in (0, 1, 2, 3, 4, 5, 9, 10)] == [0, 0, 0, 3, 3, 5, 5, 10]
    opened = session_rules.with_late(["sheets", "late:sheets:a"], "dots", {"b", "c"})
    assert session_rules.late_of(opened, "dots") == {"b", "c"} and session_rules.late_of(opened) == {"a", "b", "c"}
