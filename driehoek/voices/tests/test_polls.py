"""Making rounds, reacting and dividing dots: the verbs."""

import uuid
from functools import partial
from typing import Any

import pytest

from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import Occasion
from driehoek.library.reading import load_statements
from driehoek.people.models import StaffMember
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Poll, Reaction, Standing, Statement, StatementSource, Theme
from driehoek.voices.queries import polls as queries
from driehoek.voices.services import polling, reacting, stating

from .makers import say as contribute
from .pages import at, html
from .polling import LINES, close, make_round, say, statements, voter

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def test_a_round_is_opened_closed_opened_again_and_shown_with_a_trail(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk, is_open=False)
        for verb in ("open", "open", "close", "open", "close", "show", "hide"):
            polling.turn(poll=poll, verb=verb, by=dirk)
        acts = list(
            TrailRow.objects.filter(object_id=poll.pk, act__startswith="poll-").order_by("at").values_list("act", flat=True)
        )
    assert sorted(acts) == sorted("poll-make poll-open poll-close poll-open poll-close poll-show poll-hide".split())


def test_an_empty_round_is_not_opened_and_an_open_one_not_shown(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        empty = make_round(occasion, dirk, lines=(), is_open=False)
        with refused("empty"):
            polling.turn(poll=empty, verb="open", by=dirk)
        one_dot = make_round(occasion, dirk, sort="dots", lines=("Eén",), is_open=False)
        with refused("empty"):
            polling.turn(poll=one_dot, verb="open", by=dirk)
        with refused("state"):
            polling.turn(poll=make_round(occasion, dirk), verb="show", by=dirk)


def test_who_saw_the_results_may_not_open_it_again(occasion: Occasion, school: Any, dirk: Who) -> None:
    """Two pictures with one reaction in between would tell that one."""
    with within(school):
        poll = make_round(occasion, dirk)
        with refused("shut"):
            polling.look(poll=poll, by=dirk)
        poll = close(poll, dirk)
        polling.look(poll=poll, by=dirk)
        with refused("looked"):
            polling.turn(poll=poll, verb="open", by=dirk)


def test_statements_of_the_library_come_with_their_languages_and_never_those_for_the_team(
    occasion: Occasion, school: Any, dirk: Who
) -> None:
    team = next(one for one in load_statements() if one.audience == "team")
    mixed = next(one for one in load_statements() if one.audience == "mixed")
    with within(school):
        poll = make_round(occasion, dirk, lines=(), is_open=False)
        assert stating.add_from_library(poll=poll, keys=[team.key, mixed.key, "onzin"], sector="po", by=dirk) == 1
        row = statements(poll)[0]
        assert row.library_key == mixed.key
        assert set(row.translations) == {"en", "ar", "tr", "pl", "uk"}
        assert queries.tongue(row, "ar")[1] == "ar"
        assert mixed.key not in [one.key for one in stating.offered(poll)]


def test_a_contribution_becomes_a_statement_only_approved_unmasked_and_in_other_words(
    occasion: Occasion, school: Any, dirk: Who
) -> None:
    with within(school):
        poll = make_round(occasion, dirk, lines=(), is_open=False)
        waits = contribute(occasion, "Ik weet nooit wie ik moet bellen.")
        with refused("not-approved"):
            stating.add_statement(poll=poll, text="Het is duidelijk wie je belt.", contribution=waits, by=dirk)
        row = contribute(occasion, "Ik weet nooit wie ik moet bellen.", standing=Standing.APPROVED)
        with refused("verbatim"):
            stating.add_statement(poll=poll, text="ik weet nooit  wie ik moet bellen", contribution=row, by=dirk)
        made = stating.add_statement(poll=poll, text="Het is duidelijk wie je belt.", contribution=row, by=dirk)
        assert made.source == StatementSource.BOARD


def test_a_theme_of_the_board_becomes_something_to_give_dots_to(occasion: Occasion, school: Any, dirk: Who, theme: Theme) -> None:
    with within(school):
        poll = make_round(occasion, dirk, sort="dots", lines=(), is_open=False)
        made = stating.add_statement(poll=poll, text=theme.title, theme=theme, translations={"en": "Being reachable"}, by=dirk)
        assert (made.theme_id, made.translations) == (theme.pk, {"en": "Being reachable"})


def test_words_stand_once_somebody_reacted_but_languages_may_still_come(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk)
        row = statements(poll)[0]
        stating.change_statement(statement=row, text="Anders.", translations={}, by=dirk)
        say(poll, 1, {0: 1})
        with refused("reacted"):
            stating.change_statement(statement=row, text="Nog anders.", translations={}, by=dirk)
        stating.change_statement(
            statement=Statement.objects.get(pk=row.pk), text="Anders.", translations={"pl": "Inaczej."}, by=dirk
        )
        assert Statement.objects.get(pk=row.pk).translations == {"pl": "Inaczej."}


def test_order_and_removal_before_it_was_opened_and_putting_apart_afterwards(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk, is_open=False)
        last = statements(poll)[-1]
        stating.move_statement(statement=last, step=-1, by=dirk)
        assert [row.text for row in statements(poll)] == [LINES[0], LINES[1], LINES[3], LINES[2]]
        kept = stating.remove_statement(statement=last, by=dirk)
        assert stating.put_back_statement(poll=poll, kept=kept, by=dirk)
        assert stating.put_back_statement(poll=poll, kept=kept, by=dirk)
        assert [row.pk for row in statements(poll)][2] == last.pk
        polling.turn(poll=poll, verb="open", by=dirk)
        with refused("opened"):
            stating.remove_statement(statement=last, by=dirk)
        stating.judge_statement(statement=last, verdict="park", by=dirk)
        with refused("gone"):
            reacting.react(statement=last, voter=voter(poll, 1), voice="parents", value=1)


def test_a_reaction_is_kept_once_and_can_be_changed(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk)
        for value in (1, 1, -1, 0):
            say(poll, 1, {0: value})
        assert list(Reaction.objects.values_list("value", flat=True)) == [0]
        before = TrailRow.objects.count()
        say(poll, 2, {0: 1})
        assert TrailRow.objects.count() == before, "a line with a time would lead back to who spoke"


def test_odd_reactions_are_refused(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk)
        row = statements(poll)[0]
        with refused("value"):
            reacting.react(statement=row, voter="v", voice="parents", value=7)
        with refused("voice"):
            reacting.react(statement=row, voter="v", voice="buren", value=1)
        poll = close(poll, dirk)
        with refused("closed") as told:
            reacting.react(statement=row, voter="v", voice="parents", value=1)
        assert told.value.status == 409
        assert not Reaction.objects.exists()


def test_one_person_is_never_two_voices(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk)
        say(poll, 1, {0: 1, 1: -1}, "parents")
        say(poll, 1, {2: 1}, "school")
        assert set(Reaction.objects.values_list("voice", flat=True)) == {"school"}


def test_a_proposal_waits_tells_no_order_and_comes_in_when_somebody_let_it(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk, may_add=True)
        key = uuid.uuid4()
        for _ in range(2):
            row = reacting.propose(poll=poll, key=key, text="أريد مكالمة")
        before = TrailRow.objects.count()
        assert (row.standing, row.position, row.source) == ("waiting", 0, "participant")
        assert len(queries.part(poll, "v", "nl").asked) == len(LINES)
        stating.judge_statement(statement=Statement.for_gate().get(pk=key), verdict="approve", by=dirk)
        trail = TrailRow.objects.get(act="statement-approve")
        assert TrailRow.objects.count() == before + 1
        assert trail.object_id == poll.pk, "the trail names the round, never the proposal"
        found = {one.id: (one.text, one.language) for one in queries.part(poll, "v", "nl").asked}
        assert found[key] == ("أريد مكالمة", "ar"), "words that nobody put into Dutch are not called Dutch"
        assert statements(poll)[-1].pk == key


def test_nothing_is_proposed_where_that_was_not_asked_or_too_late(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        with refused("may-not-add"):
            reacting.propose(poll=make_round(occasion, dirk), key=uuid.uuid4(), text="Iets")
        poll = close(make_round(occasion, dirk, may_add=True), dirk)
        with refused("closed"):
            reacting.propose(poll=poll, key=uuid.uuid4(), text="Iets")


def test_dots_are_replaced_as_a_whole_and_never_more_than_the_budget(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk, sort="dots", budget=3)
        one, two, *_ = [row.pk for row in statements(poll)]
        give = partial(reacting.give_dots, poll=poll, voter="v", voice="parents")
        give(ballot={one: 3})
        give(ballot={one: 1, two: 2})
        with refused("budget") as told:
            give(ballot={one: 3, two: 1})
        assert told.value.status == 422
        assert "4" in str(told.value.message)
        with refused("unknown"):
            give(ballot={uuid.uuid4(): 1})
        assert dict(Reaction.objects.values_list("statement", "value")) == {one: 1, two: 2}
        with refused("ballots"):
            stating.add_statement(poll=poll, text="Te laat", by=dirk)


def test_a_link_opened_later_takes_along_what_this_browser_said_in_the_hall(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk)
        rows = statements(poll)
        reacting.react(statement=rows[0], voter="hall", voice="parents", value=1)
        reacting.react(statement=rows[1], voter="hall", voice="parents", value=1)
        reacting.react(statement=rows[1], voter="own", voice="parents", value=-1)
        reacting.adopt(poll=poll, hall="hall", own="own")
        kept = dict(Reaction.objects.filter(voter="own").values_list("statement", "value"))
        assert kept == {rows[0].pk: 1, rows[1].pk: -1}
        assert not Reaction.objects.filter(voter="hall").exists()


def test_a_voter_can_t_be_computed_from_the_database(occasion: Occasion, settings: Any) -> None:
    who = uuid.uuid4()
    first = reacting.voter_of(occasion.pk, "home", who)
    assert first == reacting.voter_of(occasion.pk, "home", who)
    assert first != reacting.voter_of(uuid.uuid4(), "home", who), "another evening, another voter"
    assert first != reacting.voter_of(occasion.pk, "staff", who)
    settings.MASTER_KEY = "another key"
    assert first != reacting.voter_of(occasion.pk, "home", who)


def test_a_round_that_was_never_opened_goes_away_whole(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        polling.remove_poll(poll=make_round(occasion, dirk, is_open=False), by=dirk)
        assert not Poll.objects.exists()
        with refused("opened"):
            polling.remove_poll(poll=make_round(occasion, dirk), by=dirk)
        assert services.rewrite_reactions() >= 0


def test_an_attack_on_a_colleague_is_put_apart_and_a_phone_number_is_masked(
    desk: Any, occasion: Occasion, school: Any, dirk: Who, carla: Who, anne: Who
) -> None:
    with within(school):
        StaffMember.objects.create(given_name="Petra", surname="Smit", user_id=carla.user_id)
        poll = make_round(occasion, dirk, may_add=True)
        nasty = reacting.propose(poll=poll, key=uuid.uuid4(), text="Juf Petra Smit is een dom wijf.")
        assert nasty.standing == Standing.PARKED
        kind = reacting.propose(poll=poll, key=uuid.uuid4(), text="Bel mij op 06-12345678 over hulp.")
        stating.judge_statement(statement=Statement.for_gate().get(pk=kind.pk), verdict="approve", by=dirk)
        assert "12345678" not in Statement.objects.get(pk=kind.pk).text
    assert "dom wijf" in html(desk.get(at("poll", poll.pk)))
    sign_in(desk, anne)
    assert "dom wijf" not in html(desk.get(at("poll", poll.pk))), "the administrator need not read it"
    assert desk.get(at("statement", nasty.pk)).status_code == 404
    assert desk.post(at("statement_do", nasty.pk), {"verb": "wait"}).status_code == 404
