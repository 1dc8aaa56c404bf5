"""The questionnaire on paper: large enough to write on, each form with a number so that it counts once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.qr import grouped
from driehoek.documents.typesetting import typeset


@dataclass(frozen=True, kw_only=True)
class Words:
    """What stands around the statements, in one language. `points` ends with 'I don't know'; `weights`: how important."""

    now: str
    important: str
    trust: str
    in_the_way: str
    own: str
    points: tuple[str, ...]
    weights: tuple[str, ...]
    protected: str


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """The texts of one voice in one language. `items` and `trust` are statements, `questions` open, `barriers` to tick."""

    title: str
    items: tuple[str, ...]
    words: Words
    trust: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    asks_importance: bool = True


def forms(
    asked: Questionnaire,
    *,
    numbers: Sequence[str],
    school: str,
    until: str,
    type_at: str,
    code: str,
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """One form for each number. `code`: what is typed at `type_at` by who rather answers on the web; '' for none.

    ValueError without a number or a statement.
    """
    if not numbers or not asked.items:
        raise ValueError("no form to print")
    with override(language):
        around = {
            "number": _("Nummer"),
            "how": _("Zet bij elke zin een kruisje. Wat u niet weet of niet wilt zeggen, slaat u over."),
            "back": _("Lever dit formulier in tot en met %(day)s. Zet er geen naam op.") % {"day": until},
            "web": _("Liever op uw telefoon? Ga naar {address} en typ:"),
        }
    payload = {
        "asked": asked,
        "numbers": [grouped(one) for one in numbers],
        "school": school,
        "code": grouped(code),
        "type_at": type_at,
        "words": around,
    }
    return typeset("scan_form", payload, title=asked.title, language=language, made_at=made_at)
