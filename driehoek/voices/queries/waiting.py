"""What nobody has looked at yet, and what was put apart."""

import zlib
from dataclasses import dataclass

from driehoek.invitations.models import Occasion

from ..models import Contribution, Standing

MOST = 50


@dataclass(frozen=True)
class Waiting:
    """`more` wait behind the first ones. `approved` is how many are to be seen by now."""

    waiting: list[Contribution]
    parked: list[Contribution]
    more: int
    approved: int

    @property
    def count(self) -> int:
        return len(self.waiting) + self.more

    @property
    def version(self) -> str:
        """Changes when anything on this screen changes, also words."""
        seen = [(row.pk, row.text) for row in (*self.waiting, *self.parked)]
        return f"{zlib.crc32(repr((seen, self.more)).encode()):x}-{self.approved}"


def waiting(occasion: Occasion, most: int = MOST) -> Waiting:
    """The first `most` that wait, and all that were put apart; in the order of random keys, as they have no time."""
    rows = Contribution.objects.filter(occasion=occasion).order_by("pk")
    waits = list(rows.filter(standing=Standing.WAITING)[: most + 1])
    more = rows.filter(standing=Standing.WAITING).count() - most if len(waits) > most else 0
    approved = rows.filter(standing=Standing.APPROVED).count()
    return Waiting(waits[:most], list(rows.filter(standing=Standing.PARKED)), more, approved)
