"""What nobody has looked at yet, and what was put apart."""

import zlib
from dataclasses import dataclass

from django.db.models import Q

from driehoek.invitations.models import Occasion

from ..machine import digest
from ..models import Contribution, Masking, Reading, Standing
from ..personal import is_sure, to_mask, without

MOST = 50
# Looks like an attack on who works here, and nobody of the leadership has looked yet.
HELD = Q(reading__released_by__isnull=True, reading__isnull=False) & ~Q(reading__attack="") & Q(standing=Standing.PARKED)


@dataclass(frozen=True)
class Waiting:
    """`more` wait behind the first ones. `approved` is how many are to be seen by now.

    `held` is how many look like an attack on who works here: only the leadership gets to read those.
    """

    waiting: list["Shown"]
    parked: list[Contribution]
    more: int
    approved: int
    held: int

    @property
    def count(self) -> int:
        return len(self.waiting) + self.more

    @property
    def version(self) -> str:
        """Changes when anything on this screen changes, also words."""
        seen = [(row.pk, row.text) for row in (*(one.row for one in self.waiting), *self.parked)]
        masked = [(one.masked, one.perhaps) for one in self.waiting]
        return f"{zlib.crc32(repr((seen, masked, self.more, self.held)).encode()):x}-{self.approved}"


@dataclass(frozen=True)
class Shown:
    """`masked`: the words without what is surely personal, '' when there is nothing; `perhaps`: what may be a name as well.

    `names`: among what is masked are names, which may stay when a person says so.
    """

    row: Contribution
    masked: str
    perhaps: list[str]
    names: bool


def waiting(occasion: Occasion, most: int = MOST) -> Waiting:
    """The first `most` that wait, and all that were put apart; in the order of random keys, as they have no time."""
    rows = Contribution.objects.filter(occasion=occasion).order_by("pk").select_related("reading")
    waits = list(rows.filter(standing=Standing.WAITING)[: most + 1])
    more = rows.filter(standing=Standing.WAITING).count() - most if len(waits) > most else 0
    approved = rows.filter(standing=Standing.APPROVED).count()
    apart = list(rows.filter(standing=Standing.PARKED))
    held = {row.pk for row in apart if lies_held(row)}
    return Waiting(
        [shown(row) for row in waits[:most]],
        [row for row in apart if row.pk not in held],
        more,
        approved,
        len(held),
    )


def is_held(contribution: Contribution) -> bool:
    return bool(Contribution.objects.filter(HELD, pk=contribution.pk).exists())


def held_back(occasion: Occasion) -> list[Contribution]:
    """What looks like an attack, until somebody of the leadership has looked."""
    return list(Contribution.objects.filter(HELD, occasion=occasion).select_related("reading").order_by("pk"))


def _reading(row: Contribution) -> Reading | None:
    return getattr(row, "reading", None)


def lies_held(row: Contribution) -> bool:
    """The same of a row that came with its reading, if it has one."""
    reading = _reading(row)
    apart = row.standing == Standing.PARKED
    return apart and reading is not None and bool(reading.attack) and reading.released_by_id is None


def shown(row: Contribution) -> Shown:
    """How it will look when it is let through, as far as it was read; the row comes with its reading."""
    reading = _reading(row)
    spans = reading.spans if reading and reading.digest == digest(row.text) else []
    masks_names = row.masking != Masking.CLEARED
    masked = without(row.text, spans, names=masks_names) if is_sure(spans, names=masks_names) else ""
    perhaps = [row.text[one[0] : one[1]] for one in spans if one[3] != "sure" and masks_names]
    return Shown(row, masked, perhaps, masks_names and any(one[2] == "name" for one in to_mask(spans)))
