"""Notes on the five sheets: what people write, and what the leader does with it.

Writing leaves no trail: a line with a time would lead back to who wrote at that moment.
"""

import uuid
from collections.abc import Collection

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library.partnership import Partnership
from driehoek.voices.services import words

from .. import session_rules
from ..models import ChosenPoint, Dot, Note, PointSort, TeamSession
from ..queries.session_guide import steps
from ..queries.session_names import for_all
from . import choosing
from .session_late import arrived_late
from .sessions import held, running, screens_change, writing

MOST_NOTE = 300


def write_note(*, session: TeamSession, key: uuid.UUID, sheet: str, sort: str, text: str, by_leader: bool = False) -> Note:
    """Put a note on a sheet. The same key again is the same note, whatever it says.

    What comes in after the notes were shown waits for two more and then for the leader, except what the leader types.
    RuleBroken 409 'closed' or 'not-started', 422 for a text or a sheet that can't be taken.
    """
    if sheet not in Partnership.values or sort not in PointSort.values:
        raise RuleBroken("sheet", _("Kies eerst een blad."), 422)
    now = writing(session)
    part = session_rules.part_of_sort(steps(now), sort)
    if not part:
        raise RuleBroken("no-sheets", _("Dit is veranderd. Laad de pagina opnieuw."), 422)
    line = words.take_line(text, MOST_NOTE, empty=_("Er staat nog niets. Schrijf eerst iets op."))
    there: Note | None = Note.objects.filter(pk=key).first()
    if there is None:
        if Note.objects.filter(session=now).count() >= session_rules.MOST_NOTES:
            raise RuleBroken("full", _("Er liggen al erg veel briefjes. Er kan nu niets bij."), 422)
        made = Note.objects.bulk_create([Note(id=key, session=now, sheet=sheet, sort=sort, text=line)], ignore_conflicts=True)
        there = Note.objects.filter(pk=made[0].pk).first()
        if there is not None and there.session_id == now.pk and session_rules.was_shown(now.opened, part):
            if by_leader:
                screens_change(now)
            else:
                arrived_late(now, part, key)
    if there is None or there.session_id != now.pk:
        raise RuleBroken("used-key", _("Dit is veranderd. Laad de pagina opnieuw."))
    return there


def take_off(*, note: Note, by: Who) -> None:
    """Off every screen; dots on it count no more. `put_back` is its undo."""
    _mark_note(note, by, "take_off_note", taken_off=True)


def put_back(*, note: Note, by: Who) -> None:
    _mark_note(note, by, "put_back_note", taken_off=False)


def reword(*, note: Note, text: str, by: Who) -> None:
    """Say it better, together. What was chosen of it for the plan says so too."""
    line = words.take_line(text, MOST_NOTE, empty=_("Er staat nog niets. Schrijf eerst iets op."))
    ChosenPoint.objects.filter(note_id=note.pk).update(text=line)
    _mark_note(note, by, "reword_note", text=line)


def agree(*, note: Note, dots: int | None = None, of_people: int | None = None, by: Who) -> None:
    """On the shared picture, and chosen for the plan."""
    now = running(note.session)
    if Note.objects.filter(pk=note.pk, taken_off=True).exists():
        raise RuleBroken("taken-off", _("Dit briefje is weggehaald. Zet het eerst terug."))
    Note.objects.filter(pk=note.pk).update(agreed=True)
    choosing.choose(
        session=now,
        fielding=now.fielding,
        sort=note.sort,
        partnership=note.sheet,
        text=for_all(now, [note])[note.pk],
        note=note,
        dots=dots,
        of_people=of_people,
        by=by,
    )
    screens_change(now)


def agree_no_more(*, note: Note, by: Who) -> None:
    now = running(note.session)
    Note.objects.filter(pk=note.pk).update(agreed=False)
    for point in ChosenPoint.objects.filter(note=note):
        choosing.drop(point=point, by=by)
    screens_change(now)


def let_stand(*, note: Note, by: Who) -> None:
    """Show it as it was written, with what looked like a name or a number."""
    now = held(note.session)
    TeamSession.objects.filter(pk=now.pk).update(opened=sorted({*now.opened, f"{session_rules.AS_WRITTEN}{note.pk}"}))
    screens_change(now)
    trail.write("let_note_stand", by=by, on=note)


def merge(*, session: TeamSession, keys: Collection[uuid.UUID], text: str, by: Who) -> Note:
    """Several notes of one sheet and sort become one with these words; the others go off (and can be put back).

    Only before dots fell on one of them, since nobody may move another's dots.
    """
    now = running(session)
    rows = list(Note.objects.filter(session=now, pk__in=keys, taken_off=False).order_by("pk"))
    if len(rows) < 2:
        raise RuleBroken("few", _("Kies minstens twee briefjes om samen te voegen."), 422)
    if len({(row.sheet, row.sort) for row in rows}) > 1:
        raise RuleBroken("apart", _("Samenvoegen kan alleen met briefjes van hetzelfde blad en dezelfde soort."), 422)
    if Dot.objects.filter(note__in=rows).exists():
        raise RuleBroken("dots", _("Er zijn al stippen op gegeven. Geef liever één briefje een andere tekst."), 422)
    line = words.take_line(text, MOST_NOTE, empty=_("Schrijf op hoe het samen heet."))
    first, *others = rows
    Note.objects.filter(pk=first.pk).update(text=line)
    ChosenPoint.objects.filter(note=first).update(text=line)
    gone = [row.pk for row in others]
    for point in ChosenPoint.objects.filter(note__in=gone):
        choosing.drop(point=point, by=by)
    Note.objects.filter(pk__in=gone).update(taken_off=True, agreed=False)
    screens_change(now)
    trail.write("merge_notes", by=by, on=first)
    first.text = line
    kept: Note = first
    return kept


def _mark_note(note: Note, by: Who, act: str, **values: object) -> None:
    now = running(note.session)
    if values.get("taken_off"):
        values["agreed"] = False
        for point in ChosenPoint.objects.filter(note_id=note.pk):
            choosing.drop(point=point, by=by)
    Note.objects.filter(pk=note.pk).update(**values)
    screens_change(now)
    trail.write(act, by=by, on=note)
