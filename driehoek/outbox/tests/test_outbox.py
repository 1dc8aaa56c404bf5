"""Guard 4: what is put is sent, once, whoever is killed."""

import datetime as dt
import email
import email.policy
import smtplib
import socket
import uuid
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import send_mail
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from driehoek import clock
from driehoek.outbox import channels, letters, services
from driehoek.outbox.bounces import DEAD
from driehoek.outbox.models import AccountMessage, Message, State
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
TO, ABOUT = uuid.UUID(int=1), uuid.UUID(int=2)


class Postbox:
    """A real SMTP server that keeps what it gets, and refuses some addresses."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("nobody@"):
            return "550 no such person"
        if address.startswith("later@"):
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
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
    yield box
    server.stop()


@pytest.fixture(autouse=True)
def own_backend(settings: Any) -> None:
    """Django's tests put another one in its place."""
    settings.EMAIL_BACKEND = "driehoek.outbox.backend.OutboxBackend"


@pytest.fixture(autouse=True)
def maker() -> Iterator[dict[str, Any]]:
    """A letter 'test' whose address a test may choose."""
    said: dict[str, Any] = {"to": "aicha@example.org", "wanted": True}

    def make(message: Message) -> letters.Mail | None:
        if not said["wanted"]:
            return None
        return letters.Mail(said["to"], "Groet", "Dag Aïcha", html="<p>Dag Aïcha</p>", from_name="Carla · De Klimboom")

    letters.register("test", make)
    yield said


def put(school: School, once: str = "1", **options: Any) -> None:
    with within(school):
        letters.put(to=TO, letter="test", about=ABOUT, once=once, **options)


def states(school: School) -> list[str]:
    with within(school):
        return list(Message.objects.order_by("put_at").values_list("state", flat=True))


def test_a_letter_goes_out_once_with_a_stable_id(school: School, postbox: Postbox) -> None:
    put(school)
    put(school)
    assert services.send_waiting() == 1
    assert services.send_waiting() == 0
    (mail,) = postbox.mails
    with within(school):
        assert str(Message.objects.get().pk) in mail["Message-ID"]
    assert mail["From"].addresses[0].display_name == "Carla · De Klimboom"
    assert mail.get_content_type() == "multipart/alternative"


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_put_in_a_transaction_only(school: School) -> None:
    """On SQLite reading opens no transaction, so a letter put while reading is refused."""
    if connection.vendor == "sqlite":
        with within(school, write=False), pytest.raises(letters.NoTransaction):
            letters.put(to=TO, letter="test", about=ABOUT, once="1")
    put(school)
    assert states(school) == [State.WAITING]


def test_what_is_no_longer_wanted_is_dropped(school: School, postbox: Postbox, maker: dict[str, Any]) -> None:
    put(school)
    maker["wanted"] = False
    assert services.send_waiting() == 0
    assert (states(school), postbox.mails) == ([State.DROPPED], [])


def test_an_address_that_does_not_exist_fails_at_once_and_others_go_on(
    school: School, postbox: Postbox, maker: dict[str, Any]
) -> None:
    maker["to"] = "nobody@example.org"
    put(school, "1")
    services.send_waiting()
    maker["to"] = "bas@example.org"
    put(school, "2")
    services.send_waiting()
    assert states(school) == [State.FAILED, State.SENT]
    with within(school):
        assert Message.objects.get(state=State.FAILED).fault == "refused"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["jan.@example.org", "jan..smit@example.org", "jürgen@example.org"])
def test_a_letter_that_cannot_be_made_fails_and_holds_up_nobody(
    school: School, postbox: Postbox, maker: dict[str, Any], moment: dt.datetime, address: str
) -> None:
    put(school, "first")
    put(school, "second")
    broken = iter([address])
    letters.register("test", lambda message: letters.Mail(to=next(broken, "aicha@example.org"), subject="Dag", text="Dag"))
    assert services.send_waiting() == 1
    assert sorted(states(school)) == ["failed", "sent"] and len(postbox.mails) == 1


@pytest.mark.django_db
def test_a_maker_that_stumbles_is_asked_again_later_and_holds_up_nobody(
    school: School, postbox: Postbox, moment: dt.datetime
) -> None:
    put(school, "first")
    put(school, "second")

    def stumble(message: Message) -> letters.Mail:
        if message.once == "first":
            School.objects.create(slug=school.slug, board_id=school.board_id)  # breaks the transaction
        return letters.Mail(to="aicha@example.org", subject="Dag", text="Dag")

    letters.register("test", stumble)
    assert services.send_waiting() == 1
    with within(school):
        assert dict(Message.objects.values_list("once", "state")) == {"first": "waiting", "second": "sent"}
        assert Message.objects.get(once="first").fault == "IntegrityError"


def test_a_passing_trouble_is_tried_again_later_each_time(
    school: School, postbox: Postbox, maker: dict[str, Any], moment: dt.datetime
) -> None:
    maker["to"] = "later@example.org"
    put(school)
    now = moment
    for _ in range(services.MOST_ATTEMPTS):
        with clock.stopped(now):
            services.send_waiting()
        now += dt.timedelta(hours=3)
    assert states(school) == [State.FAILED]
    with within(school):
        assert Message.objects.get().fault not in DEAD, "a server that says 'later' says nothing about an address"


def test_a_killed_worker_loses_nothing(school: School, postbox: Postbox, moment: dt.datetime) -> None:
    """Claimed, then killed: after the lease another worker sends it."""
    put(school)
    with within(school):
        assert services._claim(Message.objects.all(), clock.now())
    assert services.send_waiting() == 0
    with clock.stopped(moment + dt.timedelta(seconds=61)):
        assert services.send_waiting() == 1
    assert len(postbox.mails) == 1


def test_nothing_goes_before_its_time(school: School, postbox: Postbox, moment: dt.datetime) -> None:
    put(school, due_at=moment + dt.timedelta(hours=12))
    assert services.send_waiting() == 0
    with clock.stopped(moment + dt.timedelta(hours=13)):
        assert services.send_waiting() == 1


def test_without_a_mail_server_nothing_is_lost(school: School, settings: Any) -> None:
    settings.SMTP = {**settings.SMTP, "host": "127.0.0.1", "port": 1}
    put(school)
    assert services.send_waiting() == 0
    assert states(school) == [State.WAITING]


def test_sign_in_mail_is_sealed_and_wiped_when_sent(postbox: Postbox) -> None:
    send_mail("Code", "Je code is 123456", None, ["dirk@example.org"])
    row = AccountMessage.objects.get()
    assert b"123456" not in bytes(row.sealed)
    services.send_waiting()
    row.refresh_from_db()
    assert (bytes(row.sealed), row.state) == (b"", State.SENT)
    assert "123456" in postbox.mails[0].get_content()


def test_sign_in_mail_older_than_ten_minutes_is_dropped(postbox: Postbox, moment: dt.datetime) -> None:
    send_mail("Code", "Je code is 123456", None, ["dirk@example.org"])
    with clock.stopped(moment + dt.timedelta(minutes=11)):
        services.send_waiting()
    assert (AccountMessage.objects.get().state, postbox.mails) == (State.DROPPED, [])


def test_without_smtp_host_mail_becomes_files(school: School, settings: Any) -> None:
    settings.SMTP = {**settings.SMTP, "host": ""}
    put(school)
    services.send_waiting()
    assert len(list(Path(channels.mail_folder()).glob("*.eml"))) == 1


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_name_or_subject_can_add_a_header(name: str, subject: str) -> None:
    mail = letters.Mail("aicha@example.org", subject, "tekst", from_name=name)
    wire = bytes(channels.envelope(mail, "id"))
    read = email.message_from_bytes(wire, policy=email.policy.default)
    assert read.get_all("To") == ["aicha@example.org"]
    assert read.get_all("Bcc") is None


def test_arabic_and_attachments_arrive_whole() -> None:
    calendar = letters.Attachment("avond.ics", b"BEGIN:VCALENDAR", "text/calendar; method=PUBLISH")
    mail = letters.Mail("aicha@example.org", "دعوة", "مرحبا", language="ar", html="<p>مرحبا</p>", attachments=(calendar,))
    read = email.message_from_bytes(bytes(channels.envelope(mail, "id")), policy=email.policy.default)
    assert (read["Subject"], read["Content-Language"]) == ("دعوة", "ar")
    assert [part.get_content_type() for part in read.walk()][-1] == "text/calendar"


def test_smtp_errors_are_told_apart() -> None:
    class Line:
        def __init__(self, error: Exception) -> None:
            self.error = error

        def send(self, message: Any) -> None:
            raise self.error

    with pytest.raises(services.LineBroken):
        services._deliver(Line(smtplib.SMTPServerDisconnected()), EmailMessage())
    assert services._deliver(Line(smtplib.SMTPDataError(552, b"full")), EmailMessage()) is not None
