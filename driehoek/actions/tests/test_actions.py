"""An action from promise to result: the list, its page, its owner."""

import datetime as dt
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.actions import services
from driehoek.actions.models import ActionItem, ActionState
from driehoek.conftest import sign_in
from driehoek.people.models import StaffMember
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
DUE = dt.date(2027, 2, 1)


@pytest.fixture
def make(school: Any, dirk: Who, moment: Any) -> Callable[..., ActionItem]:
    def one(title: str = "Bordjes op elke deur", owner: StaffMember | None = None, due_on: dt.date = DUE) -> ActionItem:
        with within(school):
            return services.make(title=title, owner=owner, due_on=due_on, by=dirk)

    return one


@pytest.fixture
def owner(school: Any, carla: Who) -> StaffMember:
    with within(school):
        return StaffMember.objects.create(given_name="Carla", prefix="de", surname="Vos", user_id=carla.user_id)


def at(route: str, *about: Any, school: str = "klimboom") -> str:
    return reverse(route, args=[school, *about])


def said(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_finishing_keeps_the_day_and_what_came_of_it(make: Any, school: Any, dirk: Who) -> None:
    action = make()
    with within(school):
        services.turn(action=action, verb="finish", result="  De bordjes hangen. ", by=dirk)
        kept = ActionItem.objects.get()
        assert (kept.state, kept.done_on, kept.result) == (ActionState.DONE, clock.today(), "De bordjes hangen.")
        assert TrailRow.objects.filter(act="action-finish", object_id=action.pk).exists()


def test_reopening_takes_the_day_away(make: Any, school: Any, dirk: Who) -> None:
    action = make()
    with within(school):
        services.turn(action=action, verb="finish", by=dirk)
        assert services.turn(action=action, verb="reopen", by=dirk).done_on is None


@pytest.mark.parametrize(
    ("verb", "result", "code", "status"),
    [("reopen", "", "state", 409), ("stop", "  ", "no-reason", 422), ("finish", "x" * 1_001, "too-long", 422)],
)
def test_turning_refuses_what_does_not_fit_and_changes_nothing(
    make: Any, school: Any, dirk: Who, verb: str, result: str, code: str, status: int
) -> None:
    action = make()
    with within(school):
        with pytest.raises(RuleBroken) as broken:
            services.turn(action=action, verb=verb, result=result, by=dirk)
        assert (broken.value.code, broken.value.status) == (code, status)
        assert ActionItem.objects.get().state == ActionState.OPEN


def test_what_is_done_is_not_changed_behind_the_back_of_who_read_it(make: Any, school: Any, dirk: Who) -> None:
    action = make()
    with within(school):
        services.turn(action=action, verb="finish", by=dirk)
        with pytest.raises(RuleBroken):
            services.change(action=action, title="Iets anders", owner=None, due_on=DUE, by=dirk)
        assert ActionItem.objects.get().title == "Bordjes op elke deur"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_finish_and_stop_at_once_one_wins(make: Any, school: Any, dirk: Who, anne: Who) -> None:
    action = make()

    def one(job: tuple[str, Who]) -> str:
        try:
            with within(school):
                mine = ActionItem.objects.get(pk=action.pk)
                services.turn(action=mine, verb=job[0], result="Want het kon.", by=job[1])
                return job[0]
        except RuleBroken as broken:
            return broken.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(one, [("finish", dirk), ("stop", anne)]))
    assert sorted(told)[-1] == "stop" and "state" in told or told.count("state") == 1
    with within(school):
        assert ActionItem.objects.get().state in {ActionState.DONE, ActionState.STOPPED}


# the list


def titles(answer: Any) -> list[str]:
    return re.findall(r"<td><a href=[^>]+><b>([^<]+)</b>", answer.content.decode())


def test_the_list_starts_with_what_comes_first_and_sorts_searches_and_filters(
    client: Client, make: Any, owner: StaffMember, school: Any, dirk: Who
) -> None:
    make("Éclairs bakken", due_on=DUE + dt.timedelta(days=3))
    make("zwemmen", owner, due_on=DUE)
    done = make("Bordjes", due_on=DUE + dt.timedelta(days=1))
    with within(school):
        services.turn(action=done, verb="finish", by=dirk)
    sign_in(client, dirk)
    for query, found in (
        ("", ["zwemmen", "Bordjes", "Éclairs bakken"]),
        ("?sort=what", ["Bordjes", "Éclairs bakken", "zwemmen"]),
        ("?sort=-what", ["zwemmen", "Éclairs bakken", "Bordjes"]),
        ("?sort=who", ["zwemmen", "Bordjes", "Éclairs bakken"]),
        ("?state=done", ["Bordjes"]),
        ("?q=ECLAIR", ["Éclairs bakken"]),
        ("?q=de+vos", ["zwemmen"]),
        ("?q=" + "x" * 5_000, []),
        ("?sort=drop+table&state='&page=99", ["zwemmen", "Bordjes", "Éclairs bakken"]),
    ):
        assert titles(client.get(at("actions") + query)) == found, query


def test_the_empty_list_teaches_where_an_action_comes_from(client: Client, dirk: Who, moment: Any) -> None:
    sign_in(client, dirk)
    assert "Een actie ontstaat uit een antwoord" in said(client.get(at("actions")))


def test_the_list_names_nobody_late_and_counts_nothing_per_person(
    client: Client, make: Any, owner: StaffMember, dirk: Who
) -> None:
    for _ in range(3):
        make(owner=owner, due_on=clock.today() - dt.timedelta(days=40))
    sign_in(client, dirk)
    page = said(client.get(at("actions"))).lower()
    for word in ("te laat", "verlopen", "achterstallig", "overdue"):
        assert word not in page
    assert "chip error" not in client.get(at("actions")).content.decode()


def test_the_list_asks_the_database_as_often_for_one_action_as_for_many(client: Client, make: Any, dirk: Who) -> None:
    sign_in(client, dirk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(at("actions"))
        return len(asked)

    make()
    few = queries()
    for number in range(60):
        make(f"Actie {number}")
    assert queries() == few <= 12


# its page


def test_a_teacher_turns_and_hands_over_what_is_hers_and_only_reads_the_rest(
    client: Client, make: Any, owner: StaffMember, carla: Who, school: Any
) -> None:
    hers, other = make("Van Carla", owner), make("Van een ander")
    sign_in(client, carla)
    assert client.get(at("action", other.pk)).status_code == 200
    assert "Hoe staat het ervoor?" not in said(client.get(at("action", other.pk)))
    for route in ("action_turn", "action_change"):
        assert client.post(at(route, other.pk), {"verb": "finish"}).status_code == 404
    handed = client.post(at("action_change", hers.pk), {"title": "Van Carla", "owner": "", "due_on": "2027-02-01"})
    assert handed.status_code == 302
    with within(school):
        assert ActionItem.objects.get(pk=hers.pk).owner is None
    assert client.post(at("action_turn", hers.pk), {"verb": "finish"}).status_code == 404  # it is not hers any more


def test_stopping_without_a_reason_asks_for_one_and_a_long_result_stays_where_it_was_typed(
    client: Client, make: Any, dirk: Who
) -> None:
    action = make()
    sign_in(client, dirk)
    answer = client.post(at("action_turn", action.pk), {"verb": "stop", "result": ""})
    assert (answer.status_code, "Schrijf waarom jullie ermee stoppen" in said(answer)) == (422, True)
    answer = client.post(at("action_turn", action.pk), {"verb": "finish", "result": "x" * 100_000})
    assert (answer.status_code, "x" * 100_000 in answer.content.decode()) == (422, True)


def test_a_stale_tab_hears_how_the_action_stands(client: Client, make: Any, school: Any, dirk: Who) -> None:
    action = make()
    with within(school):
        services.turn(action=action, verb="finish", result="Gedaan.", by=dirk)
    sign_in(client, dirk)
    answer = client.post(at("action_turn", action.pk), {"verb": "stop", "result": "Want …"})
    assert answer.status_code == 409
    assert "staat al anders" in said(answer)


@pytest.mark.parametrize("day", ["1900-01-01", "9999-12-31", "morgen", ""])
def test_a_day_that_cannot_be_meant_is_refused_and_the_title_stays(client: Client, make: Any, dirk: Who, day: str) -> None:
    action = make()
    sign_in(client, dirk)
    answer = client.post(at("action_change", action.pk), {"title": "Nieuwe woorden", "due_on": day})
    assert answer.status_code == 422
    assert "Nieuwe woorden" in answer.content.decode()


def test_an_action_of_another_school_is_not_there(client: Client, make: Any, farid: Who) -> None:
    action = make()
    sign_in(client, farid)
    assert client.get(at("action", action.pk, school="baken")).status_code == 404
    assert client.get(at("action", action.pk)).status_code == 404
