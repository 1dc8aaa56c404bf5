"""The families of one class in the order in which their letters are handed out: that of the class list."""

import datetime as dt
import uuid
from dataclasses import dataclass

from driehoek import clock
from driehoek.invitations import rules
from driehoek.invitations.models import Channel, ClassInvitation, Invitation
from driehoek.people.models import Household

from .families import Family, families


@dataclass(frozen=True)
class Placed:
    """One invitation with its family. `number` counts the letters of this class from 1; None for who gets a mail."""

    invitation: Invitation
    family: Family
    home: Household
    number: int | None


def in_hand_out_order(own: ClassInvitation) -> list[Placed]:
    """By the first child on the class list. A family keeps its number, whatever is printed of the class. Four queries."""
    classes = ClassInvitation.objects.filter(occasion=own.occasion_id).values_list("school_class_id", flat=True)
    rows = list(own.invitations.select_related("household", "reply"))
    found = families(list(classes), [row.household_id for row in rows])
    known = [(row, found[row.household_id]) for row in rows if row.household_id in found]
    known.sort(key=lambda pair: place_of(pair[1], own.school_class_id))
    placed, number = [], 0
    for row, family in known:
        number += row.channel == Channel.PAPER
        placed.append(Placed(row, family, row.household, number if row.channel == Channel.PAPER else None))
    return placed


def place_of(family: Family, class_id: uuid.UUID) -> tuple[str, str]:
    """Where a family stands in the pile of this class: at its first child on the class list."""
    here = [child.sort_key for child in family.children if child.class_id == class_id]
    return min(here, default=""), str(family.household_id)


def reminded_on_paper(own: ClassInvitation) -> list[Invitation]:
    """Whose printed reminder may still lie in the printer: reminded since no longer than the days between two reminders."""
    since = clock.now() - dt.timedelta(days=rules.DAYS_BETWEEN)
    rows = own.invitations.filter(channel=Channel.PAPER, reminders__gt=0, reminded_at__gte=since, reply__isnull=True)
    return [row for row in rows if not row.is_let_go]
