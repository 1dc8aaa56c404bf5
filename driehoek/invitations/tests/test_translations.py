"""What a school writes itself: in the reader's language when a person translated it, otherwise in Dutch, and it says so."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from driehoek.access.models import TrailRow
from driehoek.access.who import WORKER, Who
from driehoek.conftest import sign_in
from driehoek.invitations import pages, told, wording
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
from driehoek.invitations.services.translating import translate_occasion
from driehoek.invitations.tests.test_guest import opened
from driehoek.library import reading
from driehoek.meetings.tests.makers import make_meeting
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OTHERS = [code for code, _name in settings.LANGUAGES if code != "nl"]


@pytest.fixture
def written(school: School, occasion: Occasion, asked: dict[str, Invitation]) -> Occasion:
    """A title of its own, a reason, and a line of the mentor; in English only the reason is translated."""
    with within(school):
        Occasion.objects.update(title="Avond over lezen", why="Lezen doen we samen.")
        ClassInvitation.objects.update(personal_line="Ik zie u graag!")
        return translate_occasion(occasion=occasion, changes={("en", "why"): "We read together."}, by=WORKER)


def boxes(client: Client, address: str) -> dict[str, str]:
    """What a browser would send back when nothing is typed: each box, and beside it what stood there."""
    form = client.get(address).context["form"]
    now = {name: form[name].value() or "" for name in form.fields}
    return now | {f"initial-{name}": text for name, text in now.items()}


def page(client: Client, school: School, asked: dict[str, Invitation], language: str) -> str:
    return client.get(f"{opened(client, school, asked['Bas'])}?taal={language}").content.decode()


def test_in_dutch_nothing_is_said_about_language(client: Client, school: School, written: Occasion, asked: Any) -> None:
    shown = page(client, school, asked, "nl")
    assert "Lezen doen we samen." in shown and "in het Nederlands" not in shown


def test_what_a_person_translated_is_read_and_the_rest_says_that_it_is_dutch(
    client: Client, school: School, written: Occasion, asked: Any
) -> None:
    shown = page(client, school, asked, "en")
    assert '<p dir="auto" lang="en">We read together.</p>' in shown and "Lezen doen we samen." not in shown
    assert '<p dir="ltr" lang="nl">Ik zie u graag!</p>' in shown
    assert '<bdi lang="nl">Avond over lezen</bdi>' in shown


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_its_own_words_and_falls_back_per_line(school: School, written: Occasion, language: str) -> None:
    with within(school):
        assert told.told(written, "place", language).is_dutch
        changed = translate_occasion(occasion=written, changes={(language, "place"): "X"}, by=WORKER)
        assert told.told(changed, "place", language) == told.Told("X", language, language)
        assert told.told(changed, "title", language).is_dutch


def test_a_title_that_ships_needs_no_translation() -> None:
    ours = reading.load_template(reading.template_keys()[0]).title
    shown = told.told(Occasion(title=ours.say("nl")), "title", "en")
    assert (shown.text, shown.language) == (ours.say("en"), "en")


@pytest.mark.parametrize(("text", "language"), [("Tot dan!", "nl"), ("نراكم قريبا", ""), ("До зустрічі!", ""), ("🙂", "nl")])
def test_a_line_in_another_script_is_not_called_dutch(text: str, language: str) -> None:
    assert told.line(text, "en").language == language


def test_somebody_at_school_writes_why_and_translates_and_colleagues_do_not_overwrite_each_other(
    client: Client, school: School, occasion: Occasion, dirk: Who
) -> None:
    sign_in(client, dirk)
    address = reverse("invite_translations", args=["klimboom", occasion.pk])
    first = boxes(client, address)
    client.post(address, {**first, "why": "Lezen doen we samen.", "why_en": "We read together."})
    client.post(address, {**first, "place_ar": "القاعة"})
    with within(school):
        kept = Occasion.objects.get(pk=occasion.pk)
        assert TrailRow.objects.filter(act="translate-occasion", actor=dirk.user_id).count() == 2
    assert kept.why == "Lezen doen we samen."
    assert kept.translations == {"en": {"why": "We read together."}, "ar": {"place": "القاعة"}}
    shown = client.get(address).content.decode()
    assert 'dir="rtl"' in shown and "We read together." in shown
    empty = {**boxes(client, address), "why_en": ""}
    client.post(address, empty)
    with within(school):
        assert Occasion.objects.get(pk=occasion.pk).translations == {"ar": {"place": "القاعة"}}


def test_what_is_too_long_stays_and_is_said_beside_the_box(client: Client, occasion: Occasion, dirk: Who) -> None:
    sign_in(client, dirk)
    long = client.post(reverse("invite_translations", args=["klimboom", occasion.pk]), {"why_en": "x" * 601})
    assert long.status_code == 422 and "x" * 601 in long.content.decode() and "Dit is te lang" in long.content.decode()


def test_a_change_of_why_asks_to_look_at_the_translations(client: Client, school: School, written: Occasion, dirk: Who) -> None:
    sign_in(client, dirk)
    address = reverse("invite_translations", args=["klimboom", written.pk])
    first = boxes(client, address)
    assert "nog hetzelfde zeggen" in client.post(address, {**first, "why": "Anders"}, follow=True).content.decode()


def test_mails_and_letters_say_once_which_words_of_the_school_are_dutch(school: School, written: Occasion, asked: Any) -> None:
    with within(school):
        own = ClassInvitation.objects.select_related("occasion", "school_class").get()
        shown = wording.say(
            "invitation",
            language="en",
            school=school,
            channel="mail",
            values=wording.values_of(school, own, "en") | {"naam_ouder": "Bas"},
        )
        paper = text_of(letters_of(school, own, "en"))
    whole = "\n".join(shown.paragraphs)
    assert whole.count("(in Dutch)") == 2 and told.DUTCH_START not in shown.subject
    assert '<span lang="nl" dir="ltr">Avond over lezen</span>' in told.as_html(whole)
    assert paper.count("Avond over lezen (in Dutch)") == 1 and "aula (in Dutch)" in paper


def letters_of(school: School, own: ClassInvitation, language: str) -> bytes:
    Invitation.objects.update(language=language)
    return pages.pile(school, own, list(Invitation.objects.all())[:1], key="invitation")


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_what_was_translated_and_changed_since_is_named(written: Occasion) -> None:
    was = {"title": "Vroeger", "why": "Omdat", "place": written.place}
    assert told.outdated(written, was) == ["why"]  # the title was never translated, so it can't be old


def test_another_place_asks_to_look_at_its_translations(client: Client, school: School, dirk: Who) -> None:
    meeting = make_meeting(school, dirk)
    with within(school):
        translate_occasion(occasion=meeting.occasion, changes={("ar", "place"): "القاعة"}, by=WORKER)
    sign_in(client, dirk)
    address = reverse("meeting_details", args=["klimboom", meeting.pk])
    form = client.get(address).context["form"]
    now = {name: form[name].value() or "" for name in form.fields}
    said = client.post(address, {**now, "place": "De gymzaal"}, follow=True).content.decode()
    assert "nog hetzelfde zeggen" in said
