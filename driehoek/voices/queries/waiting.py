"""What nobody has looked at yet, and what was put apart."""

from dataclasses import dataclass

from driehoek.invitations.models import Occasion

from ..models import Contribution, Standing


@dataclass(frozen=True)
class Waiting:
    waiting: list[Contribution]
    parked: list[Contribution]
    more: int

    @property
    def version(self) -> str:
        """Changes when anything on this screen changes."""
        return str(hash((tuple(row.pk for row in self.waiting), tuple(row.pk for row in self.parked), self.more)) & 0xFFFFFFFF)


def waiting(occasion: Occasion, most: int = 50) -> Waiting:
    """The first `most` that wait, and all that were put apart."""
    rows = Contribution.objects.filter(occasion=occasion)
    waits = list(rows.filter(standing=Standing.WAITING).order_by("pk")[: most + 1])
    more = rows.filter(standing=Standing.WAITING).count() - most if len(waits) > most else 0
    return Waiting(waits[:most], list(rows.filter(standing=Standing.PARKED).order_by("pk")), more)
