"""All evenings of a year together: how far each theme is, for the team, for parents with and without a link, on the wall."""

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from driehoek import clock
from driehoek.access.models import AccessCode
from driehoek.access.who import Who
from driehoek.actions import services as actions
from driehoek.actions import updates
from driehoek.conftest import questions, sign_in
from driehoek.documents.did_poster import Did, did_poster
from driehoek.invitations.models import Occasion
from driehoek.invitations.tests.makers import make_occasion
from driehoek.invitations.words import year_address
from driehoek.meetings.queries.year import code_of
from driehoek.meetings.services.report import publish_report
from driehoek.people.models import Restriction
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import within
from driehoek.voices import services as voices
from driehoek.voices.models import Contribution, Theme
from driehoek.voices.queries.answers import open_of_school
from driehoek.voices.tests.makers import opened

from .pages import at, words
from .reporting import LATE, SECRETS, Held, hold, say

pytestmark = pytest.mark.django_db
SPRING = LATE + dt.timedelta(days=80)


@pytest.fixture
def held(school: School, dirk: Who, carla: Who) -> Any:
    found = hold(school, dirk, carla)
    with clock.stopped(LATE):
        yield found


@pytest.fixture
def desk(client: Client, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


@pytest.fixture
def year(school: School) -> SchoolYear:
    with within(school, write=False):
        return SchoolYear.objects.get(starts_in=2026)


def again(held: Held) -> Theme:
    """A second evening in spring, at which the same is said."""
    spring = make_occasion(
        title="Koffieochtend", starts_at=LATE + dt.timedelta(days=60), ends_at=LATE + dt.timedelta(days=60, hours=2)
    )
    theme: Theme = Theme.objects.create(occasion=spring, title="Elkaar bereiken")
    row = say(held, "Nu weet ik het.", theme=theme)
    Contribution.objects.filter(pk=row.pk).update(occasion=spring)
    return theme


def reader_of(held: Held, name: str, school: School) -> Client:
    phone = Client()
    with within(school):
        opened(phone, "reply", held.invitations[name].pk, Occasion.objects.get(pk=held.meeting.occasion_id))
        AccessCode.objects.update(expires_at=SPRING + dt.timedelta(days=99))
    return phone


@pytest.mark.database
def test_the_team_reads_a_line_of_time_per_theme_over_all_evenings(desk: Client, held: Held, school: School, dirk: Who) -> None:
    with within(school), clock.stopped(SPRING):
        again(held)
        theme = Theme.objects.get(pk=held.themes["reach"].pk)
        updates.write_news(answer=theme.answer, text="Het hout is er.", by=dirk)
        actions.turn(action=theme.answer.action, verb="finish", result="De bordjes hangen.", by=dirk)
    with clock.stopped(SPRING):
        page = words(desk.get(at("year_progress")))
    told = ["3 keer gezegd", "1 keer gezegd", "Het hout is er.", "De bordjes hangen."]
    assert [page.index(one) for one in told] == sorted(page.index(one) for one in told)
    assert page.count("Elkaar bereiken") >= 1 and "Koffieochtend" in page and "gedaan" in page and "nog geen antwoord" in page
    assert "staat er voor ouders nog niet op" in page
    assert desk.get(at("year_progress") + "?jaar=1999").status_code == 404
    assert at("year_progress") in desk.get(at("actions")).content.decode()


@pytest.mark.database
def test_a_home_reads_its_own_words_first_and_then_what_the_school_does(
    held: Held, school: School, year: SchoolYear, dirk: Who
) -> None:
    with within(school):
        mine = say(held, "Van Aïcha zelf", giver=held.invitations["Aïcha"].household)
        say(held, "Van Bas", giver=held.invitations["Bas"].household)
    phone = reader_of(held, "Aïcha", school)
    page = words(phone.get(at("said_year", year.pk) + "?taal=nl"))
    assert mine.text in page and "Van Bas" not in page
    assert "Er is dit schooljaar nog niets te lezen." in page, "the report is not with parents yet"
    with within(school):
        assert year_address(school.slug, held.meeting.occasion) == ""
        publish_report(meeting=held.meeting, by=dirk)
        assert year_address(school.slug, held.meeting.occasion) == at("said_year", year.pk)
    page = words(phone.get(at("said_year", year.pk) + "?taal=nl"))
    assert page.index(mine.text) < page.index("Elkaar bereiken") and "Bij elke deur komt een bordje." in page
    assert not [secret for secret in SECRETS if secret in page.replace("Aïcha", "")]
    assert "Ik weet nooit wie ik moet bellen." not in page, "what people literally said is for who was invited there"
    for language in ("en", "ar", "tr", "pl", "uk"):
        assert phone.get(at("said_year", year.pk) + f"?taal={language}")["Content-Language"] == language


@pytest.mark.database
def test_everybody_reads_the_page_with_its_code_until_it_is_shut(
    desk: Client, held: Held, school: School, year: SchoolYear, dirk: Who
) -> None:
    with within(school):
        publish_report(meeting=held.meeting, by=dirk)
    anybody = Client()
    assert anybody.get(at("said_year", year.pk)).status_code == 404
    assert "Maak één code voor iedereen" in words(desk.get(at("year_progress")))
    desk.post(at("year_open", year.pk))
    assert desk.post(at("year_open", year.pk)).status_code == 409
    with within(school, write=False):
        code = code_of(year)["printed"]
    landed = anybody.post(reverse("code_entry"), {"code": code})
    page = words(anybody.get(landed["Location"]))
    assert "Bij elke deur komt een bordje." in page and "Wat u zelf zei" not in page
    text = words(desk.get(at("year_newsletter", year.pk)))
    assert "schooljaar 2026–2027" in text and f"{code[:3]} {code[3:6]}" in text
    desk.post(at("year_shut", year.pk))
    assert anybody.get(landed["Location"]).status_code == 404


def test_who_may_not_hear_of_the_school_does_not_read_it(
    client: Client, held: Held, school: School, other_school: School, year: SchoolYear
) -> None:
    with within(school):
        home = held.invitations["Bas"].household
        guardian = home.guardians.first()
        occasion = held.meeting.occasion
        opened(client, "own", guardian.pk, occasion)
        AccessCode.objects.update(expires_at=SPRING)
    assert client.get(at("said_year", year.pk)).status_code == 200
    with within(school):
        guardian.children.update(restriction=Restriction.NO_CONTACT)
    assert client.get(at("said_year", year.pk)).status_code == 404
    with within(other_school, write=False):
        theirs = SchoolYear.objects.get().pk
    assert client.get(at("said_year", theirs)).status_code == 404
    assert client.get(reverse("said_year", args=["baken", theirs])).status_code == 404


@pytest.mark.parametrize(("paper", "ink"), [("a3", ""), ("a4", "zwart")])
def test_the_poster_of_the_year_is_one_sheet_in_colour_or_black(
    desk: Client, held: Held, school: School, year: SchoolYear, dirk: Who, paper: str, ink: str
) -> None:
    assert desk.get(at("year_poster", year.pk)).status_code == 409
    with within(school):
        publish_report(meeting=held.meeting, by=dirk)
    made = desk.get(at("year_poster", year.pk) + f"?papier={paper}&inkt={ink}&taal=ar").content
    found = PdfReader(BytesIO(made))
    assert len(found.pages) == 1 and round(float(found.pages[0].mediabox.width)) == (842 if paper == "a3" else 595)
    themes = [Did(title="Bereiken", answer="Bordjes.", answer_kind="doing", count=3)]
    drawn = did_poster(themes, school="De Klimboom", when="2026", link="https://x.nl/c", link_text="x.nl/c", black=bool(ink))
    colours = {part for part in _drawing(drawn).split() if part in {"0.05882353", "0.36078432", "0.43137255"}}
    assert bool(colours) == (ink == ""), "black is black"


def _drawing(pdf: bytes) -> str:
    return str(PdfReader(BytesIO(pdf)).pages[0].get_contents().get_data().decode("latin-1"))


def test_a_year_with_many_themes_costs_no_more_questions(desk: Client, held: Held, school: School, dirk: Who) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            desk.get(at("year_progress"))
        return questions(captured)

    asked()
    few = asked()
    with within(school):
        for number in range(30):
            theme = Theme.objects.create(occasion=held.meeting.occasion, title=f"Thema {number}")
            say(held, "Iets", theme=theme)
            voices.answer_theme(theme=theme, by=dirk, kind="heard", text="Gehoord.")
    assert asked() == few <= 12


@pytest.mark.database
def test_what_has_no_answer_is_counted_over_all_evenings_that_were(held: Held, school: School) -> None:
    with within(school):
        again(held)
        found = open_of_school()
        assert [(one.occasion.pk, one.count) for one in found.occasions] == [(held.meeting.occasion_id, 2)]
        with clock.stopped(SPRING):
            assert open_of_school().count == 3
        Contribution.objects.all().delete()
        assert open_of_school().count == 0
