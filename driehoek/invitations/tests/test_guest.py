"""A parent on a phone: three taps, in Dutch and in Arabic, and everything that can go wrong."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import WORKER
from driehoek.conftest import questions
from driehoek.invitations import services, words
from driehoek.invitations.models import Invitation, Occasion, Reply
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import open_link
from driehoek.outbox.models import Message
from driehoek.people.models import Guardianship
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(client: Client, school: School, asked: dict[str, Invitation]) -> str:
    """Bas opened his link on this phone."""
    return opened(client, school, asked["Bas"])


def opened(client: Client, school: School, invitation: Invitation) -> str:
    with within(school):
        code = codes.codes_for("reply", [invitation.pk])[invitation.pk]["link"]
    return open_link(client, code)


def reply_of(school: School, invitation: Invitation) -> Reply:
    with within(school):
        return Reply.objects.get(invitation=invitation)


def test_the_link_leads_to_the_three_taps(client: Client, address: str, asked: dict[str, Invitation]) -> None:
    assert address == f"/s/klimboom/uitnodiging/{asked['Bas'].pk}/"
    page = client.get(address).content.decode()
    assert '<html lang="nl" dir="ltr"' in page
    for words_ in ("Van Carla Jansen, Groep 5", "donderdag 10 december", "19.00–21.15", "Ja, wij komen met twee"):
        assert words_ in page
    assert "Noor" not in page


def test_an_answer_is_kept_and_shown_as_it_stands(
    client: Client, school: School, address: str, asked: dict[str, Invitation]
) -> None:
    answer = client.post(address, {"coming": "2", "interpreter": "tr", "childcare": "1", "other_need": ""})
    assert (answer.status_code, answer["Location"]) == (302, f"{address}dank/")
    page = client.get(answer["Location"]).content.decode()
    assert "u komt met 2 mensen" in page and "agenda.ics" in page and "1 kind" in page
    assert reply_of(school, asked["Bas"]).coming == 2
    with within(school):
        assert Message.objects.filter(letter="confirmation").count() == 1


def test_with_more_than_two_people_the_number_counts(
    client: Client, school: School, address: str, asked: dict[str, Invitation]
) -> None:
    client.post(address, {"coming": "more", "people": "4"})
    assert reply_of(school, asked["Bas"]).coming == 4


def test_who_answered_sees_the_answer_first_and_may_change_it(
    client: Client, school: School, address: str, asked: dict[str, Invitation]
) -> None:
    client.post(address, {"coming": "1", "interpreter": "so"})
    assert client.get(address)["Location"] == f"{address}dank/"
    page = client.get(f"{address}?wijzig=1").content.decode()
    assert '<option value="so" selected>' in page
    client.post(address, {"coming": "no"})  # from a page that lay open: the last one wins, and shows what stands
    assert "u komt niet" in client.get(f"{address}dank/").content.decode()
    assert reply_of(school, asked["Bas"]).coming == 0


def test_arabic_is_the_language_of_who_chose_it_until_they_choose_another(
    client: Client, school: School, asked: dict[str, Invitation]
) -> None:
    address = opened(client, school, asked["Aïcha"])
    assert '<html lang="ar" dir="rtl"' in client.get(address).content.decode()
    assert '<html lang="en"' in client.get(f"{address}?taal=en").content.decode()
    assert '<html lang="ar"' in client.get(f"{address}?taal=xx").content.decode()
    client.post("/taal/", {"language": "nl", "next": address})
    assert '<html lang="nl"' in client.get(address).content.decode()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_language_is_that_of_the_page_from_the_first_tap_to_the_change_of_mind(
    client: Client, school: School, asked: dict[str, Invitation], language: str
) -> None:
    """As the family is written to; and as an address names it, although they are written to otherwise."""
    address = opened(client, school, asked["Bas"])
    with within(school):
        Invitation.objects.filter(pk=asked["Bas"].pk).update(language=language)
    spoken = f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"'
    first = client.get(address).content.decode()
    assert spoken in first and all(f'value="{code}" lang="{code}"' in first for code, _name in settings.LANGUAGES)
    with within(school):
        Invitation.objects.filter(pk=asked["Bas"].pk).update(language="nl")
    page = client.get(f"{address}?taal={language}")
    assert spoken in page.content.decode()
    thanks = client.post(page.context["address"], {"coming": "1"}, follow=True)
    assert spoken in thanks.content.decode() and spoken in client.get(thanks.context["change"]).content.decode()


def test_an_arabic_parent_answers(client: Client, school: School, asked: dict[str, Invitation], heard: list[Any]) -> None:
    address = opened(client, school, asked["Aïcha"])
    said = "أودّ أن أعرف متى يمكنني الاتصال 🙂"
    answer = client.post(address, {"coming": "say", "text": said, "named": "with", "key": str(uuid.uuid4())}, follow=True)
    assert '<html lang="ar" dir="rtl"' in answer.content.decode()
    assert [(one["text"], one["language"], one["named"]) for one in heard] == [(said, "ar", True)]
    assert heard[0]["invitation"] == asked["Aïcha"]


def test_words_without_a_name_and_sent_twice_keep_one_key(client: Client, address: str, heard: list[Any]) -> None:
    page = client.get(address).content.decode()
    key = page.split('name="key" value="')[1].split('"')[0]
    for _press in range(2):
        client.post(address, {"coming": "say", "text": "Bel mij eens", "named": "without", "key": key})
    assert {(str(one["key"]), one["named"]) for one in heard} == {(key, False)}


def test_without_a_choice_words_carry_no_name(client: Client, address: str, heard: list[Any]) -> None:
    client.post(address, {"coming": "say", "text": "Bel mij eens", "key": "nonsense"})
    assert heard[0]["named"] is False and heard[0]["key"].version == 4


def test_a_hundred_thousand_characters_are_refused_beside_the_field_and_nothing_is_lost(
    client: Client, school: School, address: str, heard: list[Any]
) -> None:
    long = "ab " * 33_333 + "z"
    answer = client.post(address, {"coming": "say", "text": long, "named": "with", "key": str(uuid.uuid4())})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dit is te lang: 98000 tekens te veel" in page
    assert long.strip() in page and 'id="id_text_error"' in page
    assert heard == []
    with within(school):
        assert not Reply.objects.exists()


def test_saying_something_needs_words_and_an_answer_needs_a_choice(client: Client, address: str, heard: list[Any]) -> None:
    empty = client.post(address, {"coming": "say", "text": "  "})
    assert empty.status_code == 422 and "Schrijf hier wat u wilt zeggen" in empty.content.decode()
    nothing = client.post(address, {"other_need": "Een stoel met leuning"})
    assert nothing.status_code == 422 and "Een stoel met leuning" in nothing.content.decode()


def test_where_nobody_takes_words_in_they_are_not_asked(client: Client, address: str, heard: list[Any]) -> None:
    words._receivers[:] = []
    assert 'value="say"' not in client.get(address).content.decode()


@pytest.mark.parametrize("odd", [{"coming": "99"}, {"coming": "more", "people": "900"}, {"coming": "1", "childcare": "-3"},
                                 {"coming": "1", "interpreter": "klingon"}, {"coming": "1", "other_need": "x" * 400}])  # fmt: skip
def test_odd_input_is_answered_with_words_never_with_an_error(client: Client, address: str, odd: dict[str, str]) -> None:
    assert client.post(address, odd).status_code == 422


def test_a_guessed_id_and_another_schools_address_are_not_found(
    client: Client, school: School, other_school: School, address: str, asked: dict[str, Invitation]
) -> None:
    for wrong in (
        f"/s/klimboom/uitnodiging/{uuid.uuid4()}/",
        f"/s/klimboom/uitnodiging/{asked['Aïcha'].pk}/",
        f"/s/baken/uitnodiging/{asked['Bas'].pk}/",
        f"/s/nergens/uitnodiging/{asked['Bas'].pk}/",
    ):
        answer = client.get(wrong)
        assert answer.status_code == 404
        assert "Een code typen" in answer.content.decode()


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_a_link_that_ended_opens_nothing(
    client: Client, school: School, occasion: Occasion, address: str, asked: dict[str, Invitation], how: str
) -> None:
    later = occasion.ends_at + dt.timedelta(days=61)
    if how == "revoked":
        later = clock.now()
        with within(school):
            codes.revoke("reply", asked["Bas"].pk)
    with clock.stopped(later):
        assert client.get(address).status_code == 404


def test_after_the_evening_it_says_so_with_a_way_to_what_was_said(
    client: Client, school: School, occasion: Occasion, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "_reports", [lambda slug, about: f"/s/{slug}/verslag/"])
    with clock.stopped(clock.at(dt.date(2026, 12, 11), dt.time(8))):
        page = client.get(address).content.decode()
        assert "Deze avond is geweest" in page and 'href="/s/klimboom/verslag/"' in page
        late = client.post(address, {"coming": "1"})
        assert late.status_code == 409 and "Deze avond is geweest" in late.content.decode()


def test_the_calendar_file_comes_to_the_phone(client: Client, address: str) -> None:
    answer = client.get(f"{address}agenda.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"BEGIN:VEVENT" in answer.content


def test_pressing_very_often_is_slowed_down_and_loses_nothing(client: Client, address: str) -> None:
    statuses = [client.post(address, {"coming": "1"}).status_code for _press in range(61)]
    assert statuses[:60] == [302] * 60
    slow = client.post(address, {"coming": "1", "other_need": "Een stoel"})
    assert slow.status_code == 429 and "Een stoel" in slow.content.decode()


def test_a_page_of_a_family_costs_few_queries(client: Client, school: School, address: str, asked: dict[str, Invitation]) -> None:
    with within(school):
        services.reply(invitation=asked["Bas"], given=Given(coming=1), by=WORKER)
    for page in ("?wijzig=1", "dank/"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{address}{page}").status_code == 200
        assert questions(captured) <= 11


def test_a_link_opens_nothing_once_nobody_at_home_may_hear_from_the_school(
    client: Client, school: School, address: str, asked: dict[str, Invitation]
) -> None:
    with within(school):
        Guardianship.objects.filter(guardian__household=asked["Bas"].household_id).update(may_receive=False)
    assert client.get(address).status_code == 404
    assert client.post(address, {"coming": "1"}).status_code == 404


def test_words_without_a_name_are_said_to_have_arrived(client: Client, address: str) -> None:
    typed = {"coming": "say", "text": "Meer foto's, graag.", "named": "without", "key": str(uuid.uuid4())}
    done = client.post(address, typed, follow=True)
    assert "Wat u schreef, is bij de school." in done.content.decode()
    assert "Schreef u eerder iets zonder naam?" in client.get(f"{address}?wijzig=1").content.decode()


@pytest.mark.parametrize(("phone", "spoken"), [("pl-PL,pl;q=0.9", "pl"), ("en-GB", "nl"), ("", "nl")])
def test_a_telephone_is_believed_where_nobody_asked_for_the_language(
    client: Client, school: School, asked: dict[str, Invitation], phone: str, spoken: str
) -> None:
    dutch = next(one for one in asked.values() if one.language == "nl")
    page = client.get(opened(client, school, dutch), headers={"accept-language": phone}).content.decode()
    assert f'<html lang="{spoken}"' in page
