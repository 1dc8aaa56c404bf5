"""What an eye reads as a name or an attack is one, however it was written."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.algorithms.personal.attack import attack
from driehoek.algorithms.personal.finding import personal_data
from driehoek.algorithms.personal.names import Names, Person
from driehoek.algorithms.personal.seeing import seen
from driehoek.algorithms.personal.spans import masked

SCHOOL = Names([Person("Wilhelmina", "Kastelein"), Person("Zoë", "Çelikoğlu"), Person("Олена", "Шевченко")])
UNSEEN = "\u200c\u200d\u00ad\u034f\ufe0f"
NOTE = "Juf Wilhelmina Kastelein en Zoë Çelikoğlu bellen nooit, Олена wel: 06-12345678, Dorpsstraat 12, jarig op 3-4-2015."
MASKED = "Juf [naam] en [naam] bellen nooit, [naam] wel: [telefoon], [adres], jarig op [geboortedatum]."


def shared(text: str) -> str:
    return masked(text, personal_data(text, SCHOOL))


def test_masking_of_the_note_as_it_is() -> None:
    assert shared(NOTE) == MASKED


@given(st.lists(st.tuples(st.integers(0, len(NOTE) - 1), st.sampled_from(UNSEEN)), max_size=12), st.sampled_from(["NFC", "NFD"]))
def test_masking_is_the_same_with_joiners_anywhere_and_letters_taken_apart(
    hidden: list[tuple[int, str]], form: Literal["NFC", "NFD"]
) -> None:
    text = NOTE
    for at, mark in sorted(hidden, reverse=True):
        text = text[: at + 1] + mark + text[at + 1 :]
    made = shared(unicodedata.normalize(form, text))
    assert unicodedata.normalize("NFC", "".join(sign for sign in made if sign not in UNSEEN)) == MASKED


@pytest.mark.parametrize(
    "text",
    [
        "Wil\u200dhelmina is een idi\u200doot",
        "Wilhelmína is een idi0ot",
        "Wi1helmina is een idioot",
        "W1lhelmina is een 1d10ot",
        "Ｗｉｌｈｅｌｍｉｎａ is een idioot",
        "W\u0336i\u0336lhelmina is een id\u0336ioot",
        "de kl00tzakken van die juf, wat een k1ootzak",
        "Ju\u200df Kas\u200dtelein slaa\u200dt",
    ],
)
def test_an_attack_is_seen_however_it_is_hidden(text: str) -> None:
    assert attack(text, SCHOOL)


@pytest.mark.parametrize("text", ["Wi1helmina belt", "W1lhelmina belt", "Ｗｉｌｈｅｌｍｉｎａ belt", "W\u0336ilhelmina belt"])
def test_a_name_is_masked_however_it_is_written(text: str) -> None:
    assert shared(text) == "[naam] belt"


@pytest.mark.parametrize(
    "text", ["groep 7b en klas 5a", "om 10u30 op 3x per week", "de A4tjes in de 1e klas", "👨‍👩‍👧 kwam langs"]
)
def test_ordinary_digits_stay(text: str) -> None:
    assert shared(text) == text


@given(st.text(max_size=80))
def test_every_sign_that_is_read_stands_somewhere_in_what_was_written(text: str) -> None:
    read = seen(text)
    assert all(len(one) == len(read.text) for one in read.readings)
    if read.places is not None:
        assert len(read.places) == len(read.text)
        assert all(0 <= start < end <= len(text) for start, end in read.places)
