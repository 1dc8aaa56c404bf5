"""Posters with a large QR and a code, so that everybody with a telephone can take part or answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.paper import Paper, from_number, numbered
from driehoek.documents.qr import grouped, qr_for_paper
from driehoek.documents.typesetting import typeset


@dataclass(frozen=True, kw_only=True)
class Poster:
    """One sheet of several. `facts` are lines such as when and where; `link` is what the QR says, `code` what people type."""

    title: str
    link: str
    code: str = ""
    link_text: str = ""
    facts: tuple[str, ...] = ()


def join_poster(
    *,
    title: str,
    school: str,
    link: str,
    code: str = "",
    link_text: str = "",
    reassurance: str = "",
    paper: Paper = "a4",
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """Portrait. `link` is what the QR says, `link_text` and `code` what people type who cannot scan.

    `reassurance` replaces the line at the foot, which says that nobody needs an account.
    """
    poster = Poster(title=title, link=link, code=code, link_text=link_text)
    words = _join_words(language, reassurance)
    return _typeset([poster], words, school=school, title=title, first=1, paper=paper, language=language, made_at=made_at)


def table_codes(
    posters: Sequence[Poster],
    *,
    school: str,
    title: str,
    first: int = 1,
    paper: Paper = "a4",
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """For each table a sheet with the way in, from the `first` on; `title` of a poster is the name of the table ('3')."""
    with override(language):
        named = [replace(one, title=_("Tafel %(name)s") % {"name": one.title}) for one in posters]
    words = _join_words(language)
    return _typeset(named, words, school=school, title=title, first=first, paper=paper, language=language, made_at=made_at)


def invitation_posters(
    posters: Sequence[Poster],
    *,
    school: str,
    title: str,
    first: int = 1,
    paper: Paper = "a4",
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """One sheet for each class, from the `first` on. ValueError when there is none."""
    with override(language):
        words = {
            "scan": _("Scan met de camera van uw telefoon en laat weten of u komt"),
            "type": _("of ga naar {address} en typ:"),
            "reassurance": _("Zonder account en zonder wachtwoord. In uw eigen taal."),
            "alt": _("QR-code om te antwoorden. Het adres en de code staan eronder."),
        }
    return _typeset(posters, words, school=school, title=title, first=first, paper=paper, language=language, made_at=made_at)


def _join_words(language: str, reassurance: str = "") -> dict[str, str]:
    with override(language):
        return {
            "scan": _("Scan met de camera van uw telefoon"),
            "type": _("of ga naar {address} en typ:"),
            "reassurance": reassurance or _("Zonder account en zonder wachtwoord."),
            "alt": _("QR-code om mee te doen. Het adres en de code staan eronder."),
        }


def _typeset(
    posters: Sequence[Poster],
    words: dict[str, str],
    *,
    school: str,
    title: str,
    first: int,
    paper: Paper,
    language: str,
    made_at: datetime | None,
) -> bytes:
    of = len(posters)
    shown = [_shown(one, words, language, numbered(number, of) if of > 1 else "") for number, one in from_number(posters, first)]
    payload = {"posters": shown, "school": school, "paper": paper}
    return typeset("poster", payload, title=title, language=language, made_at=made_at)


def _shown(poster: Poster, words: dict[str, str], language: str, mark: str) -> dict[str, object]:
    return {
        "title": poster.title,
        "code": grouped(poster.code),
        "link_text": poster.link_text or poster.link.partition("://")[2],
        "qr": qr_for_paper(poster.link, quick=bool(mark)),
        "facts": poster.facts,
        "words": words,
        "language": language,
        "mark": mark,
    }
