"""Answers through the link of a class that are nobody's yet, and whose they may be."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from driehoek.invitations.models import ClassInvitation, Invitation, Occasion, OpenReply
from driehoek.invitations.rules_matching import Child, Home, proposals, with_home_of
from driehoek.schools.asked import Asked

from .families import families


def unnamed(**where: Any) -> Any:
    """Open replies that count by themselves: nobody saw yet whose they are, and nobody put them aside."""
    return OpenReply.objects.filter(matched_to__isnull=True, set_aside_at__isnull=True, **where)


@dataclass(frozen=True)
class Unnamed:
    """Of one class, answers without a name: how many, of how many who come, with how many people."""

    answers: int = 0
    coming: int = 0
    people: int = 0


def unnamed_by_class(occasion: Occasion) -> dict[uuid.UUID, Unnamed]:
    """By class invitation; one query."""
    rows = unnamed(class_invitation__occasion=occasion).order_by().values_list("class_invitation_id")
    counted = rows.annotate(answers=Count("id"), comes=Count("id", filter=Q(coming__gt=0)), people=Sum("coming"))
    return {key: Unnamed(*counts) for key, *counts in counted}


@dataclass(frozen=True)
class AskedOpenly:
    """Of classes without names: how many families there are, of how many the link is out. And all answers without a name."""

    families: int
    asked: int
    answered: int


def asked_openly(occasion_id: uuid.UUID) -> AskedOpenly:
    """One query."""
    found = _by_class(occasion=occasion_id)
    nameless = [(families or answers, sent_at) for named, answers, sent_at, families in found if not named]
    return AskedOpenly(
        families=sum(families for families, _sent_at in nameless),
        asked=sum(families for families, sent_at in nameless if sent_at),
        answered=sum(answers for _named, answers, *_more in found),
    )


def _classes_asked(occasion: uuid.UUID) -> Any:
    """(families by name, answers without one, when sent, families that were typed). Counted apart: together is a product."""
    named = Invitation.objects.filter(class_invitation=OuterRef("pk")).order_by().values("class_invitation")
    answers = unnamed(class_invitation=OuterRef("pk")).order_by().values("class_invitation")
    rows = ClassInvitation.objects.filter(occasion=occasion).order_by()
    counts = [Coalesce(Subquery(each.annotate(n=Count("pk")).values("n")), 0) for each in (named, answers)]
    return rows.values_list(*counts, "sent_at", "school_class__family_count")


_by_class = Asked(_classes_asked)


def parent_of(child_name: str, class_name: str, name: str = "") -> str:
    """'ouder van Noor, 5a', or 'Fatima (ouder van Noor, 5a)' when they wrote their own name."""
    words = _("ouder van %(child)s, %(class)s") % {"child": child_name, "class": class_name}
    return f"{name} ({words})" if name else words


@dataclass(frozen=True)
class Line:
    """One open reply on the screen. `matched` says whose it was found to be, '' while it is open."""

    id: uuid.UUID
    child_name: str
    name: str
    coming: int
    answered_at: dt.datetime
    likely: list[Child]
    matched: str
    set_aside: bool
    others: list[Child]
    by_other: bool = False


@dataclass(frozen=True)
class OpenReplies:
    waiting: list[Line]
    done: list[Line]
    has_names: bool  # children of this class are known


def open_replies_of(own: ClassInvitation, *, choose: str = "") -> OpenReplies:
    """Everything about one class; `choose` is the key of the reply for which all children are shown. Four queries."""
    rows = list(own.open_replies.exclude(child_name="").order_by("answered_at", "id"))
    classes = ClassInvitation.objects.filter(occasion=own.occasion_id).values_list("school_class_id", flat=True)
    children, homes = _children(own.school_class_id, list(classes)) if rows else ([], {})
    matched = dict(own.open_replies.filter(matched_to__isnull=False).values_list("pk", "matched_to__household_id"))
    lines = [
        Line(
            row.pk,
            row.child_name,
            row.name,
            row.coming,
            row.answered_at,
            proposals(row.child_name, row.name, children),
            _whose(homes.get(matched[row.pk])) if row.pk in matched else "",
            row.set_aside_at is not None,
            [with_home_of(row.name, child) for child in children] if str(row.pk) == choose else [],
            row.by_other,
        )
        for row in rows
    ]
    waiting = [line for line in lines if not line.matched and not line.set_aside]
    return OpenReplies(waiting, [line for line in lines if line.matched or line.set_aside], bool(children))


def _children(class_id: uuid.UUID, classes: list[uuid.UUID]) -> tuple[list[Child], dict[uuid.UUID, tuple[str, str]]]:
    """The children of the class with their homes; and by household (parents, children), for what was matched."""
    by_pupil: dict[uuid.UUID, list[Home]] = {}
    named: dict[uuid.UUID, Any] = {}
    homes: dict[uuid.UUID, tuple[str, str]] = {}
    for household, family in families(classes).items():
        guardians = tuple(one.name for one in family.receivers)
        here = [child for child in family.children if child.class_id == class_id]
        homes[household] = (", ".join(guardians), ", ".join(dict.fromkeys(child.given_name for child in here or family.children)))
        for child in here:
            named[child.pupil_id] = child
            by_pupil.setdefault(child.pupil_id, []).append(Home(household, guardians))
    ordered = sorted(named.values(), key=lambda child: (child.sort_key, str(child.pupil_id)))
    return [Child(one.pupil_id, one.given_name, one.name, tuple(by_pupil[one.pupil_id])) for one in ordered], homes


def _whose(home: tuple[str, str] | None) -> str:
    if home is None:
        return _("een gezin dat hier niet meer staat")
    return _("%(parents)s, van %(children)s") % {"parents": home[0], "children": home[1]}
