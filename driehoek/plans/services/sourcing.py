"""Sources of a line, chosen by people: put to it, and taken off."""

import uuid

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who

from ..models import Line, LineSource, SourceSort
from ..queries.sources import is_there

MOST_SOURCES = 30


def add_source(*, line: Line, sort: str, about: uuid.UUID, key: str = "", by: Who) -> LineSource:
    """A source that exists and may be shown; the same twice is one."""
    if sort not in SourceSort.values or len(key) > 40:
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    if not is_there(sort, about, key):
        raise RuleBroken("gone", _("Dit bestaat niet meer, of het mag niet getoond worden. Kies iets anders."), 422)
    if LineSource.objects.filter(line=line).count() >= MOST_SOURCES:
        raise RuleBroken("full", _("Een regel heeft hoogstens 30 bronnen. Haal er eerst een weg."), 422)
    made: LineSource
    made, is_new = LineSource.objects.get_or_create(line=line, sort=sort, about=about, key=key)
    if is_new:
        trail.write("add_line_source", by=by, on=line)
    return made


def take_source_off(*, source: LineSource, by: Who) -> dict[str, str]:
    """What is needed to put it back."""
    kept = {"line": str(source.line_id), "sort": source.sort, "about": str(source.about), "key": source.key}
    trail.write("drop_line_source", by=by, on=source.line)
    source.delete()
    return kept
