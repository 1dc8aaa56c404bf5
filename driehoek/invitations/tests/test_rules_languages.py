from hypothesis import given
from hypothesis import strategies as st

from driehoek.invitations.rules_languages import LEAST, cells


@st.composite
def a_school(draw: st.DrawFn) -> dict[str, tuple[int, int]]:
    invited = draw(st.dictionaries(st.sampled_from(["nl", "en", "ar", "tr", "pl", "uk", "ti", "so"]), st.integers(0, 60)))
    return {language: (number, draw(st.integers(0, number))) for language, number in invited.items()}


def test_small_languages_are_merged_and_a_rest_that_is_too_small_takes_the_next_along() -> None:
    found = cells({"nl": (100, 50), "ar": (20, 10), "tr": (6, 0), "pl": (5, 5)})
    assert [(one.languages, one.invited, one.tenths) for one in found] == [
        (("nl",), 100, 5),
        (("ar",), 20, 5),
        (("tr", "pl"), 11, 5),
    ]
    found = cells({"nl": (100, 50), "ar": (20, 10), "tr": (3, 0)})
    assert [one.languages for one in found] == [("nl",), ("ar", "tr")]


def test_nothing_is_shown_where_it_would_tell_of_a_few_or_no_more_than_the_whole() -> None:
    assert cells({"nl": (100, 50), "tr": (3, 0)}) == []
    assert cells({"nl": (4, 1), "tr": (3, 0)}) == [] and cells({}) == []


@given(a_school())
def test_every_cell_is_large_enough_and_together_they_are_everybody(counts: dict[str, tuple[int, int]]) -> None:
    found = cells(counts)
    assert all(one.invited >= LEAST and 0 <= one.tenths <= 10 for one in found)
    if found:
        assert sum(one.invited for one in found) == sum(invited for invited, _answered in counts.values())
        assert sorted(language for one in found for language in one.languages) == sorted(k for k, (n, _a) in counts.items() if n)
