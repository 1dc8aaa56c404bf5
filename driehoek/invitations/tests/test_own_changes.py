"""A parent corrects, asks and removes; what the school sees of it; and the letter for who has no e-mail."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from driehoek import clock
from driehoek.access import codes
from driehoek.access.models import AccessCode, TrailRow
from driehoek.access.who import WORKER, Pass, Who
from driehoek.conftest import sign_in
from driehoek.invitations import services
from driehoek.invitations.models import Occasion, Reply
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import open_link
from driehoek.invitations.tests.own import door, family, guardian, opened, said
from driehoek.people import own as registry
from driehoek.people.models import Guardian
from driehoek.people.queries import corrected as corrected_queries
from driehoek.people.queries.own import own_data
from driehoek.people.rules import own as rules
from driehoek.people.services import own
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


@pytest.mark.database
def test_a_parent_corrects_and_the_school_sees_it(
    client: Client, school: School, occasion: Occasion, carla: Who, dirk: Who
) -> None:
    family(school, occasion, carla, "one home")
    address = opened(client, school, guardian(school, "Aïcha"))
    given = {"given_name": "Aicha", "surname": "El Amrani", "email": " NIEUW@example.org", "phone": "06 33333333",
             "contact_language": "ar", "reached_by": "paper"}  # fmt: skip
    assert client.post(address + "verbeteren/", given).status_code == 302
    after = guardian(school, "Aicha")
    assert (after.surname, after.email, after.contact_language, after.reached_by) == (
        "El Amrani",
        "nieuw@example.org",
        "ar",
        "paper",
    )
    assert after.language_asked_on == clock.today() and set(after.corrected) == {"name", "email", "phone", "contact_language"}
    assert "amrani" in after.search_key
    with within(school):
        assert Guardian.objects.get(pk=after.pk).phone == "0633333333"
        acts = set(TrailRow.objects.filter(object_id=after.pk, actor_kind="guest").values_list("act", flat=True))
    assert {"own-correct:email", "own-correct:phone", "own-correct:given_name"} <= acts
    sign_in(client, dirk)
    listed = client.get("/s/klimboom/mensen/verbeterd/").content.decode()
    assert "nieuw@example.org" in listed and "Noor Amrani" in listed and "geheim nummer" in listed
    assert "0633333333" not in listed, "a secret number is on no list"


def test_what_is_wrong_stays_typed_with_words_beside_it(client: Client, school: School, occasion: Occasion, carla: Who) -> None:
    family(school, occasion, carla, "one home")
    address = opened(client, school, guardian(school, "Aïcha")) + "verbeteren/"
    wrong = {"given_name": " ", "surname": "", "email": "aicha@", "phone": "12", "contact_language": "xx", "reached_by": "duif"}
    answer = client.post(address, wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="aicha@"' in page and 'value="12"' in page
    assert "Dit e-mailadres klopt niet" in page and "Dit telefoonnummer klopt niet" in page
    nameless = client.post(address, {"email": "", "phone": "", "contact_language": "nl"})
    assert nameless.status_code == 422 and "Vul uw voornaam of uw achternaam in" in nameless.content.decode()
    assert guardian(school, "Aïcha").email == "aicha@example.org"


def test_saving_what_was_there_changes_and_tells_nothing(client: Client, school: School, occasion: Occasion, carla: Who) -> None:
    family(school, occasion, carla, "one home")
    aicha = guardian(school, "Aïcha")
    with within(school):
        same = {name: getattr(aicha, name) for name in ("given_name", "surname", "email", "contact_language")}
        same |= {"phone": Guardian.objects.get(pk=aicha.pk).phone}
    client.post(opened(client, school, aicha) + "verbeteren/", same)
    with within(school):
        assert corrected_queries.waiting() == [] and Guardian.objects.get(pk=aicha.pk).corrected == {}


def test_address_and_authority_are_asked_not_changed(
    client: Client, school: School, occasion: Occasion, carla: Who, dirk: Who, moment: dt.datetime
) -> None:
    family(school, occasion, carla, "one home")
    aicha = guardian(school, "Aïcha")
    address = opened(client, school, aicha)
    for what, status in (("address", 302), ("address", 302), ("authority", 302), ("anything", 422)):
        assert client.post(address + "vraag/", {"what": what}).status_code == status
    assert "U vroeg de school naar uw adres te kijken" in client.get(address + "?taal=nl").content.decode()
    with within(school):
        assert [set(one.acts) for one in corrected_queries.waiting()] == [{"own-ask:address", "own-ask:authority"}]
    sign_in(client, dirk)
    listed = "/s/klimboom/mensen/verbeterd/"
    assert "Vraagt je naar het adres te kijken" in client.get(listed).content.decode()
    with within(school):
        [line] = corrected_queries.waiting()
    with clock.stopped(moment + dt.timedelta(minutes=1)):
        done = client.post(f"{listed}{aicha.pk}/overgenomen/", {"last": line.last}, follow=True).content.decode()
    assert "van de lijst" in done and "naar het adres te kijken" not in done and f"{aicha.pk}/terug/" in done
    with clock.stopped(moment + dt.timedelta(minutes=2)):
        back = client.post(f"{listed}{aicha.pk}/terug/", follow=True).content.decode()
    assert "naar het adres te kijken" in back


@pytest.mark.database
def test_what_a_parent_asks_while_somebody_reads_the_list_does_not_go_off_unread(
    client: Client, school: School, occasion: Occasion, carla: Who, dirk: Who, moment: dt.datetime
) -> None:
    family(school, occasion, carla, "one home")
    aicha = guardian(school, "Aïcha")
    with within(school):
        own.ask_school(guardian=aicha, what="address", by=WORKER)
        [drawn] = corrected_queries.waiting()
        with clock.stopped(moment + dt.timedelta(minutes=1)):
            own.ask_school(guardian=aicha, what="authority", by=WORKER)
    sign_in(client, dirk)
    listed = "/s/klimboom/mensen/verbeterd/"
    for last in (str(drawn.last), "", "x"):
        with clock.stopped(moment + dt.timedelta(minutes=2)):
            refused = client.post(f"{listed}{aicha.pk}/overgenomen/", {"last": last}, follow=True).content.decode()
        assert "deed intussen nog iets" in refused and "naar het gezag te kijken" in refused
        assert "naar het adres te kijken" in refused
    with within(school):
        [now] = corrected_queries.waiting()
    for minute, words in ((3, "is van de lijst"), (4, "was al van de lijst")):
        with clock.stopped(moment + dt.timedelta(minutes=minute)):
            done = client.post(f"{listed}{aicha.pk}/overgenomen/", {"last": now.last}, follow=True).content.decode()
        assert words in done and "te kijken" not in done


@pytest.mark.database
def test_what_went_off_the_list_comes_back_beside_what_came_in_since(
    school: School, occasion: Occasion, carla: Who, moment: dt.datetime
) -> None:
    family(school, occasion, carla, "one home")
    aicha = guardian(school, "Aïcha")
    with within(school):
        own.ask_school(guardian=aicha, what="address", by=WORKER)
        [drawn] = corrected_queries.waiting()
        with clock.stopped(moment + dt.timedelta(minutes=1)):
            own.take_over(guardian=aicha, last=drawn.last, by=WORKER)
        with clock.stopped(moment + dt.timedelta(minutes=2)):
            own.ask_school(guardian=aicha, what="authority", by=WORKER)
        for minute in (3, 4):
            with clock.stopped(moment + dt.timedelta(minutes=minute)):
                own.put_back(guardian=aicha, by=WORKER)
        [now] = corrected_queries.waiting()
        assert set(now.acts) == {"own-ask:address", "own-ask:authority"}
        assert TrailRow.objects.filter(act="own-reopen").count() == 1


@pytest.mark.database
def test_the_list_is_found_without_walking_through_the_trail(school: School, dirk: Who) -> None:
    """In a trail with much else, on both databases."""
    with within(school):
        TrailRow.objects.bulk_create(
            [
                TrailRow(actor_kind="staff", actor=dirk.user_id, act=f"look:{number % 40}", object_type="people.guardian")
                for number in range(3_000)
            ],
            batch_size=500,
        )
        home = make_home("Aïcha")
        own.ask_school(guardian=home.guardians.get(), what="address", by=WORKER)
        with connection.cursor() as cursor:
            cursor.execute("analyze")
        assert "trail_by_act" in TrailRow.objects.filter(act__in=rules.ACTS).order_by("at", "pk").explain()
        assert len(corrected_queries.waiting()) == 1


def test_the_list_of_the_school_is_flat(
    client: Client, school: School, occasion: Occasion, carla: Who, dirk: Who, django_assert_max_num_queries: Any
) -> None:
    with within(school):
        five = make_class("Groep 5")
        for number in range(60):
            home = make_home(f"Ouder {number}")
            make_child(f"Kind {number}", five, home)
            own.ask_school(guardian=home.guardians.get(), what="address", by=WORKER)
    sign_in(client, dirk)
    with django_assert_max_num_queries(18):
        assert client.get("/s/klimboom/mensen/verbeterd/").content.decode().count("Overgenomen") >= 20


# Remove


@pytest.mark.database
def test_who_is_alone_at_home_takes_everything_along(
    client: Client, school: School, occasion: Occasion, carla: Who, moment: dt.datetime
) -> None:
    asked = family(school, occasion, carla, "two homes")
    for one in asked.values():
        said(school, one, "Bel mij eens")
    with within(school):
        for one in asked.values():
            services.reply(invitation=one, given=Given(coming=1, interpreter="tr", other_need="Een stoel"), by=WORKER)
    browser = Client()
    home_link = door(browser, school, asked["Aïcha"])
    aicha = guardian(school, "Aïcha")
    address = opened(client, school, aicha) + "verwijderen/"
    assert "Dit blijft, en waarom" in client.get(f"{address}?taal=nl").content.decode()
    for _press in range(2):
        page = client.post(address, follow=True)
        assert page.status_code == 200
    assert "Uw gegevens zijn verwijderd" in client.get(f"{address}?taal=nl").content.decode()
    with within(school):
        after = Guardian.objects.get(pk=aicha.pk)
        assert (after.email, after.phone, after.phone_is_secret, after.contact_language) == ("", "", False, "nl")
        assert after.withdrawn_at == moment and str(after) == "Aïcha Amrani" and after.children.count() == 1
        assert TrailRow.objects.filter(act="own-remove", object_id=aicha.pk).count() == 1
        mine, other = Reply.objects.get(invitation=asked["Aïcha"]), Reply.objects.get(invitation=asked["Bas"])
        assert (mine.coming, mine.interpreter, mine.other_need) == (1, "", "") and other.other_need == "Een stoel"
        givers = list(Contribution.objects.values_list("giver_id", flat=True))
        assert sorted(givers, key=str) == sorted([None, asked["Bas"].household_id], key=str)
        assert {row.text for row in Contribution.objects.all()} == {"Bel mij eens"}
        assert Guardian.objects.get(given_name="Bas").email == "bas@example.org"
    assert browser.get(home_link).status_code == 404
    with clock.stopped(moment + own.GOODBYE + dt.timedelta(minutes=1)):
        assert client.get(address).status_code == 404


@pytest.mark.database
def test_who_shares_a_home_leaves_the_other_as_they_were(client: Client, school: School, occasion: Occasion, carla: Who) -> None:
    asked = family(school, occasion, carla, "one home")["Aïcha"]
    said(school, asked, "Van een van ons")
    with within(school):
        services.reply(invitation=asked, given=Given(coming=2, interpreter="tr"), by=WORKER)
        own.remove(guardian=Guardian.objects.get(given_name="Aïcha"), by=WORKER)
        bas = Guardian.objects.get(given_name="Bas")
        assert (bas.email, bas.withdrawn_at) == ("bas@example.org", None)
        assert Reply.objects.get().interpreter == "tr" and Contribution.objects.get().giver_id == asked.household_id
        own.remove(guardian=bas, by=WORKER)  # the last one takes along what was of both
        assert Reply.objects.get().interpreter == "" and Contribution.objects.get().giver_id is None
    assert client.get(f"/s/klimboom/uitnodiging/{asked.pk}/").status_code == 404


@pytest.mark.parametrize("kind", ["one home", "two homes"])
def test_the_page_promises_about_links_what_happens(
    client: Client, school: School, occasion: Occasion, carla: Who, kind: str
) -> None:
    asked = family(school, occasion, carla, kind)["Aïcha"]
    browser = Client()
    invitation = door(browser, school, asked)
    address = opened(client, school, guardian(school, "Aïcha")) + "verwijderen/"
    page = client.get(f"{address}?taal=nl").content.decode()
    client.post(address)
    still_works = browser.get(invitation).status_code == 200
    assert still_works == (kind == "one home") == ("Die blijft werken" in page)
    assert ("ze openen niets meer" in page) == (not still_works)


@pytest.fixture
def broken_teller() -> Iterator[None]:
    def breaks(guardian: Guardian, alone: bool) -> None:
        raise ZeroDivisionError

    registry.register(registry.Teller(keeps=(), forget=breaks))
    yield
    registry._tellers.pop()


@pytest.mark.database
def test_removing_is_all_or_nothing(client: Client, school: School, occasion: Occasion, carla: Who, broken_teller: None) -> None:
    asked = family(school, occasion, carla, "two homes")["Aïcha"]
    said(school, asked, "Bel mij eens")
    address = opened(client, school, guardian(school, "Aïcha"))
    with pytest.raises(ZeroDivisionError):
        client.post(address + "verwijderen/")
    after = guardian(school, "Aïcha")
    assert after.email and after.withdrawn_at is None
    with within(school):
        assert Contribution.objects.get().giver_id == asked.household_id


def test_who_gives_an_address_again_is_there_again(school: School, occasion: Occasion, carla: Who) -> None:
    family(school, occasion, carla, "one home")
    with within(school):
        aicha = Guardian.objects.get(given_name="Aïcha")
        own.remove(guardian=aicha, by=WORKER)
        own.correct(guardian=aicha, given={"email": "terug@example.org"}, by=WORKER)
        assert Guardian.objects.get(pk=aicha.pk).withdrawn_at is None


# On paper, and elsewhere


def test_a_letter_with_a_code_for_who_has_no_mail(
    client: Client, school: School, occasion: Occasion, carla: Who, dirk: Who, moment: dt.datetime
) -> None:
    family(school, occasion, carla, "no e-mail")
    aicha = guardian(school, "Aïcha")
    sign_in(client, dirk)
    codes_printed = []
    for minutes in (0, 2):
        with clock.stopped(moment + dt.timedelta(minutes=minutes)):
            answer = client.post(f"/s/klimboom/mensen/ouder/{aicha.pk}/gegevensbrief/")
        pages = PdfReader(io.BytesIO(answer.content)).pages
        text = " ".join(pages[0].extract_text().split())
        assert len(pages) == 1 and "Aïcha Amrani" in text and "Lindelaan" not in text and "Bas" not in text
        with within(school):
            codes_printed.append(codes.codes_for("own", [aicha.pk])[aicha.pk]["printed"])
        assert codes.grouped(codes_printed[-1]) in text
    browser = Client()
    assert open_link(browser, codes_printed[1]) == f"/s/klimboom/gegevens/{aicha.pk}/"
    assert Client().post("/c/", {"code": codes_printed[0]}).status_code == 422, "the one before stops"


@pytest.mark.database
def test_a_double_click_on_the_letter_prints_the_same_code(school: School, occasion: Occasion, carla: Who, dirk: Who) -> None:
    family(school, occasion, carla, "no e-mail")
    with within(school):
        aicha = Guardian.objects.get(given_name="Aïcha")
        one, two = (own.give_letter_code(guardian=aicha, by=dirk) for _click in range(2))
        assert one == two and codes.find(one) is not None
        assert own.give_letter_code(guardian=aicha, by=carla) != one


def test_who_asks_for_everybody_at_home_is_held_up(school: School, occasion: Occasion, carla: Who) -> None:
    asked = family(school, occasion, carla, "one home")["Aïcha"]
    with within(school):
        key = AccessCode.objects.filter(about=asked.pk).first()
        assert key is not None
        by = Who("guest", passes=(Pass(key.pk, "reply", asked.pk),))
        people = list(Guardian.objects.order_by("given_name"))
        for number in range(9):
            person = make_home(f"Nog {number}", mails=("nog@example.org",)).guardians.get() if number > 1 else people[number]
            own.ask_link(guardian=person, by=by)
        assert TrailRow.objects.filter(act="own-link").count() == 6


@pytest.mark.database
def test_a_parent_is_told_that_a_code_was_printed_that_opens_what_is_secret(
    client: Client, school: School, occasion: Occasion, carla: Who, dirk: Who
) -> None:
    family(school, occasion, carla, "one home")
    sign_in(client, dirk)
    aicha = guardian(school, "Aïcha")
    client.post(f"/s/klimboom/mensen/ouder/{aicha.pk}/gegevensbrief/")
    number = (clock.today(), "Dirk", "uw telefoonnummer, bij het afdrukken van een brief met een code")
    address = (clock.today(), "Dirk", "uw adres, bij het afdrukken van een brief met een code")
    with within(school):
        aicha, bas = (Guardian.objects.select_related("household").get(given_name=name) for name in ("Aïcha", "Bas"))
        assert own_data(aicha).looks == [number] and own_data(bas).looks == []
        Guardian.objects.update(phone_is_secret=False)
        bas.household.is_secret = True
        bas.household.save()
        own.give_letter_code(guardian=Guardian.objects.get(pk=bas.pk), by=dirk)
        assert own_data(bas).looks == [address]
        assert own_data(aicha).looks == [number], "that a letter was printed is told to whom it is for"


def test_every_term_of_what_is_told_has_words(school: School) -> None:
    from driehoek.people.queries.own import kept

    lines = kept()
    assert len(lines) >= 7 and all(what and until for what, until in lines)


def test_the_download_is_plain_data_of_this_parent(client: Client, school: School, occasion: Occasion, carla: Who) -> None:
    family(school, occasion, carla, "two homes")
    answer = client.get(opened(client, school, guardian(school, "Aïcha")) + "bestand.json")
    assert "attachment" in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]
    found = json.loads(answer.content)
    assert found["name"] == {"given": "Aïcha", "prefix": "", "surname": "Amrani"}
    assert found["email"] == "aicha@example.org" and found["phone"] == {"number": "0611111111", "is_secret": True}
    assert [child["name"] for child in found["children"]] == ["Noor"] and found["asked"][0]["lines"]
