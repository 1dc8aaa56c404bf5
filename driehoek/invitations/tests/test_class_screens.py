"""The screens around the link of a class: a parent with it, who hands it out, and who says whose the answers are."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from driehoek import clock
from driehoek.access import codes
from driehoek.access.policy import Role
from driehoek.access.who import Who
from driehoek.conftest import make_staff, sign_in
from driehoek.invitations import services
from driehoek.invitations.models import ClassInvitation, OpenReply, Reply
from driehoek.invitations.tests.makers import open_link
from driehoek.invitations.views.class_guest import ADDRESS
from driehoek.people.tests.makers import make_child, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .test_open_replies import answer, family, nameless

__all__ = ["nameless"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def address(name: str, *about: Any) -> str:
    return reverse(name, args=["klimboom", *about])


@pytest.fixture
def link(client: Client, school: School, nameless: ClassInvitation) -> str:
    """The page of the class, opened in this browser."""
    with within(school):
        code = codes.codes_for("class", [nameless.pk])[nameless.pk]["printed"]
    return open_link(client, code)


def filled(**say: str) -> dict[str, str]:
    return {"child_name": "Noor", "coming": "2", "reply_key": str(clock.secret_id()), "key": str(clock.secret_id())} | say


class TestGuest:
    def test_three_taps_and_a_first_name(self, client: Client, school: School, link: str) -> None:
        answered = client.post(link, filled(name="Fatima", interpreter="ar"))

        thanks = client.get(answered["Location"]).content.decode()
        with within(school):
            kept = OpenReply.objects.get()
        assert (kept.child_name, kept.name, kept.coming, kept.interpreter) == ("Noor", "Fatima", 2, "ar")
        assert "Fijn, tot dan!" in thanks

    def test_the_page_tells_no_child_and_no_parent_of_the_class(
        self, client: Client, school: School, nameless: ClassInvitation, link: str
    ) -> None:
        with within(school):
            family(nameless, "Zeki", "Cem")

        shown = client.get(link).content.decode()
        wrong = client.post(link, filled(child_name="Zeki", coming="")).content.decode()

        assert "Zeki" not in shown and "Cem" not in shown + wrong and "Amrani" not in shown + wrong

    def test_what_was_typed_stays_when_something_is_missing(self, client: Client, link: str) -> None:
        wrong = client.post(link, filled(child_name="Noor", name="Fatima", coming=""))

        text = wrong.content.decode()
        assert (wrong.status_code, 'value="Noor"' in text, 'value="Fatima"' in text) == (422, True, True)

    @pytest.mark.parametrize("name", ["", "   ", "123", "\u200b", "x" * 101])
    def test_a_name_that_is_none_is_asked_again(self, client: Client, school: School, link: str, name: str) -> None:
        assert client.post(link, filled(child_name=name)).status_code == 422
        with within(school):
            assert not OpenReply.objects.exists()

    def test_a_whole_class_behind_the_address_of_the_school_gets_through(
        self, school: School, nameless: ClassInvitation, link: str
    ) -> None:
        with within(school):
            code = codes.codes_for("class", [nameless.pk])[nameless.pk]["printed"]
        seen = []
        for _parent in range(60):
            phone = Client()
            opened = open_link(phone, code)
            seen.append(phone.post(opened, filled()).status_code)
        assert set(seen) == {302}

    def test_one_tablet_goes_round_and_one_browser_does_not_use_up_the_class(
        self, client: Client, school: School, nameless: ClassInvitation, link: str
    ) -> None:
        assert {client.post(link, filled()).status_code for _ in range(30)} == {302}
        flood = [client.post(link, filled(child_name="Sem")) for _ in range(20)]
        assert 429 in {each.status_code for each in flood}
        assert 'value="Sem"' in flood[-1].content.decode()
        with within(school):
            code = codes.codes_for("class", [nameless.pk])[nameless.pk]["printed"]
        other = Client()
        assert other.post(open_link(other, code), filled(child_name="Lot")).status_code == 302

    def test_one_address_does_not_use_up_the_class_with_ever_new_browsers(
        self, school: School, nameless: ClassInvitation, link: str
    ) -> None:
        with within(school):
            code = codes.codes_for("class", [nameless.pk])[nameless.pk]["printed"]
        seen = []
        for _browser in range(4):
            phone = Client(REMOTE_ADDR="192.0.2.7")
            opened = open_link(phone, code)
            seen += [phone.post(opened, filled()).status_code for _ in range(40)]
        assert (seen.count(302), 429 in seen) == (ADDRESS.burst, True)
        elsewhere = Client(REMOTE_ADDR="192.0.2.8")
        assert elsewhere.post(open_link(elsewhere, code), filled()).status_code == 302

    def test_the_answer_can_be_changed_in_the_same_browser(self, client: Client, school: School, link: str) -> None:
        thanks = client.post(link, filled())["Location"]
        again = client.get(f"{link}?taal=nl&wijzig=1").content.decode()
        with within(school):
            key = str(OpenReply.objects.get().pk)

        assert 'value="Noor"' in again and key in again
        client.post(link, filled(reply_key=key, coming="no"))
        assert "u komt niet" in client.get(thanks).content.decode()
        with within(school):
            assert [one.coming for one in OpenReply.objects.all()] == [0]

    def test_who_opens_the_link_next_on_this_tablet_sees_nothing_of_the_former(self, client: Client, link: str) -> None:
        thanks = client.post(link, filled(child_name="Zeki"))["Location"]

        assert "Zeki" not in client.get(link).content.decode()
        assert client.get(thanks).status_code == 302
        assert "Zeki" not in client.get(f"{link}?wijzig=1").content.decode()

    def test_a_phone_in_arabic_gets_arabic_and_keeps_it(self, client: Client, link: str) -> None:
        page = client.get(link, headers={"accept-language": "ar"})
        answered = client.post(link + "?taal=ar", filled())

        assert ('dir="rtl"' in page.content.decode(), answered["Location"].endswith("?taal=ar")) == (True, True)

    def test_words_go_up_without_a_giver(self, client: Client, school: School, link: str, heard: list[dict[str, Any]]) -> None:
        client.post(link, filled(coming="say", text="Begin later", named="with"))

        assert [(one["invitation"], one["named"], one["text"]) for one in heard] == [(None, False, "Begin later")]

    def test_without_the_link_there_is_nothing(self, client: Client, nameless: ClassInvitation, carla: Who) -> None:
        page = address("class_reply", nameless.pk)
        before = client.get(page).status_code
        sign_in(client, carla)

        assert (before, client.get(page).status_code) == (404, 404)


class TestStaff:
    def test_link_code_text_and_letters_are_there(
        self, client: Client, school: School, nameless: ClassInvitation, carla: Who
    ) -> None:
        sign_in(client, carla)
        with within(school):
            opened = codes.codes_for("class", [nameless.pk])[nameless.pk]

        page = client.get(address("class_link", nameless.pk)).content.decode()
        pdf = PdfReader(BytesIO(client.get(address("class_letters", nameless.pk)).content))

        assert all(
            part in page for part in (opened["link"], codes.grouped(opened["printed"]), "Komt u naar onze bijeenkomst", "<svg")
        )
        assert len(pdf.pages) == 24
        rest = PdfReader(BytesIO(client.get(address("class_letters", nameless.pk), {"vanaf": "23"}).content))
        assert ["23 / 24" in rest.pages[0].extract_text(), len(rest.pages)] == [True, 2]
        assert codes.grouped(opened["printed"]) in pdf.pages[0].extract_text()

    def test_a_letter_without_a_name_fits_on_its_sheet(
        self, client: Client, school: School, nameless: ClassInvitation, carla: Who
    ) -> None:
        sign_in(client, carla)
        with within(school):
            ClassInvitation.objects.update(personal_line="Ik zou het fijn vinden u te zien. " * 9)

        pdf = PdfReader(BytesIO(client.get(address("class_letters", nameless.pk), {"n": "2"}).content))

        assert len(pdf.pages) == 2

    def test_one_press_matches_and_another_takes_it_back(
        self, client: Client, school: School, nameless: ClassInvitation, carla: Who
    ) -> None:
        sign_in(client, carla)
        with within(school):
            home = family(nameless, "Noor", "Aïcha")
            kept = answer(nameless)
        page = client.get(address("open_replies", nameless.pk)).content.decode()
        assert "Dit is Noor Amrani" in page

        client.post(address("open_match", kept.pk), {"household": str(home.pk)})
        with within(school):
            assert Reply.objects.get().coming == 2
        client.post(address("open_take_back", kept.pk))
        with within(school):
            assert not Reply.objects.exists()
        client.post(address("open_aside", kept.pk))
        assert "bij niemand" in client.get(address("open_replies", nameless.pk)).content.decode()

    def test_no_name_alike_gives_the_whole_class_to_choose_from(
        self, client: Client, school: School, nameless: ClassInvitation, dirk: Who
    ) -> None:
        sign_in(client, dirk)
        with within(school):
            home = family(nameless, "Noor", "Aïcha")
            kept = answer(nameless, "نور")

        page = client.get(address("open_replies", nameless.pk), {"kies": str(kept.pk)}).content.decode()

        assert f'<option value="{home.pk}">' in page

    @pytest.mark.parametrize("typed", ["", "x", "00000000-0000-0000-0000-000000000000"])
    def test_a_home_that_is_none_is_refused(
        self, client: Client, school: School, nameless: ClassInvitation, dirk: Who, typed: str
    ) -> None:
        sign_in(client, dirk)
        with within(school):
            kept = answer(nameless)

        assert client.post(address("open_match", kept.pk), {"household": typed}).status_code in {409, 422}

    def test_mentors_see_their_own_class_and_others_none(
        self, client: Client, school: School, nameless: ClassInvitation, farid: Who
    ) -> None:
        with within(school):
            kept = answer(nameless)
        for who in (make_staff(school, "Gea", Role.TEACHER), farid):
            sign_in(client, who)

            assert client.get(address("open_replies", nameless.pk)).status_code == 404
            assert client.get(address("class_link", nameless.pk)).status_code == 404
            assert client.post(address("open_aside", kept.pk)).status_code == 404

    def test_the_overview_leads_to_them(self, client: Client, school: School, nameless: ClassInvitation, dirk: Who) -> None:
        sign_in(client, dirk)
        with within(school):
            answer(nameless)

        page = client.get(address("invite_overview", nameless.occasion_id)).content.decode()

        assert "1 zonder naam" in page and address("open_replies", nameless.pk) in page

    def test_the_number_of_queries_is_flat(self, client: Client, school: School, nameless: ClassInvitation, dirk: Who) -> None:
        sign_in(client, dirk)
        pages = [address("open_replies", nameless.pk), address("class_link", nameless.pk)]

        def counted(page: str) -> int:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(page)
            return len(
                [one for one in asked.captured_queries if not one["sql"].lower().startswith(("savepoint", "release", "begin"))]
            )

        with within(school):
            home = family(nameless, "Noor", "Aïcha")
            services.match(open_reply=answer(nameless), household_id=home.pk, by=dirk)
            answer(nameless, "Sem")
        few = [counted(page) for page in pages]
        with within(school):
            for number in range(20):
                child = f"Kind {number}"
                make_child(child, nameless.school_class, make_home("Ouder", street=f"Laan {number}"))
                answer(nameless, child)

        assert [counted(page) for page in pages] == few
        assert max(few) <= 12
