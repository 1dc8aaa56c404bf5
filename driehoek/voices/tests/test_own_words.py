"""What became of words without a name: by the keys of a phone, by the code of a strip, and taken back with what only the giver has."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from driehoek import clock
from driehoek.access import limits
from driehoek.access.codes import ALPHABET
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TokenBucket, TrailRow
from driehoek.access.who import Who
from driehoek.actions.models import Answer
from driehoek.conftest import questions, sign_in
from driehoek.invitations.models import Occasion
from driehoek.people.models import Household
from driehoek.people.tests.makers import make_home
from driehoek.schools.scoping import within
from driehoek.voices import services, strips
from driehoek.voices.models import Contribution, Kind, Standing, Theme, Voice
from driehoek.voices.services.pasting import paste

from .dumping import dump, holding
from .makers import ATTACK, make_invitation, opened, read, say
from .pages import said

pytestmark = pytest.mark.django_db


def at(route: str = "my_words", school: str = "klimboom") -> str:
    return reverse(route, args=[school])


def phone(client: Client, *keys: object, school: str = "klimboom") -> str:
    return said(client.post(at("my_words_here", school), {"keys": "\n".join(str(key) for key in keys)}))


def card(occasion: Occasion, by: Who, line: str, pile: uuid.UUID | None = None) -> list[uuid.UUID]:
    given: dict[str, Any] = {"kind": Kind.WISH, "voice": Voice.PARENTS, "table_number": None, "language": "nl", "by": by}
    return paste(occasion=occasion, pile=pile or clock.secret_id(), text=line, **given)


@given(st.lists(st.sampled_from(ALPHABET), min_size=8, max_size=8), st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_letter_or_two_that_changed_places_are_never_another_code(body: list[str], place: int, letter: str) -> None:
    code = "".join(body) + strips._check("".join(body), strips.CODE)
    assert strips.cleaned(f" {code[:3].lower()}-{code[3:6]} {code[6:]}") == code
    wrong = code[:place] + letter + code[place + 1 :]
    turned = code[:place] + code[place + 1 : place + 2] + code[place : place + 1] + code[place + 2 :]
    assert all(strips.cleaned(other) == "" for other in (wrong, turned) if other != code)
    assert strips.cleaned(code, strips.MARK) == "", "a code is never taken for a mark"


@pytest.mark.database
def test_a_phone_reads_the_answer_to_its_own_words_and_to_nothing_else(
    client: Client, occasion: Occasion, other_occasion: Occasion, theme: Theme, school: Any, other_school: Any, dirk: Who
) -> None:
    with within(school):
        mine, other = say(occasion, "Wie bel ik?", standing=Standing.APPROVED), say(occasion, "Van iemand anders")
        waits, parked = say(occasion, "Nog een vraag"), say(occasion, "Over Noor", standing=Standing.PARKED)
        held = say(occasion, ATTACK, standing=Standing.PARKED)
        read(held, attack="insult")
        services.place(contribution=mine, theme=theme, by=dirk)
        services.answer_theme(theme=theme, by=dirk, kind="heard", text="Er komt een bordje.")
        before = TrailRow.objects.count()
    page = phone(client, mine.pk, uuid.uuid4(), "geen sleutel", waits.pk)
    assert "Wie bel ik?" in page and "Er komt een bordje." in page and "De school leest het nog." in page
    assert other.text not in page
    assert "De school heeft dit gelezen." in phone(client, parked.pk) and "apart" not in phone(client, parked.pk)
    assert "De school leest het nog." in phone(client, held.pk), "who meant to hurt is not told to try again"
    with within(other_school):
        theirs = say(other_occasion, "Van Het Baken")
    assert theirs.text not in phone(client, theirs.pk)
    with within(school, write=False):
        assert TrailRow.objects.count() == before
    assert "sessionid" not in client.cookies, "nothing is kept about who asks"


def test_a_hundred_words_cost_as_many_questions_as_one(client: Client, occasion: Occasion, school: Any) -> None:
    with within(school):
        keys = [say(occasion, f"Nummer {number}").pk for number in range(101)]
    phone(client, keys[0])  # the library of texts is read once
    counts = []
    for some in (keys[:1], keys):
        with CaptureQueriesContext(connection) as captured:
            phone(client, *some)
        counts.append(questions(captured))
    assert counts[0] == counts[1] <= 12
    assert "Nummer 99" in (page := phone(client, *keys)) and page.count("U zei") == 100


@pytest.mark.database
def test_whoever_kept_the_strip_reads_what_became_of_the_card_once_it_was_typed(
    client: Client, occasion: Occasion, school: Any, dirk: Who
) -> None:
    code = strips.fresh()
    not_yet = client.post(at(), {"code": code})
    assert not_yet.status_code == 422 and "nog niet getypt" in said(not_yet)
    assert "Deze code klopt niet" in said(client.post(at(), {"code": code[:-1]}))
    with within(school):
        mark = strips.mark_of(code)
        [key] = card(occasion, dirk, f"#{mark[:3]} {mark[3:6].lower()}-{mark[6:]} Meer bellen\nZonder code")[:1]
        row = Contribution.objects.get(text="Meer bellen")
        assert row.strip == strips.of_code(code)
        services.answer_contribution(contribution=row, by=dirk, kind="heard", text="We bellen vaker.")
        assert not holding(dump(), code, mark), "a code stands nowhere"
    assert client.post(at(), {"code": mark}).status_code == 422, "what everybody reads on the card opens nothing"
    page = said(client.post(at(), {"code": f"{code[:3]} {code[3:6].lower()}-{code[6:]}"}))
    assert "Meer bellen" in page and "We bellen vaker." in page and "Zonder code" not in page
    assert client.post(at(school="baken"), {"code": code}).status_code in {404, 422}
    assert key


def test_a_card_with_a_mistyped_or_used_code_is_not_kept(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        pile, code = clock.secret_id(), strips.mark_of(secret := strips.fresh())
        wrong = code[:-1] + next(letter for letter in ALPHABET if letter != code[-1])
        card(occasion, dirk, f"#{code} Een", pile)
        assert card(occasion, dirk, f"#{code} Een", pile) == [], "the same pile again is the same card"
        for line in (
            f"#{code} Twee",
            f"#{wrong} Twee",
            f"#{secret} Twee",
            f"#{(fresh := strips.mark_of(strips.fresh()))} Twee\n#{fresh} Drie",
        ):
            with pytest.raises(RuleBroken) as broken:
                card(occasion, dirk, line)
            assert broken.value.status == 422
        assert [row.text for row in Contribution.objects.all()] == ["Een"]


@pytest.mark.database
def test_who_takes_words_back_takes_them_everywhere_and_leaves_no_line(
    client: Client, occasion: Occasion, theme: Theme, school: Any, dirk: Who
) -> None:
    secret, code = str(uuid.uuid4()), strips.fresh()
    with within(school):
        front = say(occasion, "Vooraan", standing=Standing.APPROVED, strip=strips.of_phone(secret))
        behind = [say(occasion, f"Erachter {number}") for number in range(2)]
        Contribution.objects.filter(pk__in=[row.pk for row in behind]).update(same_as=front)
        services.place(contribution=front, theme=theme, by=dirk)
        services.answer_contribution(contribution=front, by=dirk, kind="heard", text="We lazen: vooraan.")
        card(occasion, dirk, f"#{(mark := strips.mark_of(code))} Op papier")
        before = TrailRow.objects.count()
    here = {"HTTP_X_PART": "own"}
    assert client.post(at("my_words_back"), {"back": str(front.pk)}, **here).status_code == 404, (
        "staff reads the key in addresses"
    )
    assert client.post(at("my_words_back"), {"back": secret}, **here).status_code == 204
    assert client.post(at("my_words_back"), {"back": secret}, **here).status_code == 404
    assert client.post(at("my_words_back"), {"code": mark}, **here).status_code == 404, "staff reads the mark on the card"
    assert "Uw woorden zijn weg." in said(client.post(at("my_words_back"), {"code": code}, follow=True))
    with within(school, write=False):
        assert sorted(row.text for row in Contribution.objects.all()) == ["Erachter 0", "Erachter 1"]
        assert sum(row.same_as_id is None for row in Contribution.objects.all()) == 1, "who said the same stays together"
        assert not Answer.objects.exists() and TrailRow.objects.count() == before
        with pytest.raises(RuleBroken), within(school):
            services.answer_contribution(contribution=front, by=dirk, kind="heard", text="Te laat")


@pytest.mark.database
def test_what_was_taken_back_does_not_come_again_when_a_phone_sends_it_late(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        key, pile = uuid.uuid4(), clock.secret_id()
        told: dict[str, Any] = {
            "occasion": occasion,
            "kind": Kind.WISH,
            "voice": Voice.PARENTS,
            "source": "phone",
            "text": "Toch niet",
        }
        services.contribute(**told, key=key)
        [slip] = card(occasion, dirk, "Op papier", pile)
        for one in (key, slip):
            services.withdraw(Contribution.objects.filter(pk=one))
        with pytest.raises(RuleBroken) as broken:
            services.contribute(**told, key=key)
        assert (broken.value.code, broken.value.status) == ("used_key", 409), "the form that comes back has another key"
        assert card(occasion, dirk, "Op papier", pile) == [] and not Contribution.objects.exists()
        assert not holding(dump(), str(key), str(slip)), "nothing tells which words they were"
        due = TokenBucket.privacy.ends.due
        assert due and due(TokenBucket.objects.all(), clock.now() + dt.timedelta(days=8)).count() == 2
        services.contribute(**told, key=uuid.uuid4())


def test_a_home_takes_back_what_it_said_under_its_name_and_nobody_elses(client: Client, occasion: Occasion, school: Any) -> None:
    with within(school):
        homes: list[Household] = [make_home("Aïcha"), make_home("Bas")]
        rows = [say(occasion, f"Van {place}", giver=home, standing=Standing.APPROVED) for place, home in enumerate(homes)]
        opened(client, "reply", make_invitation(occasion, homes[0]).pk, occasion)
    back = reverse("said_back", args=["klimboom", occasion.pk])
    assert "er niet (meer)" in said(client.post(back, {"key": str(rows[1].pk)}, follow=True))
    assert "Uw woorden zijn weg." in said(client.post(back, {"key": str(rows[0].pk)}, follow=True))
    with within(school, write=False):
        assert [row.text for row in Contribution.objects.all()] == ["Van 1"]


def test_guessing_codes_ends_soon(client: Client, school: Any, moment: Any) -> None:
    answers = [client.post(at(), {"code": strips.fresh()}).status_code for _try in range(limits.CODE_GUESSES.burst + 1)]
    assert answers == [422] * limits.CODE_GUESSES.burst + [429]
    assert client.get(at(school="nergens")).status_code == 404


def test_the_pile_that_is_pasted_says_which_slips_have_a_code(client: Client, occasion: Occasion, school: Any, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        mark = strips.mark_of(strips.fresh())
    text = {
        "text": f"#{mark} Meer bellen",
        "voice": "parents",
        "kind": "wish",
        "language": "nl",
        "pile": clock.secret_id(),
    }
    assert "1 heeft een merk." in said(client.post(reverse("harvest_paste", args=["klimboom", occasion.pk]), text))
