"""Shapes of families × people × screens: who sees what of whom."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from driehoek.access import codes
from driehoek.access.who import PASSES
from driehoek.people.models import SchoolClass
from driehoek.schools.scoping import within

from .addresses import ADDRESSES
from .shapes import SHAPES, Made, make_shapes
from .walking import Address, addresses, ask
from .world import Side, World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
OFFICE = ("anne", "dirk", "tess")
OUTSIDE = ("kees", "thea", "farid", "nobody", "joined", "scribe", "leader", "class")
ABOUT_PEOPLE = {"pupil_id", "guardian_id", "guardianship_id", "household_id", "schoolclass_id", "invitation_id", "classinvitation_id"}  # fmt: skip


@pytest.fixture
def town() -> tuple[World, list[Made]]:
    world = make_world()
    with within(world.home.school):
        return world, make_shapes(world.home)


def _about(world: World, home: Made) -> Side:
    """The world as seen from one home: its rows stand where an address asks for a pupil, a guardian, an invitation."""
    school_class = SchoolClass.objects.get(name="7z")
    rows = {
        "people.household": home.row, "people.guardian": home.guardians[0], "people.pupil": home.pupils[0],
        "people.guardianship": home.bonds[0], "people.schoolclass": school_class,
    }  # fmt: skip
    if home.invitation:
        rows |= {"invitations.invitation": home.invitation, "invitations.classinvitation": home.invitation.class_invitation}
    return replace(world.home, rows=world.home.rows | rows)


def _pages(world: World, home: Made | None, *actors: str) -> Iterator[tuple[Address, str]]:
    """What can be looked at: about this home, or (without one) about the school.

    With `actors` only what the table opens to one of them, or to everybody: that the rest stays shut is the gate's own law.
    """
    with within(world.home.school):
        side = _about(world, home) if home else world.home
    for address in addresses():
        shut = actors and not ADDRESSES.get(address.name, set(actors)) & set(actors)
        if address.in_school and not shut and bool(set(address.parameters) & ABOUT_PEOPLE) == bool(home):
            yield address, address.path("klimboom", side)


def _seen(client: Client, path: str, **data: Any) -> str:
    answer: Any = ask(client, "GET", path, **data)
    assert answer.status_code < 500, f"{path}: {answer.exc_info}"
    return str(answer.words)


def _guest(world: World, *keys: Any) -> Client:
    client = Client(raise_request_exception=False)
    session = client.session
    session[PASSES] = [str(key) for key in keys]
    session.save()
    return client


def test_who_is_asked(town: tuple[World, list[Made]]) -> None:
    _world, homes = town
    assert {(home.shape.name, home.row.pk): home.invitation is not None for home in homes} == {
        (home.shape.name, home.row.pk): home.plan.is_invited for home in homes
    }


def test_what_is_secret_stands_on_no_page_of_anybody(town: tuple[World, list[Made]]) -> None:
    """Except for who lives there, on the page of their own data."""
    world, homes = town
    secret = {word for home in homes for word in home.private}
    assert len(secret) == 2
    found = []
    for actor in OFFICE + ("carla",):
        client = world.client(actor)
        for home in (None, *(each for each in homes if each.shape.name == "secret")):
            for address, path in _pages(world, home):
                words = _seen(client, path)
                found += [f"{actor} reads {word} at {address.name}" for word in secret if word in words]
        for question in ("Naamsecret11q", "Straatsecret", "Zsecret"):
            words = _seen(client, "/s/klimboom/mensen/zoek/", q=question)
            found += [f"{actor} finds {word}" for word in secret if word in words]
    assert not found, "\n".join(found)


def test_the_office_sees_every_family_and_who_has_no_business_there_sees_none(town: tuple[World, list[Made]]) -> None:
    world, homes = town
    for name in OFFICE:
        words = _seen(world.client(name), f"/s/klimboom/mensen/leerling/{homes[0].pupils[0].pk}/")
        assert all(parent in words for parent in homes[0].names)
    everything = {word for home in homes for word in home.all} | {f"Z{shape.name}" for shape in SHAPES}
    found = []
    for actor in OUTSIDE:
        client = world.client(actor)
        for home in (None, homes[8]):
            for address, path in _pages(world, home, actor):
                words = _seen(client, path)
                found += [f"{actor} reads {word} at {address.name}" for word in everything if word in words]
    assert not found, "\n".join(found[:40])


def test_a_mentor_sees_no_number_and_no_e_mail_address(town: tuple[World, list[Made]]) -> None:
    world, homes = town
    client, found = world.client("carla"), []
    hidden = {value for home in homes for one in home.guardians for value in (one.email, str(one.phone)) if value}
    for home in (None, *homes[::5], homes[8]):
        for address, path in _pages(world, home):
            words = _seen(client, path)
            found += [f"{word} at {address.name}" for word in hidden if word in words]
    assert not found, "\n".join(found[:40])


def test_a_link_shows_a_home_nothing_of_another(town: tuple[World, list[Made]]) -> None:
    world, homes = town
    found = []
    for home in homes:
        if home.invitation is None:
            continue
        with within(world.home.school):
            ends = home.invitation.occasion.ends_at
            client = _guest(world, codes.issue("reply", home.invitation.pk, ends)[0].pk)
        beside = [each for each in homes if each.shape is home.shape and each is not home] + homes[:2]
        others = {word for each in homes if each is not home for word in each.all} - home.all
        for each in (home, *beside, *([None] if home is homes[0] else [])):
            for address, path in _pages(world, each, "aicha", "bas"):
                words = _seen(client, path)
                found += [f"{home.shape.name} reads {word} at {address.name}" for word in others if word in words]
    assert not found, "\n".join(found[:40])


def test_own_data_is_of_one_parent_and_not_of_the_family(town: tuple[World, list[Made]]) -> None:
    world, homes = town
    found = []
    for home in homes:
        for one in home.guardians:
            with within(world.home.school):
                client = _guest(world, codes.issue("own", one.pk, world.home.rows["invitations.occasion"].ends_at)[0].pk)
            mine = _seen(client, f"/s/klimboom/gegevens/{one.pk}/")
            assert one.surname in mine and home.street in mine, home.shape.name
            others = {word for each in homes if each is not home for word in each.all}
            others |= {word for other in home.guardians if other is not one for word in (other.surname, str(other.phone))}
            for path in (f"/s/klimboom/gegevens/{one.pk}/", f"/s/klimboom/gegevens/{one.pk}/bestand.json"):
                words = _seen(client, path)
                found += [f"{home.shape.name} reads {word} at {path}" for word in others if word in words]
            for other in (each for each in homes[0].guardians if each is not one):
                assert ask(client, "GET", f"/s/klimboom/gegevens/{other.pk}/").status_code == 404
    assert not found, "\n".join(found[:40])
