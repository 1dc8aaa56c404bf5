"""The plan on paper, for the guide, and for parents."""

import io
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from driehoek import clock
from driehoek.access.who import Who
from driehoek.plans.models import Body, Chapter, Line, LineSource, LineWords, SourceSort
from driehoek.plans.queries.reading import text_of
from driehoek.plans.services import add, change, publish, settle, translate
from driehoek.plans.services.deciding import print_of
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Standing

from .makers import a_plan, at

pytestmark = pytest.mark.database
RICH = "<h3>Zo</h3><ol><li>een</li><li><strong>twee</strong></li></ol><ul><li>punt</li></ul>"


def words_of(answer: Any) -> str:
    """Of a page, a PDF or a Word file."""
    kind = answer["Content-Type"]
    if kind.startswith("application/pdf"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    if "wordprocessing" in kind:
        return "\n".join(line.text for line in Document(io.BytesIO(answer.content)).paragraphs)
    return str(answer.content.decode())


def published(plan: Any, by: Who) -> None:
    settle(plan=plan, body=Body.LEADER, name="Dirk", decided_on=clock.today(), seen=print_of(text_of(plan)), despite=True, by=by)
    plan.refresh_from_db()
    publish(plan=plan, by=by)
    plan.refresh_from_db()


def test_words_that_were_taken_back_are_in_no_next_output_and_the_plan_says_so(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        published(plan, dirk)
        quoted = LineSource.objects.get(line__plan=plan, sort=SourceSort.CONTRIBUTION).about
    outputs = [at(school, "plan", plan), *(at(school, "plan_file", plan, kind) for kind in ("pdf", "docx"))]
    for path in outputs:
        assert "Bel ook eens 0" in words_of(desk.get(path)), path
    with within(school):
        Contribution.objects.filter(pk=quoted).update(standing=Standing.PARKED)
    for path in outputs:
        said = words_of(desk.get(path))
        assert "Bel ook eens 0" not in said and "teruggenomen" in said, path
    assert "Bel ook" not in words_of(desk.get(reverse("public_plan", args=[school.slug, plan.pk])))


def test_the_word_file_can_be_edited_on(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        for _twice in range(2):
            add(plan=plan, chapter=Chapter.WISHES, text=RICH, by=dirk)
        published(plan, dirk)
    answer = desk.get(at(school, "plan_file", plan, "docx"))
    made = Document(io.BytesIO(answer.content))
    by_style = [(line.style.name, line.text) for line in made.paragraphs]
    for wanted in (
        ("Title", "Samen verder"), ("Heading 1", "Wensen"), ("Heading 2", "Zo"), ("Heading 2", "Didactisch partnerschap"),
        ("List Number", "twee"), ("List Bullet", "punt"), ("Quote", "‘Bel ook eens 0’ — ouder"), ("toc 1", "Wensen"),
    ):  # fmt: skip
        assert wanted in by_style
    numbers = [line._p.pPr.numPr.numId.val for line in made.paragraphs if line.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3], "every numbered list begins at 1"
    xml = made.element.xml
    places, ways = (set(re.findall(rf'w:{name}="(_Toc\d+)"', xml)) for name in ("name", "anchor"))
    assert ways == places != set()
    assert 'TOC \\o "1-2"' in xml and xml.count("w:fldChar ") == 3 and "w:tblDescription" in xml and "w:tblHeader" in xml


def test_the_pdf_is_tagged(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        add(plan=plan, chapter=Chapter.WISHES, text=RICH + "<p>< & > # *x*</p>", by=dirk)
    reader = PdfReader(io.BytesIO(desk.get(at(school, "plan_file", plan, "pdf")).content))
    root: Any = reader.trailer["/Root"]
    assert (
        root["/MarkInfo"]["/Marked"]
        and root["/Lang"].startswith("nl")
        and b"pdfuaid" in root["/Metadata"].get_object().get_data()
    )
    assert "Inhoud" in reader.pages[0].extract_text()
    assert desk.get(at(school, "plan_file", plan, "exe")).status_code == 404


def test_one_a4_begins_as_a_draft_and_a_colleague_is_not_overwritten(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
    address = at(school, "plan_short", plan)
    assert "- Ouders weten wat hun kind leert." in desk.get(address).content.decode()
    for language in dict(settings.LANGUAGES):
        pdf = desk.get(at(school, "plan_short_pdf", plan), {"taal": language})
        assert len(PdfReader(io.BytesIO(pdf.content)).pages) == 1
    write = at(school, "plan_short_write", plan)
    assert desk.post(write, {"text": "Wij bellen.", "seen": ""}).status_code == 302
    late = desk.post(write, {"text": "Iets anders", "seen": ""})
    page = late.content.decode()
    assert late.status_code == 409 and "Wij bellen." in page and "Iets anders</textarea>" in page
    assert desk.post(write, {"text": "x" * 1801, "seen": "Wij bellen."}).status_code == 422
    assert "Wij bellen." in words_of(desk.get(at(school, "plan_short_pdf", plan)))


def test_one_page_for_the_guide_comes_without_extra_typing(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
    page = desk.get(at(school, "plan_block", plan)).content.decode()
    assert "- Ouders weten wat hun kind leert." in page and 'data-copies="block"' in page
    word = desk.get(at(school, "plan_block", plan), {"bestand": "docx"})
    assert "Ouders weten wat hun kind leert." in words_of(word)


def test_parents_read_what_was_settled_in_their_language_or_hear_that_it_is_dutch(
    desk: Client, client: Client, school: Any, dirk: Who
) -> None:
    with within(school):
        plan = a_plan(dirk)
        line = Line.objects.get(plan=plan, chapter=Chapter.AMBITIONS)
    address = reverse("public_plan", args=[school.slug, plan.pk])
    anybody = Client()
    assert anybody.get(address).status_code == 404
    told = {"line": str(line.pk), f"t-{line.pk}": "الآباء يعرفون\n- نعم", f"o-{line.pk}": "", f"e-{line.pk}": "0"}
    assert desk.post(at(school, "plan_tongues", plan) + "?taal=ar", told).status_code == 302
    with within(school):
        published(plan, dirk)
    for language in dict(settings.LANGUAGES):
        anybody.cookies["taal"] = language
        page = anybody.get(address)
        assert page.status_code == 200 and f'<html lang="{language}"' in page.content.decode()
        pdf = anybody.get(reverse("public_plan_pdf", args=[school.slug, plan.pk]))
        assert PdfReader(io.BytesIO(pdf.content)).trailer["/Root"]["/Lang"].startswith(language)
    anybody.cookies["taal"] = "ar"
    page = anybody.get(address).content.decode()
    assert 'dir="auto"><p>الآباء يعرفون</p><ul><li>نعم</li></ul>' in page
    assert 'lang="nl" dir="ltr"><p>Wij zien ouders vooral' in page and "Bel ook eens" not in page
    with within(school):
        change(line=line, text="Ouders weten het.", partnership="didactic", chapter=Chapter.AMBITIONS, seen=0, by=dirk)
        add(plan=plan, chapter=Chapter.WISHES, text="Nog niet vastgesteld", by=dirk)
    page = anybody.get(address).content.decode()
    assert "الآباء يعرفون" in page and "Nog niet vastgesteld" not in page, "what was settled is what parents read"
    assert "het Nederlands is veranderd" in desk.get(at(school, "plan_tongues", plan), {"taal": "ar"}).content.decode()
    with within(school):
        published(plan, dirk)
    assert "الآباء" not in anybody.get(address).content.decode(), "a translation of an older text is not shown"
    desk.post(at(school, "plan_unpublish", plan))
    assert anybody.get(address).status_code == 404


def test_a_translation_is_kept_changed_and_taken_away(school: Any, moment: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        line = Line.objects.get(plan=plan, chapter=Chapter.AMBITIONS)
        assert translate(plan=plan, language="tr", texts={str(line.pk): ("Evet <b>", 0)}, by=dirk) == 1
        assert LineWords.objects.get(line=line).text == "<p>Evet &lt;b&gt;</p>"
        translate(plan=plan, language="tr", texts={str(line.pk): ("", 0)}, by=dirk)
        assert not LineWords.objects.filter(line=line).exists()


def test_what_no_database_keeps_is_left_out_and_a_line_that_is_none_is_none(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        line = Line.objects.filter(plan=plan).first()
    assert line
    tongues = at(school, "plan_tongues", plan) + "?taal=en"
    given = {"line": [str(line.pk), "x", "\0"], f"t-{line.pk}": "Good\0 morning", "t-x": "Hello", "t-\0": "Hello"}
    assert desk.post(tongues, given).status_code == 302
    assert desk.post(at(school, "plan_short_write", plan), {"text": "Sa\0men", "seen": ""}).status_code == 302
    with within(school):
        assert [one.text for one in LineWords.objects.all()] == ["<p>Good morning</p>"]
        plan.refresh_from_db()
    assert plan.short == {"nl": "Samen"}
