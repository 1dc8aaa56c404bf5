"""Cards to write on, each with a strip to tear off: its code leads back to these words, and to nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.paper import Paper
from driehoek.documents.qr import grouped, qr_for_paper
from driehoek.documents.typesetting import typeset
from driehoek.documents.voices import voice_word


@dataclass(frozen=True, kw_only=True)
class WritingCard:
    """`mark` stays on the card, and is typed along with it. `code` goes with the strip alone; `link` is what its QR says."""

    mark: str
    code: str
    link: str


def writing_cards(
    cards: Sequence[WritingCard],
    *,
    title: str,
    school: str,
    link_text: str,
    paper: Paper = "a4",
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """Two on a sheet. `link_text`: where a code is typed, as people read it. ValueError without a card."""
    if not cards:
        raise ValueError("no cards to print")
    with override(language):
        words = {
            "ask": _("Wat wilt u zeggen of vragen?"),
            "parent": voice_word("parent"),
            "school": voice_word("school"),
            "no_names": _("Schrijf geen namen van kinderen of ouders op."),
            "typing": _("voor wie dit overtypt"),
            "keep": _("Scheur dit strookje af en bewaar het"),
            "read": _("Op {address} leest u met deze code wat er met uw woorden is gedaan. U kunt ze daar ook terugnemen."),
            "nobody": _("Niemand weet welk strookje u hebt."),
            "alt": _("QR-code met het adres. De code om te typen staat ernaast."),
        }
    payload = {
        "title": title,
        "school": school,
        "paper": paper,
        "words": words,
        "link_text": link_text,
        "cards": [
            {"mark": grouped(one.mark), "code": grouped(one.code), "qr": qr_for_paper(one.link, quick=True)} for one in cards
        ],
    }
    return typeset("cards", payload, title=title, language=language, made_at=made_at)
