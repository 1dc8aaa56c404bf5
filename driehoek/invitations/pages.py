"""The letters of one class on paper: each family its own words, its own code, its own language."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.documents.letters import LetterPage, ReplySlip, Sender, letters
from driehoek.documents.paper import numbered
from driehoek.people.models import Household
from driehoek.schools.models import School

from . import wording
from .models import ClassInvitation, Invitation, Occasion
from .queries.families import Family
from .queries.hand_out import Placed, in_hand_out_order
from .told import Told, between, line, marked, note, noted, told

SAID_BESIDE = ("when_and_where", "reply_paper", "contact")
"""Paragraphs of the library that stand as facts, at the head or beside the code: a letter has to fit on one sheet."""
SHORT = 90


def pile(
    school: School, own: ClassInvitation, rows: Sequence[Invitation], *, key: str, first: int = 1, with_slip: bool = False
) -> bytes:
    """One PDF in the order of the class list, from letter `first` on. `key` is the letter of the library: invitation or
    reminder; `with_slip` adds a strip to hand in. Numbers are those of the whole class, so that they stay when some are left
    out. ValueError when nothing is left."""
    ids = {row.pk for row in rows}
    opened = codes.codes_for("reply", list(ids))
    placed = in_hand_out_order(own)
    of = sum(one.number is not None for one in placed)
    ready = [one for one in placed if one.invitation.pk in ids and one.invitation.pk in opened and (one.number or 1) >= first]
    pages = [
        replace(
            page(school, own, one, opened[one.invitation.pk], key, with_slip),
            number=numbered(one.number, of) if one.number else "",
        )
        for one in ready
    ]
    title = f"{own.occasion.title} · {own.school_class.name}"
    return letters(pages, school=sender(school), title=title, made_at=clock.now())


def sender(school: School) -> Sender:
    place = ", ".join(part for part in (school.street_address, f"{school.postcode} {school.city}".strip()) if part)
    return Sender(name=school.name, lines=tuple(line for line in (place, school.phone, school.reply_to) if line))


def page(
    school: School, own: ClassInvitation, one: Placed, opened: dict[str, str], key: str, with_slip: bool = False
) -> LetterPage:
    """One letter; `opened` has the printed code of this family."""
    family, language = one.family, one.invitation.language
    names = wording.joined([one.name for one in family.receivers], language)
    values = wording.values_of(school, own, language, about_child=family.about_child, by_mentor=True) | {
        "naam_ouder": names,
        "code": wording.readable(opened["printed"]),
    }
    names_address = bool(wording.own_address(own)) and family.about_child  # the head of the letter names that of the school
    spare = (*(one for one in SAID_BESIDE if not (names_address and one == "contact")), *wording.spare(values))
    composed = wording.say(
        key, language=language, school=school, channel="paper", values=values, leave_out=spare, said=beside(values)
    )
    goodbye = composed.paragraphs[-1].split("\n")
    return LetterPage(
        language=composed.language,
        date=wording.day(clock.now(), language),
        subject=values["bijeenkomst"],
        note=note(values["bijeenkomst"], composed.language),
        salutation=composed.paragraphs[0],
        paragraphs=closed_up(composed.paragraphs[1:-1], own_lines(own, composed.language)),
        closing=goodbye[0],
        signature=tuple(goodbye[1:]),
        address_lines=address_lines(own, family, one.home),
        details=details(values, language),
        link=codes.address(opened["printed"]),
        link_text=wording.short_address(),
        code=opened["printed"],
        slip=slip_of(own.occasion, values["antwoord_voor"], language) if with_slip else None,
    )


def beside(values: dict[str, str]) -> tuple[str, ...]:
    """What is said at the head or among the facts."""
    return values["bijeenkomst"], values["plaats"]


def slip_of(occasion: Occasion, reply_by: str, language: str) -> ReplySlip:
    """What comes back in the school bag: few boxes, so that it is typed in quickly."""
    with override(language):
        choices = [_("Ja, ik kom."), _("Ja, wij komen met twee."), _("Nee, ik kan niet komen.")]
        if occasion.has_interpreter:
            choices.append(_("Ik wil graag een tolk."))
        if occasion.has_childcare:
            choices.append(_("Ik wil graag opvang voor mijn kinderen."))
        return ReplySlip(
            title=_("Liever op papier? Geef deze strook mee aan uw kind."),
            choices=tuple(choices),
            lines=(_("Naam van uw kind"),),
            return_by=_("Graag terug vóór %(day)s.") % {"day": reply_by},
        )


def address_lines(own: ClassInvitation, family: Family, home: Household) -> tuple[str, ...]:
    """Name and address in the window; 'aan de ouders van Noor' when the address is secret or not known. In Dutch: for
    who hands it out."""
    street, town = home.street.strip(), f"{home.postcode} {home.city}".strip()
    if home.is_secret or not street:
        children = dict.fromkeys(child.given_name for child in family.children if child.class_id == own.school_class_id)
        with override("nl"):
            return (
                _("Aan de ouders van %(child)s") % {"child": wording.joined(list(children), "nl")},
                own.school_class.name,
            )
    return (wording.joined([one.name for one in family.receivers], "nl"), street, town)


def details(values: dict[str, str], language: str) -> tuple[tuple[str, str], ...]:
    with override(language):
        when = _("%(day)s, %(begins)s–%(ends)s uur") % {
            "day": values["datum"], "begins": values["begintijd"], "ends": values["eindtijd"],
        }  # fmt: skip
        return (
            (_("Wanneer"), when),
            (_("Waar"), noted([values["plaats"]], language)[0]),
            (_("Antwoord graag voor"), values["antwoord_voor"]),
        )


def own_lines(own: ClassInvitation, language: str) -> tuple[Told, ...]:
    return line(own.personal_line, language), told(own.occasion, "why", language)


def closed_up(paragraphs: Sequence[str], own: Sequence[Told]) -> tuple[str, ...]:
    """Short paragraphs in a row become one, so that a letter fits on its sheet; the school's own words stand alone, and say
    so when they are in Dutch in a letter that is not."""
    found: list[str] = []
    joins = False
    for paragraph, words in marked(paragraphs, own):
        if words is not None and words.is_dutch:
            paragraph = f"{between(words.text)}\n{wording.in_dutch(words.reader)}"
        short = len(paragraph) < SHORT and words is None
        if short and joins:
            found[-1] += f" {paragraph}"
        else:
            found.append(paragraph)
        joins = short
    return tuple(found)
