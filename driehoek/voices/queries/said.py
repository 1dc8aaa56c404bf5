"""What was done with what people said, as a giver sees it. Only what was approved; never who said it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from driehoek.actions.models import Answer
from driehoek.invitations.models import Invitation, Occasion

from ..models import Contribution, Standing, Theme


@dataclass(frozen=True)
class SaidWords:
    """One's own words: `theme` and `answers` are what became of them."""

    text: str
    voice: str
    theme: str
    waits: bool
    answers: list[Answer]


@dataclass(frozen=True)
class SaidTheme:
    title: str
    meaning: str
    count: int
    answer: Answer | None


def mine(occasion: Occasion, *, invitations: Iterable[uuid.UUID] = (), keys: Iterable[uuid.UUID] = ()) -> list[SaidWords]:
    """Words given under the name of these invitations' households, or whose random keys this device kept."""
    homes = Invitation.objects.filter(pk__in=list(invitations), occasion=occasion).values("household_id")
    rows = Contribution.objects.filter(occasion=occasion).select_related("theme__answer__action", "answer__action")
    found = list(rows.filter(giver_id__in=homes)) + list(rows.filter(pk__in=list(keys)[:200]))
    return [_words(row) for row in {row.pk: row for row in found}.values()]


def _words(row: Contribution) -> SaidWords:
    theme = row.theme
    answers = [answer for answer in (row.answer, theme.answer if theme else None) if answer is not None]
    return SaidWords(row.text, row.voice, theme.title if theme else "", row.standing != Standing.APPROVED, answers)


def of_everybody(occasion: Occasion) -> list[SaidTheme]:
    """Every theme with how many said something about it, and its answer."""
    rows = Theme.objects.filter(occasion=occasion).select_related("answer__action")
    counts: dict[uuid.UUID, int] = {}
    for key in Contribution.objects.filter(occasion=occasion, standing=Standing.APPROVED).values_list("theme_id", flat=True):
        counts[key] = counts.get(key, 0) + 1
    return [SaidTheme(row.title, row.meaning, counts[row.pk], row.answer) for row in rows if counts.get(row.pk)]
