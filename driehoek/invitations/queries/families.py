"""Who of a household may be written to, and for which children: the one place that decides it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from driehoek import clock
from driehoek.invitations import rules
from driehoek.people.models import Enrolment, Guardianship, Reached
from driehoek.people.names import full_name
from driehoek.people.rules import hearing


@dataclass(frozen=True)
class Receiver:
    """A guardian whom the school may ask to what is for all parents; `about_child` when it may also speak of a child here.

    `email` is '' where a letter goes: there is no address, or a letter was asked for.
    """

    guardian_id: uuid.UUID
    name: str
    email: str
    language: str
    about_child: bool = True


@dataclass(frozen=True)
class FamilyChild:
    pupil_id: uuid.UUID
    name: str
    given_name: str
    sort_key: str
    born_on: dt.date | None
    class_id: uuid.UUID
    class_order: str


@dataclass(frozen=True)
class Family:
    """A household as it is invited: its receivers in the order of the roster, and the children it is about."""

    household_id: uuid.UUID
    receivers: tuple[Receiver, ...]
    children: tuple[FamilyChild, ...]

    @property
    def letters(self) -> list[tuple[Receiver, ...]]:
        """One letter per distinct e-mail address; who share an address are named together."""
        shared: dict[str, list[Receiver]] = {}
        for receiver in self.receivers:
            if receiver.email:
                shared.setdefault(receiver.email.casefold(), []).append(receiver)
        return [tuple(group) for group in shared.values()]

    @property
    def about_child(self) -> bool:
        """Whether a letter to this home may speak of a child: somebody there may hear it."""
        return any(one.about_child for one in self.receivers)

    @property
    def language(self) -> str:
        return rules.letter_language(self.receivers[0].language)

    @property
    def class_id(self) -> uuid.UUID:
        """The class through which it is invited: that of the youngest child."""
        children = [rules.ChildInClass(child.class_id, child.class_order, child.born_on) for child in self.children]
        return rules.youngest(children).class_id


def families(class_ids: Iterable[uuid.UUID], households: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, Family]:
    """Households with a child in these classes and a guardian who may be asked; two queries, whatever the number.

    The two are matched here and not in SQL: right after an import a database has no figures about its tables yet, and
    PostgreSQL then takes minutes over the subquery.
    """
    ties = _ties(households)
    wanted = None if households is None else {tie.pupil for tie in ties}
    children = _children(class_ids, wanted)
    receivers: dict[uuid.UUID, dict[uuid.UUID, Receiver]] = {}
    about: dict[uuid.UUID, dict[tuple[uuid.UUID, uuid.UUID], FamilyChild]] = {}
    for tie in ties:
        for child in children.get(tie.pupil, []):
            about.setdefault(tie.household, {})[child.pupil_id, child.class_id] = child
            here = receivers.setdefault(tie.household, {})
            known = here.setdefault(tie.receiver.guardian_id, tie.receiver)
            if tie.receiver.about_child and not known.about_child:
                here[known.guardian_id] = tie.receiver
    return {
        household: Family(household, tuple(receivers[household].values()), tuple(found.values()))
        for household, found in about.items()
    }


@dataclass(frozen=True, slots=True)
class _Tie:
    household: uuid.UUID
    pupil: uuid.UUID
    receiver: Receiver


def _ties(households: Iterable[uuid.UUID] | None) -> list[_Tie]:
    """Who may be asked because of whom, in the order of the roster."""
    rows = Guardianship.objects.all()
    if households is not None:
        rows = rows.filter(guardian__household__in=list(households))
    today = clock.today()
    found = []
    for household, guardian, given, prefix, surname, email, way, language, pupil, *bond in rows.order_by(
        "position", "guardian__sort_key", "guardian_id"
    ).values_list(
        "guardian__household_id", "guardian_id", "guardian__given_name", "guardian__prefix", "guardian__surname",
        "guardian__email", "guardian__reached_by", "guardian__contact_language", "pupil_id", *hearing.BOND_COLUMNS,
    ):  # fmt: skip
        heard = hearing.hears(hearing.bond_of(bond), today)
        if heard.school_wide:
            name = full_name(given, prefix, surname)
            address = "" if way == Reached.PAPER else email.strip()
            receiver = Receiver(guardian, name, address, language, heard.about_child)
            found.append(_Tie(household, pupil, receiver))
    return found


def _children(class_ids: Iterable[uuid.UUID], pupils: set[uuid.UUID] | None) -> dict[uuid.UUID, list[FamilyChild]]:
    still_here = Q(pupil__left_on__isnull=True) | Q(pupil__left_on__gt=clock.today())
    classes = class_ids if isinstance(class_ids, QuerySet) else list(class_ids)  # a few: they may be asked for along with it
    rows = Enrolment.objects.filter(still_here, school_class__in=classes)
    if pupils is not None:
        rows = rows.filter(pupil__in=list(pupils))
    children: dict[uuid.UUID, list[FamilyChild]] = {}
    for row in rows.order_by("pupil__sort_key", "pupil_id").values_list(
        "pupil_id", "pupil__given_name", "pupil__prefix", "pupil__surname", "pupil__sort_key", "pupil__born_on",
        "school_class_id", "school_class__sort_key", "school_class__name",
    ):  # fmt: skip
        pupil_id, given, prefix, surname, sort_key, born_on, class_id, order, name = row
        child = FamilyChild(pupil_id, full_name(given, prefix, surname), given, sort_key, born_on, class_id, order or name)
        children.setdefault(pupil_id, []).append(child)
    return children
