"""What stands on paper: the values of the screens, handed to `documents/`."""

import uuid
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.documents.paper import Paper
from driehoek.documents.runbook import Preparation as PaperTask
from driehoek.documents.runbook import RunBlock, RunItem
from driehoek.documents.runbook import RunBook as PaperRunBook
from driehoek.documents.runbook import run_book as set_run_book
from driehoek.documents.tables import SignInName, TableSign, sign_in_list, table_signs
from driehoek.documents.voices import Voice as PaperVoice
from driehoek.documents.word import run_book_docx as write_run_book
from driehoek.invitations.models import Invitation
from driehoek.invitations.told import Told, noted, of_ours, plain
from driehoek.library.reading import load_template
from driehoek.people.models import Guardian
from driehoek.people.names import folded
from driehoek.schools.models import School
from driehoek.voices.models import TextSort, Voice
from driehoek.voices.queries import library

from .. import rules
from ..models import Meeting, MeetingTable
from .hall import Hall, hall
from .paper_roles import extract, parts_of
from .paper_words import leader_line
from .preparation import preparation
from .questions import GATHERS, statements_at
from .runbook import RunBook, clock_words, day_words

PAPER_LANGUAGE = "nl"  # of the school, not of the screen: everybody in the team reads it
VOICES: dict[str, PaperVoice] = {Voice.PARENTS: "parent", Voice.SCHOOL: "school", Voice.PUPIL: "pupil"}


def run_book_pdf(book: RunBook, who: Who, school: School, role: str = "") -> bytes:
    """The whole, or with `role` (a key of `parts_of`) what that part of the team needs."""
    return set_run_book(_on_paper(book, who, school, role), school=school.name)


def run_book_docx(book: RunBook, who: Who, school: School, role: str = "") -> bytes:
    """The same as a Word file."""
    return write_run_book(_on_paper(book, who, school, role), school=school.name)


def _on_paper(book: RunBook, who: Who, school: School, role: str) -> PaperRunBook:
    """Raises RuleBroken for a role that this run-book does not name."""
    part = next((part for part in parts_of(book) if part.key == role), None)
    if role and part is None:
        raise RuleBroken("no_such_part", _("Die rol staat niet in dit draaiboek."))
    occasion, template, sector = book.meeting.occasion, load_template(book.meeting.template), school.sector
    shown = extract(book, part.key) if part else book
    card = (
        template.attitude_title.say(PAPER_LANGUAGE, sector),
        template.attitude,
        template.key_message.say(PAPER_LANGUAGE, sector),
    )
    with override(PAPER_LANGUAGE):
        said = _statements(book, sector)
        team = ((_("gespreksleider"), _leader(book)),) if _leader(book) else ()
        return PaperRunBook(
            title=occasion.title,
            date=day_words(occasion.starts_at),
            time=book.times,
            place=occasion.place,
            ends=book.end_words,
            team=team,
            voices=tuple(
                (voice, count)
                for voice, count in ((VOICES[Voice.PARENTS], book.audience.parents), (VOICES[Voice.SCHOOL], book.audience.school))
                if count
            ),
            blocks=tuple(
                RunBlock(
                    title=block.title, aim=block.aim, items=tuple(_item(line, said.get(line.id, "")) for line in block.lines)
                )
                for block in shown.blocks
            ),
            preparation=() if part else _tasks(book.meeting, who, sector),
            role=part.words if part else "",
            attitude_title=card[0],
            attitude=tuple((one.headline.say(PAPER_LANGUAGE, sector), one.line.say(PAPER_LANGUAGE, sector)) for one in card[1]),
            key_message=card[2],
            open_fill_ins=tuple(blank.label for blank in book.open),
            language=PAPER_LANGUAGE,
        )


def _leader(book: RunBook) -> str:
    return next((blank.value for blank in book.blanks if blank.name == "naam_gespreksleider"), "")


def _statements(book: RunBook, sector: str) -> dict[Any, str]:
    """The statements that were chosen, at the item where people say what they think; else at the first one."""
    chosen = [one.text.say(PAPER_LANGUAGE, sector) for one in statements_at(book.meeting)]
    if not chosen or not book.items:
        return {}
    place = next((item for item in book.items if rules.opens(item, GATHERS)), book.items[0])
    return {place.pk: "\n".join([_("Stellingen om op te reageren:"), *(f"• {text}" for text in chosen)])}


def _item(line: Any, said: str = "") -> RunItem:
    """`said`: what belongs beside the remark."""
    needs = _("nodig: %(things)s") % {"things": line.needs} if line.needs else ""
    return RunItem(
        starts=line.starts, minutes=line.minutes, title=line.title, aim=line.aim, form=line.form, spoken=line.spoken, who=line.who,
        remark="\n".join(part for part in (line.remark, needs, said) if part),
    )  # fmt: skip


def _tasks(meeting: Meeting, who: Who, sector: str) -> tuple[PaperTask, ...]:
    """What must be ready before the evening, in order of days."""
    lines = [line for turn in preparation(meeting, who, sector).turns if turn.key != "after" for line in turn.lines]
    lines.sort(key=lambda line: (line.due_on, line.title))
    return tuple(
        PaperTask(what=line.title, who=line.owner or line.role, due=date_format(line.due_on, "j F"), done=line.is_done)
        for line in lines
    )


def table_signs_pdf(
    meeting: Meeting, school: School, *, language: str = PAPER_LANGUAGE, paper: Paper = "a4", first: int = 1
) -> bytes:
    """A tent for each table, with a card of questions where it has a theme. Raises RuleBroken without tables."""
    tables = hall(meeting).tables
    if not tables:
        raise RuleBroken("no_tables", _("Er zijn nog geen tafels."))
    shelf = library.by_key(TextSort.THEME)
    with override(language):
        signs = [
            TableSign(
                name=str(table.number),
                theme=theme,
                leader=leader_line(table.leader),
                questions=questions,
            )
            for table in tables
            for theme, questions in [theme_on_paper(table, shelf, school, language)]
        ]
    title = f"{_('Tafelbordjes')} {meeting.occasion.title}"
    return table_signs(signs, title=title, language=language, paper=paper, first=first)


def theme_on_paper(table: MeetingTable, shelf: dict[str, Any], school: School, language: str) -> tuple[str, tuple[str, ...]]:
    """The theme of a table and its guiding question in the language of the paper; a school's own words say that they are Dutch.

    `shelf`: the themes of the library by key.
    """
    if table.theme is None:
        return "", ()
    sector, own = school.sector, Told(str(table.theme), PAPER_LANGUAGE, language).inside
    ours = shelf.get(table.theme.library_key)
    if ours is None:
        return noted([own], language)[0], ()
    changed = ours.title.say(PAPER_LANGUAGE, sector) != str(table.theme)
    title = own if changed else of_ours(ours.title, language, sector)
    title, question = noted([title, of_ours(ours.question, language, sector)], language)
    return title, (question,) if plain(question) else ()


def sign_in_pdf(meeting: Meeting, school: School, *, language: str = PAPER_LANGUAGE) -> bytes:
    """Everybody on the list by surname, with their table; room for who was not expected."""
    now = hall(meeting)
    number = {table.pk: table.number for table in now.tables}
    keys = _sort_keys(now)
    names = [
        SignInName(
            name=attendee.name,
            sort_key=keys.get(attendee.name, folded(attendee.name)),
            voice=VOICES[attendee.voice],
            place=str(number[now.seats[attendee.pk].table_id]) if attendee.pk in now.seats else "",
        )
        for attendee in now.attendees
    ]
    with override(language):
        date = f"{day_words(meeting.occasion.starts_at)}, {clock_words(meeting.occasion.starts_at)}"
    return sign_in_list(names, school=school.name, meeting=meeting.occasion.title, date=date, language=language)


def _sort_keys(now: Hall) -> dict[str, str]:
    """Name -> key by surname, of colleagues and of the guardians behind the invitations."""
    keys = {str(a.staff): a.staff.sort_key for a in now.attendees if a.staff}
    invitations: set[uuid.UUID] = {a.invitation_id for a in now.attendees if a.invitation_id}
    households = Invitation.objects.filter(pk__in=invitations).values("household_id")
    for guardian in Guardian.objects.filter(household_id__in=households):
        keys[str(guardian)] = guardian.sort_key
    return keys
