"""Charts are honest: bars add up, words say the same as the drawing."""

from hypothesis import given
from hypothesis import strategies as st

from driehoek.web import charts
from driehoek.web.charts import Row

from .pieces import rendered

numbers = st.lists(st.integers(0, 10_000), min_size=1, max_size=4)


@given(numbers, st.integers(0, 20_000))
def test_shares_of_a_bar_never_pass_the_whole(values: list[int], total: int) -> None:
    shares = Row("x", values, total).shares
    assert all(share >= 0 for share in shares) and sum(shares) <= 100 + 1e-6


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_ring_stays_between_nothing_and_full(value: int, total: int) -> None:
    _, percent = charts.ring(value, total)
    assert 0 <= percent <= 100


def test_rows_without_a_total_share_the_largest_one() -> None:
    rows = charts.as_rows([{"label": "a", "value": 10}, {"label": "b", "value": 5}])
    assert [row.total for row in rows] == [10, 10]


def test_bars_say_in_words_what_they_draw_and_keep_the_table_behind_it() -> None:
    drawn = rendered('{% bars rows title="Bereik" series="komt|nog niet" %}', rows=[Row("Groep 5", [17, 20], 45, "17 komen")])
    assert "Groep 5: komt 17, nog niet 20 (van 45)." in drawn
    assert "<table>" in drawn and '<td class="num">17</td>' in drawn


def test_bars_without_rows_say_so() -> None:
    assert "Nog geen gegevens." in rendered("{% bars rows %}", rows=[])


def test_voices_keep_their_shape_in_the_legend() -> None:
    drawn = rendered('{% bars rows series="parents|school" %}', rows=[Row("Huiswerk", [3, 4], 7)])
    assert 'class="voice parents"' in drawn and 'class="voice school"' in drawn


def test_charts_carry_no_inline_style() -> None:
    drawn = rendered('{% bars rows series="a|b|c" %}{% ring 3 4 "klaar" %}', rows=[Row("x", [1, 2, 3], 9)])
    assert "style=" not in drawn and "<style" not in drawn


def test_label_of_a_row_is_escaped() -> None:
    assert "<script>" not in rendered("{% bars rows %}", rows=[Row("<script>", [1], 1)])
