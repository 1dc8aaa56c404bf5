"""Which notes a column shows, in which order, and which of them stand behind one card."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from driehoek.invitations.models import Occasion
from driehoek.people.names import folded

from ..models import Contribution, Kind, Source, Standing, Voice
from .pulse import APART

NOWHERE = "none"
FIELDS = ("q", "voice", "kind", "table", "language", "source", "question", "new", "only")
NOTE = ("pk", "theme_id", "same_as_id", "text", "kind", "voice", "source", "language", "table_number", "question")
FIRST_FIELD = 4


@dataclass
class Front:
    """One card: the note in front, what was laid `behind` it, and what says the `equal` thing word for word."""

    key: uuid.UUID
    behind: list[uuid.UUID] = field(default_factory=list)
    equal: int = 0


@dataclass
class Pile:
    """A column: every note counts for itself, also behind a card."""

    fronts: list[Front] = field(default_factory=list)
    count: int = 0


def shown(occasion: Occasion) -> Any:
    """What may stand on the board, in the order of random keys: an order of arrival would tell who said it."""
    return Contribution.objects.filter(occasion=occasion).exclude(APART).order_by("pk")


def filtered(rows: Any, query: Mapping[str, str]) -> Any:
    """What the database can sift; words are searched afterwards, since the two databases fold letters differently."""
    for name, known in (("kind", Kind), ("voice", Voice), ("source", Source)):
        if query.get(name) in known.values:
            rows = rows.filter(**{name: query[name]})
    table = query.get("table", "")
    if table.isascii() and table.isdigit() and len(table) < 5:
        rows = rows.filter(table_number=int(table))
    for name in ("language", "question"):
        wanted = query.get(name, "")[:40].replace("\0", "")
        if wanted:
            rows = rows.filter(**{name: wanted})
    if query.get("new"):
        rows = rows.filter(standing=Standing.WAITING)
    if query.get("only") == NOWHERE:
        rows = rows.filter(theme__isnull=True)
    return rows


def is_filtered(query: Mapping[str, str]) -> bool:
    return any(query.get(name) for name in FIELDS)


@dataclass(frozen=True)
class Piles:
    """Columns by theme; `values`: what notes differ in, by field, whatever is filtered."""

    columns: dict[uuid.UUID | None, Pile]
    values: dict[str, set[Any]]


def piles(rows: Any, query: Mapping[str, str], fresh: Collection[uuid.UUID] = (), whole: bool = True) -> Piles:
    """`whole`: also tell what notes differ in. `fresh` cards stand on top: what was moved just now has to be in sight. One query, two with a filter."""
    fields = NOTE if whole else NOTE[:FIRST_FIELD]
    notes = list(rows.values_list(*fields))
    wanted = folded(query.get("q", "")[:200])
    kept = set(filtered(rows, query).values_list("pk", flat=True)) if is_filtered(query) else None
    columns: dict[uuid.UUID | None, list[tuple[Any, ...]]] = {}
    for note in notes:
        if (kept is None or note[0] in kept) and (not wanted or wanted in folded(note[3])):
            columns.setdefault(note[1], []).append(note)
    values = {name: {note[place] for note in notes} for place, name in enumerate(fields) if place >= FIRST_FIELD}
    return Piles({key: _pile(some, fresh) for key, some in columns.items()}, values)


def _pile(notes: list[tuple[Any, ...]], fresh: Collection[uuid.UUID]) -> Pile:
    here = {note[0] for note in notes if note[2] is None}
    by_key: dict[uuid.UUID, Front] = {}
    by_words: dict[str, Front] = {}
    late = []
    for key, _theme, front, text, *_rest in notes:
        if front in here:
            late.append((key, front))
        elif text in by_words:
            by_words[text].equal += 1
            by_key[key] = by_words[text]
        else:
            by_words[text] = by_key[key] = Front(key)
    for key, front in late:
        by_key[front].behind.append(key)
    fronts = list(by_words.values())
    if fresh:
        fronts.sort(key=lambda one: one.key not in fresh)  # stable
    return Pile(fronts, len(notes))
