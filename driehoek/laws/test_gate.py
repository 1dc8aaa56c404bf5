"""Guard 2, walked over every address × everybody × own and foreign things × GET and POST.

What is expected stands in `addresses.py`, in names; here it is compared with the table and then with what really happens.
"""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse

from driehoek.access.gate import declared
from driehoek.access.policy import TABLE, Role

from .addresses import ADDRESSES, LIBRARY, MAY_BE_EMPTY, OPEN
from .casting import EVERYBODY, STAFF
from .walking import Address, addresses, ask
from .world import ACTORS, CHILDREN_AND_PARENTS, FOREIGN_WORD, HOME_WORD, NEIGHBOUR_WORD, PARKED_WORD, ROLES, World

WITHIN = [address for address in addresses() if address.in_school]
SIGN_IN = "/inloggen/login/"
LIMIT_SECONDS = 120


def test_every_address_has_a_guard() -> None:
    open_ones = [address.name for address in addresses() if not declared(address.view)]
    assert not open_ones, f"{open_ones}: put @allows(Action.…), @public('why') or @signed_in('why') on the view"


def test_every_address_has_a_line_that_says_who_may() -> None:
    names = [address.name for address in WITHIN]
    missing = sorted(set(names) - set(ADDRESSES))
    assert not missing, f"add to ADDRESSES in laws/addresses.py, with who may: {', '.join(missing)}"
    assert not sorted(set(ADDRESSES) - set(names)), f"gone: take out of laws/addresses.py {sorted(set(ADDRESSES) - set(names))}"
    loose = {address.name for address in addresses() if not address.in_school}
    assert not loose - OPEN - LIBRARY, (
        f"{sorted(loose - OPEN - LIBRARY)}: not in a school; add to OPEN or LIBRARY in laws/addresses.py"
    )
    assert len(names) == len(set(names)), "two addresses with one name"


@pytest.mark.parametrize("address", WITHIN, ids=lambda address: address.name)
def test_the_line_says_what_the_table_says(address: Address) -> None:
    rule, line = TABLE[address.action], ADDRESSES[address.name]
    by_role = {name for name, roles in ROLES.items() if name in EVERYBODY and rule.roles & set(roles)}
    assert by_role <= line, f"{address.name}: the table lets in {by_role - line}, the line does not"
    assert rule.ties or line == by_role, f"{address.name}: the line lets in {line - by_role}, the table does not"
    assert rule.guests or line <= EVERYBODY, f"{address.name}: the table lets no guest in, the line does"


@pytest.fixture
def short_404(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of answers here are 404; the page itself is looked at once, below."""
    monkeypatch.setattr("driehoek.urls.handler404", lambda request, exception=None: HttpResponse(status=404))


# On PostgreSQL, where rows of another school can't even be read, one of them does.
REACH_FOR_ALL = {"farid", "dirk", "aicha", "nobody"} if connection.vendor == "sqlite" else {"aicha"}


def _targets(world: World, address: Address, actor: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(what it is, path, methods): own things, and every way to reach for what is not one's own.

    The gate decides before a view looks at the method, so what is foreign is posted to by turns only. The other school, a leader, a
    parent and a stranger reach for every foreign thing; the others take turns, so that several of them reach for each.
    """
    home, foreign, both = world.home, world.foreign, ("GET", "POST")
    turn = WITHIN.index(address)
    by_turns = turn % 4 == 0
    some = both if by_turns else ("GET",)
    yield "own", address.path("klimboom", home), some if actor == "farid" else both
    if actor in REACH_FOR_ALL or (turn + ACTORS.index(actor)) % 5 == 0:
        yield "theirs", address.path("baken", foreign), both if actor == "farid" else some
        if by_turns:
            yield "nowhere", address.path("nergens", home), ("GET",)
        if address.path("klimboom", foreign) != address.path("klimboom", home):  # some name a shelf or a kind, not a thing
            yield "theirs by our door", address.path("klimboom", foreign), both if actor in {"dirk", "aicha"} else some
            yield "ours by their door", address.path("baken", home), some if actor == "farid" else ("GET",)
    if len([name for name in address.parameters if name.endswith("_id")]) > 1:
        yield "theirs behind ours", address.path("klimboom", home, foreign), both


def _fault(address: Address, answer: Any, comes_in: bool, method: str, actor: str, what: str = "") -> str:
    status, behind = answer.status_code, what == "theirs behind ours"
    if status >= 500:
        return f"crashed: {answer.exc_info[1]!r}" if getattr(answer, "exc_info", None) else f"answered {status}"
    to_the_door = status in {301, 302} and answer["Location"].startswith(SIGN_IN)
    if comes_in:
        kept_out = status in {401, 403, 404} or to_the_door
        return "was kept out" if kept_out and address.name not in MAY_BE_EMPTY else ""
    if status == 404 or (status == 405 and not answer.content) or (to_the_door and method == "GET" and actor not in ROLES):
        return ""  # 405 says something of the address, nothing of what is behind it
    if behind and status in {409, 422}:
        return ""  # the door is one's own, what lies behind it was refused in words
    return f"came in ({status})"


def _leak(answer: Any, actor: str, at_home: bool) -> str:
    """Words of a school, of the other household, or of the parking place, where they don't belong."""
    forbidden = {HOME_WORD if actor == "farid" else FOREIGN_WORD}
    if not at_home:
        forbidden |= {HOME_WORD, FOREIGN_WORD}
    if actor in {"aicha", "joined", "nobody", "teamparent", "teamleft"}:
        forbidden |= {NEIGHBOUR_WORD}
    if actor in {"aicha", "bas", "joined", "nobody", "teamparent", "teamleft", "thea"}:
        forbidden |= {PARKED_WORD}
    if actor == "thea":
        forbidden |= {NEIGHBOUR_WORD, *CHILDREN_AND_PARENTS}
    found = [word for word in forbidden if word.lower() in answer.words.lower()]
    return f"shows {found}" if found else ""


def _comes_in(actor: str, address: Address, what: str) -> bool:
    if actor == "farid":
        return what == "theirs" and bool(ADDRESSES[address.name] & STAFF)
    return what == "own" and actor in ADDRESSES[address.name]


# Who may do what is decided in Python: everybody walks on SQLite. On PostgreSQL, where each step costs four times as much, one
# of each kind that rows are about: the other school, a mentor, a parent.
WALKERS = ACTORS if connection.vendor == "sqlite" else ("farid", "carla", "aicha")


@pytest.mark.django_db
@pytest.mark.parametrize("actor", WALKERS)
def test_nobody_gets_in_where_the_table_says_no_and_nothing_leaks(world: World, short_404: None, actor: str) -> None:
    client, faults, start = world.client(actor), [], time.process_time()
    for address in WITHIN:
        for what, path, methods in _targets(world, address, actor):
            comes_in = _comes_in(actor, address, what)
            for method in methods:
                answer: Any = ask(client, method, path)
                at_home = comes_in or what == "theirs behind ours"
                for fault in (_fault(address, answer, comes_in, method, actor, what), _leak(answer, actor, at_home)):
                    if fault:
                        faults.append(f"{method} {address.name} ({what}): {actor} {fault}")
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)
    assert time.process_time() - start < LIMIT_SECONDS / len(ACTORS) * 3, "all actors together may take two minutes"


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
def test_open_addresses_tell_nothing_and_never_crash(world: World, actor: str) -> None:
    client, faults = world.client(actor), []
    client.raise_request_exception = False
    for address in addresses():
        if address.in_school:
            continue
        for method in ("GET", "POST"):
            answer: Any = ask(client, method, address.path("", world.home))
            if answer.status_code >= 500 and address.name != "components_move":
                faults.append(f"{method} {address.name}: {actor} {_fault(address, answer, True, method, actor)}")
            stranger = HOME_WORD if actor == "farid" else FOREIGN_WORD
            forbidden = {stranger} if actor in ROLES else {HOME_WORD, FOREIGN_WORD}
            faults += [
                f"{method} {address.name}: {actor} reads {word}" for word in forbidden if word.lower() in answer.words.lower()
            ]
    assert not faults, "\n".join(faults)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ["nobody", "dirk", "farid", "bas"])
def test_what_is_not_there_looks_like_what_one_may_not_see(world: World, actor: str) -> None:
    """One page for both, the same to the letter, or the difference would tell that something exists."""
    client, pages = world.client(actor), set()
    foreign = world.home if actor == "farid" else world.foreign
    for path in (
        f"/s/{foreign.school.slug}/bijeenkomsten/{foreign.key_of('meeting')}/",
        "/s/nergens/",
        "/s/nergens/bijeenkomsten/",
    ):
        answer: Any = ask(client, "POST", path)
        assert answer.status_code == 404
        pages.add(re.sub(r'(csrf|nonce|value|next)[^>]*"', "", answer.content.decode()).replace(path, "PATH"))
    assert len(pages) == 1
    assert not [word for word in (HOME_WORD, FOREIGN_WORD) if word in "".join(pages)]


@pytest.mark.django_db
def test_a_role_without_the_second_factor_is_asked_for_it_before_anything_is_shown(world: World) -> None:
    """Whoever may do everything, signed in with a password alone."""
    client = world.client("farid")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    for address in WITHIN:
        rule = TABLE[address.action]
        if rule.step_up and rule.roles & set(Role):
            for method in ("GET", "POST"):
                answer: Any = ask(client, method, address.path("baken", world.foreign))
                assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/tweede-stap/"), address.name


@pytest.mark.django_db
def test_the_demo_opens_nothing_outside_the_demo(world: World, settings: Any) -> None:
    """Signing in as somebody without a password exists in the demo alone."""
    assert settings.DEMO is False
    for address in addresses():
        if address.name.startswith("demo_"):
            for method in ("GET", "POST"):
                answer: Any = ask(world.client("nobody"), method, address.path("", world.home))
                assert answer.status_code in {404, 405}, address.name


def test_the_tests_run_on_the_database_they_were_asked_to(db: None) -> None:
    assert connection.vendor in {"sqlite", "postgresql"}
