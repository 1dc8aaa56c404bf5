import re
import time

import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.documents.qr import QUICK_MASK, QUIET, grouped, matrix, qr_for_paper, qr_svg
from driehoek.documents.tests.makers import LINK

MASKS = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)


def drawn(svg: str) -> list[str]:
    """The modules as the drawing shows them."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg).group(1))
    rows = [["0"] * size for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg):
        rows[int(y)][int(x) : int(x) + int(width)] = "1" * int(width)
    return ["".join(row[QUIET : size - QUIET]) for row in rows[QUIET : size - QUIET]]


def read(rows: list[str]) -> str:
    """Reads a code of version 3, level M, byte mode (ISO/IEC 18004, chapter 12) without correcting errors."""
    size = 29
    mask = MASKS[(int("".join(rows[8][column] for column in range(5)), 2) ^ 0b10101) & 0b111]
    bits = [str(int(rows[y][x]) ^ mask(y, x)) for y, x in _path(size) if not _is_fixed(y, x, size)]
    stream = "".join(bits)
    assert stream[:4] == "0100", "not byte mode"
    length = int(stream[4:12], 2)
    return bytes(int(stream[start : start + 8], 2) for start in range(12, 12 + 8 * length, 8)).decode()


def _path(size: int) -> list[tuple[int, int]]:
    steps, upward = [], True
    for right in (28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 5, 3, 1):
        for y in range(size - 1, -1, -1) if upward else range(size):
            steps += [(y, right), (y, right - 1)]
        upward = not upward
    return steps


def _is_fixed(y: int, x: int, size: int) -> bool:
    corner = (y < 9 and x < 9) or (y < 9 and x >= size - 8) or (y >= size - 8 and x < 9)
    return corner or y == 6 or x == 6 or (20 <= y <= 24 and 20 <= x <= 24)


def test_a_code_on_paper_can_be_read() -> None:
    assert read(drawn(qr_for_paper(LINK, quick=True))) == LINK


def test_a_code_on_screen_can_be_read() -> None:
    assert read(drawn(qr_svg(LINK, title="Meedoen"))) == LINK


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_a_drawing_shows_exactly_the_modules_of_segno(text: str) -> None:
    code = segno.make(text, error="m", micro=False, mask=QUICK_MASK)
    assert drawn(qr_for_paper(text, quick=True)) == ["".join(map(str, row)) for row in code.matrix]


def test_a_code_is_of_level_m_or_better() -> None:
    assert matrix(LINK) == ["".join(map(str, row)) for row in segno.make(LINK, error="m", micro=False).matrix]


def test_a_code_in_html_has_words_and_no_style() -> None:
    svg = qr_svg(LINK, title='Meedoen & "praten" <nu>')
    assert "<title>Meedoen &amp; &quot;praten&quot; &lt;nu&gt;</title>" in svg
    assert 'role="img"' in svg
    assert "style" not in svg


def test_a_code_is_read_in_groups_of_three() -> None:
    assert [grouped(code) for code in ("K7M4PQ9XT", "K7M 4PQ 9XT", "H4K2", "")] == ["K7M 4PQ 9XT", "K7M 4PQ 9XT", "H4K 2", ""]


def test_four_hundred_codes_are_quick() -> None:
    start = time.process_time()
    for number in range(400):
        qr_for_paper(f"{LINK}{number:03}", quick=True)
    assert time.process_time() - start < 2
