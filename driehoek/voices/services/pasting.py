"""A pile of paper slips, typed or pasted at once: all of it or nothing, and sent twice it is there once."""

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion

from .. import sorting, strips
from ..models import Contribution, Source, Standing
from .contributing import known
from .ordering import one_at_a_time
from .withdrawing import taken_back


def paste(
    *, occasion: Occasion, pile: uuid.UUID, text: str, kind: str, voice: str, table_number: int | None, language: str, by: Who
) -> list[uuid.UUID]:
    """Keep every slip as a contribution that waits to be looked at; the keys of those that were not there yet.

    `pile` is random, made with the form: with other words in the same form those are kept too, beside the first.
    RuleBroken 422 for too many, too long or none. The trail names the occasion and no slip.
    """
    known(kind, voice, Source.PAPER, table_number)
    found = sorting.slips_of(text, language)
    check(found)
    one_at_a_time(occasion)
    keys = sorting.keys_of(pile, found.slips, occasion.pk, kind, voice, table_number)
    there = {*Contribution.objects.filter(pk__in=keys).values_list("pk", flat=True), *taken_back(keys)}
    rows = [
        Contribution(
            id=key, occasion=occasion, kind=kind, voice=voice, source=Source.PAPER, text=slip.text,
            language=slip.language, table_number=table_number, strip=strips.digest(slip.mark) if slip.mark else "",
        )
        for key, slip in zip(keys, found.slips, strict=True) if key not in there
    ]  # fmt: skip
    rows.sort(key=lambda row: row.pk)
    _unused(rows)
    if rows:
        Contribution.objects.bulk_create(rows, batch_size=500)
        trail.write("paste-contributions", by=by, on=occasion)
    return [row.pk for row in rows]


def _unused(rows: list[Contribution]) -> None:
    """A mark is on one card: RuleBroken 422 when words with that mark are here already."""
    marks = [row.strip for row in rows if row.strip]
    if marks and Contribution.objects.filter(strip__in=marks).exists():
        said = _("Een van deze merken staat al bij een ander briefje. Kijk welk merk er op de kaart staat.")
        raise RuleBroken("used-code", said, 422)


def check(pile: sorting.Pile) -> None:
    """RuleBroken with what to do about it."""
    if len(pile.slips) > sorting.MOST_SLIPS:
        said = _("Dit zijn %(count)s briefjes; er passen er %(most)s in één keer. Plak ze in delen.")
        raise RuleBroken("too-many", said % {"count": _dots(len(pile.slips)), "most": _dots(sorting.MOST_SLIPS)}, 422)
    if pile.long:
        said = _("Regel %(lines)s is te lang: er passen 2.000 tekens op een briefje. Maak er twee regels van.")
        raise RuleBroken("too-long", said % {"lines": ", ".join(str(line) for line in pile.long[:5])}, 422)
    if pile.mistyped:
        said = _(
            "In het merk van regel %(lines)s zit een typfout, of het staat er twee keer. Kijk op de kaart, niet op een strookje."
        )
        raise RuleBroken("mistyped", said % {"lines": ", ".join(str(line) for line in pile.mistyped[:5])}, 422)
    if not pile.slips:
        raise RuleBroken("empty", _("Er staat nog niets. Typ of plak de briefjes, één per regel."), 422)


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def take_back_pile(*, occasion: Occasion, keys: Iterable[uuid.UUID], by: Who) -> int:
    """Take pasted slips away again as far as nobody did anything with them: no theme, no look, no answer. How many went."""
    rows = Contribution.objects.filter(occasion=occasion, pk__in=list(keys), source=Source.PAPER, standing=Standing.WAITING)
    free = rows.filter(
        theme__isnull=True, answer__isnull=True, same_as__isnull=True, others__isnull=True, placements__isnull=True
    )
    gone = list(free.values_list("pk", flat=True))
    Contribution.objects.filter(pk__in=gone).delete()
    if gone:
        trail.write("take-back-pasted", by=by, on=occasion)
    return len(gone)
