"""How a spread is shown: never one person by themselves."""

from hypothesis import given
from hypothesis import strategies as some

from driehoek.scans.session_rules import POINTS, Step, beside, steps_of, strip, words_grouped

STANDS = some.lists(some.sampled_from(POINTS), max_size=40)


@given(STANDS)
def test_a_strip_never_tells_one_person_nor_that_all_agree(stands: list[int]) -> None:
    shown = strip(stands)
    if len(stands) < 5 or max(map(stands.count, stands)) < 2:
        assert shown is None
        return
    assert shown is not None and [one.point for one in shown] == list(POINTS)
    for place in shown:
        count = stands.count(place.point)
        assert (place.size == 0) == (count < 2)
        assert place.count is None or (place.count == count >= 2 and len(stands) >= 20)


@given(some.lists(some.tuples(some.none() | some.sampled_from(POINTS), some.sampled_from(["", "a", "b"])), max_size=25))
def test_words_stand_under_a_stand_only_with_three_writers_or_more(said: list[tuple[int | None, str]]) -> None:
    shown = words_grouped(said)
    wrote = sorted(words for _stand, words in said if words)
    if shown:
        assert sorted(word for _name, words in shown for word in words) == wrote
    if len(shown) > 1:
        assert all(len(words) >= 3 for _name, words in shown)
    if len(said) < 5:
        assert shown == []


def test_the_spread_becomes_one_part_for_each_question() -> None:
    steps = steps_of([("welcome", 5), ("spread", 40), ("new_part", 3)], ["a", "b"])
    assert steps[1:] == (
        Step("a", "alone", 20, "spread", "a"),
        Step("b", "alone", 20, "spread", "b"),
        Step("new_part", "talk", 3, "new_part"),
    )
    assert (beside(steps, "a", 1), beside(steps, "welcome", -1), beside(steps, "gone", 1)) == (steps[2], None, steps[0])
