"""Slips for pupils: each with a name, a QR and a code of their own, to cut and hand out in class."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.qr import grouped, qr_for_paper
from driehoek.documents.typesetting import typeset


@dataclass(frozen=True, kw_only=True)
class Slip:
    """`link` is what the QR says; `link_text` and `code` are for who types."""

    name: str
    link: str
    link_text: str
    code: str


def slips(
    some: Sequence[Slip], *, school: str, title: str, until: str, language: str = "nl", made_at: datetime | None = None
) -> bytes:
    """Five on a sheet. ValueError when there is none."""
    if not some:
        raise ValueError("no slips to print")
    with override(language):
        words = {
            "asked": _("Hoe gaat het op school? Vul het in tot en met %(day)s.") % {"day": until},
            "type": _("Scan de code, of ga naar {address} en typ:"),
            "own": _("Niemand ziet wat jij antwoordt. Je mag ook nee zeggen."),
            "alt": _("QR-code met de link. De code om te typen staat ernaast."),
        }
    payload = {
        "school": school,
        "words": words,
        "slips": [
            {"name": one.name, "code": grouped(one.code), "link_text": one.link_text, "qr": qr_for_paper(one.link, quick=True)}
            for one in some
        ],
    }
    return typeset("scan_slips", payload, title=title, language=language, made_at=made_at)
