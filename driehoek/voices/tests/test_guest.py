"""What was done with what you said: on a parent's phone, in their language, and nobody else's words under a name."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.actions import services as actions
from driehoek.actions.models import ActionItem
from driehoek.invitations.models import Invitation, Occasion
from driehoek.library.reading import load_answers, load_themes
from driehoek.people.tests.makers import make_home
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Contribution, Standing, Theme

from .makers import make_invitation, opened, say
from .pages import html, said

pytestmark = pytest.mark.django_db


def page_of(occasion: Occasion, school: str = "klimboom") -> str:
    return reverse("said", args=[school, occasion.pk])


@pytest.fixture
def aicha(occasion: Occasion, school: Any) -> Invitation:
    with within(school):
        return make_invitation(occasion, make_home("Aïcha"))


@pytest.fixture
def bas(occasion: Occasion, school: Any) -> Invitation:
    with within(school):
        return make_invitation(occasion, make_home("Bas"))


@pytest.fixture
def phone(client: Client, aicha: Invitation, occasion: Occasion, school: Any) -> Client:
    """Aïcha's phone: she opened the link of her invitation."""
    with within(school):
        opened(client, "reply", aicha.pk, occasion)
    return client


def test_a_parent_reads_her_own_words_with_theme_answer_action_and_what_came_of_it(
    phone: Client, occasion: Occasion, theme: Theme, aicha: Invitation, school: Any, dirk: Who
) -> None:
    with within(school):
        row = say(occasion, "Wie bel ik?", giver=aicha.household, standing=Standing.APPROVED)
        services.place(contribution=row, theme=theme, by=dirk)
        promise = {"kind": "we_do", "text": "We hangen bordjes op.", "action_title": "Bordjes op elke deur"}
        answer = services.answer_theme(theme=theme, action_due_on=clock.today(), by=dirk, **promise)
        actions.turn(action=answer.action, verb="finish", result="De bordjes hangen.", by=dirk)
    page = said(phone.get(page_of(occasion)))
    own = page.split("Wat iedereen zei")[0]
    for words in ("Wie bel ik?", "Bereikbaar zijn", "We hangen bordjes op.", "Gedaan op 23 november 2026", "De bordjes hangen."):
        assert words in own


def test_another_home_reads_none_of_it_as_its_own_and_no_name_anywhere(
    client: Client, occasion: Occasion, theme: Theme, aicha: Invitation, bas: Invitation, school: Any, dirk: Who
) -> None:
    with within(school):
        row = say(occasion, "Wie bel ik?", giver=aicha.household, giver_name="Aïcha Amrani", standing=Standing.APPROVED)
        services.place(contribution=row, theme=theme, by=dirk)
        opened(client, "reply", bas.pk, occasion)
    page = html(client.get(page_of(occasion)))
    assert "Wat u zelf zei" not in page
    assert "Aïcha" not in page
    assert "Wie bel ik?" in page  # among everybody's, without a name


def test_what_waits_or_is_apart_is_read_by_its_giver_alone(
    phone: Client, occasion: Occasion, theme: Theme, aicha: Invitation, bas: Invitation, school: Any, dirk: Who
) -> None:
    with within(school):
        for home, whose in ((aicha.household, "van haar"), (bas.household, "van hem")):
            for standing in (Standing.WAITING, Standing.PARKED):
                row = say(occasion, f"{standing} {whose}", giver=home)
                services.place(contribution=row, theme=theme, by=dirk)
                Contribution.objects.filter(pk=row.pk).update(standing=standing)
        services.answer_theme(theme=theme, kind="heard", text="Een antwoord voor allen.", by=dirk)
    page = said(phone.get(page_of(occasion)))
    assert "waiting van haar" in page
    assert "parked van haar" in page
    assert "omdat het persoonlijk is" in page
    assert "van hem" not in page
    assert page.count("Een antwoord voor allen.") == 1  # under what waits; what is apart hangs on no theme for its giver


def test_keys_kept_on_a_device_bring_back_its_own_words_and_are_kept_nowhere(
    phone: Client, occasion: Occasion, school: Any
) -> None:
    with within(school):
        mine, other = say(occasion, "Zonder naam van mij"), say(occasion, "Zonder naam van een ander")
        before = TrailRow.objects.count()
    keys = f"{mine.pk}\ngeen-sleutel\n{clock.secret_id()}\n' or 1=1"
    page = html(phone.post(page_of(occasion), {"keys": keys}, headers={"X-Part": "own"}))
    assert "Zonder naam van mij" in page
    assert other.text not in page
    assert "<html" not in page
    with within(school):
        assert TrailRow.objects.count() == before
        assert Contribution.objects.get(pk=mine.pk).giver is None


def test_keys_of_another_evening_or_school_bring_nothing(
    phone: Client, occasion: Occasion, other_occasion: Occasion, other_school: Any
) -> None:
    with within(other_school):
        row = say(other_occasion, "Van Het Baken")
    page = said(phone.post(page_of(occasion), {"keys": str(row.pk)}))
    assert "Van Het Baken" not in page
    assert "Op dit toestel staat niets" in page


def test_without_script_the_page_reads_whole_and_ten_thousand_keys_do_no_harm(phone: Client, occasion: Occasion) -> None:
    assert phone.get(page_of(occasion)).status_code == 200
    many = "\n".join(str(clock.secret_id()) for _ in range(10_000))
    assert phone.post(page_of(occasion), {"keys": many}).status_code == 200


@pytest.mark.parametrize(("language", "direction"), [("nl", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_page_has_the_parents_direction_and_says_what_is_written_in_dutch(
    phone: Client, occasion: Occasion, theme: Theme, school: Any, dirk: Who, language: str, direction: str
) -> None:
    with within(school):
        row = say(occasion, "بنتي سعيدة", language="ar", standing=Standing.APPROVED)
        services.place(contribution=row, theme=theme, by=dirk)
        services.answer_theme(theme=theme, kind="heard", text="Eigen woorden van de school.", by=dirk)
    phone.cookies["taal"] = language
    page = html(phone.get(page_of(occasion)))
    assert f'<html lang="{language}" dir="{direction}"' in page
    assert '<p class="quote" dir="auto" lang="ar">بنتي سعيدة</p>' in page
    assert '<p lang="nl" dir="auto">Eigen woorden van de school.</p>' in page
    assert ("in-dutch" in page) == (language != "nl")


def test_what_comes_from_the_library_is_read_in_ones_own_language(
    phone: Client, occasion: Occasion, school: Any, dirk: Who
) -> None:
    known, starter = load_themes()[0], load_answers()[0].starters[0]
    with within(school):
        theme = services.make_theme(occasion=occasion, title=known.title.say("nl"), library_key=known.key, by=dirk)
        services.place(contribution=say(occasion, standing=Standing.APPROVED), theme=theme, by=dirk)
        services.answer_theme(theme=theme, kind="heard", text=starter.say("nl"), by=dirk)
    phone.cookies["taal"] = "ar"
    page = html(phone.get(page_of(occasion)))
    assert known.title.say("ar") in page
    assert starter.say("ar") in page


def test_a_stopped_action_says_why_and_an_open_one_when(
    phone: Client, occasion: Occasion, theme: Theme, school: Any, dirk: Who
) -> None:
    with within(school):
        services.place(contribution=say(occasion, standing=Standing.APPROVED), theme=theme, by=dirk)
        promise = {"kind": "we_do", "text": "Ja.", "action_title": "Bordjes"}
        services.answer_theme(theme=theme, action_due_on=clock.today(), by=dirk, **promise)
    assert "Klaar op 23 november 2026" in said(phone.get(page_of(occasion)))
    with within(school):
        actions.turn(action=ActionItem.objects.get(), verb="stop", result="Het mag niet van de brandweer.", by=dirk)
    page = said(phone.get(page_of(occasion)))
    assert "Hier zijn we mee gestopt. Het mag niet van de brandweer." in page


def test_who_holds_no_code_of_this_evening_sees_nothing(
    client: Client, phone: Client, occasion: Occasion, other_occasion: Occasion, school: Any
) -> None:
    assert Client().get(page_of(occasion)).status_code == 404
    assert phone.get(page_of(other_occasion, "baken")).status_code == 404
    with within(school):
        from driehoek.invitations.tests.makers import make_occasion

        another = make_occasion(title="Een andere avond")
    assert phone.get(page_of(another)).status_code == 404


def test_words_are_shown_as_words_whatever_stands_in_them(
    phone: Client, occasion: Occasion, aicha: Invitation, school: Any
) -> None:
    with within(school):
        say(occasion, "<script>alert(1)</script> {{ geheim }} \u202eomgekeerd 👩\u200d🏫", giver=aicha.household)
    page = html(phone.get(page_of(occasion)))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ geheim }} omgekeerd 👩\u200d🏫" in page


def test_who_goes_back_and_writes_something_else_loses_neither_words(
    phone: Client, occasion: Occasion, aicha: Invitation, school: Any
) -> None:
    """A browser that goes back sends the key of the first words again."""
    address, key = reverse("reply", args=["klimboom", aicha.pk]), str(clock.secret_id())
    form = {"coming": "say", "text": "Mijn eerste woorden", "named": "without", "key": key}
    assert phone.post(address, form).status_code == phone.post(address, form).status_code == 302
    again = phone.post(address, {**form, "text": "Nog iets anders"})
    assert again.status_code == 409 and "Nog iets anders" in again.content.decode() and key not in again.content.decode()
    fresh = again.context["form"]["key"].value()
    assert phone.post(address, {**form, "text": "Nog iets anders", "key": fresh}).status_code == 302
    with within(school):
        assert sorted(Contribution.objects.values_list("text", flat=True)) == ["Mijn eerste woorden", "Nog iets anders"]
