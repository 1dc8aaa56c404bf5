"""Rules of voices: texts, standings and moves, on plain values."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.voices import rules

ANY_TEXT = st.text(alphabet=st.characters(), max_size=300)


@given(ANY_TEXT)
def test_cleaned_text_holds_no_mark_that_controls_or_turns(text: str) -> None:
    words = rules.cleaned(text)
    hidden = [mark for mark in words if unicodedata.category(mark) in {"Cc", "Cf", "Cs"}]
    assert set(hidden) <= {"\n", *rules.JOINERS}


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once_and_never_makes_longer_than_line_breaks_do(text: str) -> None:
    words = rules.cleaned(text)
    assert rules.cleaned(words) == words
    assert len(words) <= len(text) + text.count("\u2029")


@given(st.text(alphabet="abcdefgéïşü مرحبا ?!.,'😀👨‍👩‍👧", max_size=200))
def test_cleaning_keeps_every_letter_of_every_script(text: str) -> None:
    kept = [mark for mark in rules.cleaned(text) if not mark.isspace()]
    assert kept == [mark for mark in text if not mark.isspace()]


@pytest.mark.parametrize(
    ("given_text", "words"),
    [
        ("regel 1\r\nregel 2", "regel 1\nregel 2"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\u202edraai om\u202c", "draai om"),
        ("\x00\x07bel", "bel"),
        ("tab\tis een spatie", "tab is een spatie"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("gezin 👨\u200d👩\u200d👧", "gezin 👨\u200d👩\u200d👧"),
        ("\ud800los", "los"),
    ],
)
def test_cleaned_text_reads_as_it_was_meant(given_text: str, words: str) -> None:
    assert rules.cleaned(given_text) == words


def test_a_name_stands_on_one_line() -> None:
    assert rules.one_line("  Aïcha\n\u200f  Amrani ") == "Aïcha Amrani"


@pytest.mark.parametrize("text", ["", "   ", "\u200d\u200d", "\n \n", "\u0301"])
def test_a_text_that_shows_nothing_is_empty(text: str) -> None:
    assert rules.trouble(rules.cleaned(text)) == "empty"


def test_a_text_is_taken_up_to_two_thousand_characters_and_refused_beyond() -> None:
    assert rules.trouble("é" * 2_000) is None
    assert rules.trouble("é" * 2_001) == "too-long"


def test_what_was_put_apart_is_only_shown_after_it_waited_again() -> None:
    assert not rules.may("approve", rules.PARKED)
    assert rules.may("back_to_waiting", rules.PARKED)
    assert rules.may("approve", rules.becomes("back_to_waiting"))


@given(st.lists(st.sampled_from(sorted(rules.TRANSITIONS)), max_size=12))
def test_every_standing_can_be_left_and_none_is_invented(verbs: list[str]) -> None:
    standing = rules.WAITING
    for verb in verbs:
        if rules.may(verb, standing):
            standing = rules.becomes(verb)
    assert standing in {rules.WAITING, rules.APPROVED, rules.PARKED}
    assert any(rules.may(verb, standing) for verb in rules.TRANSITIONS)


def test_sorting_out_changes_what_may_refuses_what_may_not_and_leaves_what_is_there() -> None:
    change, refused = rules.sort_out("approve", {1: rules.WAITING, 2: rules.PARKED, 3: rules.APPROVED})
    assert (change, refused) == ([1], [2])


@given(st.sampled_from([None, "a", "b"]), st.sampled_from([None, "a", "b"]), st.sampled_from([None, "a", "b"]))
def test_a_card_moves_only_from_where_it_was_seen(here: str | None, seen: str | None, goal: str | None) -> None:
    verdict = rules.can_move(here, seen, goal)
    assert verdict == ("there" if here == goal else "move" if here == seen else "stale")
