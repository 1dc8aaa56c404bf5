"""Rounds on screen: who makes them, who takes part, and what nobody may see yet."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek.access.who import Who
from driehoek.conftest import questions
from driehoek.invitations.models import Occasion
from driehoek.invitations.services.replying import Given, reply
from driehoek.people.tests.makers import make_home
from driehoek.schools.scoping import within
from driehoek.voices.models import Poll, Reaction, Statement
from driehoek.voices.services import polling, reacting

from .makers import make_invitation, opened
from .pages import at, html, said
from .polling import LINES, close, make_round, many, statements

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def poll(occasion: Occasion, school: Any, dirk: Who) -> Poll:
    with within(school):
        return make_round(occasion, dirk, may_add=True)


@pytest.fixture
def dots(occasion: Occasion, school: Any, dirk: Who) -> Poll:
    with within(school):
        return make_round(occasion, dirk, sort="dots", budget=3)


def parent(occasion: Occasion, school: Any, home: Any = None) -> Client:
    """A browser that opened the personal link of a home."""
    client = Client()
    with within(school):
        invitation = make_invitation(occasion, home or make_home("Aïcha"))
        opened(client, "reply", invitation.pk, occasion)
    return client


def another(occasion: Occasion, school: Any, home: Any) -> Client:
    from driehoek.invitations.models import Invitation

    client = Client()
    with within(school):
        opened(client, "reply", Invitation.objects.get(occasion=occasion, household=home).pk, occasion)
    return client


def test_a_round_is_made_from_an_empty_page_to_open(desk: Client, occasion: Occasion, school: Any) -> None:
    assert "Nog geen ronde" in said(desk.get(at("polls", occasion.pk)))
    wrong = desk.post(at("poll_new", occasion.pk), {"title": "", "sort": "statements"})
    assert wrong.status_code == 422
    desk.post(at("poll_new", occasion.pk), {"title": "Hoe vinden we elkaar?", "sort": "statements"})
    with within(school):
        poll = Poll.objects.get()
    page = desk.get(at("poll_add", poll.pk))
    assert 'name="key"' in html(page)
    desk.post(at("poll_add", poll.pk), {"key": ["good_news_too", "same_rule"]})
    desk.post(at("poll_add", poll.pk) + "?uit=zelf", {"text": "Ik weet wie ik bel.", "in_tr": "Kimi arayacağımı biliyorum."})
    too_long = desk.post(at("poll_add", poll.pk) + "?uit=zelf", {"text": "x" * 301})
    assert too_long.status_code == 422
    assert "x" * 301 in html(too_long)
    shown = desk.post(at("poll_turn", poll.pk), {"verb": "open"}, follow=True)
    assert "open: mensen doen mee" in said(shown)
    assert "/terug/close/" in html(shown), "opening by mistake can be undone"


def test_who_takes_part_by_link_goes_through_all_and_may_change(occasion: Occasion, school: Any, poll: Poll) -> None:
    phone = parent(occasion, school)
    first = phone.get(at("react", poll.pk))
    assert "1 van 4" in said(first)
    assert "Wie bent u" not in said(first), "a personal link knows that it is a parent's"
    for _ in LINES:
        one = json.loads(
            html(phone.get(at("react", poll.pk))).split('id="asked" type="application/json">')[1].split("</script>")[0]
        )
        todo = next(row for row in one if row["value"] is None)
        phone.post(at("react_say", poll.pk), {"statement": todo["id"], "value": "agree"})
    done = phone.get(at("react", poll.pk))
    assert "Klaar. Dank u wel." in said(done)
    key = todo["id"]
    assert 'aria-pressed="true"' in html(phone.get(at("react", poll.pk) + f"?s={key}"))
    phone.post(at("react_say", poll.pk), {"statement": key, "value": "disagree"})
    with within(school):
        assert Reaction.objects.count() == 4
        assert Reaction.objects.get(statement=key).value == -1


def test_two_devices_of_one_home_are_one_voter_and_the_hall_is_a_voter_a_browser(
    occasion: Occasion, school: Any, poll: Poll
) -> None:
    with within(school):
        home = make_home("Aïcha")
        key = statements(poll)[0].pk
    phone = parent(occasion, school, home)
    tablet = another(occasion, school, home)
    for client, value in ((phone, "agree"), (tablet, "disagree")):
        assert client.post(at("react_say", poll.pk), {"statement": key, "value": value}, headers=JSON).json()["value"] == value
    with within(school):
        assert Reaction.objects.get().value == -1


def test_a_script_reads_its_own_key_and_a_no_in_words(occasion: Occasion, school: Any, poll: Poll, dirk: Who) -> None:
    phone = parent(occasion, school)
    with within(school):
        key = statements(poll)[0].pk
    told = phone.post(at("react_say", poll.pk), {"statement": key, "value": "pass"}, headers=JSON)
    assert told.json() == {"key": str(key), "value": "pass"}
    odd = phone.post(at("react_say", poll.pk), {"statement": uuid.uuid4(), "value": "agree"}, headers=JSON)
    assert (odd.status_code, odd.json()["code"]) == (422, "unknown")
    with within(school):
        close(poll, dirk)
    late = phone.post(at("react_say", poll.pk), {"statement": key, "value": "agree"}, headers=JSON)
    assert late.status_code == 409
    assert "gesloten" in late.json()["message"]
    plain = phone.post(at("react_say", poll.pk), {"statement": key, "value": "agree"})
    assert plain.status_code == 409
    assert "gesloten" in said(plain)
    with within(school):
        assert Reaction.objects.get().value == 0


def test_who_has_neither_link_nor_code_nor_account_finds_nothing(client: Client, poll: Poll) -> None:
    for name in ("react", "react_outcome"):
        assert client.get(at(name, poll.pk)).status_code == 404
    assert client.post(at("react_say", poll.pk)).status_code == 404


def test_a_colleague_takes_part_as_school(desk: Client, school: Any, poll: Poll) -> None:
    with within(school):
        key = statements(poll)[0].pk
    desk.post(at("react_say", poll.pk), {"statement": key, "value": "agree", "voice": "parents"})
    with within(school):
        assert Reaction.objects.get().voice == "school"


def test_a_statement_shows_in_the_reader_s_language_or_says_that_it_is_not_translated(
    occasion: Occasion, school: Any, poll: Poll, dirk: Who
) -> None:
    with within(school):
        Statement.objects.filter(poll=poll).update(translations={"tr": "Okul yeterince arıyor."})
    phone = parent(occasion, school)
    phone.cookies["taal"] = "tr"
    page = html(phone.get(at("react", poll.pk)))
    assert 'lang="tr" dir="auto">Okul yeterince arıyor.' in page
    phone.cookies["taal"] = "pl"
    page = html(phone.get(at("react", poll.pk)))
    assert 'id="dutch">' in page


def test_dots_work_by_number_and_by_buttons_and_are_refused_in_words(occasion: Occasion, school: Any, dots: Poll) -> None:
    phone = parent(occasion, school)
    with within(school):
        one, two, *_ = [row.pk for row in statements(dots)]
    phone.post(at("react_dots", dots.pk), {f"dots_{one}": "1", f"dots_{two}": "1", "more": str(two)})
    with within(school):
        assert dict(Reaction.objects.values_list("statement", "value")) == {one: 1, two: 2}
    refused = phone.post(at("react_dots", dots.pk), {f"dots_{one}": "3", f"dots_{two}": "2"})
    assert refused.status_code == 422
    assert "U gaf 5 stippen" in said(refused)
    assert f'name="dots_{one}" type="number" inputmode="numeric" min="0" max="3" value="3"' in html(refused), (
        "what was typed stays"
    )
    phone.post(at("react_dots", dots.pk), {f"dots_{one}": "", f"dots_{two}": "0"})
    with within(school):
        assert not Reaction.objects.exists()


def test_a_proposal_waits_for_somebody_to_look(desk: Client, occasion: Occasion, school: Any, poll: Poll) -> None:
    phone = parent(occasion, school)
    form = html(phone.get(at("react", poll.pk)))
    assert "Stel zelf een zin voor" in form
    told = phone.post(at("react_propose", poll.pk), {"key": uuid.uuid4(), "text": "Meer koffie op het plein."}, follow=True)
    assert "bekijkt uw voorstel" in said(told)
    empty = phone.post(at("react_propose", poll.pk), {"key": uuid.uuid4(), "text": "  "})
    assert empty.status_code == 422
    page = desk.get(at("poll", poll.pk))
    assert "Meer koffie op het plein." in said(page)
    with within(school):
        row = Statement.objects.get(source="participant")
    desk.post(at("statement_do", row.pk), {"verb": "approve"})
    assert "Meer koffie" in html(phone.get(at("react", poll.pk)))


def test_before_they_are_shown_no_page_tells_results_by_word_or_length(
    desk: Client, occasion: Occasion, school: Any, poll: Poll, dirk: Who
) -> None:
    """The same pages with two different outcomes are the same, letter for letter."""
    phone = parent(occasion, school)

    def pages() -> list[bytes]:
        staff = [desk.get(at(name, key)) for name, key in (("polls", occasion.pk), ("poll", poll.pk), ("poll_results", poll.pk))]
        guest = [phone.get(at(name, poll.pk)) for name in ("react", "react_outcome")]
        return [_plain(html(one)).encode() for one in (*staff, *guest)]

    found = []
    for value in (1, -1):
        with within(school):
            Reaction.objects.all().delete()
            many(poll, [("parents", [value] * 4)] * 12)
        found.append(pages())
    assert found[0] == found[1]
    with within(school):
        close(poll, dirk)
    assert "zodra de school hem laat zien" in said(phone.get(at("react_outcome", poll.pk)))


def _plain(page: str) -> str:
    """Without what differs each time a page is made."""
    import re

    return re.sub(
        r'(csrfmiddlewaretoken" value="|name="key" value="|csrf[a-z-]*": ")[^"]+', "", re.sub(r'"X-CSRFToken": "[^"]+', "", page)
    )


def test_results_are_for_everybody_once_shown(desk: Client, occasion: Occasion, school: Any, poll: Poll, dirk: Who) -> None:
    phone = parent(occasion, school)
    with within(school):
        many(poll, [("parents", [1, -1, 0, 1])] * 30 + [("school", [1, 1, 1, -1])] * 3)
        close(poll, dirk)
    assert "zodra de school hem laat zien" in said(phone.get(at("react_outcome", poll.pk)))
    assert "Bekijk" in said(desk.get(at("poll", poll.pk)))
    assert "100 %" in said(desk.get(at("poll_results", poll.pk)))
    told = desk.post(at("poll_turn", poll.pk), {"verb": "open"})
    assert told.status_code == 409, "the results were seen"
    desk.post(at("poll_turn", poll.pk), {"verb": "show"})
    page = said(phone.get(at("react_outcome", poll.pk)))
    assert "minstens 30 mensen" in page
    assert "minder dan 10 mensen mee" in page
    assert page.count("100 %") >= 2


@pytest.mark.parametrize(("lines", "people"), [(1, 3), (40, 500)])
def test_pages_ask_the_same_few_questions(
    desk: Client, occasion: Occasion, school: Any, dirk: Who, lines: int, people: int
) -> None:
    with within(school):
        poll = make_round(occasion, dirk, lines=tuple(f"Zin {number}" for number in range(lines)), is_open=False)
        polling.turn(poll=poll, verb="open", by=dirk)
        many(
            poll,
            [
                ("parents" if number % 3 else "school", [1 if (number + place) % 3 else -1 for place in range(lines)])
                for number in range(people)
            ],
        )
    phone = parent(occasion, school)
    counts = {}
    for client, name, key in ((desk, "polls", occasion.pk), (desk, "poll", poll.pk), (phone, "react", poll.pk)):
        counts[name] = _count(client, at(name, key))
    with within(school):
        close(poll, dirk, show=True)
    for client, name in ((desk, "poll_results"), (phone, "react_outcome")):
        counts[name] = _count(client, at(name, poll.pk))
    assert max(counts.values()) <= 12, counts


def _count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return questions(captured)


def test_five_hundred_reactions_over_broken_connections_are_neither_lost_nor_double(
    occasion: Occasion, school: Any, poll: Poll
) -> None:
    """Every answer of the server that is lost makes the phone send again, as its queue does."""
    import random

    chance = random.Random(5)
    with within(school):
        rows = statements(poll)
        wanted = {}
        for person in range(125):
            for row in rows:
                value = chance.choice((1, -1, 0))
                voter = reacting.voter_of(occasion.pk, "hall", person)
                wanted[voter, row.pk] = value
                while True:
                    if chance.random() > 0.2:  # it arrived
                        reacting.react(statement=row, voter=voter, voice="parents", value=value)
                        if chance.random() > 0.2:  # and so did the answer
                            break
        kept = {(one.voter, one.statement_id): one.value for one in Reaction.objects.all()}
        assert kept == wanted
        assert Reaction.objects.count() == 500


def test_who_was_invited_finds_an_open_round_behind_their_answer(
    client: Client, poll: Poll, occasion: Occasion, school: Any, dirk: Who
) -> None:
    with within(school):
        home = make_invitation(occasion, make_home("Aïcha"))
        opened(client, "reply", home.pk, occasion)
        reply(invitation=home, given=Given(coming=1), by=dirk)
    page = client.get(f"/s/{school.slug}/uitnodiging/{home.pk}/dank/").content.decode()
    assert f"/meedoen/{poll.pk}/" in page and poll.title in page
    with within(school):
        close(poll, dirk)
    assert f"/meedoen/{poll.pk}/" not in client.get(f"/s/{school.slug}/uitnodiging/{home.pk}/dank/").content.decode()
