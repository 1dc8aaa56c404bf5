"""The poster in the hall: a large QR and a code, so that everybody with a telephone can take part."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.qr import grouped, qr_for_paper
from driehoek.documents.typesetting import typeset


def join_poster(
    *,
    title: str,
    school: str,
    link: str,
    code: str = "",
    link_text: str = "",
    reassurance: str = "",
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """A4 portrait. `link` is what the QR says, `link_text` and `code` what people type who cannot scan.

    `reassurance` replaces the line at the foot, which says that nobody needs an account.
    """
    with override(language):
        words = {
            "scan": _("Scan met de camera van uw telefoon"),
            "type": _("of ga naar {address} en typ:"),
            "reassurance": reassurance or _("Zonder account en zonder wachtwoord."),
            "alt": _("QR-code om mee te doen. Het adres en de code staan eronder."),
        }
    poster = {"title": title, "code": grouped(code), "link_text": link_text or link.partition("://")[2], "qr": qr_for_paper(link)}
    return typeset(
        "poster", {"poster": poster, "school": school, "words": words}, title=title, language=language, made_at=made_at
    )
