"""Letters without names: one class, so many copies, all with the code of the class."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.documents.letters import LetterPage, letters
from driehoek.documents.paper import numbered
from driehoek.schools.models import School
from driehoek.web import languages

from . import pages, wording
from .models import ClassInvitation

LANGUAGE = "nl"  # nobody knows yet who speaks what; the page does, and a line says so


def letters_without_names(school: School, own: ClassInvitation, code: str, copies: int, first: int = 1) -> bytes:
    """One PDF of `copies` sheets, from sheet `first` on. `code` is the short code of the class. ValueError beyond the last."""
    page = _page(school, own, code)
    title = f"{own.occasion.title} · {own.school_class.name}"
    sheets = [replace(page, number=numbered(number, copies)) for number in range(first, copies + 1)]
    return letters(sheets, school=pages.sender(school), title=title, made_at=clock.now())


def _page(school: School, own: ClassInvitation, code: str) -> LetterPage:
    values = wording.values_of(school, own, LANGUAGE, by_mentor=True) | {"code": wording.readable(code)}
    spare = (
        (*pages.SAID_BESIDE, "what", "why", "why_and_what") if own.personal_line else pages.SAID_BESIDE
    )  # a letter has to fit on one sheet
    spare = (*spare, *wording.spare(values))
    composed = wording.say("invitation", language=LANGUAGE, school=school, channel="paper", values=values, leave_out=spare)
    goodbye = composed.paragraphs[-1].split("\n")
    with override(LANGUAGE):
        to = _("Aan de ouders van %(child)s") % {"child": own.school_class.name}
        ask = _("U vult de voornaam van uw kind in. Uw eigen naam hoeft niet.")
    tongues = [one.name for one in languages.as_choices(languages.offered()) if one.code != LANGUAGE]  # a line each takes a sheet
    return LetterPage(
        language=composed.language,
        date=wording.day(clock.now(), LANGUAGE),
        subject=values["bijeenkomst"],
        salutation=composed.paragraphs[0],
        paragraphs=(
            *pages.closed_up(composed.paragraphs[1:-1], pages.own_lines(own, LANGUAGE)),
            "\n".join([ask, " · ".join(tongues)]),
        ),
        closing=goodbye[0],
        signature=tuple(goodbye[1:]),
        address_lines=(to,),
        details=pages.details(values, LANGUAGE),
        link=codes.address(code),
        link_text=wording.short_address(),
        code=code,
    )
