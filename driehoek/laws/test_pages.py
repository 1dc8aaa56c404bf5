"""Every page that the resolver knows, opened by somebody who may, in every state of the meeting.

Nothing undefined in a template, nothing that the content security policy would block, right language and direction,
forms that work as plain POSTs, and a number of queries that does not grow with the rows.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.template.base import FilterExpression, Variable, VariableDoesNotExist
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from driehoek.conftest import questions
from driehoek.meetings.models import Attendee, Meeting, MeetingState, ProgrammeItem
from driehoek.schools.scoping import within

from .addresses import ADDRESSES
from .casting import STAFF
from .growing import more
from .html import Page, faults_of
from .reading import PRODUCT
from .tongues import dutch_left
from .walking import Address, addresses, ask
from .world import GUESTS, ROLES, World

pytestmark = pytest.mark.django_db
WITHIN = [address for address in addresses() if address.in_school]
MOST_QUERIES = 12
MORE = 30
OPTIONAL = {"default", "default_if_none", "yesno"}  # filters that say: it need not be there

# Pages that may ask more than twelve questions, with the number and the reason. None may grow.
MORE_QUERIES: dict[str, tuple[int, str]] = {}

POST_ONLY: set[str] = set()  # learnt while walking: there is no page here


def _visitors(address: Address) -> list[str]:
    """One member of staff who may see everything that this page can show, and every guest who may open it."""
    may = ADDRESSES.get(address.name, set())
    staff = [name for name in ("dirk", "anne", "carla") if name in may][:1]
    return staff + [name for name in GUESTS if name in may]


def _visits(world: World) -> Iterator[tuple[Address, str, Client, str]]:
    clients = {actor: world.client(actor) for actor in (*ROLES, *GUESTS)}
    for address in WITHIN:
        for actor in _visitors(address):
            if address.name in POST_ONLY:
                continue
            yield address, actor, clients[actor], address.path("klimboom", world.home)


def _open(address: Address, client: Client, path: str) -> Any:
    answer: Any = ask(client, "GET", path)
    if answer.status_code == 405:
        POST_ONLY.add(address.name)
    return answer


def _is_page(answer: Any) -> bool:
    return answer.status_code in {200, 409, 422} and answer.get("Content-Type", "").startswith("text/html")


def _whole(answer: Any) -> bool:
    return bool(answer.content.lstrip()[:15].lower().startswith(b"<!doctype"))


def _bring_to(world: World, state: str) -> None:
    """The meeting in a state, with what belongs to it."""
    with within(world.home.school):
        item = ProgrammeItem.objects.exclude(key="").order_by("position").first()
        running = (
            {"live_item": item, "live_item_at": Meeting.objects.get().occasion.starts_at} if state == MeetingState.RUNNING else {}
        )
        Meeting.objects.update(state=state, **running)


@pytest.fixture
def undefined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names that our own templates print though nobody gave them."""
    found: list[str] = []
    original = FilterExpression.resolve

    def resolve_strictly(self: Any, context: Any, ignore_failures: bool = False) -> Any:
        if not ignore_failures and isinstance(self.var, Variable) and not OPTIONAL & {each.__name__ for each, _ in self.filters}:
            template = context.render_context.template
            if template is not None and Path(str(template.origin.name)).is_relative_to(PRODUCT):
                try:
                    self.var.resolve(context)
                except VariableDoesNotExist:
                    found.append(f"{{{{ {self.token} }}}} in {Path(str(template.origin.name)).relative_to(PRODUCT)}")
        return original(self, context, ignore_failures)

    monkeypatch.setattr(FilterExpression, "resolve", resolve_strictly)
    return found


@pytest.mark.one_database
@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.RUNNING, MeetingState.REPORTED])
def test_every_page_is_whole_and_strict_in_every_state(world: World, undefined: list[str], state: str) -> None:
    _bring_to(world, state)
    faults = []
    for address, actor, client, path in _visits(world):
        undefined.clear()
        answer = _open(address, client, path)
        if answer.status_code >= 500:
            faults.append(f"{address.name} ({actor}): crashed: {answer.exc_info[1]!r}")
        faults += [f"{address.name} ({actor}): nobody gave {name}" for name in dict.fromkeys(undefined)]
        if _is_page(answer) and _whole(answer):
            faults += [f"{address.name} ({actor}): {fault}" for fault in faults_of(answer.content.decode(), "nl")]
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(sorted(faults))


FORMS_IN = [MeetingState.DRAFT, MeetingState.REPORTED]
STATES = [MeetingState.READY, MeetingState.RUNNING, MeetingState.REPORTED]
OTHERS = [code for code, _name in settings.LANGUAGES if code not in {"nl", "en", "ar"}]
# English and Arabic in every state; the others, whose sentences are the same ones, each in one.
SPOKEN = [(code, state) for code in ("en", "ar") for state in STATES] + list(zip(OTHERS, STATES, strict=True))


@pytest.mark.one_database
@pytest.mark.parametrize(("language", "state"), SPOKEN)
def test_every_page_for_parents_speaks_their_language_in_its_direction(world: World, language: str, state: str) -> None:
    faults = []
    _bring_to(world, state)
    for address, actor, client, path in _visits(world):
        if actor in GUESTS and not ADDRESSES[address.name] & STAFF:
            client.cookies["taal"] = language
            answer: Any = ask(client, "GET", path)
            if _is_page(answer) and _whole(answer):
                html = answer.content.decode()
                found = faults_of(html, language) + dutch_left(html, language)
                faults += [f"{address.name} ({actor}): {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("state", FORMS_IN if connection.vendor == "sqlite" else FORMS_IN[1:2])
def test_every_form_works_as_a_plain_post_just_as_it_stands(world: World, state: str) -> None:
    """With the CSRF check on, without a script. A form may be refused in words (409, 422), never break or lead nowhere."""
    _bring_to(world, state)
    faults, sent = [], set()
    for address, actor, client, path in _visits(world):
        client.handler.enforce_csrf_checks = True
        client.cookies["csrftoken"] = "1" * 32
        answer = _open(address, client, path)
        if not _is_page(answer) or not _whole(answer):
            continue
        for form in Page(answer.content.decode()).forms:
            target = (form.action.partition("?")[0] or path) if form.method == "post" else ""
            if not target or (actor, _route(target), *sorted(form.values)) in sent:
                continue
            sent.add((actor, _route(target), *sorted(form.values)))
            done: Any = ask(client, "POST", form.action or path, **form.values)
            if done.status_code >= 500 or done.status_code in {400, 403, 404, 405}:
                faults.append(f"{address.name} ({actor}): the form to {_route(target)} answers {done.status_code}")
    assert not faults, "\n".join(sorted(faults))


def _route(path: str) -> str:
    try:
        return str(resolve(path).url_name)
    except Resolver404:
        return path


def _questions(world: World) -> dict[tuple[str, str], int]:
    """Queries of each page; what only holds a transaction or opens a school is no question."""
    found = {}
    for address, actor, client, path in _visits(world):
        with CaptureQueriesContext(connection) as captured:
            _open(address, client, path)
        found[address.name, actor] = questions(captured)
    return found


@pytest.mark.one_database
def test_no_page_asks_too_much_before_there_is_a_list_of_who_comes(world: World) -> None:
    """Then the replies are asked instead, and a page may not notice."""
    with within(world.home.school):
        Attendee.objects.all().delete()
    _questions(world)
    bar = {name: most for name, (most, _why) in MORE_QUERIES.items()}
    faults = {name: count for (name, _actor), count in _questions(world).items() if count > bar.get(name, MOST_QUERIES)}
    assert not faults


@pytest.mark.one_database
@pytest.mark.parametrize("state", [MeetingState.RUNNING])
def test_no_page_asks_more_when_there_are_more_rows(world: World, state: str) -> None:
    """One more is allowed: where a list is cut, 'how many more' is a question of its own."""
    _bring_to(world, state)
    _questions(world)  # what is asked once a process
    more(world.home, 2)
    few = _questions(world)
    more(world.home, MORE)
    faults = []
    for (name, actor), count in _questions(world).items():
        bar = MORE_QUERIES.get(name, (MOST_QUERIES, ""))[0]
        if count > few.get((name, actor), 0) + 1:
            faults.append(f"{name} ({actor}): {few.get((name, actor))} queries with few rows, {count} with many")
        elif count > bar:
            faults.append(f"{name} ({actor}): {count} queries, at most {bar}")
    assert not faults, "\n".join(faults)


def test_a_dutch_sentence_on_another_page_is_found_and_what_people_typed_is_not() -> None:
    assert dutch_left("<p>Er is nu geen verbinding. Wat er getypt is, blijft staan.</p>", "ar")
    assert dutch_left('<button aria-label="Maak ongedaan">x</button>', "en")
    assert not dutch_left('<p>Ouderavond in de aula</p><p lang="nl">Maak ongedaan</p><script>Maak ongedaan</script>', "ar")
