"""The questionnaire on paper: large enough to write on, each form with a number so that it counts once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.qr import grouped
from driehoek.documents.typesetting import typeset


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """The texts of one voice in one language. `items` and `trust` are statements, `questions` open, `barriers` to tick."""

    title: str
    items: tuple[str, ...]
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
    protected: str,
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """One form for each number. `code`: what is typed at `type_at` by who rather answers on the web; '' for none.

    ValueError without a number or a statement.
    """
    if not numbers or not asked.items:
        raise ValueError("no form to print")
    payload = {
        "asked": asked,
        "numbers": [" ".join(one[start : start + 3] for start in range(0, len(one), 3)) for one in numbers],
        "school": school,
        "protected": protected,
        "code": grouped(code),
        "type_at": type_at,
        "words": form_words(language, until),
    }
    return typeset("scan_form", payload, title=asked.title, language=language, made_at=made_at)


def form_words(language: str, until: str) -> dict[str, object]:
    with override(language):
        return {
            "number": _("Nummer"),
            "how": _("Zet bij elke zin een kruisje. Weet u het niet? Dat mag. U mag ook zinnen overslaan."),
            "back": _("Lever dit formulier in tot en met %(day)s. Zet er geen naam op.") % {"day": until},
            "web": _("Liever op uw telefoon? Ga naar {address} en typ:"),
            "now": _("Zo is het nu"),
            "important": _("Hoe belangrijk is dit voor u?"),
            "trust": _("Vertrouwen"),
            "points": [_("helemaal niet"), _("niet zo"), _("een beetje"), _("wel"), _("helemaal wel"), _("weet ik niet")],
            "weights": [_("niet"), _("weinig"), _("een beetje"), _("veel"), _("heel veel")],
            "barriers": _("Wat maakt het soms lastig om contact te hebben met school? Kruis aan wat klopt."),
            "open": _("In uw eigen woorden"),
        }
