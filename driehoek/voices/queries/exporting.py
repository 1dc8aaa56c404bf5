"""The harvest as a table that leaves the house: only what was approved, filtered as the screen was, and nobody's name."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from driehoek.invitations.models import Occasion
from driehoek.people.names import folded

from ..models import Contribution, Kind, Masking, Standing, Voice
from .piles import filtered
from .pulse import APART


def harvest_rows(occasion: Occasion, query: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """A heading and a row for each contribution, by theme. Where a name was taken out the words stay inside. One query.

    In the order of themes and of random keys: an order of arrival would tell who said it.
    """
    found = filtered(Contribution.objects.filter(occasion=occasion, standing=Standing.APPROVED).exclude(APART), query)
    rows = found.select_related("theme", "answer", "theme__answer").order_by(
        F("theme__position").asc(nulls_last=True), "theme__title", "pk"
    )
    wanted = folded(query.get("q", "")[:200])
    heading = (
        _("Thema"),
        _("Kant"),
        _("Soort"),
        _("Wat er gezegd is"),
        _("Taal"),
        _("Tafel"),
        _("Als citaat gekozen"),
        _("Antwoord"),
    )
    return [heading, *(_row(row) for row in rows if not wanted or wanted in folded(row.text))]


def _row(row: Contribution) -> tuple[Any, ...]:
    masked = row.masking == Masking.MASKED
    answer = row.answer or (row.theme and row.theme.answer)
    return (
        row.theme.title if row.theme else _("nog geen thema"),
        str(Voice(row.voice).label),
        str(Kind(row.kind).label),
        _("(Hier is een naam uit weggehaald. De woorden blijven op school.)") if masked else row.text,
        row.language,
        row.table_number or "",
        _("ja") if row.picked else "",
        str(answer.get_kind_display()) if answer else _("nog geen antwoord"),
    )
