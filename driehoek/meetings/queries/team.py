"""Who is in the action team, and which part of the school is not."""

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Layer, Meeting, TeamMember

WANTED = (Layer.LEADING, Layer.LOWER, Layer.UPPER, Layer.SUPPORT, Layer.PARENT)


@dataclass(frozen=True)
class Member:
    id: uuid.UUID
    name: str
    layer: str


@dataclass(frozen=True)
class Team:
    members: list[Member]
    missing: list[str]

    @property
    def missing_words(self) -> str:
        if len(self.missing) < 2:
            return "".join(self.missing)
        return _("%(first)s en %(last)s") % {"first": ", ".join(self.missing[:-1]), "last": self.missing[-1]}


def team_of(meeting: Meeting) -> Team:
    rows = list(TeamMember.objects.filter(meeting=meeting).select_related("staff"))
    there = {row.layer for row in rows}
    order = {layer: number for number, layer in enumerate(Layer.values)}
    rows.sort(key=lambda row: (order.get(row.layer, 99), str(row.staff or row.name)))
    return Team(
        members=[Member(row.pk, str(row.staff or row.name), str(row.get_layer_display())) for row in rows],
        missing=[str(layer.label) for layer in WANTED if layer not in there],
    )
