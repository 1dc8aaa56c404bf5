"""The programme of activities on paper: what, for whom, who leads, when, and afterwards who came."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.typesetting import typeset


@dataclass(frozen=True, kw_only=True)
class PaperActivity:
    """`day` is '15 december 2026' or ''. `facts` are short lines under the title, `todo` what must be ready. `done`: no boxes any more."""

    title: str
    day: str = ""
    who: str = ""
    state: str = ""
    facts: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class PaperGroup:
    """Activities of one ambition; `above` is its partnership."""

    title: str
    above: str = ""
    rows: tuple[PaperActivity, ...] = field(default=())


def programme_pdf(
    groups: tuple[PaperGroup, ...],
    *,
    title: str,
    about: str,
    school: str,
    notes: tuple[str, ...] = (),
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """A4 landscape; header row and ambition return on every page."""
    with override(language):
        heading = _("Programma: %(title)s") % {"title": title}
        words = {
            "heading": heading,
            "page": _("bladzijde"),
            "columns": [_("Dag"), _("Wat"), _("Wie"), _("Stand")],
            "empty": _("Er staat nog niets in het programma."),
            "no_day": _("nog geen dag"),
        }
    payload = {"school": school, "title_of": title, "about": about, "notes": notes, "groups": groups, "words": words}
    return typeset("programme", payload, title=heading, language=language, made_at=made_at)
