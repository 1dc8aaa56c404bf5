"""A strip with somebody's own code, to cut off and hand over."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.qr import grouped, qr_for_paper
from driehoek.documents.typesetting import typeset


def code_card(
    *,
    name: str,
    what: str,
    note: str,
    school: str,
    link: str,
    link_text: str,
    code: str,
    language: str,
    made_at: datetime | None = None,
) -> bytes:
    """One strip on a sheet. `what` says what it is for, `note` stands small below; both in `language`."""
    with override(language):
        words = {
            "asked": what,
            "own": note,
            "type": f"{_('Scan met de camera van uw telefoon')} {_('of ga naar {address} en typ:')}",
            "alt": _("QR-code met de link. De code om te typen staat ernaast."),
        }
    slip = {"name": name, "code": grouped(code), "link_text": link_text, "qr": qr_for_paper(link)}
    payload = {"school": school, "words": words, "slips": [slip]}
    return typeset("scan_slips", payload, title=name, language=language, made_at=made_at)
