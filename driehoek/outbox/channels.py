"""Where a mail really goes: an SMTP server, or (without one, as in the demo) a folder of .eml files."""

import email.policy
import smtplib
from email.errors import MessageDefect, MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.conf import settings

from driehoek import clock

from .letters import Mail
from .proof import HEADER, proof_of
from .providers import provider

FROM_DOMAIN_FALLBACK = "example.org"


def envelope(mail: Mail, message_id: str) -> EmailMessage:
    """The bytes on the wire: stable Message-ID, multipart/alternative, attachments."""
    out = EmailMessage(policy=email.policy.SMTP)
    sender = settings.DEFAULT_FROM_EMAIL
    out["From"] = Address(_one_line(mail.from_name), addr_spec=sender)
    out["To"] = _receiver(mail.to)
    out["Subject"] = _one_line(mail.subject)
    out["Date"] = format_datetime(clock.now())
    out["Message-ID"] = f"<{message_id}@{sender.partition('@')[2] or FROM_DOMAIN_FALLBACK}>"
    out[HEADER] = proof_of(message_id, mail.to)
    out["Auto-Submitted"] = "auto-generated"
    out["X-Auto-Response-Suppress"] = "OOF, AutoReply"  # Exchange knows no Auto-Submitted
    chosen = provider()
    if chosen is not None:
        out[chosen.header] = chosen.value(message_id)
    if mail.unsubscribe:
        out["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        out["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if mail.reply_to:
        out["Reply-To"] = Address(addr_spec=mail.reply_to)
    out.set_content(mail.text)
    if mail.html:
        out.add_alternative(mail.html, subtype="html")
    for item in mail.attachments:
        kind, _, parameters = item.kind.partition(";")
        main, _, sub = kind.partition("/")
        given: dict[str, str] = dict(part.strip().split("=", 1) for part in parameters.split(";") if "=" in part)
        out.add_attachment(item.content, maintype=main, subtype=sub, filename=item.name, params=given)
    out["Content-Language"] = mail.language  # last: setting the content drops headers of this name
    return out


class NoAddress(ValueError):
    """No mail program knows this as an address."""


def _receiver(address: str) -> Address:
    try:
        return Address(addr_spec=address)
    except (MessageError, MessageDefect, ValueError, IndexError) as error:
        raise NoAddress from error


def _one_line(text: str) -> str:
    """Headers hold one line; whoever put a line break in a name does not get to add a header."""
    return " ".join(text.split())


class Smtp:
    """One connection, reused for a batch."""

    def __init__(self) -> None:
        options: dict[str, Any] = settings.SMTP
        kind = smtplib.SMTP_SSL if options["use_ssl"] else smtplib.SMTP
        self.server = kind(options["host"], options["port"], timeout=options["timeout"])
        if options["use_tls"]:
            self.server.starttls()
        if options["username"]:
            self.server.login(options["username"], options["password"])

    def send(self, message: EmailMessage) -> None:
        self.server.send_message(message, from_addr=settings.BOUNCES["to"] or None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self.server.quit()
        except (OSError, smtplib.SMTPException):
            self.server.close()


class Folder:
    """Without an SMTP server every mail becomes a file in DRIEHOEK_HOME/mail."""

    def __init__(self) -> None:
        self.path = mail_folder()
        self.path.mkdir(parents=True, exist_ok=True)

    def send(self, message: EmailMessage) -> None:
        name = message["Message-ID"].strip("<>").partition("@")[0]
        (self.path / f"{name}.eml").write_bytes(bytes(message))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return None


def mail_folder() -> Path:
    return Path(settings.HOME) / "mail"


def channel() -> Smtp | Folder:
    return Smtp() if settings.SMTP["host"] else Folder()
