import pytest

from driehoek.documents.report import Quote, ReportTheme, evening_report
from driehoek.documents.tests.makers import NASTY, a_report, faults, reader, structure, words_of


def test_a_report_goes_from_what_was_said_to_who_does_what() -> None:
    text = words_of(evening_report(a_report(), school="De Regenboog"))
    order = [
        "Verslag van de ouderavond",
        "48 ouders",
        "Goed nieuws",
        "14 keer gezegd",
        "Ik hoor alleen iets",
        "Dit gaan we doen.",
        "Carla",
        "18 december",
        "zes weken",
    ]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


def test_every_voice_is_said_in_a_word() -> None:
    quotes = (Quote(text="een", voice="parent"), Quote(text="twee", voice="school"), Quote(text="drie", voice="pupil"))
    text = words_of(evening_report(a_report(themes=(ReportTheme(title="t", answer="", quotes=quotes),)), school="De Regenboog"))
    for words in ("— ouder", "— school", "— leerling"):
        assert words in text


@pytest.mark.parametrize(
    ("kind", "words"),
    [("heard", "gehoord"), ("doing", "gaan we doen"), ("not_doing", "doen we niet"), ("later", "komen we op terug")],
)
def test_each_theme_has_an_answer_in_words(kind, words) -> None:
    assert words in words_of(
        evening_report(a_report(themes=(ReportTheme(title="t", answer="", answer_kind=kind),)), school="De Regenboog")
    )


def test_a_report_is_accessible() -> None:
    pdf = evening_report(a_report(), school="De Regenboog")
    assert faults(pdf) == []
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/Figure"} <= structure(pdf)[0]
    assert reader(pdf).metadata.title == "Verslag van de ouderavond"


def test_an_arabic_report_is_accessible() -> None:
    pdf = evening_report(a_report(language="ar", title="تقرير الأمسية", introduction=("شكرًا لحضوركم.",)), school="De Regenboog")
    assert reader(pdf).trailer["/Root"]["/Lang"] == "ar"
    assert faults(pdf) == []


def test_a_report_without_anything_is_paper_too() -> None:
    assert (
        faults(
            evening_report(
                a_report(themes=(), actions=(), contact=(), voices=(), introduction=(), link=""), school="De Regenboog"
            )
        )
        == []
    )


def test_markup_in_a_quote_stays_what_somebody_said() -> None:
    theme = ReportTheme(title=NASTY, answer=NASTY, quotes=(Quote(text=NASTY, voice="parent"),))
    assert words_of(evening_report(a_report(themes=(theme,)), school="De Regenboog")).count("#panic()") == 3
