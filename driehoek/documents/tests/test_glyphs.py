from hypothesis import example, given, settings
from hypothesis import strategies as st

from driehoek.documents.glyphs import BREAK_HERE, can_print, covered, printable
from driehoek.documents.poster import join_poster
from driehoek.documents.tests.makers import MADE_AT, faults


def test_names_of_our_languages_come_out_whole() -> None:
    for name in ("Aïcha El Idrissi", "Şükrü Çelik", "Łukasz Żółć", "Олена", "نور الحسن", "پریسا می‌خواهد", "Nguyễn Thị Ánh"):
        assert (printable(name), can_print(name)) == (name, True)


def test_an_emoji_becomes_a_word() -> None:
    assert printable("Sara 😀👍🏽 Visser ❤️ 👨‍👩‍👧") == "Sara [emoji] Visser [emoji] [emoji]"


def test_a_script_without_font_becomes_one_question_mark_and_can_be_foreseen() -> None:
    assert (printable("ሰላም 漢字"), can_print("ሰላም")) == ("[?] [?]", False)


def test_marks_that_turn_a_line_around_are_taken_out() -> None:
    assert printable("Bas\u202e de\u200f Boer\ufeff\x00\x07") == "Bas de Boer"


def test_every_kind_of_line_end_is_one() -> None:
    assert printable("a\r\nb\u2028c\x85d\te") == "a\nb\nc\nd e"


def test_a_name_of_400_characters_can_be_broken_and_loses_nothing() -> None:
    shown = printable("x" * 400)
    assert shown.replace(BREAK_HERE, "") == "x" * 400
    assert max(map(len, shown.split(BREAK_HERE))) == 10


def test_an_address_on_the_web_stays_in_one_piece() -> None:
    assert printable("https://driehoek.example.org/s/regenboog/verslag") == "https://driehoek.example.org/s/regenboog/verslag"


def test_the_fonts_hold_latin_cyrillic_and_arabic() -> None:
    assert {ord("a"), ord("Ж"), ord("ع"), ord("ğ")} <= covered()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
@example("\x1b")
@example("\u200c \u200d\u00a0")
def test_whatever_somebody_types_the_document_is_made(text: str) -> None:
    assert join_poster(title=text, school=text, link="https://driehoek.example.org/c/", made_at=MADE_AT)


def test_a_sheet_full_of_odd_characters_is_still_accessible() -> None:
    pdf = join_poster(
        title="Sara 😀 ሰላም \ufdd0\ue000 a\u0651\u0301", school="De \u202eRegenboog", link="https://driehoek.example.org/c/"
    )
    assert faults(pdf) == []
