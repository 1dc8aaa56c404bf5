import psutil
import pytest

from driehoek.documents import typesetting
from driehoek.documents.glyphs import font_folders
from driehoek.documents.letters import letters
from driehoek.documents.tests.makers import MADE_AT, SCHOOL, a_letter
from driehoek.documents.typesetting import PaperFault, pictures, plain, typeset


def test_our_fonts_are_called_what_the_templates_call_them() -> None:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders())
    assert set(fonts.families()) == {"Nunito Sans 12pt", "Bricolage Grotesque 96pt", "Noto Sans", "Noto Sans Arabic"}


def test_a_wrong_font_name_is_a_fault_and_not_another_letter(tmp_path, monkeypatch) -> None:
    (tmp_path / "wrong.typ").write_text('#set document(title: "x")\n#set text(font: "Nunito Sans")\nDag')
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)
    with pytest.raises(PaperFault, match="unknown font family"):
        typeset("wrong", {}, title="x", language="nl")


def test_an_image_without_words_is_a_fault(tmp_path, monkeypatch) -> None:
    (tmp_path / "silent.typ").write_text(
        '#set document(title: "x")\n#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"))'
    )
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)
    with pytest.raises(PaperFault, match="silent"):
        typeset("silent", {}, title="x", language="nl")


def test_the_same_paper_at_the_same_moment_is_the_same_to_the_byte() -> None:
    first, second = (letters([a_letter()], school=SCHOOL, made_at=MADE_AT) for _ in range(2))
    assert first == second


def test_typst_keeps_nothing_of_a_pile_of_letters() -> None:
    process = psutil.Process()
    used = []
    for pile in range(5):
        letters([a_letter(salutation=f"Beste ouder {number} van stapel {pile},") for number in range(120)], school=SCHOOL)
        used.append(process.memory_info().rss)
    assert used[-1] - used[1] < 25 * 2**20


def test_a_document_can_be_looked_at_before_printing() -> None:
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"
    words = {"alt": "a", "scan": "b", "reassurance": "c"}
    poster = {"title": "Dag", "qr": drawing, "code": "", "facts": [], "words": words, "language": "nl", "mark": ""}
    sheets = pictures("poster", {"posters": [poster], "school": "De Regenboog"}, title="Dag", language="nl")
    assert [sheet[:4] for sheet in sheets] == [b"\x89PNG"]


def test_dataclasses_travel_as_plain_values() -> None:
    assert plain(SCHOOL) == {"name": SCHOOL.name, "lines": list(SCHOOL.lines)}
