import time

import pytest

from driehoek.documents.letters import ReplySlip, letters
from driehoek.documents.tests.makers import LINK, NASTY, SCHOOL, a_letter, an_arabic_letter, faults, reader, structure, words_of

SLIP = ReplySlip(
    title="Liever op papier?",
    choices=("Ik kom.", "Ik kan niet komen."),
    lines=("Dit wil ik zeggen:",),
    return_by="Vóór 3 december.",
)


def test_a_letter_says_everything_on_one_sheet() -> None:
    pdf = letters([a_letter(slip=SLIP)], school=SCHOOL)
    text = words_of(pdf)
    for words in (
        "De Regenboog",
        "Lindelaan 4",
        "Komt u op 10 december?",
        "Beste Aïcha,",
        "aula",
        "K7M 4PQ 9XT",
        "Carla Jansen",
        "Ik kan niet komen.",
    ):
        assert words in text
    assert len(reader(pdf).pages) == 1


def test_each_family_has_a_sheet_of_its_own_and_only_its_own_code() -> None:
    pdf = letters([a_letter(), a_letter(code="AAABBBCCC", salutation="Beste Bas,")], school=SCHOOL)
    first, second = (sheet.extract_text() for sheet in reader(pdf).pages)
    assert ("K7M 4PQ 9XT" in first, "AAA BBB CCC" in first) == (True, False)
    assert ("K7M 4PQ 9XT" in second, "AAA BBB CCC" in second) == (False, True)


def test_three_languages_go_into_one_file() -> None:
    pdf = letters([a_letter(), a_letter(language="en", subject="Will you come?"), an_arabic_letter()], school=SCHOOL)
    assert faults(pdf) == []
    assert len(reader(pdf).pages) == 3
    assert {"en", "ar"} <= structure(pdf)[1]
    # The order of Arabic in extracted text is up to the reader; that every letter is there is up to us.
    assert set("السيدة عائشة") <= set(reader(pdf).pages[2].extract_text())


def test_a_letter_carries_title_language_and_tags() -> None:
    pdf = letters([a_letter(slip=SLIP)], school=SCHOOL, title="Brieven groep 5")
    document = reader(pdf)
    assert (document.metadata.title, document.trailer["/Root"]["/Lang"]) == ("Brieven groep 5", "nl")
    assert {"/H1", "/P", "/Figure", "/Link"} <= structure(pdf)[0]
    assert faults(pdf) == []


def test_the_link_can_be_followed_on_a_screen() -> None:
    sheet = reader(letters([a_letter()], school=SCHOOL)).pages[0]
    assert [note.get_object()["/A"]["/URI"] for note in sheet["/Annots"]] == [LINK]


def test_a_secret_address_leaves_what_the_caller_gives() -> None:
    assert "aan de ouders van Noor" in words_of(letters([a_letter(address_lines=("aan de ouders van Noor",))], school=SCHOOL))
    assert faults(letters([a_letter(address_lines=())], school=SCHOOL)) == []


def test_a_letter_without_a_link_asks_for_nothing() -> None:
    text = words_of(letters([a_letter(link="", code="", details=())], school=SCHOOL))
    assert "Scan" not in text


def test_markup_in_a_name_stays_a_name() -> None:
    pdf = letters([a_letter(salutation=f"Beste {NASTY},", address_lines=(NASTY,), paragraphs=(NASTY,))], school=SCHOOL)
    text = words_of(pdf)
    for piece in ("#panic()", "$x$", "*dik*", "_schuin_", "<label>", "@ref", "#sys.inputs"):
        assert piece in text


def test_a_name_of_400_characters_takes_more_lines_and_not_another_sheet() -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff" * 12
    pdf = letters([a_letter(salutation=f"Beste {long},", address_lines=(long, "Lindelaan 4"), signature=(long,))], school=SCHOOL)
    assert len(reader(pdf).pages) == 1
    assert faults(pdf) == []


def test_a_text_of_100000_characters_goes_on_over_the_next_sheets() -> None:
    pdf = letters([a_letter(paragraphs=("lang verhaal " * 7_700,)), a_letter()], school=SCHOOL)
    assert len(reader(pdf).pages) > 10


def test_no_letters_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no letters"):
        letters([], school=SCHOOL)


def test_four_hundred_letters_with_qr_are_ready_within_three_seconds() -> None:
    pages = [a_letter(link=f"{LINK[:-3]}{number:03}", salutation=f"Beste ouder {number},") for number in range(400)]
    start = time.process_time()
    pdf = letters(pages, school=SCHOOL)
    assert time.process_time() - start < 3
    assert len(reader(pdf).pages) == 400
