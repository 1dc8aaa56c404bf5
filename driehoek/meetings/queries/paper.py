"""What stands on paper: the values of the screens, handed to `documents/`."""

import uuid
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.documents.poster import join_poster
from driehoek.documents.runbook import Preparation as PaperTask
from driehoek.documents.runbook import RunBlock, RunItem
from driehoek.documents.runbook import RunBook as PaperRunBook
from driehoek.documents.runbook import run_book as set_run_book
from driehoek.documents.tables import SignInName, TableSign, sign_in_list, table_signs
from driehoek.documents.voices import Voice as PaperVoice
from driehoek.invitations.models import Invitation
from driehoek.library.reading import load_themes
from driehoek.people.models import Guardian
from driehoek.people.names import folded
from driehoek.schools.models import School
from driehoek.voices.models import Voice

from ..models import Meeting
from .hall import Hall, hall
from .preparation import preparation
from .runbook import RunBook, clock_words, day_words

PAPER_LANGUAGE = "nl"  # of the school, not of the screen: everybody in the team reads it
VOICES: dict[str, PaperVoice] = {Voice.PARENTS: "parent", Voice.SCHOOL: "school", Voice.PUPIL: "pupil"}


def run_book_pdf(book: RunBook, who: Who, school: School) -> bytes:
    occasion = book.meeting.occasion
    with override(PAPER_LANGUAGE):
        team = ((_("gespreksleider"), _leader(book)),) if _leader(book) else ()
        paper = PaperRunBook(
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
                RunBlock(title=block.title, aim=block.aim, items=tuple(_item(line) for line in block.lines))
                for block in book.blocks
            ),
            preparation=_tasks(book.meeting, who, school.sector),
            open_fill_ins=tuple(blank.label for blank in book.open),
            language=PAPER_LANGUAGE,
        )
    return set_run_book(paper, school=school.name)


def _leader(book: RunBook) -> str:
    return next((blank.value for blank in book.blanks if blank.name == "naam_gespreksleider"), "")


def _item(line: Any) -> RunItem:
    needs = _("nodig: %(things)s") % {"things": line.needs} if line.needs else ""
    return RunItem(
        starts=line.starts, minutes=line.minutes, title=line.title, aim=line.aim, form=line.form, spoken=line.spoken, who=line.who,
        remark="\n".join(part for part in (line.remark, needs) if part),
    )  # fmt: skip


def _tasks(meeting: Meeting, who: Who, sector: str) -> tuple[PaperTask, ...]:
    """What must be ready before the evening, in order of days."""
    lines = [line for turn in preparation(meeting, who, sector).turns if turn.key != "after" for line in turn.lines]
    lines.sort(key=lambda line: (line.due_on, line.title))
    return tuple(
        PaperTask(what=line.title, who=line.owner or line.role, due=date_format(line.due_on, "j F"), done=line.is_done)
        for line in lines
    )


def table_signs_pdf(meeting: Meeting, school: School) -> bytes:
    """A tent for each table, with a card of questions where it has a theme. Raises RuleBroken without tables."""
    tables = hall(meeting).tables
    if not tables:
        raise RuleBroken("no_tables", _("Er zijn nog geen tafels."))
    questions = {theme.key: theme.question.say(PAPER_LANGUAGE, school.sector) for theme in load_themes()}
    with override(PAPER_LANGUAGE):
        signs = [
            TableSign(
                name=str(table.number),
                theme=str(table.theme or ""),
                leader=_("tafelleider: %(name)s") % {"name": table.leader} if table.leader else "",
                questions=tuple(filter(None, [questions.get(table.theme.library_key, "") if table.theme else ""])),
            )
            for table in tables
        ]
    return table_signs(signs, title=f"{_('Tafelbordjes')} {meeting.occasion.title}", language=PAPER_LANGUAGE)


def sign_in_pdf(meeting: Meeting, school: School) -> bytes:
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
    date = f"{day_words(meeting.occasion.starts_at)}, {clock_words(meeting.occasion.starts_at)}"
    return sign_in_list(names, school=school.name, meeting=meeting.occasion.title, date=date, language=PAPER_LANGUAGE)


def _sort_keys(now: Hall) -> dict[str, str]:
    """Name -> key by surname, of colleagues and of the guardians behind the invitations."""
    keys = {str(a.staff): a.staff.sort_key for a in now.attendees if a.staff}
    invitations: set[uuid.UUID] = {a.invitation_id for a in now.attendees if a.invitation_id}
    households = Invitation.objects.filter(pk__in=invitations).values("household_id")
    for guardian in Guardian.objects.filter(household_id__in=households):
        keys[str(guardian)] = guardian.sort_key
    return keys

    return Invitation.objects.filter(pk__in=invitations).values("household_id")


def poster_pdf(meeting: Meeting, school: School) -> bytes:
    """The way in for everybody in the hall. Raises RuleBroken when its code has ended."""
    found = codes.codes_for("join", [meeting.pk]).get(meeting.pk, {})
    if "link" not in found:
        raise RuleBroken("code_has_ended", _("De code van deze bijeenkomst is verlopen."))
    with override(PAPER_LANGUAGE):
        shown = settings.SITE_URL.partition("://")[2] + "/c"
        return join_poster(
            title=meeting.occasion.title,
            school=school.name,
            link=codes.address(found["link"]),
            code=found.get("hall", ""),
            link_text=shown,
            language=PAPER_LANGUAGE,
        )
