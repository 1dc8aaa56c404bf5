"""What arrives: real SMTP, multipart, calendar, Arabic, two addresses; and what no longer goes out."""

import datetime as dt
import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import WORKER, Who
from driehoek.invitations import services
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import invite, make_occasion
from driehoek.outbox.models import Message, State
from driehoek.outbox.services import send_waiting
from driehoek.people.models import Guardianship
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db


class Postbox:
    """A real SMTP server that keeps what it gets."""

    def __init__(self) -> None:
        self.mails: dict[str, EmailMessage] = {}

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        found: Any = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.raw = envelope.content
        self.mails[envelope.rcpt_tos[0]] = found
        return "250 OK"


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    box = Postbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.SMTP = {**settings.SMTP, "host": "127.0.0.1", "port": port}
    settings.SITE_URL = "https://driehoek.example.org"
    yield box
    server.stop()


def part(mail: EmailMessage, kind: str) -> str:
    return next(one.get_content() for one in mail.walk() if one.get_content_type() == kind)


def test_an_invitation_arrives_whole(school: School, asked: dict[str, Invitation], postbox: Postbox) -> None:
    send_waiting()
    mail = postbox.mails["bas@example.org"]
    assert mail["From"].addresses[0].display_name == "Carla Jansen · De Klimboom"
    assert mail["Reply-To"] == "school@example.org"
    assert mail["Subject"] == "Uitnodiging: Ouders en school in gesprek, donderdag 10 december"
    assert [one.get_content_type() for one in mail.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    with within(school):
        own = codes.codes_for("reply", [asked["Bas"].pk])[asked["Bas"].pk]
    for body in (part(mail, "text/plain"), part(mail, "text/html")):
        assert f"https://driehoek.example.org/c/{own['link']}" in body
        assert codes.grouped(own["printed"]) in body
        assert "Beste Bas Amrani," in body
    assert "<img" not in part(mail, "text/html")
    assert "Noor" not in mail.as_string()


def test_the_calendar_file_can_be_shared(school: School, asked: dict[str, Invitation], postbox: Postbox) -> None:
    send_waiting()
    calendar = part(postbox.mails["bas@example.org"], "text/calendar")
    assert "METHOD:PUBLISH" in calendar
    assert "DTSTART;TZID=Europe/Amsterdam:20261210T190000" in calendar
    assert "SEQUENCE:0" in calendar
    with within(school):
        own = codes.codes_for("reply", [asked["Bas"].pk])[asked["Bas"].pk]
    assert own["link"] not in calendar and own["printed"] not in calendar


def test_arabic_arrives_as_arabic(school: School, asked: dict[str, Invitation], postbox: Postbox) -> None:
    send_waiting()
    mail = postbox.mails["aicha@example.org"]
    assert mail["Content-Language"] == "ar"
    assert mail["Subject"].startswith("دعوة: ")
    assert "الخميس 10 ديسمبر" in mail["Subject"]
    assert '<html lang="ar" dir="rtl">' in part(mail, "text/html")


def test_the_own_line_of_the_mentor_keeps_its_language_and_direction(school: School, moment: Any, carla: Who, postbox: Postbox) -> None:  # fmt: skip
    with within(school):
        make_child("Noor", make_class(mentor=carla), make_home("Aïcha", mails=("aicha@example.org",), language="ar"))
        occasion = make_occasion()
        (own,) = services.prepare_class_invitations(occasion=occasion, by=carla)
        services.approve(class_invitation=own, personal_line="Ik zie <u> graag!", by=carla)
        services.send(occasion=occasion, by=carla)
    send_waiting()
    html = part(postbox.mails["aicha@example.org"], "text/html")
    assert '<p dir="ltr" lang="nl"' in html
    assert "Ik zie &lt;u&gt; graag!" in html


def test_one_mail_for_a_shared_address_names_both(school: School, moment: Any, postbox: Postbox) -> None:
    with within(school):
        make_child("Noor", make_class(), make_home("Aïcha", "Bas", mails=("thuis@example.org", "thuis@example.org")))
        invite(make_occasion())
    send_waiting()
    assert list(postbox.mails) == ["thuis@example.org"]
    mail = postbox.mails["thuis@example.org"]
    assert "Beste Aïcha Amrani en Bas Amrani," in part(mail, "text/plain")
    assert mail["From"].addresses[0].display_name == "De Klimboom"  # nobody gave their name


def test_both_addresses_of_a_home_get_a_mail(school: School, moment: Any, postbox: Postbox) -> None:
    with within(school):
        make_child("Noor", make_class(), make_home("Aïcha", "Bas", mails=("aicha@example.org", "bas@example.org")))
        invite(make_occasion())
    send_waiting()
    assert set(postbox.mails) == {"aicha@example.org", "bas@example.org"}
    assert "Beste Bas Amrani," in part(postbox.mails["bas@example.org"], "text/plain")


def test_who_lost_the_right_meanwhile_gets_nothing(school: School, asked: dict[str, Invitation], postbox: Postbox) -> None:
    with within(school):
        Guardianship.objects.filter(guardian__given_name="Bas").update(may_receive=False)
    send_waiting()
    assert set(postbox.mails) == {"aicha@example.org"}


def test_a_reminder_is_dropped_when_the_answer_came_first(
    school: School, occasion: Occasion, asked: dict[str, Invitation], postbox: Postbox
) -> None:
    send_waiting()
    postbox.mails.clear()
    with clock.stopped(clock.now() + dt.timedelta(days=5)):
        with within(school):
            services.remind(occasion=occasion, by=WORKER)
            services.reply(invitation=asked["Bas"], given=Given(coming=0), by=WORKER)
        send_waiting()
    assert postbox.mails["aicha@example.org"]["Subject"].startswith("هل ستحضرون؟")
    assert postbox.mails["bas@example.org"]["Subject"].startswith("Dank u wel")
    with within(school):
        assert Message.objects.get(letter="reminder", about=asked["Bas"].pk).state == State.DROPPED


@pytest.mark.parametrize("end", ["revoked", "over"])
def test_nothing_goes_out_for_a_revoked_code_or_an_evening_that_began(
    school: School, occasion: Occasion, asked: dict[str, Invitation], postbox: Postbox, end: str
) -> None:
    with within(school):
        if end == "revoked":
            for one in asked.values():
                codes.revoke("reply", one.pk)
    with clock.stopped(occasion.starts_at if end == "over" else clock.now()):
        send_waiting()
    assert postbox.mails == {}
    with within(school):
        assert set(Message.objects.values_list("state", flat=True)) == {State.DROPPED}


def test_a_confirmation_says_what_was_asked_and_brings_the_calendar(
    school: School, asked: dict[str, Invitation], postbox: Postbox
) -> None:
    with within(school):
        Message.objects.all().delete()
        services.reply(invitation=asked["Bas"], given=Given(coming=2, interpreter="tr", childcare=1), by=WORKER)
    send_waiting()
    mail = postbox.mails["bas@example.org"]
    assert "U vroeg om een tolk." in part(mail, "text/plain")
    assert "BEGIN:VEVENT" in part(mail, "text/calendar")


def test_a_mentor_is_asked_with_one_button(school: School, moment: Any, carla: Who, postbox: Postbox) -> None:
    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha"))
        occasion = make_occasion()
        services.prepare_class_invitations(occasion=occasion, by=WORKER)
        services.ask_approval(occasion=occasion, by=WORKER)
        own = ClassInvitation.objects.get()
    send_waiting()
    text = part(postbox.mails["carla@example.org"], "text/plain")
    assert "Hallo Carla," in text
    assert f"https://driehoek.example.org/s/klimboom/uitnodigen/klas/{own.pk}/" in text
