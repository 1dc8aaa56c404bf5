"""From 'Scan' in the menu to a closed questionnaire, as somebody at the office does it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.access.policy import Role
from driehoek.conftest import make_staff, questions, sign_in
from driehoek.people.models import SchoolClass
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.scans.models import Fielding, Mark, Ticket
from driehoek.scans.paper_numbers import class_of, grouped, new_numbers
from driehoek.schools.scoping import within

from .makers import a_class, a_fielding, a_ticket, an_asked_class, an_instrument

pytestmark = pytest.mark.usefixtures("moment")
HOME = "/s/klimboom/scan/"


@pytest.fixture
def office(client, dirk):
    sign_in(client, dirk)
    return client


def _runs(school, **changes):
    with within(school):
        return a_fielding(**changes)


def test_the_first_page_teaches_and_lists(office, school, carla, client):
    page = office.get(HOME).content.decode()
    assert "Deze sessie is genoeg" in page and "geen rapportcijfer" in page and "Nog geen vragenlijst" in page
    _runs(school)
    page = office.get(HOME).content.decode()
    assert "Samen met ouders" in page and "loopt" in page
    sign_in(client, carla)
    assert "Zet een vragenlijst uit" not in client.get(HOME).content.decode()


def test_one_page_makes_it_and_one_button_sets_it_out(office, school):
    with within(school):
        version = an_instrument().versions.get()
        klas = a_class()
    page = office.get(f"{HOME}uitvraag/nieuw/").content.decode()
    assert "2026-12-07" in page and "leerlingen" not in page.split("<aside")[0].split("voices")[1][:900]
    wrong = {
        "version": version.pk,
        "voices": ["parents"],
        "classes": [klas.pk],
        "opens_on": "2026-11-24",
        "closes_on": "2026-11-20",
    }
    answer = office.post(f"{HOME}uitvraag/nieuw/", wrong)
    assert answer.status_code == 422 and "kan niet voor de eerste" in answer.content.decode()
    answer = office.post(f"{HOME}uitvraag/nieuw/", wrong | {"closes_on": "2026-12-27", "voices": ["parents", "school"]})
    draft = office.get(answer["Location"]).content.decode()
    assert "Kerstvakantie" in draft or "Eerste kerstdag" in draft
    assert office.get(answer["Location"] + "voorbeeld/?taal=ar").status_code == 200
    for _twice in range(2):
        assert office.post(answer["Location"] + "openen/").status_code == 302
    with within(school):
        assert Ticket.objects.count() == 3
    page = office.get(answer["Location"]).content.decode()
    assert 'http-equiv="refresh" content="60"' in page and "3 mensen zijn gevraagd" in page


def test_the_page_shows_steps_and_never_who(office, school):
    with within(school):
        klas = make_class("Groep 5", year_level="5")
        for number in range(24):
            make_child(f"Kind{number}", klas, make_home(f"Ouder{number}"))
        fielding = a_fielding(voices=["parents"])
        some = list(Ticket.objects.values_list("pk", flat=True)[:7])
        Ticket.objects.filter(pk__in=some).update(answered=True)
    before = office.get(f"{HOME}uitvraag/{fielding.pk}/").content.decode()
    with clock.stopped(clock.now() + dt.timedelta(days=4)):
        assert "Hang de poster op" in office.get(f"{HOME}uitvraag/{fielding.pk}/").content.decode()
    assert "5–9" in before and "Hang de poster op" not in before and "Ouder1" not in before
    with within(school):
        Ticket.objects.filter(pk=Ticket.objects.filter(answered=False).first().pk).update(answered=True)
    after = office.get(f"{HOME}uitvraag/{fielding.pk}/").content.decode()

    def strip(page: str) -> str:
        return page.split("<main")[1].split("csrf")[0]

    assert strip(before) == strip(after)


def test_pages_ask_as_many_questions_for_many_classes(office, school):
    with within(school):
        a_class("Groep 1")
        fielding = a_fielding()

    def number(path):
        office.get(path)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert office.get(path).status_code == 200
        return questions(seen)

    few = number(f"{HOME}uitvraag/{fielding.pk}/"), number(HOME)
    with within(school):
        for one in range(12):
            make_child(f"K{one}", make_class(f"Klas {one}"), make_home(f"O{one}"))
        many = a_fielding(classes=list(SchoolClass.objects.all()))
    assert (number(f"{HOME}uitvraag/{many.pk}/"), number(HOME)) == few and max(few) <= 12


def test_closing_asks_first_and_a_draft_can_go(office, school):
    fielding = _runs(school)
    address = f"{HOME}uitvraag/{fielding.pk}/"
    assert "niet terugdraaien" in office.get(address + "sluiten/").content.decode()
    assert office.post(address + "langer/", {"closes_on": "2026-11-01"}).status_code == 422
    assert office.post(address + "langer/", {"closes_on": "2026-12-20"}).status_code == 302
    office.post(address + "sluiten/")
    assert "gesloten" in office.get(address).content.decode()
    assert office.post(address + "openen/").status_code == 302  # set out long ago: nothing happens
    assert office.post(address + "weg/").status_code == 409
    draft = _runs(school, open=False)
    assert office.post(f"{HOME}uitvraag/{draft.pk}/weg/").status_code == 302
    with within(school):
        assert not Fielding.objects.filter(pk=draft.pk).exists()


def test_paper_of_a_class(office, school, client):
    with within(school):
        fielding = a_fielding()
        asked = an_asked_class(fielding)
        mentor = make_staff(school, "Mia", Role.TEACHER)
        from driehoek.people.tests.makers import make_mentor

        make_mentor(asked.school_class, mentor)
    address = f"/s/klimboom/scan/klas/{asked.pk}/"
    page = office.get(address).content.decode()
    assert "Druk 1 brief af" in page and "/c/" in page and "Beste ouders van Groep 5" in page
    for path in ("brieven/", "poster.pdf"):
        answer = office.post(address + path) if path == "brieven/" else office.get(address + path)
        assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    with within(school):
        assert Ticket.objects.get(guardian__given_name="Dewi").sent_at is not None
    assert office.post(address + "brieven/").status_code == 409  # nothing is left
    assert office.post(address + "brieven/", {"which": "again"}).content.startswith(b"%PDF")
    sign_in(client, mentor)
    assert client.get(address).status_code == 200
    formulier = {"voice": "1:parents", "language": "en", "copies": "2"}
    sign_in(client, make_staff(school, "Dirk"))
    assert client.post(f"{HOME}uitvraag/{fielding.pk}/formulieren/", formulier).content.startswith(b"%PDF")


def test_a_paper_form_counts_once_and_a_wrong_number_not_at_all(office, school):
    with within(school):
        fielding = a_fielding()
    address = f"{HOME}uitvraag/{fielding.pk}/overtypen/"
    number = new_numbers(1, 1)[0]
    assert class_of(number) == 1 and len(grouped(number)) == 15
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert office.get(address, {"number": wrong}).status_code == 422
    assert "Groep 5" in office.get(address, {"number": grouped(number)}).content.decode()
    given = {"number": number, "n-S1": "4", "i-S1": "5", "w-well": "Warm welkom", "b": ["time"]}
    assert office.post(address, {"number": number}).status_code == 422  # nothing filled in
    assert office.post(address, given).status_code == 302
    again = office.post(address, given)
    assert again.status_code == 409 and "al overgetypt" in again.content.decode() and "Warm welkom" in again.content.decode()
    assert office.post(address, given | {"number": new_numbers(7, 1)[0]}).status_code == 422
    with within(school):
        assert Mark.objects.count() == 1


def test_the_telephone_says_the_same_whether_somebody_answered_or_not(office, school):
    with within(school):
        ticket = a_ticket()
    found = office.get(f"{HOME}uitvraag/{ticket.fielding_id}/telefoon/", {"zoek": "noor"}).content.decode()
    assert "Aïcha Amrani" in found and "Dewi" not in found
    with within(school):
        looked = TrailRow.objects.filter(act="look:find-asked")
        assert list(looked.values_list("object_id", flat=True)) == [ticket.fielding_id]
    address = f"{HOME}telefoon/{ticket.pk}/"
    before = office.get(address).content.decode().split("<main")[1].split("csrf")[0]
    said = [office.post(address, {"n-S1": "3"}, follow=True).content.decode() for _twice in range(2)]
    assert all("Niemand kan zien of iemand al eerder antwoordde" in one for one in said)
    assert office.get(address).content.decode().split("<main")[1].split("csrf")[0] == before
    with within(school):
        assert (
            Ticket.objects.get(pk=ticket.pk).answered
            and looked.count() == TrailRow.objects.filter(act__startswith="look").count()
        )
        staff = Ticket.objects.get(staff__isnull=False)
    assert office.get(f"{HOME}telefoon/{staff.pk}/").status_code == 404


def test_a_small_team_hears_beforehand_that_its_side_will_not_show_and_when_it_may_remind(office, school):
    draft = _runs(school, open=False)
    page = office.get(f"{HOME}uitvraag/{draft.pk}/").content.decode()
    assert page.count("Dit zijn minder dan tien mensen") == 2 and "minder dan tien mensen van een kant" in page
    office.post(f"{HOME}uitvraag/{draft.pk}/openen/")
    runs = office.get(f"{HOME}uitvraag/{draft.pk}/").content.decode()
    day = clock.today() + dt.timedelta(days=5)
    assert f"kan vanaf {day.day} " in runs and "/herinneren/" not in runs
    page = office.get(f"{HOME}uitvraag/{draft.pk}/sluiten/").content.decode()
    assert page.count("nog niet zeker tien antwoorden") == 2


def test_from_a_questionnaire_the_next_step_is_to_set_it_out(office, school):
    with within(school):
        an_instrument()
        other = an_instrument()
        version = other.versions.get()
    assert f"nieuw/?vragenlijst={other.pk}" in office.get(f"{HOME}vragenlijsten/{other.pk}/").content.decode()
    form = office.get(f"{HOME}uitvraag/nieuw/?vragenlijst={other.pk}").context["form"]
    assert form["version"].value() == version.pk
    assert "Kijk erin" in office.get(f"{HOME}vragenlijsten/").content.decode()
