"""Letters on paper: one PDF, one family a page, each in its own language, with its own link as QR and as a code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.qr import grouped, qr_for_paper
from driehoek.documents.typesetting import Verbatim, typeset

ADDRESS_LINE = 70
"""Characters of one line that a window can show; a longer line is cut, no postman reads on."""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The school as it stands at the head of a letter. `lines`: address, telephone, e-mail, as it wishes."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReplySlip:
    """The strip that goes back in the school bag. `choices` get a box, `lines` a line to write on."""

    title: str
    choices: tuple[str, ...]
    lines: tuple[str, ...] = ()
    return_by: str = ""


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """What one family gets, in its own language.

    `address_lines` is shown in the window of the envelope: name and address; 'aan de ouders van Noor' when the address
    is secret or unknown; or nothing. `link` is the family's own address (in the QR), `link_text` the short address that
    people type, `code` what they type there. Without `link` there is no panel to reply; `how` is its heading when it is
    not to reply but, for one, to read. `note` stands small behind the subject: that it is in Dutch.
    """

    language: str
    date: str
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    signature: tuple[str, ...]
    address_lines: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    link: str = ""
    link_text: str = ""
    code: str = ""
    slip: ReplySlip | None = None
    how: str = ""
    note: str = ""
    number: str = ""


def letters(pages: Sequence[LetterPage], *, school: Sender, title: str = "", made_at: datetime | None = None) -> bytes:
    """One PDF with every letter on a sheet of its own. Raises ValueError when there is none: an empty pile is a mistake."""
    if not pages:
        raise ValueError("no letters to print")
    words = {language: reply_words(language) for language in {page.language for page in pages}}
    payload = {
        "school": school,
        "return_line": " · ".join((school.name, *school.lines[:1])),
        "pages": [_page(page, words[page.language]) for page in pages],
    }
    return typeset("letters", payload, title=title or pages[0].subject, language=pages[0].language, made_at=made_at)


def reply_words(language: str) -> dict[str, str]:
    """The fixed words around the code, for parents, in `language`."""
    with override(language):
        return {
            "how": _("Zo antwoordt u"),
            "scan": _("Scan de code met de camera van uw telefoon."),
            "type": _("Of ga naar {address} en typ deze code:"),
            "no_account": _("U hebt geen account of wachtwoord nodig."),
            "alt": _("QR-code met de link. De code om te typen staat ernaast."),
        }


def _page(page: LetterPage, words: dict[str, str]) -> dict[str, object]:
    return {
        **{name: getattr(page, name) for name in LetterPage.__dataclass_fields__},
        "words": {**words, "how": page.how or words["how"]},
        "address_lines": [_cut(line) for line in page.address_lines],
        "link": Verbatim(page.link),
        "link_text": page.link_text or page.link.partition("://")[2],
        "code": grouped(page.code),
        "qr": qr_for_paper(page.link, quick=True) if page.link else None,
    }


def _cut(line: str) -> str:
    return line if len(line) <= ADDRESS_LINE else line[: ADDRESS_LINE - 1].rstrip() + "…"
