"""Bars say what the words beside them say, whatever was answered."""

from hypothesis import given
from hypothesis import strategies as st

from driehoek.algorithms.disclosure.figures import FIVE, ONE, TEN, TWENTY, figure
from driehoek.algorithms.points import Distribution

from ..result_drawing import FRAME, MIDDLE, laid_out

COUNTS = st.integers(0, 12) | st.integers(0, 400)
STEPS = st.sampled_from([(ONE, True), (FIVE, True), (TEN, True), (TEN, False), (TWENTY, False)])


@given(st.tuples(*[COUNTS] * 5), STEPS)
def test_a_bar_is_never_more_than_all_and_each_side_is_what_its_words_say(counts: tuple[int, ...], how: tuple[int, bool]) -> None:
    """Of every figure that may be shown: of a whole voice or of some years, exact, in steps, or of few."""
    (step, whole), people = how, sum(counts)
    if people < 10:
        counts, people = (*counts[:4], counts[4] + 10), people + 10
    if people < 20:
        step = max(TEN, step)
    found = figure(Distribution((0, *counts)), people if step == ONE else people // 5 * 5, step, people, whole=whole)
    pieces = laid_out(found)
    off = {ONE: 1, FIVE: 0.01, TEN: 0.01, TWENTY: 9}[step]
    assert sum(one.wide for one in pieces) <= 100.001
    for before, after in zip(pieces, pieces[1:], strict=False):
        assert before.at + before.wide <= after.at + 0.001
    for one in pieces:
        assert one.at >= -0.001 and one.at + one.wide <= FRAME + 0.001 and one.wide > 0
    for places, share in (((0, 1), found.disagree), ((3, 4), found.agree)):
        own = [one for one in pieces if one.place in places]
        assert abs(sum(one.wide for one in own) - share.percent) <= off
        assert all(one.is_most for one in own) if share.bound == "≤" else any(one.wide for one in own)
    for one in pieces if found.points else ():
        told = found.points[one.place]
        assert one.is_most == (told.bound == "≤") and (not one.is_most or one.wide <= told.percent + 5)
    if not found.points:
        assert all(one.at >= MIDDLE or one.at + one.wide <= MIDDLE + 0.001 for one in pieces)
