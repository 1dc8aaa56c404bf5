"""What a meeting is about: its themes, the questions of the dialogue, the statements to react to, each in order."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library import shapes
from driehoek.library.reading import load_template
from driehoek.schools.models import School
from driehoek.schools.scoping import current_school_id
from driehoek.voices import services as voices
from driehoek.voices.models import TextSort, Theme
from driehoek.voices.queries import library

from ..models import Meeting, MeetingTable
from ..queries.questions import SORTS, planned_keys
from .plan import screens_change

THEMES = "themes"
MOST = 40  # of one kind; more is no evening
SORT_OF = {THEMES: TextSort.THEME, **SORTS}


def choose(*, meeting: Meeting, kind: str, keys: Sequence[str], by: Who) -> int:
    """Choose texts of the library for this meeting, behind those that are there; how many were new.

    Raises RuleBroken 'not-for-this-audience' for what may not be chosen here: what is for the team, what was hidden, what is gone.
    """
    audience = load_template(meeting.template).audience
    offered = {one.key: one for one in library.things(SORT_OF[kind], for_meeting=audience) if not hasattr(one, "situation")}
    if [key for key in keys if key not in offered]:
        raise RuleBroken("not-for-this-audience", _("Deze tekst kan niet worden gekozen voor een bijeenkomst met ouders."), 422)
    if kind == THEMES:
        return _choose_themes(meeting, [offered[key] for key in keys], by)
    locked = _locked(meeting)
    there = planned_keys(locked, kind)
    fresh = [key for key in dict.fromkeys(keys) if key not in there]
    if len(there) + len(fresh) > MOST:
        raise RuleBroken("too-many-chosen", _("Kies er hoogstens veertig."), 422)
    _keep(locked, kind, [*there, *fresh], by)
    return len(fresh)


def drop(*, meeting: Meeting, kind: str, key: str, by: Who) -> None:
    """Leave a question or a statement out; what was said to it stays."""
    locked = _locked(meeting)
    _keep(locked, kind, [one for one in planned_keys(locked, kind) if one != key], by)


def put(*, meeting: Meeting, kind: str, key: str, to: int, by: Who) -> None:
    """Put a question or a statement at place `to`, counted from 0. Raises RuleBroken 'gone' when it is not chosen (any more)."""
    locked = _locked(meeting)
    there = planned_keys(locked, kind)
    if key not in there:
        raise RuleBroken("gone", _("Dit is er niet meer. Zo staat het nu."))
    there.remove(key)
    there.insert(min(max(to, 0), len(there)), key)
    _keep(locked, kind, there, by)


def take_off(*, meeting: Meeting, theme: Theme, by: Who) -> dict[str, str]:
    """Take a theme off this meeting while nothing hangs on it; what is returned makes it again."""
    tables = MeetingTable.objects.filter(meeting=meeting, theme=theme).values_list("number", flat=True)
    if tables:
        numbers = ", ".join(str(number) for number in tables)
        raise RuleBroken(
            "at-a-table", _("‘%(title)s’ blijft staan: het ligt op tafel %(tables)s.") % {"title": theme, "tables": numbers}
        )
    kept = voices.take_off_theme(theme=theme, by=by)
    screens_change(meeting)
    return kept


def _choose_themes(meeting: Meeting, chosen: list[shapes.Theme], by: Who) -> int:
    sector = School.objects.get(pk=current_school_id()).sector
    there = set(Theme.objects.filter(occasion_id=meeting.occasion_id).values_list("library_key", flat=True))
    fresh = [theme for theme in chosen if theme.key not in there]
    for theme in fresh:
        title, meaning = theme.title.say("nl", sector), theme.meaning.say("nl", sector)
        voices.make_theme(occasion=meeting.occasion, title=title, meaning=meaning, library_key=theme.key, by=by)
    screens_change(meeting)
    return len(fresh)


def _locked(meeting: Meeting) -> Meeting:
    """As it is now; two people who choose at the same moment wait for each other."""
    found: Meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    return found


def _keep(meeting: Meeting, kind: str, keys: list[str], by: Who) -> None:
    meeting.chosen = {**meeting.chosen, kind: keys}
    meeting.save(update_fields=["chosen"])
    screens_change(meeting)
    trail.write(f"choose_{kind}", by=by, on=meeting)
