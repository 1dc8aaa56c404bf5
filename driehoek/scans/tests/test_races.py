"""A whole school answers at once, with real connections: every answer is there once, and who came too late was told."""

from typing import Any

import pytest

from driehoek.access.tests.racing import together
from driehoek.access.who import WORKER
from driehoek.schools.scoping import within

from ..models import AskedClass, Mark, Submission, Ticket
from ..services import asking
from ..services.answering import digest_of, sheets_of, submit, submit_openly
from ..services.rewriting import rewrite_answers
from .makers_asked import filled, make_asked_class, make_fielding, make_tickets

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def asked_class(school: Any, moment: Any) -> AskedClass:
    with within(school):
        return make_asked_class(make_fielding(), people=15)


def by_link(asked_class: AskedClass, browser: object) -> bool:
    digest = digest_of(asked_class.fielding, "browser", browser)
    return submit_openly(asked_class=asked_class, voice="parents", way="link", digest=digest, sheet=filled())


def test_the_same_link_twenty_times_at_once_counts_once(asked_class: AskedClass, school: Any) -> None:
    with within(school):
        (ticket,) = make_tickets(asked_class.fielding, asked_class)
    told = together(school, *[lambda: submit(ticket=ticket, sheet=filled()) for _ in range(20)])
    assert sorted(told) == [False] * 19 + [True]
    told = together(school, *[lambda: by_link(asked_class, "one browser") for _ in range(8)])
    assert sorted(told) == [False] * 7 + [True]
    with within(school):
        assert len(sheets_of(asked_class.fielding)) == 2


def test_many_at_once_by_both_ways_while_rows_are_written_anew_lose_nothing(asked_class: AskedClass, school: Any) -> None:
    fielding = asked_class.fielding
    with within(school):
        tickets = make_tickets(fielding, asked_class, 14)
    jobs: list[Any] = [lambda ticket=ticket: submit(ticket=ticket, sheet=filled()) for ticket in tickets]
    jobs += [lambda browser=browser: by_link(asked_class, browser) for browser in range(18)]  # three more than there are people
    told = together(school, *jobs[:16], *[rewrite_answers] * 3, *jobs[16:])
    assert sum(one == "full" for one in told) == 3
    kept = sum(one is True for one in told)
    assert kept == 29
    with within(school):
        assert len(sheets_of(fielding)) == kept
        assert (Ticket.objects.filter(answered=True).count(), Mark.objects.count()) == (14, 15)


def test_closing_while_many_send_counts_whom_it_accepted_and_tells_the_others(
    asked_class: AskedClass, school: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fielding, frozen = asked_class.fielding, []
    monkeypatch.setattr(asking, "_freeze", lambda closed: frozen.append(len(sheets_of(closed))))
    with within(school):
        tickets = make_tickets(fielding, asked_class, 20)
    jobs: list[Any] = [lambda ticket=ticket: submit(ticket=ticket, sheet=filled()) for ticket in tickets]
    jobs.insert(10, lambda: asking.close_fielding(fielding=fielding, by=WORKER).pk)
    told = together(school, *jobs)
    accepted = sum(one is True for one in told)
    assert accepted + sum(one == "closed" for one in told) == 20
    with within(school):
        assert frozen == [accepted] == [Submission.objects.count()]
        assert Ticket.objects.filter(answered=True).count() == accepted
