"""Neighbours and doubles, on words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.algorithms.themes.similar import MOST_SAME, neighbours


def test_doubles_are_named_apart() -> None:
    texts = ["Bel eens als het goed gaat", "bel eens, als het GOED gaat!", "Meer boeken graag", "Te veel huiswerk", ""]
    found = neighbours(list("abcde"), texts)
    assert (found[0].same, found[1].same, found[2].same) == (("b",), ("a",), ())
    assert found[0].similar[0] == "b"
    assert found[4].similar == ()
    assert all("e" not in one.similar for one in found)


def test_three_hundred_times_the_same() -> None:
    found = neighbours([str(n) for n in range(300)], ["Meer toezicht op het plein"] * 300)
    assert all(len(one.similar) == 5 and len(one.same) == MOST_SAME for one in found)
    assert all(str(n) not in (*one.similar, *one.same) for n, one in enumerate(found))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_notes_have_neighbours_among_the_others(texts: list[str]) -> None:
    ids = [str(n) for n in range(len(texts))]
    for me, one in zip(ids, neighbours(ids, texts), strict=True):
        assert me not in one.similar
        assert {*one.similar, *one.same} <= set(ids)
        assert len(set(one.similar)) == len(one.similar)
