"""Cards: the words of notes, what may fit them, and what says nearly the same. Two queries for however many."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from .. import sorting
from ..models import Contribution, Kind, Reading, Standing, Theme
from .piles import NOWHERE, Front

MOST_NEAR = 5


@dataclass(frozen=True)
class Chip:
    """A theme that may fit. `sure` when little else would."""

    id: str
    title: str
    sure: bool = False


@dataclass(frozen=True)
class Near:
    """Another note in short: laid behind this one already, or saying nearly the same. `column`: where it is now."""

    id: uuid.UUID
    text: str
    language: str
    voice: str
    column: str
    title: str


@dataclass(frozen=True)
class Card:
    """`equal` others say it word for word; `behind` lie behind it; `near` say nearly the same elsewhere."""

    id: uuid.UUID
    text: str
    short: str
    language: str
    voice: str
    kind: str
    table: int | None
    is_new: bool
    has_answer: bool
    equal: int = 0
    more_behind: int = 0
    behind: tuple[Near, ...] = ()
    near: tuple[Near, ...] = ()
    chips: tuple[Chip, ...] = ()

    @property
    def stacked(self) -> int:
        return len(self.behind) + self.more_behind


def chips_of(contribution: Contribution, themes: Iterable[Theme]) -> tuple[Chip, ...]:
    """What may fit one note that has no theme yet; nothing for any other. One query."""
    read = Reading.objects.filter(contribution=contribution).first() if contribution.theme_id is None else None
    return _chips(read.likely, read.certain, {str(theme.pk): theme.title for theme in themes}) if read else ()


def _chips(likely: Sequence[Sequence[Any]], sure: bool, titles: Mapping[str, str]) -> tuple[Chip, ...]:
    there = [str(key) for key, _confidence in likely if key in titles and key != NOWHERE]
    return tuple(Chip(key, titles[key], sure and not place) for place, key in enumerate(there[: sorting.MOST_CHIPS]))


class Cards:
    """The words and suggestions of many cards at once. `open_keys`: those that get suggestions. `titles` by column."""

    def __init__(self, fronts: Iterable[Front], open_keys: Collection[uuid.UUID], titles: Mapping[str, str]) -> None:
        known = list(fronts)
        self.titles = titles
        read = Reading.objects.filter(contribution__in=open_keys) if open_keys else Reading.objects.none()
        self.read = {
            key: (likely, sure, near)
            for key, likely, sure, near in read.values_list("contribution_id", "likely", "certain", "similar")
        }
        keys = {front.key for front in known} | {key for front in known for key in front.behind[:MOST_NEAR]}
        near = {uuid.UUID(key) for _likely, _sure, found in self.read.values() for key in found[:MOST_NEAR]} - keys
        rows = Contribution.objects.filter(pk__in=keys | near).exclude(standing=Standing.PARKED)
        self.rows: dict[uuid.UUID, Contribution] = {row.pk: row for row in rows}

    def card(self, front: Front) -> Card | None:
        row = self.rows.get(front.key)
        if row is None:
            return None  # gone this very moment
        likely, sure, similar = self.read.get(front.key, ([], False, []))
        near = [uuid.UUID(key) for key in similar[:MOST_NEAR]]
        return Card(
            id=row.pk,
            text=row.text,
            short=Truncator(row.text).chars(40),
            language=row.language,
            voice=row.voice,
            kind=str(Kind(row.kind).label),
            table=row.table_number,
            is_new=row.standing == Standing.WAITING,
            has_answer=row.answer_id is not None,
            equal=front.equal,
            more_behind=max(0, len(front.behind) - MOST_NEAR),
            behind=self._near(front.behind[:MOST_NEAR]),
            near=tuple(one for one in self._near(near) if self._free(one, front)),
            chips=_chips(likely, sure, self.titles),
        )

    def _near(self, keys: Iterable[uuid.UUID]) -> tuple[Near, ...]:
        rows = [self.rows[key] for key in keys if key in self.rows]
        return tuple(
            Near(row.pk, Truncator(row.text).chars(160), row.language, row.voice, str(row.theme_id or NOWHERE), self.titles.get(str(row.theme_id), ""))
            for row in rows
        )  # fmt: skip

    def _free(self, near: Near, front: Front) -> bool:
        """Not behind a card already, and not the very same words in the same column: those go along anyway."""
        row, own = self.rows[near.id], self.rows[front.key]
        return row.same_as_id is None and near.id not in front.behind and (row.text, row.theme_id) != (own.text, own.theme_id)
