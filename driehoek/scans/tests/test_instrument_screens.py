"""The questionnaires on screen."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.conftest import questions, sign_in
from driehoek.scans.models import Instrument, Version
from driehoek.scans.rules import as_content, in_language
from driehoek.scans.services import instruments as services
from driehoek.scans.tests.makers import a_fielding
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
ALL = "/s/klimboom/scan/vragenlijsten/"
EDIT = "uitspraken/informal_welcome/"


@pytest.fixture
def desk(client, school, dirk):
    sign_in(client, dirk)
    return client


@pytest.fixture
def one(school):
    with within(school):
        return services.ship("full")


def at(instrument, rest=""):
    return f"{ALL}{instrument.pk}/{rest}"


def sent(page):
    """What the form of this page would send, as it stands."""
    form = page.context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) not in (None, False)}


def dutch(school, instrument, key="informal_welcome"):
    with within(school):
        items = services.current_version(instrument).content["items"]
    return next((item["texts"]["parents"]["nl"] for item in items if item["key"] == key), None)


def test_who_has_none_is_offered_those_that_ship_and_gets_one(desk, school):
    page = desk.get(ALL).content.decode()
    assert "Nog geen vragenlijst" in page and page.count("Neem deze") == 2 and "Actief Ouderschap" in page
    for _twice in range(2):
        assert desk.post(f"{ALL}nemen/", {"base": "full"}).status_code == 302
    assert desk.post(f"{ALL}nemen/", {"base": "presence"}).status_code == 422
    with within(school):
        assert Instrument.objects.count() == 1
    assert desk.get(ALL).content.decode().count("Neem deze") == 1


def test_one_shows_every_statement_from_both_sides_and_how_long_it_takes(desk, one):
    page = desk.get(at(one)).content.decode()
    assert "Ik voel me welkom op school." in page and "Ik laat ouders voelen dat ze welkom zijn." in page
    assert "28 uitspraken, ongeveer 7 minuten" in page and "ontbreken" not in page
    titles = re.findall(r'<h2 id="[a-z]+-title">([^<]+)<', page)
    assert titles[:5] == [
        f"{word} partnerschap" for word in ("Maatschappelijk", "Pedagogisch", "Didactisch", "Formeel", "Informeel")
    ]


def test_a_teacher_looks_and_can_not_change(client, school, carla, one):
    sign_in(client, carla)
    page = client.get(at(one)).content.decode()
    assert "Ik voel me welkom op school." in page and "erbij/" not in page and "weghalen" not in page
    assert client.get(at(one, EDIT)).status_code == 404


def test_a_text_is_changed_and_undone(desk, school, one):
    page = desk.get(at(one, EDIT))
    said = desk.post(at(one, EDIT), sent(page) | {"parents_nl": "Ik voel me hier thuis."}, follow=True)
    assert dutch(school, one) == "Ik voel me hier thuis."
    assert "Tot iemand de vertalingen nakijkt, lezen ouders hier het Nederlands" in said.content.decode()
    desk.post(at(one, "terug/"))
    assert dutch(school, one) == "Ik voel me welkom op school."
    assert desk.post(at(one, "terug/")).status_code == 404


def test_another_tab_is_told_and_what_was_typed_stays(desk, school, one):
    page = desk.get(at(one, EDIT))
    desk.post(at(one, EDIT), sent(page) | {"parents_nl": "Ik voel me hier thuis."})
    late = desk.post(at(one, EDIT), sent(page) | {"parents_nl": "Ik hoor erbij op school."})
    words = late.content.decode()
    assert late.status_code == 409 and "Ik hoor erbij op school." in words and "Zo staat het nu" in words
    assert "Ik voel me hier thuis." in words and dutch(school, one) == "Ik voel me hier thuis."
    assert desk.post(at(one, EDIT), sent(late)).status_code == 302
    assert dutch(school, one) == "Ik hoor erbij op school."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"parents_nl": "x" * 100_000}, "220"),
        ({"parents_nl": "", "school_nl": "", "school_en": ""}, "Vul eerst het Nederlands in"),
        ({"parents_nl": " \u200b", "parents_en": ""}, "Vul eerst het Nederlands in"),
    ],
)
def test_what_can_not_be_kept_is_said_at_the_field(desk, school, one, changes, words):
    page = desk.post(at(one, EDIT), sent(desk.get(at(one, EDIT))) | changes)
    assert page.status_code == 422 and words in page.content.decode()
    assert dutch(school, one) == "Ik voel me welkom op school."


def test_an_own_statement_is_kept_with_a_friendly_remark_and_twice_is_once(desk, school, one):
    add = at(one, "uitspraken/erbij/?bij=formal")
    form = sent(desk.get(add)) | {
        "parents_nl": "<script>De school luistert</script> en belt terug.",
        "school_nl": "Ik bel terug.",
    }
    page = desk.post(add, form, follow=True).content.decode()
    assert "Staan hier twee dingen in één zin?" in page and "<script>De school" not in page
    assert "5 talen ontbreken" in page
    assert desk.post(add, form).status_code == 302
    with within(school):
        own = [item for item in services.current_version(one).content["items"] if item["key"].startswith("own_")]
    assert [(item["partnership"], item["texts"]["school"]) for item in own] == [("formal", {"nl": "Ik bel terug."})]
    assert desk.post(add, {"key": "presence_1", "partnership": "formal", "parents_nl": "Ik ben er."}).status_code == 422


def test_a_text_is_moved_removed_and_put_back(desk, school, one):
    desk.post(at(one, "uitspraken/informal_new/schuif/"), {"step": "up"})
    assert desk.post(at(one, "uitspraken/informal_new/schuif/"), {"step": "away"}).status_code == 422
    page = desk.post(at(one, EDIT + "weg/"), follow=True).content.decode()
    assert dutch(school, one) is None and "Maak ongedaan" in page
    assert desk.get(at(one, EDIT)).status_code == 404
    desk.post(at(one, "terug/"))
    with within(school):
        keys = [item["key"] for item in services.current_version(one).content["items"]]
    assert keys[20:22] == ["informal_new", "informal_welcome"]
    assert desk.get(at(one, "marks/erbij/")).status_code == 404


def test_a_language_is_translated_on_one_page(desk, school, one):
    address = at(one, "taal/pl/")
    page = desk.get(address)
    form = sent(page) | {"items-informal_welcome-parents": ""}
    assert desk.post(address, form).status_code == 302
    assert "één ontbreekt" in desk.get(at(one)).content.decode()
    stale = desk.post(address, form | {"items-informal_welcome-parents": "Witamy."})
    assert stale.status_code == 409 and "Witamy." in stale.content.decode()
    assert desk.post(address, sent(stale)).status_code == 302
    assert [desk.get(at(one, f"taal/{language}/")).status_code for language in ("nl", "fr")] == [404, 404]


def test_versions_tell_what_changed_and_where_it_was_asked(desk, school, one):
    with within(school):
        a_fielding(version=services.current_version(one))
    for text in ("Ik voel me hier thuis.", "Ik hoor erbij."):
        desk.post(at(one, EDIT), sent(desk.get(at(one, EDIT))) | {"parents_nl": text})
    with within(school):
        assert Version.objects.count() == 2
    page = desk.get(at(one, "versies/")).content.decode()
    assert "Samen met ouders" in page and "<ins" in page and "Ik hoor erbij." in page
    page = desk.get(at(one, "versies/?van=2&naar=1")).content.decode()
    assert "Van versie 2 naar versie 1" in page
    assert desk.get(at(one, "versies/?van=9&naar=x")).status_code == 200


def test_a_parent_s_view_is_in_their_language_and_marks_what_is_dutch(desk, school, one):
    with within(school):
        texts = {("items", "informal_welcome", "parents"): ""}
        seen = services.seen_of(services.current_version(one).content, "ar")
        services.translate(instrument=one, language="ar", texts=texts, seen=seen, by=services.WORKER)
    page = desk.get(at(one, "voorbeeld/?stem=parents&taal=ar")).content.decode()
    assert 'dir="rtl"' in page and 'lang="nl" dir="auto">Ik voel me welkom op school.' in page and "لا أعرف" in page
    assert "Zo ziet iemand het die dit invult." in page and 'type="submit"' not in page
    assert "Ik laat ouders voelen" in desk.get(at(one, "voorbeeld/?stem=school&taal=ar")).content.decode()


def test_one_is_copied_renamed_hidden_and_shown(desk, school, one):
    key = {"key": str(clock.new_id())}
    for _twice in range(2):
        made = desk.post(at(one, "kopie/"), key)
    copy = made.headers["Location"]
    assert desk.post(copy + "instellen/", {"name": " "}).status_code == 422
    assert desk.post(copy + "instellen/", {"name": "Kort en klein"}).status_code == 302
    assert "Kort en klein" in desk.get(ALL).content.decode()
    desk.post(copy + "verbergen/")
    page = desk.get(ALL).content.decode()
    assert (
        "Kort en klein" not in page.split('role="list"', 2)[-1]
        and "Kort en klein" in desk.get(ALL + "?welke=verborgen").content.decode()
    )
    desk.post(copy + "tonen/")
    assert "Kort en klein" in desk.get(ALL).content.decode()
    with within(school):
        assert Instrument.objects.count() == 2


def test_an_own_one_begins_empty(desk):
    page = desk.get(f"{ALL}nieuw/")
    made = desk.post(f"{ALL}nieuw/", sent(page) | {"name": "Ons plein"}, follow=True).content.decode()
    assert "Ons plein" in made and "Er wordt nog niets gevraagd." in made and made.count("Hier staat nog niets.") == 8
    assert desk.post(f"{ALL}nieuw/", {"name": "\u200b"}).status_code == 422


@pytest.mark.parametrize("rest", ["", "versies/", EDIT, "taal/tr/", "voorbeeld/"])
def test_a_page_asks_few_queries(desk, one, rest):
    desk.get(at(one, rest))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert desk.get(at(one, rest)).status_code == 200
    assert questions(asked) <= 12


def test_a_translation_of_changed_dutch_is_not_read_until_somebody_looked(desk, school, one):
    def read(language):
        with within(school):
            items = as_content(services.current_version(one).content).items_for("parents")
        return in_language(next(item for item in items if item.key == "informal_welcome").texts["parents"], language)

    before = read("ar")
    desk.post(at(one, EDIT), sent(desk.get(at(one, EDIT))) | {"parents_nl": "Ik voel me hier thuis."})
    assert before[1] == "ar" and read("ar") == ("Ik voel me hier thuis.", "nl") and read("tr")[1] == "nl"
    assert "nakijken" in desk.get(at(one)).content.decode()
    with within(school):
        fielding = a_fielding(version=services.current_version(one), open=False)
    draft = desk.get(f"/s/klimboom/scan/uitvraag/{fielding.pk}/").content.decode()
    assert f"{at(one, 'taal/ar/')}" in draft and "Laat ze eerst nakijken" in draft
    page = desk.get(at(one, "taal/ar/"))
    desk.post(at(one, "taal/ar/"), sent(page))
    assert read("ar")[1] == "nl"  # saved as it was: nobody said that it is right
    desk.post(at(one, "taal/ar/"), sent(page) | {"items-informal_welcome-parents-ok": "on"})
    assert read("ar") == before and read("tr")[1] == "nl"
    desk.post(at(one, EDIT), sent(desk.get(at(one, EDIT))) | {"parents_tr": "Burada evimdeyim."})
    assert read("tr") == ("Burada evimdeyim.", "tr") and read("pl")[1] == "nl"
    desk.post(at(one, EDIT), sent(desk.get(at(one, EDIT))) | {"parents_nl": "Ik voel me thuis.", "still_right": "on"})
    assert read("pl")[1] == "pl"
