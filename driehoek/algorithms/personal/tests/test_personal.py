"""Personal data in notes: told by form and by the names of a school, and masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.algorithms.personal.finding import personal_data
from driehoek.algorithms.personal.names import Names, Person
from driehoek.algorithms.personal.patterns import eleven_proof
from driehoek.algorithms.personal.spans import Span, masked

SCHOOL = Names(
    [
        Person("Marieke", "van der Linden"),
        Person("Fatima", "El Amrani"),
        Person("Roos", "de Wit"),
        Person("Jip", "Bakker"),
        Person("Zoë", "Kowalska"),
        Person("Jeroen", "'t Hart"),
        Person("Олена", "Шевченко"),
        Person("أمينة", "حداد"),
    ]
)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[one.start : one.end], one.kind, one.certainty) for one in personal_data(text, SCHOOL)]


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        ("Bel mij op 06-12345678 na vijf uur", "06-12345678", "phone"),
        ("ons nummer is +31 6 1234 5678", "+31 6 1234 5678", "phone"),
        ("020 1234567 is van mijn werk", "020 1234567", "phone"),
        ("mail naar jan.jansen@example.org graag", "jan.jansen@example.org", "email"),
        ("wij wonen Dorpsstraat 12a", "Dorpsstraat 12a", "address"),
        ("bij Laan van Meerdervoort 100 is het druk", "Laan van Meerdervoort 100", "address"),
        ("postcode 1234 AB", "1234 AB", "postcode"),
        ("haar bsn is 111222333", "111222333", "number"),
        ("geboren op 3-4-2015", "3-4-2015", "birth_date"),
        ("hij is jarig op 12 maart 2014", "12 maart 2014", "birth_date"),
        ("MARIEKE luistert goed", "MARIEKE", "name"),
        ("mevrouw van der linden is aardig", "van der linden", "name"),
        ("Mareike is lief", "Mareike", "name"),
        ("Jeroens dochter", "Jeroens", "name"),
        ("zoe helpt altijd", "zoe", "name"),
        ("juf Anneloes legt goed uit", "Anneloes", "name"),
        ("meester De Jager is streng", "De Jager", "name"),
        ("Олена дуже добра", "Олена", "name"),
        ("أمينة معلمة رائعة", "أمينة", "name"),
    ],
)
def test_personal_data_is_sure(text: str, part: str, kind: str) -> None:
    assert (part, kind, "sure") in found(text)


@pytest.mark.parametrize(("text", "part"), [("in de roos geschoten", "roos"), ("Jip is ziek", "Jip"), ("een wit blad", "wit")])
def test_a_name_that_is_a_word_too_asks_for_a_look(text: str, part: str) -> None:
    assert (part, "name", "perhaps") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mijn kind zit in groep 7 en heeft 3 toetsen.",
        "De juf is er om 8.30 uur",
        "in 2024 waren er 120 kinderen",
        "Wij zijn al 2 weken onderweg",
        "graag meer boeken",
        "De meester vertelt goed",
        "kamp kost 95 euro",
    ],
)
def test_ordinary_notes_hold_nothing(text: str) -> None:
    assert found(text) == []


def test_masking_puts_neutral_words() -> None:
    text = "Juf Marieke, bel 0612345678 of mail a.b@c.nl, Dorpsstraat 5, 1234AB."
    assert masked(text, personal_data(text, SCHOOL)) == "Juf [naam], bel [telefoon] of mail [e-mail], [adres], [postcode]."


def test_eleven_proof() -> None:
    assert eleven_proof("111222333")
    assert not eleven_proof("111222334")
    assert not eleven_proof("000000000")


@given(st.text(max_size=120))
def test_any_text_gives_spans_in_order_that_can_be_masked(text: str) -> None:
    spans = personal_data(text, SCHOOL)
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    masked(text, spans)


@given(st.sampled_from(["Marieke", "Fatima", "Kowalska", "Jeroen"]), st.integers(0, 5), st.sampled_from("abcxyz"), st.booleans())
def test_a_typo_of_one_letter_is_still_the_name(name: str, at: int, letter: str, drop: bool) -> None:
    typo = name[: at + 1] + ("" if drop else letter) + name[at + 2 :]
    assert any(one.kind == "name" for one in personal_data(f"ik vind {typo} aardig", SCHOOL))


def test_masking_takes_the_first_of_spans_that_overlap() -> None:
    assert masked("abcdef", [Span(0, 3, "name", "sure"), Span(2, 5, "phone", "sure")]) == "[naam]def"
