"""'You said, we do': one sheet for the wall of the school, with where to read all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.paper import Paper
from driehoek.documents.qr import grouped, qr_for_paper
from driehoek.documents.report import Answer, answer_word, counted_words
from driehoek.documents.typesetting import Verbatim, typeset

MOST = 6  # on one sheet; more can't be read while standing


@dataclass(frozen=True, kw_only=True)
class Did:
    """One theme: what was said about how often, the answer, and `state` of what was promised in words."""

    title: str
    answer: str
    answer_kind: Answer = "heard"
    count: int = 0
    state: str = ""


def did_poster(
    themes: Sequence[Did],
    *,
    school: str,
    when: str,
    link: str,
    link_text: str,
    code: str = "",
    paper: Paper = "a3",
    black: bool = False,
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """Portrait, one sheet, the first six themes. `when` says which evening. Raises ValueError without a theme.

    `code` is for everybody who types; without it each has their own. `black`: for a printer without colour.
    """
    if not themes:
        raise ValueError("nothing to tell")
    with override(language):
        title = _("U zei het. Dit doen we ermee.")
        left = len(themes) - MOST
        shown = [
            {
                "title": one.title,
                "counted": counted_words(one.count) if one.count else "",
                "word": answer_word(one.answer_kind),
                "answer": one.answer,
                "state": one.state[:1].upper() + one.state[1:],
            }
            for one in themes[:MOST]
        ]
        words = {
            "more": _("En meer:") if left > 0 else "",
            "read": _("Lees alles, ook in andere talen. Scan de code, of ga naar {address} en typ:")
            if code
            else _("Lees alles, ook in andere talen. Ga naar {address} en typ de code uit uw brief of mail."),
            "alt": _("QR-code naar de pagina waar u uw code typt. Het adres staat ernaast."),
        }
    payload = {
        "themes": shown,
        "more": [one.title for one in themes[MOST : MOST + 8]],
        "when": when,
        "school": school,
        "paper": paper,
        "words": words,
        "link": Verbatim(link),
        "link_text": link_text,
        "code": grouped(code),
        "black": black,
        "qr": qr_for_paper(link),
    }
    return typeset("did_poster", payload, title=title, language=language, made_at=made_at)
