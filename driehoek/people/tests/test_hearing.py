"""Who may hear about a child: the law as a table, and what holds for every bond."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.people.models import Authority, Restriction
from driehoek.people.rules.hearing import Bond, Hears, Why, authority_on, birthday, hears, milestones
from driehoek.people.words_families import RELATION_CHOICES, WHY, age_words

TODAY = dt.date(2026, 11, 23)
DAYS = st.none() | st.dates(dt.date(2005, 1, 1), dt.date(2030, 1, 1))
BONDS = st.builds(
    Bond,
    relation=st.sampled_from([code for code, _label in RELATION_CHOICES]),
    authority=st.sampled_from(Authority.values),
    authority_since=DAYS,
    authority_until=DAYS,
    may_receive=st.booleans(),
    information_asked_on=DAYS,
    restriction=st.sampled_from(Restriction.values),
    born_on=DAYS,
    adult_agreed_on=DAYS,
)


@pytest.mark.parametrize(
    ("bond", "expected"),
    [
        ({"authority": "yes"}, Hears(True, True, Why.AUTHORITY)),
        ({}, Hears(True, True, Why.NOT_KNOWN)),
        ({"authority": "no", "relation": "father"}, Hears(True, False, Why.NO_AUTHORITY)),
        ({"authority": "no", "information_asked_on": TODAY}, Hears(True, True, Why.ASKED)),
        ({"authority": "no", "information_asked_on": dt.date(2026, 11, 24)}, Hears(True, False, Why.NO_AUTHORITY)),
        ({"authority": "no", "relation": "foster_parent"}, Hears(True, True, Why.RAISES)),
        ({"authority": "no", "relation": "legal_guardian"}, Hears(True, False, Why.NO_AUTHORITY)),
        ({"authority": "yes", "authority_until": dt.date(2026, 11, 22)}, Hears(True, False, Why.NO_AUTHORITY)),
        ({"authority": "yes", "authority_until": TODAY}, Hears(True, True, Why.AUTHORITY)),
        ({"authority": "yes", "restriction": "leader"}, Hears(True, False, Why.THROUGH_LEADER)),
        ({"authority": "yes", "restriction": "no_contact"}, Hears(False, False, Why.NO_CONTACT)),
        ({"authority": "yes", "may_receive": False}, Hears(False, False, Why.NO_POST)),
        ({"authority": "yes", "born_on": dt.date(2008, 11, 24)}, Hears(True, True, Why.AUTHORITY)),
        ({"authority": "yes", "born_on": dt.date(2008, 11, 23)}, Hears(True, False, Why.ADULT)),
        ({"authority": "yes", "born_on": dt.date(2008, 11, 23), "adult_agreed_on": TODAY}, Hears(True, True, Why.AUTHORITY)),
    ],
)
def test_who_hears_what(bond: dict[str, Any], expected: Hears) -> None:
    assert hears(Bond(**bond), TODAY) == expected


@given(BONDS)
def test_nobody_hears_about_a_child_who_is_not_asked_at_all_and_every_answer_has_its_words(bond: Bond) -> None:
    heard = hears(bond, TODAY)

    assert heard.school_wide >= heard.about_child
    assert str(WHY[heard.why])
    assert not (bond.restriction == "no_contact" and heard.school_wide)
    assert bond.may_receive or not heard.school_wide


@given(BONDS)
def test_only_a_person_or_a_court_shuts_the_door_of_the_school(bond: Bond) -> None:
    """Without authority, or with a child of 18, somebody is still a parent of this school."""
    assert hears(bond, TODAY).school_wide == (bond.may_receive and bond.restriction != "no_contact")


@given(BONDS)
def test_authority_that_is_not_there_yet_or_any_more_is_none(bond: Bond) -> None:
    outside = (bond.authority_since or TODAY) > TODAY or (bond.authority_until or TODAY) < TODAY

    assert authority_on(bond, TODAY) == ({"yes": "no"}.get(bond.authority, "unknown") if outside else bond.authority)


def test_a_birthday_on_29_february_is_1_march() -> None:
    assert birthday(dt.date(2008, 2, 29), 18) == dt.date(2026, 3, 1)
    assert birthday(dt.date(2008, 2, 29), 16) == dt.date(2024, 2, 29)


@given(DAYS)
def test_turning_16_and_18_is_told_from_a_year_before(born_on: dt.date | None) -> None:
    found = milestones(born_on, TODAY)

    assert [one.age for one in found] in ([], [16], [16, 18])
    assert all(one.on <= TODAY + dt.timedelta(days=366) and one.has_come == (one.on <= TODAY) for one in found)
    assert all(age_words(one, agreed_on=agreed) for one in found for agreed in (None, TODAY))
