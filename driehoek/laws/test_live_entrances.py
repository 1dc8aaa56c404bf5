"""One law per kind of entrance against a real server: what a test inside one transaction cannot see.

A small address book of its own, so that these hold before any screen does. Rows are committed, threads are real.
"""

import http.client
import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.urls import path

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.models import TrailRow
from driehoek.access.policy import Action
from driehoek.outbox import letters
from driehoek.outbox.models import Message
from driehoek.people.models import Pupil
from driehoek.running.work import housekeep
from driehoek.schools.scoping import NoSchoolOpen, current_school_id, within
from driehoek.urls import urlpatterns as house

from .reading import product_files
from .world import World, make_world

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]
THREADS, POSTS = 8, 160
TOKEN = "1" * 32  # digits, as the tokens of all tests (see conftest)


@allows(Action.SEE_MEETINGS)
def names(request: HttpRequest) -> HttpResponse:
    """A query that is only run while the page is made."""
    page = engines["django"].from_string("{% for pupil in pupils %}{{ pupil }} {% endfor %}")
    return HttpResponse(page.render({"pupils": Pupil.objects.all()}, request))


@allows(Action.SEE_MEETINGS)
def count_rows(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from people_pupil")
        return HttpResponse(str(cursor.fetchone()[0]))


@allows(Action.SEE_MEETINGS)
def add(request: HttpRequest) -> HttpResponse:
    """What a service does: read, write, trail and outbox in one transaction; and on request it breaks."""
    pupil = Pupil.objects.create(given_name=request.POST["name"])
    trail.write("add", by=request.who, on=pupil)
    letters.put(to=pupil.pk, letter="law", about=pupil.pk, once=f"law:{pupil.pk}")
    if request.POST.get("then") == "crash":
        raise ZeroDivisionError
    if request.POST.get("then") == "rule":
        raise RuleBroken("no", "Dat kan nu niet.")
    return HttpResponse(str(Pupil.objects.count()))


urlpatterns = [
    path("s/<slug:school>/law/names/", names),
    path("s/<slug:school>/law/count/", count_rows),
    path("s/<slug:school>/law/add/", add),
    *house,
]
letters.register("law", lambda message: None)


@pytest.fixture
def committed() -> World:
    return make_world()


class Browser:
    """A real connection with the cookies of a member of staff."""

    def __init__(self, server: Any, world: World, actor: str) -> None:
        client: Client = world.client(actor)
        self.address = server.thread.host, server.thread.port
        self.headers = {"Cookie": f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}

    def ask(self, method: str, address: str, **values: str) -> tuple[int, str]:
        line = http.client.HTTPConnection(*self.address, timeout=30)
        body = "&".join(f"{name}={value}" for name, value in values.items())
        form = {"Content-Type": "application/x-www-form-urlencoded"} if values else {}
        line.request(method, address, body, {**self.headers, **form})
        answer = line.getresponse()
        status, words = answer.status, answer.read().decode()
        line.close()
        return status, words


def _kept(world: World) -> tuple[int, int, int]:
    with within(world.home.school):
        return (
            Pupil.objects.filter(given_name="Nieuw").count(),
            TrailRow.objects.filter(act="add").count(),
            Message.objects.filter(letter="law").count(),
        )


def test_a_page_is_made_inside_its_school(live_server: Any, committed: World) -> None:
    browser = Browser(live_server, committed, "dirk")
    status, words = browser.ask("GET", "/s/klimboom/law/names/")
    assert status == 200
    assert "KLIMROOS" in words and "BAKENZEE" not in words


def test_raw_sql_in_a_view_meets_the_second_wall(live_server: Any, committed: World) -> None:
    status, words = Browser(live_server, committed, "dirk").ask("GET", "/s/klimboom/law/count/")
    assert (status, words) == (200, "2" if connection.vendor == "postgresql" else "4")


def test_the_other_school_is_not_there(live_server: Any, committed: World) -> None:
    for method, where in (("GET", "names"), ("POST", "add")):
        assert Browser(live_server, committed, "dirk").ask(method, f"/s/baken/law/{where}/", name="Nieuw")[0] == 404
    assert _kept(committed) == (0, 0, 0)


@pytest.mark.parametrize(("then", "status"), [("crash", 500), ("rule", 409)])
def test_a_post_that_breaks_leaves_nothing_behind(live_server: Any, committed: World, then: str, status: int) -> None:
    """A transaction opened in middleware would commit: there the crash is a 500 answer already."""
    browser = Browser(live_server, committed, "dirk")
    assert browser.ask("POST", "/s/klimboom/law/add/", name="Nieuw", then=then)[0] == status
    assert _kept(committed) == (0, 0, 0)
    assert browser.ask("POST", "/s/klimboom/law/add/", name="Nieuw")[0] == 200
    assert _kept(committed) == (1, 1, 1)


def test_eight_at_once_never_meet_a_locked_database(live_server: Any, committed: World) -> None:
    browser = Browser(live_server, committed, "dirk")
    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(lambda _: browser.ask("POST", "/s/klimboom/law/add/", name="Nieuw")[0], range(POSTS)))
    assert answers == [200] * POSTS
    assert _kept(committed) == (POSTS, POSTS, POSTS)


def test_readers_are_not_held_up_by_a_writer(live_server: Any, committed: World) -> None:
    browser, stop = Browser(live_server, committed, "dirk"), threading.Event()

    def write() -> None:
        while not stop.is_set():
            browser.ask("POST", "/s/klimboom/law/add/", name="Nieuw")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(lambda _: browser.ask("GET", "/s/klimboom/law/names/")[0], range(40))) == {200}
    finally:
        stop.set()
        writer.join()


def test_the_worker_opens_each_school_by_itself(committed: World) -> None:
    """The entrance of jobs: one school at a time, and one that breaks does not stop the next."""
    seen: list[uuid.UUID] = []

    def job() -> None:
        seen.append(current_school_id())
        Pupil.objects.create(given_name="Nieuw")
        if current_school_id() == committed.foreign.school.pk:
            raise ZeroDivisionError

    housekeep(job)
    assert set(seen) == {committed.home.school.pk, committed.foreign.school.pk}
    for side, left in ((committed.home, 1), (committed.foreign, 0)):
        with within(side.school):
            assert Pupil.objects.filter(given_name="Nieuw").count() == left
    with pytest.raises(NoSchoolOpen):
        Pupil.objects.count()


def test_no_answer_is_made_after_the_school_is_closed() -> None:
    """A lazy answer would be empty on PostgreSQL and full on SQLite."""
    lazy = re.compile(
        r"\b(TemplateResponse|SimpleTemplateResponse|StreamingHttpResponse|FileResponse)\b|\bdjango\.views\.generic\b"
    )
    found = [name for name, text in product_files() if lazy.search(text)]
    assert not found, f"{found}: render() or HttpResponse only"


def test_no_request_is_wrapped_in_a_transaction_by_django(settings: Any) -> None:
    """ATOMIC_REQUESTS begins before the school is known and wraps reads, which lets SQLite serve one at a time."""
    assert settings.ATOMIC_REQUESTS is False
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")
