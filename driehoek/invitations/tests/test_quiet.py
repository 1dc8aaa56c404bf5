"""'No more reminders', from a mail program or the page; and where an answer by e-mail arrives."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.invitations import services
from driehoek.invitations.letters import confirmation_mail, invitation_mail, reminder_mail
from driehoek.invitations.models import Invitation, Occasion, Outcome
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import by_name, open_link
from driehoek.outbox.models import Message
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db


def mails_of(invitation: Invitation) -> dict[str, Any]:
    makers = {"invitation": invitation_mail, "reminder": reminder_mail, "confirmation": confirmation_mail}
    rows = Message.objects.filter(about=invitation.pk)
    return {row.letter: makers[row.letter](row) for row in rows}


def link_of(school: School, invitation: Invitation, kind: str = "link") -> str:
    with within(school):
        return codes.codes_for("reply", [invitation.pk])[invitation.pk][kind]


def test_one_click_of_a_mail_program_and_nothing_else(
    school: School, occasion: Occasion, asked: dict[str, Invitation], settings: Any
) -> None:
    settings.SITE_URL = "https://driehoek.example.org"
    with within(school):
        mail = mails_of(asked["Aïcha"])["invitation"]
    assert mail.unsubscribe == f"https://driehoek.example.org/afmelden/{link_of(school, asked['Aïcha'])}/"
    stranger = Client(enforce_csrf_checks=True)
    address = mail.unsubscribe.removeprefix(settings.SITE_URL)
    looked = stranger.get(address)
    assert looked.status_code == 200 and '<html lang="ar" dir="rtl"' in looked.content.decode()
    assert '<html lang="en"' in stranger.get(address + "?taal=en").content.decode()
    with within(school):
        assert not by_name(occasion)["Aïcha"].is_let_go
    for _ in range(2):
        done = stranger.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert done.status_code == 200
    with within(school):
        assert by_name(occasion)["Aïcha"].attempt_outcome == Outcome.NO_MORE
        with clock.stopped(MOMENT + dt.timedelta(days=4)):
            assert services.remind(occasion=occasion, by=WORKER).households == 1  # Bas
    stranger.post(address, {"weer": "1"})
    with within(school):
        assert not by_name(occasion)["Aïcha"].is_let_go


def test_only_the_link_of_a_mail_opens_it(client: Client, school: School, asked: dict[str, Invitation]) -> None:
    for code in (link_of(school, asked["Bas"], "printed"), "K7M4PQ9XT2AB", "x"):
        assert client.get(f"/afmelden/{code}/").status_code == 404
        assert client.post(f"/afmelden/{code}/").status_code == 404


def test_from_the_page_of_the_invitation(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    page = f"/s/klimboom/uitnodiging/{asked['Bas'].pk}/geen-herinnering/"
    assert client.get(page).status_code == 404
    reply = open_link(client, link_of(school, asked["Bas"]))
    assert page in client.get(reply).content.decode()
    assert "Herinner mij toch" in client.post(page).content.decode()
    with within(school):
        assert by_name(occasion)["Bas"].is_let_go


def test_an_answer_by_mail_goes_where_it_was_agreed(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who
) -> None:
    sign_in(client, dirk)
    page = f"/s/klimboom/uitnodigen/{occasion.pk}/antwoordadres/"
    assert "school@example.org" in client.get(page).content.decode()
    wrong = client.post(page, {"address": "dirk"})
    assert wrong.status_code == 422 and "geen e-mailadres" in wrong.content.decode()
    client.post(page, {"address": "dirk@example.org"})
    with within(school):
        services.reply(invitation=asked["Bas"], given=Given(coming=1), by=WORKER)
        for mail in mails_of(asked["Bas"]).values():
            assert mail.reply_to == "dirk@example.org"
        invitation = mails_of(asked["Bas"])["invitation"]
        assert "dirk@example.org" in invitation.text and "school@example.org" not in invitation.text
        assert b"MAILTO:dirk@example.org" in invitation.attachments[0].content.replace(b"\r\n ", b"")
    client.post(page, {"address": ""})
    with within(school):
        assert mails_of(asked["Bas"])["invitation"].reply_to == "school@example.org"
