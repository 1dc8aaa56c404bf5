"""A session of the team: its steps, what is seen and when, and what is agreed."""

import datetime as dt
import uuid
from typing import Any

import pytest

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.people.models import SchoolClass, StaffMember
from driehoek.people.tests.makers import make_class
from driehoek.scans import session_rules
from driehoek.scans.models import Agreed, Alone, ChosenPoint, Dot, Note, TeamSession, TurnoutLine
from driehoek.scans.queries import session_dots as dots_seen
from driehoek.scans.queries import session_guide, session_screen
from driehoek.scans.queries.session_outcome import outcome_of
from driehoek.scans.queries.sessions import sessions_of_school
from driehoek.scans.services import session_dots, session_sentences, session_words
from driehoek.scans.services import sessions as verbs
from driehoek.scans.services.session_turnout import Line, save_turnout
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def make(by: Any, kind: str = "team_scan", begun: bool = True, **values: Any) -> TeamSession:
    given = {"key": clock.new_id(), "title": "Teamscan", "starts_at": None, "leader": None, **values}
    made = verbs.make_session(kind=kind, by=by, **given)
    if begun:
        verbs.start(session=made, by=by)
    return fresh(made)


def fresh(session: TeamSession) -> TeamSession:
    found: TeamSession = TeamSession.for_gate().get(pk=session.pk)
    return found


def note(session: TeamSession, text: str = "We bellen vaak", sort: str = "strength", **more: Any) -> Note:
    key = more.pop("key", None) or clock.secret_id()
    return session_words.write_note(session=session, key=key, sheet="didactic", sort=sort, text=text, **more)


def shown(session: TeamSession, school: Any) -> list[str]:
    now = fresh(session)
    screen = session_screen.screen(now, school, session_screen.written(now))
    return [one.text for sheet in screen.sheets for one in (*sheet.strengths, *sheet.ambitions)]


def test_it_goes_step_by_step_once_for_a_double_press(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk)
        verbs.start(session=session, by=dirk)
        keys = [one.key for one in session_guide.steps(session)]
        assert (keys[0], sum(one.minutes for one in session_guide.steps(session))) == (session.step, 90)
        verbs.go(session=session, places=1, leaving="welcome", by=dirk)
        with pytest.raises(RuleBroken) as told:
            verbs.go(session=session, places=1, leaving="welcome", by=dirk)
        assert (told.value.code, fresh(session).step) == ("moved-on", keys[1])
        verbs.longer(session=session, by=dirk)
        now = fresh(session)
        step = session_screen.step_of(now)
        assert session_rules.seconds_left(step, now.step_since, clock.now()) == step.minutes * 60 + 300
        verbs.go_to(session=session, step=keys[-1], by=dirk)
        with pytest.raises(RuleBroken):
            verbs.go(session=session, places=1, by=dirk)
        verbs.close(session=session, by=dirk)
        with pytest.raises(RuleBroken):
            verbs.go(session=session, places=-1, by=dirk)
        verbs.reopen(session=session, by=dirk)
        assert [line.state for line in sessions_of_school()] == ["running"]


def test_the_same_form_twice_is_one_session_and_its_code_is_renewed(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        key = clock.new_id()
        assert make(dirk, begun=False, key=key).pk == make(dirk, begun=False, key=key).pk == key
        first = codes.codes_for("session", [key])[key]["hall"]
    with clock.stopped(moment + dt.timedelta(days=40)), within(school):
        assert codes.find(first) is None
        verbs.start(session=TeamSession.objects.get(pk=key), by=dirk)
        assert codes.find(codes.codes_for("session", [key])[key]["hall"]) is not None


def test_notes_are_seen_by_nobody_until_all_are_opened_and_late_ones_wait(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk)
        verbs.go_to(session=session, step="sheets", by=dirk)
        before = TrailRow.objects.count()
        key = clock.secret_id()
        first = [note(session, key=key), note(session, "nog eens", key=key)]
        assert (first[0].pk, first[1].text, TrailRow.objects.count()) == (key, "We bellen vaak", before)
        for number in range(6):
            note(session, f"Briefje {number}", "ambition")
        assert (shown(session, school), session_screen.written(fresh(session))) == ([], 5)
        verbs.open_part(session=session, part="sheets", by=dirk)
        assert len(shown(session, school)) == 7
        late = note(session, "Te laat")
        assert "Te laat" not in shown(session, school)
        with pytest.raises(RuleBroken):  # dots can't be given to what nobody sees
            session_dots.give_dots(session=session, voter="v", ballot={late.pk: 1})
        note(session, "Getypt", by_leader=True)
        assert "Getypt" in shown(session, school)
        for number in range(2):
            note(session, f"Ook te laat {number}")
        verbs.open_part(session=session, part="sheets", by=dirk)
        assert "Te laat" in shown(session, school)
        verbs.shut_part(session=session, part="sheets", by=dirk)
        assert shown(session, school) == []


def test_what_is_bad_is_refused_with_words(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session, planned = make(dirk), make(dirk, begun=False)
        other = note(make(dirk))
        for code, more in (
            ("too-long", {"text": "x" * 100_000}),
            ("empty", {"text": " \u200d "}),
            ("sheet", {"sheet": "sixth"}),
            ("used-key", {"key": other.pk}),
        ):
            given = {"key": clock.secret_id(), "sheet": "formal", "sort": "ambition", "text": "Meer", **more}
            with pytest.raises(RuleBroken) as told:
                session_words.write_note(session=session, **given)
            assert told.value.code == code
        verbs.close(session=session, by=dirk)
        for one, code in ((session, "closed"), (planned, "not-started")):
            with pytest.raises(RuleBroken) as told:
                note(one)
            assert told.value.code == code


def test_a_note_is_chosen_reworded_taken_off_and_put_back(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk)
        one, other = note(session), note(session, "Wij bellen elke week")
        verbs.open_part(session=session, part="sheets", by=dirk)
        session_words.agree(note=one, by=dirk)
        session_words.agree(note=one, by=dirk)
        session_words.reword(note=one, text="We bellen elk gezin", by=dirk)
        assert ChosenPoint.objects.get().text == "We bellen elk gezin"
        kept = session_words.merge(session=session, keys=[one.pk, other.pk], text="We bellen", by=dirk)
        assert shown_in(session, school) == ["We bellen"]
        session_words.take_off(note=kept, by=dirk)
        assert (shown_in(session, school), ChosenPoint.objects.count()) == ([], 0)
        with pytest.raises(RuleBroken):
            session_words.agree(note=kept, by=dirk)
        session_words.put_back(note=kept, by=dirk)
        assert shown_in(session, school) == ["We bellen"]


def shown_in(session: TeamSession, school: Any) -> list[str]:
    found = outcome_of(fresh(session), school)
    return [one.text for sheet in found.sheets for one in (*sheet.strengths, *sheet.ambitions)]


def test_dots_are_a_budget_each_and_counted_all_at_once(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk)
        wanted = [note(session, f"Ambitie {number}", "ambition") for number in range(3)]
        verbs.open_part(session=session, part="sheets", by=dirk)
        for ballot, code in (
            ({wanted[0].pk: 6}, "budget"),
            ({wanted[0].pk: -1}, "negative"),
            ({clock.secret_id(): 1}, "taken-off"),
        ):
            with pytest.raises(RuleBroken) as told:
                session_dots.give_dots(session=session, voter="a", ballot=ballot)
            assert told.value.code == code
        for voter in range(8):
            session_dots.give_dots(session=session, voter=f"v{voter}", ballot={wanted[1].pk: 5})
            session_dots.give_dots(session=session, voter=f"v{voter}", ballot={wanted[0].pk: 4, wanted[2].pk: voter == 0})
        assert not dots_seen.counted(fresh(session)).is_open
        session_words.take_off(note=wanted[1], by=dirk)
        with pytest.raises(RuleBroken) as told:
            session_dots.give_dots(session=session, voter="v1", ballot={wanted[1].pk: 5})
        assert (told.value.code, Dot.objects.filter(voter="v1").get().count) == ("taken-off", 4)
        session_dots.dots_on_paper(note=wanted[2], count=7, by=dirk)
        verbs.open_part(session=session, part="dots", by=dirk)
        found = dots_seen.counted(fresh(session))
        assert found.people_words == "5–9" and found.of(wanted[2].pk) == ("7 stippen", 7)  # the one dot of a phone is not told
        with pytest.raises(RuleBroken) as told:
            session_dots.give_dots(session=session, voter="late", ballot={wanted[0].pk: 1})
        assert told.value.code == "counted"


def test_dots_of_four_people_are_not_shown(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk)
        one = note(session, "Ambitie", "ambition")
        for voter in range(4):
            session_dots.give_dots(session=session, voter=f"v{voter}", ballot={one.pk: 2})
        verbs.open_part(session=session, part="dots", by=dirk)
        found = dots_seen.counted(fresh(session))
        assert (found.few, found.of(one.pk), found.kept(one.pk)) == (True, ("", 0), None)


def test_everybody_answers_alone_and_only_what_was_opened_shows(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk, "vision")
        question = next(one.question for one in session_guide.steps(session) if one.question)
        verbs.go_to(session=session, step=question, by=dirk)

        def screen() -> Any:
            return session_screen.screen(fresh(session), school, 0).question

        for voter in range(4):
            session_sentences.say_alone(session=session, question=question, voter=f"v{voter}", text="Bellen", stand=2)
            session_sentences.say_alone(session=session, question=question, voter=f"v{voter}", text=f"Bellen {voter}", stand=3)
        verbs.open_part(session=session, part=question, by=dirk)
        assert screen().has_few
        verbs.shut_part(session=session, part=question, by=dirk)
        session_sentences.say_alone(session=session, question=question, voter="v4", stand=5)
        session_sentences.say_alone(session=session, question=question, voter="v5", text="weg")
        session_sentences.say_alone(session=session, question=question, voter="v5")
        assert Alone.objects.count() == 5 and screen().strip is None
        verbs.open_part(session=session, part=question, by=dirk)
        assert [(place.size, place.count) for place in screen().strip] == [(0, None), (0, None), (3, None), (0, None), (0, None)]
        assert screen().words == [("", [f"Bellen {voter}" for voter in range(4)])]
        with pytest.raises(RuleBroken) as told:
            session_sentences.say_alone(session=session, question=question, voter="v9", text="Nog iets")
        assert told.value.code == "opened"
        base = uuid.uuid4()
        for _twice in range(2):
            paper = {"lines": ["Van papier", ""], "stands": {1: 3}, "base": base}
            session_sentences.alone_from_paper(session=session, question=question, by=dirk, **paper)
        assert Alone.objects.count() == 9
        for text in ("Wij praten met elke ouder.", "Wij praten met iedere ouder."):
            session_sentences.set_agreed(session=session, about=question, text=text, by=dirk)
        session_sentences.set_agreed(session=session, about="where_we_are", text="Halverwege.", by=dirk)
        found = outcome_of(fresh(session), school)
        assert [one.text for one in (*found.closings, *found.sentences)] == ["Halverwege.", "Wij praten met iedere ouder."]
        session_sentences.set_agreed(session=session, about="where_we_are", text=" ", by=dirk)
        assert Agreed.objects.count() == 1


def test_the_rows_of_what_was_written_lie_in_key_order(school: Any, dirk: Any, moment: Any) -> None:
    from driehoek.schools.rewriting import tells_something

    with within(school):
        session = make(dirk)
        notes = [note(session, f"Briefje {number}", "ambition") for number in range(12)]
        session_dots.give_dots(session=session, voter="v", ballot={notes[0].pk: 2})
        verbs.open_part(session=session, part="sheets", by=dirk)
        assert not tells_something(Note.objects.filter(session=session).order_by("pk"))
        assert Dot.objects.get().note_id == notes[0].pk


def test_the_turnout_plan_keeps_a_line_for_each_class(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        session = make(dirk)
        klas: SchoolClass = make_class("5")
        staff = StaffMember.objects.create(given_name="Carla", surname="Vos")
        day = clock.today() + dt.timedelta(days=30)
        given = {"session": session, "meeting_on": day, "template": "wishes_evening", "everybody": "Twee tijden.", "by": dirk}
        save_turnout(lines={klas.pk: Line(staff, "werk", "opvang"), clock.new_id(): Line(staff)}, **given)
        save_turnout(lines={klas.pk: Line(staff, "werk", "opvang en een tolk")}, **given)
        assert TurnoutLine.objects.get().arranged == "opvang en een tolk"
        found = outcome_of(fresh(session), school).turnout
        assert found and found.query == f"soort=wishes_evening&dag={day.isoformat()}"
        with pytest.raises(RuleBroken):
            save_turnout(**{**given, "template": "party"}, lines={})
