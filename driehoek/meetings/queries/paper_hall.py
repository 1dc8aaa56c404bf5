"""Paper for in the hall: badges, sheets and codes for the tables, posters, and the card for who calls."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.documents.badges import Badge, badges
from driehoek.documents.cards import WritingCard, writing_cards
from driehoek.documents.paper import Paper
from driehoek.documents.poster import Poster, invitation_posters, join_poster, table_codes
from driehoek.documents.sheets import CallCard, SheetRoom, WritingTable, call_card, scribe_sheets, table_sheets
from driehoek.invitations.models import Invitation
from driehoek.invitations.queries.class_posters import class_posters
from driehoek.invitations.told import noted, of_ours, told
from driehoek.library.reading import load_template
from driehoek.people.models import Guardian
from driehoek.schools.models import School
from driehoek.voices import strips
from driehoek.voices.models import TextSort
from driehoek.voices.queries import library

from ..models import Attendee, Meeting, MeetingTable
from .hall import Hall, hall
from .paper import VOICES, theme_on_paper
from .paper_words import at_table, call_facts, call_offers, call_outcomes
from .questions import kinds, planned_questions


@dataclass(frozen=True)
class Options:
    """How somebody wants a paper. `first`: from this number on; `role`: a key of `parts_of`, '' for the whole run-book."""

    language: str = "nl"
    paper: Paper = "a4"
    first: int = 1
    surnames: bool = False
    stickers: str = "8"
    role: str = ""


def badges_pdf(meeting: Meeting, school: School, options: Options) -> bytes:
    """In order of name, so that who hands them out finds them. Raises RuleBroken while nobody is on the list."""
    now = hall(meeting)
    if not now.attendees:
        raise RuleBroken("nobody", _("Er staat nog niemand op de lijst."))
    first_names = {} if options.surnames else _first_names(now)
    tables = {table.pk: table.number for table in now.tables}
    with override(options.language):
        people = [_badge(one, now, tables, first_names) for one in now.attendees]
    title = f"{_('Naamkaartjes')} {meeting.occasion.title}"
    people.sort(key=lambda one: one.name.casefold())
    more: dict[str, Any] = {"sheet": options.stickers, "first": options.first, "language": options.language}
    return badges(people, school=school.name, title=title, **more)


def _badge(one: Attendee, now: Hall, tables: dict[Any, int], first_names: dict[str, str]) -> Badge:
    name = one.name
    for whole, first in first_names.items():
        name = name.replace(whole, first)
    seat = now.seats.get(one.pk)
    place = at_table(tables[seat.table_id]) if seat and seat.table_id in tables else ""
    beneath = one.staff.function if one.staff else one.class_label
    return Badge(name=name, voice=VOICES[one.voice], beneath=beneath, place=place)


def _first_names(now: Hall) -> dict[str, str]:
    """Name as it stands on the list -> first name, of colleagues and of parents behind invitations; the longest first."""
    found = {str(one.staff): one.staff.given_name for one in now.attendees if one.staff}
    households = Invitation.objects.filter(pk__in={one.invitation_id for one in now.attendees if one.invitation_id})
    for guardian in Guardian.objects.filter(household__in=households.values("household_id")).defer("phone"):
        found[str(guardian)] = guardian.given_name
    named = {whole: first.strip() for whole, first in found.items() if first.strip()}
    return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))


def _tables(meeting: Meeting, school: School, language: str) -> list[WritingTable]:
    rows, shelf = MeetingTable.objects.filter(meeting=meeting).select_related("theme"), library.by_key(TextSort.THEME)
    found = [(row, *theme_on_paper(row, shelf, school, language)) for row in rows]
    return [WritingTable(name=str(row.number), theme=theme, questions=questions) for row, theme, questions in found]


def scribe_sheets_pdf(meeting: Meeting, school: School, options: Options) -> bytes:
    """The questions of the programme and that of the table's theme. Raises RuleBroken when there is nothing to ask."""
    language, sector = options.language, school.sector
    asked = noted([of_ours(one.text, language, sector) for one in planned_questions(meeting)], language)
    tables = _tables(meeting, school, language) or [WritingTable(name="")]
    if not asked and not any(table.questions for table in tables):
        raise RuleBroken("no_questions", _("Bij deze bijeenkomst horen geen vragen om bij te schrijven."))
    words = [one.label.say(language, sector) for one in kinds()]
    title = f"{_('Schrijfbladen')} {meeting.occasion.title}"
    return scribe_sheets(tables, questions=asked, kinds=words, title=title, school=school.name, **_piled(options))


CARDS = 24
"""On twelve sheets; every print has codes of its own."""


def cards_pdf(meeting: Meeting, school: School, options: Options) -> bytes:
    """Cards to write on, each with a strip. The codes are kept nowhere: who types a card types its mark, which leads nowhere."""
    place = reverse("my_words", args=[school.slug])
    some = [
        WritingCard(mark=strips.mark_of(code), code=code, link=f"{settings.SITE_URL}{place}#{code}")
        for code in (strips.fresh() for _one in range(CARDS))
    ]
    return writing_cards(
        some, title=_title(meeting, school, options), school=school.name, link_text=urlsplit(settings.SITE_URL).netloc + place,
        paper=options.paper, language=options.language,
    )  # fmt: skip


def table_sheets_pdf(meeting: Meeting, school: School, options: Options) -> bytes:
    """What, who at school, who at home, the first step, when. Raises RuleBroken without tables or a sheet."""
    template, language, sector = load_template(meeting.template), options.language, school.sector
    tables = _tables(meeting, school, language)
    if not tables:
        raise RuleBroken("no_tables", _("Er zijn nog geen tafels."))
    if template.sheet_question is None:
        raise RuleBroken("no_sheet", _("Bij deze bijeenkomst hoort geen tafelblad."))
    rooms = [SheetRoom(label=one.label.say(language, sector), hint=one.hint.say(language, sector)) for one in template.sheet]
    question = template.sheet_question.say(language, sector)
    title = f"{_('Tafelbladen')} {meeting.occasion.title}"
    return table_sheets(tables, question=question, rooms=rooms, title=title, school=school.name, **_piled(options))


def _join(meeting: Meeting) -> dict[str, str]:
    """What the QR says and what people type. Raises RuleBroken when the code has ended."""
    found = codes.codes_for("join", [meeting.pk]).get(meeting.pk, {})
    if "link" not in found:
        raise RuleBroken("code_has_ended", _("De code van deze bijeenkomst is verlopen."))
    shown = settings.SITE_URL.partition("://")[2] + "/c"
    return {"link": codes.address(found["link"]), "code": found.get("hall", ""), "link_text": shown}


def poster_pdf(meeting: Meeting, school: School, options: Options) -> bytes:
    """The way in for everybody in the hall."""
    more: dict[str, Any] = {"paper": options.paper, "language": options.language}
    return join_poster(title=_title(meeting, school, options), school=school.name, **_join(meeting), **more)


def _title(meeting: Meeting, school: School, options: Options) -> str:
    """Of the meeting in the language of the paper; where nobody translated it the Dutch, which says so."""
    return noted([told(meeting.occasion, "title", options.language, school.sector).inside], options.language)[0]


def table_codes_pdf(meeting: Meeting, school: School, options: Options) -> bytes:
    """The same way in, once for each table."""
    tables, way_in = _tables(meeting, school, options.language), _join(meeting)
    if not tables:
        raise RuleBroken("no_tables", _("Er zijn nog geen tafels."))
    posters = [Poster(title=one.name, facts=(one.theme,) if one.theme else (), **way_in) for one in tables]
    title = _("QR-bladen: %(meeting)s") % {"meeting": meeting.occasion.title}
    return table_codes(posters, school=school.name, title=title, **_piled(options))


def class_posters_pdf(meeting: Meeting, school: School, options: Options) -> bytes:
    """For each class the invitation with its own link. Raises RuleBroken while no link is out."""
    found = class_posters(meeting.occasion, school, options.language)
    if not found:
        raise RuleBroken("no_links", _("De posters zijn er zodra een uitnodiging is verstuurd."))
    posters = [Poster(title=one.name, link=one.link, code=one.code, link_text=one.type_at, facts=one.facts) for one in found]
    return invitation_posters(posters, school=school.name, title=meeting.occasion.title, **_piled(options))


def call_card_pdf(meeting: Meeting, school: School, options: Options) -> bytes:
    """For who calls families once; nothing about any family stands on it."""
    occasion = meeting.occasion
    with override(options.language):
        words: dict[str, Any] = {"facts": call_facts(occasion), "offers": call_offers(occasion), "outcomes": call_outcomes()}
    card = CallCard(title=_title(meeting, school, options), **words)
    return call_card(card, school=school.name, language=options.language)


def _piled(options: Options) -> dict[str, Any]:
    return {"first": options.first, "paper": options.paper, "language": options.language}
