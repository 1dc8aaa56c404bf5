"""Attacks on staff: alarmed on, rather once too often."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.algorithms.personal.attack import attack
from driehoek.algorithms.personal.names import Names, Person

STAFF = Names([Person("Marieke", "van der Linden"), Person("Ahmet", "Yilmaz"), Person("Roos", "de Wit")])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Marieke is een heks", "insult"),
        ("die juf is echt dom", "insult"),
        ("Kutmeester", None),
        ("Meester Ahmet slaat kinderen", "accusation"),
        ("mevrouw van der linden liegt tegen ouders", "accusation"),
        ("de mentor krijgt nog spijt", "threat"),
        ("JUF ROOS MOET ONTSLAGEN WORDEN", "accusation"),
        ("The teacher is an idiot", "insult"),
        ("Ahmet aptal", "insult"),
        ("Nauczycielka kłamie, nauczycielka krzyczy na dzieci", "accusation"),
        ("المعلمة تضرب الأطفال", "accusation"),
        ("Вчителька кричить на дітей", "accusation"),
        ("kankerwijf die juf Anneloes", "insult"),
    ],
)
def test_attacks(text: str, reason: str | None) -> None:
    made = attack(text, STAFF)
    assert (made and made.reason) == reason


@pytest.mark.parametrize(
    "text",
    [
        "Juf Marieke is lief en legt goed uit",
        "Meer toezicht van de meester op het plein, er wordt gepest",
        "Mijn zoon vindt rekenen stom",
        "Graag eerder een gesprek met de mentor, wij zitten te wachten op antwoord",
        "Meester Ahmet zong een lied met de klas en die was mooi",
        "Het eten is slecht",
    ],
)
def test_no_alarm(text: str) -> None:
    assert attack(text, STAFF) is None


@given(st.text(max_size=100))
def test_any_text_is_judged(text: str) -> None:
    attack(text, STAFF)


def test_says_who_and_which_word() -> None:
    made = attack("Ik vind Mareike incompetent!", STAFF)
    assert made and (made.who, made.word) == ("Mareike", "incompetent")
