"""Who could be asked: the guardians who may hear what is for all parents, who works here, the pupils. Never who answered."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from driehoek import clock
from driehoek.invitations.models import Channel
from driehoek.invitations.queries.families import Family, Receiver, families
from driehoek.invitations.rules import letter_language
from driehoek.people.models import Enrolment, Guardianship, Pupil, Reached, SchoolClass, StaffMember
from driehoek.people.names import full_name
from driehoek.people.queries.classes import still_here
from driehoek.people.queries.teaching import works_here
from driehoek.people.rules import hearing
from driehoek.scans import rules
from driehoek.scans.models import AskedClass, Fielding, Ticket, ToldParent
from driehoek.scans.rules_asking import OWN_SAY, PARENTS_A_FAMILY, TOLD_DAYS


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is asked. `class_id` is that of the youngest child here, or of the pupil; None for staff."""

    key: uuid.UUID
    class_id: uuid.UUID | None
    language: str
    channel: str


def guardians(homes: Iterable[Family]) -> list[Person]:
    """One per guardian who may be asked to what is for all parents, through the class of their youngest child."""
    found = []
    for family in homes:
        for one in family.receivers:
            channel = Channel.MAIL if one.email else Channel.PAPER
            found.append(Person(one.guardian_id, family.class_id, letter_language(one.language), channel))
    return found


def staff() -> list[Person]:
    """Who works here today. One query."""
    rows = StaffMember.objects.filter(works_here()).order_by().values_list("pk", "email", "user__language")
    return [
        Person(key, None, language or "nl", Channel.MAIL if email.strip() else Channel.PAPER) for key, email, language in rows
    ]


def pupils(class_ids: Iterable[uuid.UUID]) -> list[Person]:
    """Who is in these classes now; who is in two is asked in the first. One query."""
    first: dict[uuid.UUID, uuid.UUID] = {}
    for pupil, class_id in _enrolled(class_ids):
        first.setdefault(pupil, class_id)
    return [Person(key, class_id, "nl", Channel.PAPER) for key, class_id in first.items()]


def _enrolled(class_ids: Iterable[uuid.UUID]) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(pupil, class) of who is there today, in the order of the classes."""
    rows = Enrolment.objects.filter(still_here("pupil__"), school_class__in=list(class_ids))
    return list(rows.order_by("school_class__sort_key", "school_class_id").values_list("pupil_id", "school_class_id"))


@dataclass(frozen=True)
class Could:
    """Who could answer, by voice, and how many in each class: the school's own numbers.

    Everybody counts once in `by_class`; `room` counts in each class whoever has a child there (or is there): so many may come by
    its link. Of a class without names only a number of families is known; then both count two parents for each.
    """

    people: dict[str, list[Person]]
    by_class: dict[uuid.UUID, dict[str, int]]
    room: dict[uuid.UUID, dict[str, int]]

    @property
    def totals(self) -> dict[str, int]:
        """{voice: how many}. Classes without names count along for parents."""
        summed: Counter[str] = Counter()
        for counts in self.by_class.values():
            summed.update(counts)
        if rules.SCHOOL in self.people:
            summed[rules.SCHOOL] = len(self.people[rules.SCHOOL])
        return {voice: summed[voice] for voice in self.people}

    def without(self, voice: str, keys: Collection[uuid.UUID]) -> "Could":
        """The same, but for these people of this voice."""
        if not keys:
            return self
        kept = [one for one in self.people[voice] if one.key not in keys]
        counted = Counter(one.class_id for one in kept)
        by_class = {key: counts | {voice: counted[key]} for key, counts in self.by_class.items()}
        return Could(self.people | {voice: kept}, by_class, self.room)


def who_could(classes: Sequence[SchoolClass], voices: Iterable[str]) -> Could:
    """Five queries at most, whatever the size of the school."""
    keys = [one.pk for one in classes]
    people: dict[str, list[Person]] = {}
    rooms: dict[str, Counter[uuid.UUID]] = {}
    for voice in voices:
        if voice == rules.PARENTS:
            homes = list(families(keys).values())
            people[voice] = guardians(homes)
            rooms[voice] = Counter(key for home in homes for key in _classes_of(home) for _one in home.receivers)
        elif voice == rules.PUPIL:
            people[voice] = pupils(keys)
            rooms[voice] = Counter(key for _pupil, key in _enrolled(keys))
        else:
            people[voice] = staff()
    counted = {voice: Counter(one.class_id for one in people[voice]) for voice in rooms}
    by_class = {key: {voice: counts[key] for voice, counts in counted.items()} for key in keys}
    room = {key: {voice: counts[key] for voice, counts in rooms.items()} for key in keys}
    if rules.PARENTS in people:
        for key, number in _without_names([one for one in classes if not room[one.pk][rules.PARENTS]]).items():
            by_class[key][rules.PARENTS] = room[key][rules.PARENTS] = number
    return Could(people, by_class, room)


def _classes_of(home: Family) -> set[uuid.UUID]:
    return {child.class_id for child in home.children}


def _without_names(classes: Sequence[SchoolClass]) -> dict[uuid.UUID, int]:
    """Parents in classes where nobody stands in the list and a number of families was typed. One query, or none."""
    typed = {one.pk: PARENTS_A_FAMILY * one.family_count for one in classes if one.family_count}
    named = {class_id for _pupil, class_id in _enrolled(typed)} if typed else set()
    return {key: number for key, number in typed.items() if key not in named}


def may_hear(ticket: Ticket) -> Receiver | None:
    """The guardian of this ticket as they may be written to now; None for who may not hear from the school any more."""
    if ticket.guardian is None:
        return None
    classes = AskedClass.objects.filter(fielding=ticket.fielding_id).values_list("school_class_id", flat=True)
    family = families(list(classes), [ticket.guardian.household_id]).get(ticket.guardian.household_id)
    return next((one for one in family.receivers if one.guardian_id == ticket.guardian_id), None) if family else None


def untold(fielding: Fielding, could: Could) -> set[uuid.UUID]:
    """Pupils under 16 of whom no parent was told, or less than five days ago. Two queries, or none where pupils are not asked."""
    asked = {one.key for one in could.people.get(rules.PUPIL, ())}
    if not asked:
        return set()
    today = clock.today()
    rows = ToldParent.objects.filter(ticket__fielding=fielding, told_on__lte=today - dt.timedelta(days=TOLD_DAYS))
    wanted = asked - set(rows.order_by().values_list("ticket__pupil_id", flat=True))
    born = Pupil.objects.order_by().values_list("pk", "born_on")
    return {key for key, born_on in born if key in wanted and not hearing.is_of_age(born_on, OWN_SAY, today)} if wanted else set()


@dataclass(frozen=True, slots=True)
class Parent:
    """A guardian who hears about this pupil. `email` is '' where a letter goes."""

    pupil_id: uuid.UUID
    guardian_id: uuid.UUID
    name: str
    email: str
    language: str


def parents_to_tell(pupil_ids: Sequence[uuid.UUID]) -> list[Parent]:
    """Of pupils under 16, who may hear about them. From then on a pupil decides alone. One query."""
    rows = Guardianship.objects.order_by("position", "guardian__sort_key", "guardian_id").values_list(
        "pupil_id", "guardian_id", "guardian__given_name", "guardian__prefix", "guardian__surname", "guardian__email",
        "guardian__reached_by", "guardian__contact_language", *hearing.BOND_COLUMNS,
    )  # fmt: skip
    few = len(pupil_ids) <= 500
    wanted, today, found = set(pupil_ids), clock.today(), []
    for pupil, guardian, given, prefix, surname, email, way, language, *columns in (
        rows.filter(pupil__in=list(pupil_ids)) if few else rows
    ):
        bond = hearing.bond_of(columns)
        if pupil not in wanted or hearing.is_of_age(bond.born_on, OWN_SAY, today) or not hearing.hears(bond, today).about_child:
            continue
        address = "" if way == Reached.PAPER else email.strip()
        found.append(Parent(pupil, guardian, full_name(given, prefix, surname), address, language))
    return found
