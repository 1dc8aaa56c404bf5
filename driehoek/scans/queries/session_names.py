"""Names and numbers in notes: masked wherever everybody reads along, until who leads decides otherwise."""

import hashlib
import uuid
from collections import OrderedDict
from collections.abc import Iterable

from driehoek.algorithms.disclosure import LEAST
from driehoek.people.queries.naming import names_of_school
from driehoek.voices.personal import Recogniser, SpanRow, is_sure, without

from .. import session_rules
from ..models import Note, TeamSession

MOST_KEPT = 5000
_found: OrderedDict[tuple[uuid.UUID, str], list[SpanRow]] = OrderedDict()  # by a digest: no text is remembered


def spans_of(session: TeamSession, texts: Iterable[str]) -> dict[str, list[SpanRow]]:
    """{text: what in it is personal}. Three queries when one of them was not seen before."""
    names: Recogniser | None = None
    spans: dict[str, list[SpanRow]] = {}
    for text in texts:
        key = (session.pk, hashlib.blake2b(text.encode(), digest_size=16).hexdigest())
        there = _found.get(key)
        if there is None:
            names = names or Recogniser(names_of_school())
            there = _found[key] = names.spans(text)
            while len(_found) > MOST_KEPT:
                _found.popitem(last=False)
        spans[text] = there
    return spans


def masked(session: TeamSession, texts: Iterable[str]) -> dict[str, str]:
    """{text: as everybody may read it}."""
    return {text: without(text, spans) for text, spans in spans_of(session, texts).items()}


def allowed(session: TeamSession) -> set[str]:
    """Keys of the notes of which the leader said that they may stand as they were written."""
    mark = session_rules.AS_WRITTEN
    return {one.removeprefix(mark) for one in session.opened if one.startswith(mark)}


def for_all(session: TeamSession, notes: Iterable[Note]) -> dict[uuid.UUID, str]:
    """{note: its words as everybody may read them}."""
    may, rows = allowed(session), list(notes)
    words = masked(session, [row.text for row in rows])
    return {row.pk: row.text if str(row.pk) in may else words[row.text] for row in rows}


def named(session: TeamSession, sorts: Iterable[str]) -> list[Note]:
    """The notes that hold something like a name or a number and wait for a decision, in the order of their random keys."""
    may = allowed(session)
    late = session_rules.late_of(session.opened)
    found = Note.objects.filter(session=session, sort__in=sorts, taken_off=False).order_by("pk")
    rows = [row for row in found if str(row.pk) not in late]
    if len(rows) < LEAST:
        return []  # of so few it would tell who wrote
    spans = spans_of(session, [row.text for row in rows])
    return [row for row in rows if str(row.pk) not in may and is_sure(spans[row.text])]
