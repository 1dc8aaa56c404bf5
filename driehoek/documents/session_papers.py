"""Paper of a session of the team: the guide or the outcome as a running text, and sheets to hang on the wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.qr import grouped, qr_for_paper
from driehoek.documents.typesetting import typeset


@dataclass(frozen=True, kw_only=True)
class Part:
    """A heading with rows of label and text, lines, and perhaps a table (`header`, then rows as long)."""

    title: str
    mark: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One partnership as it hangs on the wall."""

    title: str
    meaning: str
    group: str


def session_paper(
    *,
    kicker: str,
    title: str,
    school: str,
    parts: Sequence[Part],
    facts: tuple[str, ...] = (),
    intro: tuple[str, ...] = (),
    link: str = "",
    code: str = "",
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """A4, portrait. With `link` a QR stands beside the title, with `code` what people type."""
    with override(language):
        words = {"page": _("bladzijde"), "join": _("Meedoen"), "alt": _("QR-code om mee te doen. De code staat eronder.")}
    payload = {
        "kicker": kicker, "school": school, "facts": facts, "intro": intro, "parts": parts, "words": words,
        "qr": qr_for_paper(link) if link else "", "code": grouped(code),
    }  # fmt: skip
    return typeset("session_paper", payload, title=title, language=language, made_at=made_at)


def hanging_sheets(
    sheets: Sequence[Sheet],
    *,
    school: str,
    title: str,
    link: str = "",
    code: str = "",
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """A3, landscape: one sheet for each, with room for what goes well and for ambitions. ValueError without sheets."""
    if not sheets:
        raise ValueError("no sheets to hang")
    with override(language):
        words = {
            "strength": _("Wat gaat goed?"),
            "ambition": _("Welke ambitie hebben we?"),
            "scan": _("Liever op je telefoon? Scan of typ de code."),
            "alt": _("QR-code om mee te doen. De code staat ernaast."),
            "no_names": _("Schrijf geen namen van kinderen, ouders of collega's."),
        }
    payload = {
        "sheets": sheets, "school": school, "words": words, "qr": qr_for_paper(link) if link else "", "code": grouped(code),
        "address": link.partition("://")[2].rpartition("/")[0], "paper": "a3",
    }  # fmt: skip
    return typeset("session_sheets", payload, title=title, language=language, made_at=made_at)
