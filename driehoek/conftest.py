"""The cast: mother Aïcha, father Bas, teacher Carla, head Dirk, board Eva, and Farid of the other school.

`school` is De Klimboom (po), `other_school` Het Baken (vo), both of one fictional board.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.middleware import csrf

from driehoek import clock
from driehoek.access.models import Membership, User
from driehoek.access.policy import Role
from driehoek.access.who import Who
from driehoek.schools import sealing
from driehoek.schools.models import Board, School, SchoolYear
from driehoek.schools.scoping import within

MOMENT = dt.datetime(2026, 11, 23, 16, 30, tzinfo=clock.SCHOOL_TIME)


csrf.CSRF_ALLOWED_CHARS = "0123456789"  # a token must not spell the name of a child by chance: tests look for those


# What only holds a transaction or opens a school is no question.
HOUSEKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "select set_config", "set local role")


def questions(captured: Any) -> int:
    """How many queries a CaptureQueriesContext saw, the same on both databases."""
    return sum(not one["sql"].startswith(HOUSEKEEPING) for one in captured.captured_queries)


hypothesis.settings.register_profile(
    "ours", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)  # a busy machine is no fault
hypothesis.settings.load_profile("ours")


@pytest.fixture(autouse=True)
def _fresh_keys() -> None:
    sealing.forget_keys()


@pytest.fixture(autouse=True)
def _home(tmp_path: Any, settings: Any) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def moment() -> Iterator[dt.datetime]:
    """A Monday at half past four, three weeks before the evening."""
    with clock.stopped(MOMENT):
        yield MOMENT


@pytest.fixture
def board(db: None) -> Board:
    return Board.objects.create(slug="samen", name="Stichting Samen Leren")


@pytest.fixture
def school(board: Board) -> School:
    return make_school(board, "klimboom", "De Klimboom", "po")


@pytest.fixture
def other_school(board: Board) -> School:
    return make_school(board, "baken", "Het Baken", "vo")


def make_school(board: Board, slug: str, name: str, sector: str) -> School:
    school = School.objects.create(board=board, slug=slug, name=name, sector=sector, city="Voorbeeldstad")
    with within(school):
        SchoolYear.objects.create(starts_in=2026)
    return school


def make_staff(school: School, name: str, *roles: Role, stepped_up: bool = True) -> Who:
    """A member of staff with an account, as the services see them."""
    slug = name.lower().replace(" ", ".")
    user = User.objects.filter(email=f"{slug}@example.org").first()
    user = user or User.objects.create_user(f"{slug}@example.org", "een lang wachtwoord", name=name)
    with within(school):
        for role in roles:
            Membership.objects.create(user=user, role=role)
    return Who("staff", user.pk, name, frozenset(roles), (), stepped_up)


@pytest.fixture
def dirk(school: School) -> Who:
    """The head: school leader."""
    return make_staff(school, "Dirk", Role.SCHOOL_LEADER)


@pytest.fixture
def anne(school: School) -> Who:
    """The administrator."""
    return make_staff(school, "Anne", Role.ADMINISTRATOR)


@pytest.fixture
def carla(school: School) -> Who:
    """A teacher."""
    return make_staff(school, "Carla", Role.TEACHER)


@pytest.fixture
def farid(other_school: School) -> Who:
    """Leader and administrator of the other school: may do everything there, nothing here."""
    return make_staff(other_school, "Farid", Role.SCHOOL_LEADER, Role.ADMINISTRATOR)


def sign_in(client: Any, who: Who, *, strong: bool = True) -> None:
    """Sign a member of staff in to a test client; `strong` as if a second factor was given."""
    client.force_login(User.objects.get(pk=who.user_id))
    session = client.session
    methods = [{"method": "password", "at": clock.now().timestamp()}]
    if strong:
        methods.append({"method": "mfa", "type": "totp", "at": clock.now().timestamp()})
    session["account_authentication_methods"] = methods
    session.save()
