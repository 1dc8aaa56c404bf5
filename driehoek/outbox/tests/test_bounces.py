"""What comes back is seen once: by the provider's message or a report in the mailbox. What is late is left alone."""

import base64
import email.policy
import hmac
import imaplib
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.outbox import channels, letters, mailbox, services
from driehoek.outbox.bounces import came_back
from driehoek.outbox.models import Message, State
from driehoek.outbox.proof import HEADER, proof_of
from driehoek.outbox.returned import address_in, is_report, returned
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
KEY = uuid.UUID("01a20907-40c0-7ab2-b5f2-2722c75bcd14")
HOOK = "/post/gebeurtenissen/"


@pytest.fixture
def sent(school: School) -> Message:
    with within(school):
        return Message.objects.create(
            pk=KEY, letter="invitation", about=uuid.UUID(int=2), to=uuid.UUID(int=1), once="one", state=State.SENT
        )


def state_of(school: School) -> tuple[str, str]:
    with within(school):
        row = Message.objects.get(pk=KEY)
        return row.state, row.fault


def report(
    action: str = "failed",
    status: str = "5.1.1",
    enclosed: str = "message/rfc822",
    kind: str = "message/delivery-status",
    head: str = "",
) -> bytes:
    """As Postfix writes one."""
    original = f"Message-ID: <{KEY}@driehoek.example.org>\nSubject: Uitnodiging\n"
    return f"""Return-Path: <>
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: bounces@driehoek.example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
{head}Content-Type: multipart/report; report-type=delivery-status; boundary="ABC"

--ABC
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--ABC
Content-Description: Delivery report
Content-Type: {kind}

Reporting-MTA: dns; mail.example.org
Arrival-Date: Mon, 23 Nov 2026 16:30:00 +0100 (CET)

Final-Recipient: rfc822; bas@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such person

--ABC
Content-Description: Undelivered Message
Content-Type: {enclosed}

{original}
Dag
--ABC--
""".encode()


EXCHANGE = f"""From: <postmaster@example.org>
To: <bounces@driehoek.example.org>
Subject: Undeliverable: Uitnodiging
In-Reply-To: <{KEY}@driehoek.example.org>
References: <{KEY}@driehoek.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="E1"

--E1
Content-Type: multipart/alternative; boundary="E2"

--E2
Content-Type: text/html

<p>Your message couldn't be delivered</p>
--E2--
--E1
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.example.org

Final-Recipient: rfc822;bas@example.org
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound

--E1--
""".replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (report(), KEY),
        (report(enclosed="text/rfc822-headers"), KEY),
        (report(enclosed="message/global-headers", kind="message/global-delivery-status"), KEY),
        (report(action="Failed", status="4.4.7"), KEY),  # tried for days and stopped: nothing arrived
        (EXCHANGE, KEY),
        (report(action="delayed", status="4.4.1"), None),
        (report(action="delivered", status="2.0.0"), None),
        (report().replace(str(KEY).encode(), b"somebody-else"), None),
        (b"Subject: Re: Uitnodiging\nIn-Reply-To: <%s@x>\n\nWij komen!" % str(KEY).encode(), None),
        (b"Subject: Afwezig\nAuto-Submitted: auto-replied\n\nIk ben er niet", None),
        (report()[:700], None),
        (b"\xff\x00 nothing", None),
        (b"", None),
    ],
)  # fmt: skip
def test_a_report_is_understood(raw: bytes, key: uuid.UUID | None) -> None:
    assert returned(raw) == key


class Mailbox:
    """An IMAP server's answers, as imaplib hands them over."""

    def __init__(self, *mails: bytes) -> None:
        self.mails = {str(number).encode(): raw for number, raw in enumerate(mails, 1)}
        self.flags: dict[str, str] = {}
        self.read: list[int] = []

    def __call__(self, *_: Any, **__: Any) -> "Mailbox":
        return self

    def __enter__(self) -> "Mailbox":
        return self

    def __exit__(self, *_: Any) -> None:
        return None

    def login(self, *_: str) -> None:
        return None

    select = login

    def uid(self, verb: str, *words: str) -> Any:
        if verb == "SEARCH":
            return "OK", [b" ".join(number for number in self.mails if number.decode() not in self.flags)]
        if verb == "FETCH":
            most = int(words[1].partition("<0.")[2].removesuffix(">)"))
            raw = self.mails[words[0].encode()][:most]
            self.read.append(len(raw))
            return "OK", [(b"1 (BODY[]<0> {9}", raw), b")"]
        self.flags[words[0]] = words[2]
        return "OK", [None]


@pytest.fixture
def with_mailbox(settings: Any) -> None:
    settings.BOUNCES = {**settings.BOUNCES, "host": "imap.example.org"}


def test_the_mailbox_is_read_and_what_people_wrote_stays_unread(
    school: School, sent: Message, with_mailbox: None, monkeypatch: Any
) -> None:
    box = Mailbox(report(action="delayed"), b"Subject: Vraag\n\nHoe laat?", report())
    monkeypatch.setattr(imaplib, "IMAP4_SSL", box)
    assert mailbox.read_mailbox() == 1
    assert state_of(school) == (State.FAILED, "came back")
    assert box.flags == {"1": "(\\Seen)", "2": "(DriehoekRead)", "3": "(\\Seen)"}
    assert mailbox.read_mailbox() == 0


def nested(depth: int) -> bytes:
    return b"Content-Type: message/rfc822\n\n" * depth + b"Subject: dag\n\ndag"


def test_one_mail_that_cannot_be_read_stops_no_other(school: School, sent: Message, with_mailbox: None, monkeypatch: Any) -> None:
    with pytest.raises(RecursionError):
        returned(nested(2000))
    box = Mailbox(nested(2000), report())
    monkeypatch.setattr(imaplib, "IMAP4_SSL", box)
    assert mailbox.read_mailbox() == 1
    assert state_of(school) == (State.FAILED, "came back")
    assert box.flags == {"1": "(DriehoekRead)", "2": "(\\Seen)"}


def test_only_the_beginning_of_a_large_mail_is_fetched(
    school: School, sent: Message, with_mailbox: None, monkeypatch: Any
) -> None:
    large = report().replace(b"\nDag\n", b"\n" + b"Dag\n" * 200_000)
    box = Mailbox(large)
    monkeypatch.setattr(imaplib, "IMAP4_SSL", box)
    assert mailbox.read_mailbox() == 1
    assert 0 < max(box.read) <= mailbox.MOST_READ < len(large)


def test_without_a_mailbox_nothing_is_opened_and_one_that_is_away_waits(settings: Any, monkeypatch: Any) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(imaplib, "IMAP4_SSL", away)
    assert mailbox.read_mailbox() == 0
    settings.BOUNCES = {**settings.BOUNCES, "host": "imap.example.org"}
    assert mailbox.read_mailbox() == 0
    assert not is_report(b"Subject: dag\n\ndag")


@pytest.fixture
def provided(settings: Any) -> Any:
    def use(name: str) -> None:
        settings.MAIL_PROVIDER = name
        settings.ANYMAIL = {"WEBHOOK_SECRET": "driehoek:geheim"}

    return use


def post(client: Client, event: Any, secret: str = "driehoek:geheim") -> int:
    basic = base64.b64encode(secret.encode()).decode()
    answer = client.post(HOOK, json.dumps(event), content_type="application/json", headers={"authorization": f"Basic {basic}"})
    return answer.status_code


POSTMARK = {"RecordType": "Bounce", "Type": "HardBounce", "ID": 1, "Email": "bas@example.org", "Metadata": {"outbox": str(KEY)}}
SAID = [
    ("postmark", POSTMARK, True),
    ("postmark", POSTMARK | {"Type": "SoftBounce"}, False),
    ("postmark", POSTMARK | {"Type": "Transient"}, False),
    ("postmark", POSTMARK | {"Type": "SpamComplaint"}, False),
    ("brevo", {"event": "hard_bounce", "ts_epoch": 1, "message-id": f"<{KEY}@x>", "X-Mailin-custom": json.dumps({"outbox": str(KEY)})}, True),
    ("brevo", {"event": "soft_bounce", "ts_epoch": 1, "message-id": f"<{KEY}@x>"}, False),
    ("mailjet", [{"event": "bounce", "hard_bounce": True, "error": "user unknown", "Payload": json.dumps({"outbox": str(KEY)})}], True),
    ("mailjet", [{"event": "bounce", "hard_bounce": False, "error": "quota exceeded", "Payload": json.dumps({"outbox": str(KEY)})}], False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "event", "fails"), SAID)
def test_what_the_provider_says_counts_once(
    client: Client, school: School, sent: Message, provided: Any, name: str, event: Any, fails: bool
) -> None:
    provided(name)
    assert post(client, event) == 200
    assert state_of(school)[0] == (State.FAILED if fails else State.SENT)
    with within(school):
        Message.objects.filter(pk=KEY).update(fault="seen")
    assert post(client, event) == 200
    assert state_of(school)[1] == "seen"


def mailgun(severity: str, signing: str = "signing-key") -> Any:
    """As Mailgun signs and sends it."""
    stamp, token = "1764000000", "t" * 50
    digest = hmac.new(signing.encode(), f"{stamp}{token}".encode(), "sha256").hexdigest()
    said = {
        "event": "failed",
        "severity": severity,
        "timestamp": 1764000000.0,
        "reason": "bounce",
        "recipient": "bas@example.org",
    }
    said |= {"user-variables": {"outbox": str(KEY)}, "message": {"headers": {"message-id": f"{KEY}@driehoek.example.org"}}}
    return {"signature": {"timestamp": stamp, "token": token, "signature": digest}, "event-data": said}


def test_mailgun_signs_what_it_says(client: Client, school: School, sent: Message, provided: Any, settings: Any) -> None:
    provided("mailgun")
    settings.ANYMAIL = {**settings.ANYMAIL, "MAILGUN_WEBHOOK_SIGNING_KEY": "signing-key"}
    assert post(client, mailgun("permanent", signing="another")) == 400
    assert post(client, mailgun("temporary")) == 200
    assert state_of(school)[0] == State.SENT
    assert post(client, mailgun("permanent")) == 200
    assert state_of(school)[0] == State.FAILED


def test_without_the_secret_nothing_is_heard_and_without_a_provider_there_is_no_door(
    client: Client, school: School, sent: Message, provided: Any, settings: Any
) -> None:
    assert post(client, POSTMARK) == 404
    provided("postmark")
    assert post(client, POSTMARK, secret="driehoek:fout") == 400
    assert client.post(HOOK, "{}", content_type="application/json").status_code == 400
    assert client.get(HOOK).status_code == 405
    assert post(client, POSTMARK | {"Metadata": {"outbox": str(uuid.UUID(int=9))}}) == 200  # nobody's letter
    assert state_of(school)[0] == State.SENT
    settings.ANYMAIL = {"WEBHOOK_SECRET": ""}
    assert post(client, POSTMARK) == 404


def test_a_letter_carries_its_key_and_who_can_say_no_more(provided: Any) -> None:
    mail = letters.Mail("bas@example.org", "Dag", "Dag", unsubscribe="https://driehoek.example.org/x")
    plain = channels.envelope(mail, str(KEY))
    assert plain["List-Unsubscribe"] == "<https://driehoek.example.org/x>"
    assert plain["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert plain["Auto-Submitted"] == "auto-generated"
    for name, header in (("postmark", "X-PM-Metadata-outbox"), ("mailgun", "X-Mailgun-Variables")):
        provided(name)
        wire = email.message_from_bytes(bytes(channels.envelope(mail, str(KEY))), policy=email.policy.default)
        assert str(KEY) in wire[header]
        assert header not in plain


@pytest.fixture
def _line() -> Iterator[None]:
    letters.register("test", lambda message: letters.Mail("bas@example.org", "Dag", "Dag"))
    yield
    letters._makers.pop("test")


def test_a_bounce_that_is_faster_than_we_are_is_not_overwritten(
    school: School, settings: Any, _line: None, monkeypatch: Any
) -> None:
    settings.SMTP = {**settings.SMTP, "host": ""}
    with within(school):
        Message.objects.create(pk=KEY, letter="test", about=KEY, to=KEY, once="fast", due_at=clock.now())

    def bounced_at_once(line: Any, message: Any) -> None:
        assert came_back(KEY)

    monkeypatch.setattr(services, "_deliver", bounced_at_once)
    services.send_waiting()
    assert state_of(school)[0] == State.FAILED


def went(address: str, proof: str = "") -> bytes:
    """A report that encloses a head with this address, and a proof of the same, or of what is given."""
    head = f"To: Bas <{address}>\n{HEADER}: {proof or proof_of(str(KEY), address)}\n".encode()
    return report().replace(b"Subject: Uitnodiging\n", head + b"Subject: Uitnodiging\n")


def test_a_report_says_where_the_letter_went_by_its_own_head() -> None:
    """Not where the reader had their mail sent on to, and not what somebody wrote in it."""
    letter = bytes(channels.envelope(letters.Mail("Bas.Amrani@example.org", "Dag", "Dag"), str(KEY)))
    proof = email.message_from_bytes(letter)[HEADER]
    assert address_in(went("bas.amrani@example.org", proof), KEY) == "bas.amrani@example.org"
    assert address_in(went("bas.amrani@example.org"), uuid.UUID(int=9)) == "", "of another letter"
    assert address_in(went("iemand@elders.example.org", proof), KEY) == ""
    assert address_in(report(), KEY) == "" == address_in(b"Subject: Dag\n\nDag", KEY)


@pytest.mark.database
@pytest.mark.parametrize(
    "address", ["ba\x00s@example.org", "a@b@c", "bas", "b as@example.org", "b" * 250 + "@example.org", "\udcff@x"]
)
def test_an_address_that_is_none_is_not_kept(school: School, sent: Message, monkeypatch: Any, address: str) -> None:
    heard: list[str] = []
    monkeypatch.setattr(letters, "_losers", [lambda message, address: heard.append(address)])
    assert came_back(KEY, address) and heard == [""]


@pytest.mark.database
def test_a_report_that_goes_wrong_while_it_is_kept_stops_no_other(
    school: School, sent: Message, with_mailbox: None, monkeypatch: Any
) -> None:
    def losing(message: Message, address: str) -> None:
        if address:
            Message.objects.filter(once="\x00").exists()  # PostgreSQL knows no such letter
            raise ValueError

    monkeypatch.setattr(letters, "_losers", [losing])
    box = Mailbox(went("bas@example.org"), report())
    monkeypatch.setattr(imaplib, "IMAP4_SSL", box)
    assert mailbox.read_mailbox() == 1
    assert state_of(school) == (State.FAILED, "came back")
    assert box.flags == {"1": "(DriehoekRead)", "2": "(\\Seen)"}
