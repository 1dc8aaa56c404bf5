import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from driehoek import clock
from driehoek.access import codes, limits
from driehoek.access.models import AccessCode
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db

ABOUT = uuid.UUID(int=7)


@pytest.fixture(autouse=True)
def landing() -> None:
    codes.register_landing("test", lambda school, about: f"/s/{school}/there/{about}/")


def issued(school: School, **options: dt.datetime) -> dict[str, str]:
    until = options.get("until", clock.now() + dt.timedelta(days=1))
    with within(school):
        made = codes.issue("test", ABOUT, until, kinds=("link", "printed", "hall"))
    return {row.purpose.partition(":")[2]: codes.plain(row) for row in made}


def test_a_code_is_found_again_however_it_is_typed(school: School) -> None:
    made = issued(school)
    printed = codes.grouped(made["printed"])
    for typed in (made["printed"], printed, printed.lower(), f"  {printed.replace(' ', '-')} ", made["link"], made["hall"]):
        found = codes.find(typed)
        assert found is not None and found.about == ABOUT


def test_the_database_holds_no_code(school: School) -> None:
    made = issued(school)
    with connection.cursor() as cursor:
        cursor.execute("select * from access_accesscode")
        stored = repr(cursor.fetchall())
    assert not any(code in stored for code in made.values())


def test_expired_revoked_and_wrong_codes_look_the_same(client: Client, school: School) -> None:
    expired = issued(school, until=clock.now() - dt.timedelta(seconds=1))["link"]
    revoked = issued(school)["link"]
    with within(school):
        codes.revoke("test", ABOUT)
    answers = {code: client.post("/c/", {"code": code}) for code in (expired, revoked, "x" * 22)}
    assert {answer.status_code for answer in answers.values()} == {422}
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert len({token.sub("", answer.content.decode()).replace(code, "") for code, answer in answers.items()}) == 1


def test_looking_never_opens_a_code(client: Client, school: School) -> None:
    link = issued(school)["link"]
    right, wrong = client.get(f"/c/{link}"), client.get("/c/" + "x" * 22)
    assert right.status_code == wrong.status_code == 200
    assert "passes" not in client.session
    assert client.post(f"/c/{link}")["Location"] == f"/s/klimboom/there/{ABOUT}/"
    assert len(client.session["passes"]) == 1


def test_guessing_is_slowed_down_per_browser(client: Client, school: School) -> None:
    link = issued(school)["link"]
    answers = [client.post(f"/c/guess{number}").status_code for number in range(limits.CODE_GUESSES.burst + 3)]
    assert answers[: limits.CODE_GUESSES.burst] == [422] * limits.CODE_GUESSES.burst
    assert set(answers[limits.CODE_GUESSES.burst :]) == {429}
    assert Client().post(f"/c/{link}").status_code == 302, "somebody else in the same hall is not stopped"


def test_a_code_opens_its_own_purpose_only(school: School) -> None:
    issued(school)
    with within(school):
        assert codes.codes_for("other", [ABOUT]) == {}


@given(st.uuids(version=4))
def test_printed_codes_have_no_look_alikes(code_id: uuid.UUID) -> None:
    row = AccessCode(id=code_id, purpose="test:printed")
    assert set(codes.plain(row)) <= set(codes.ALPHABET) and len(codes.plain(row)) == 12
    assert not set(codes.ALPHABET) & set("ILOSI015")


@given(st.text(max_size=300))
def test_anything_may_be_typed_as_a_code(typed: str) -> None:
    assert len(codes.cleaned(typed)) <= len(typed)


def test_a_personal_code_lets_go_of_the_one_before_it(client: Client, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shared tablet: the second family does not carry the pass of the first."""
    monkeypatch.setitem(codes._landings, "reply", lambda slug, about: f"/s/{slug}/reply/{about}/")
    with within(school):
        for number in (1, 2):
            codes.issue("reply", uuid.UUID(int=number), clock.now() + dt.timedelta(days=1))
        made = codes.codes_for("reply", [uuid.UUID(int=1), uuid.UUID(int=2)])
    hall = issued(school)["hall"]
    for code in (hall, made[uuid.UUID(int=1)]["link"], made[uuid.UUID(int=2)]["link"]):
        client.post("/c/", {"code": code})
    kept = AccessCode.objects.filter(pk__in=client.session["passes"])
    assert {row.about for row in kept} == {ABOUT, uuid.UUID(int=2)}


HERE, THERE = codes.Owner(uuid.UUID(int=1)), codes.Owner(uuid.UUID(int=2))
AMINA, BAS = codes.Owner(HERE.home, uuid.UUID(int=3)), codes.Owner(HERE.home, uuid.UUID(int=4))


@pytest.mark.parametrize(
    ("kept", "opened", "left"),
    [
        (HERE, HERE, True),  # two meetings, one home
        (HERE, AMINA, True),  # who lives there may answer for the home
        (AMINA, AMINA, True),
        (AMINA, HERE, False),  # a link that the other parent may hold, also when it was open already
        (AMINA, BAS, False),
        (HERE, THERE, False),
        (None, HERE, False),  # nobody knows whose
    ],
)
def test_links_of_one_family_live_side_by_side(kept: codes.Owner | None, opened: codes.Owner, left: bool) -> None:
    assert codes.stays(kept, opened) is left
