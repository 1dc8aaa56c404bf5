"""OneRoster 1.1 and 1.2 and Microsoft School Data Sync: from the files of a set to a roster, with parents where they are in it.

The files come in any number and order; several of one kind (one a location) count as one. There are no addresses and no birth
dates: those of demographics.csv stand between origin and sex, and that file is not read.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from . import values
from .exchange_classes import Classes, read_classes
from .exchange_parts import Part, format_of, manifest, missing_files
from .exchange_users import User, items, parents_of, read_users, rows_of
from .families import ParentEntry
from .findings import Findings
from .keys import look_like_bsn
from .shapes import Pupil, Relation, Role, RoleSuggestion, Roster, School, SchoolClass, Staff
from .tables import MAX_ROWS

_RELATIONS: dict[str, Relation] = {"parent": "parent", "relative": "other"}  # 'guardian' is whoever cares for the child
_ROLES: dict[str, Role] = {
    "principal": "school_leader", "counselor": "support_coordinator", "teacher": "teacher", "faculty": "teacher", "instructor": "teacher",
    "lecturer": "teacher", "professor": "teacher", "substitute": "teacher",
}  # fmt: skip
_BRIN = re.compile(r"(\d\d[A-Z]{2})(\d\d)?")


@dataclass(slots=True)
class SetReading:
    """`numbers`: {number of a pupil as people know it: key}, to join a list of parents by."""

    roster: Roster = field(default_factory=Roster)
    entries: list[ParentEntry] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    format: str = ""


def read_set(parts: Sequence[Part], *, today: date | None) -> SetReading:
    """Everything that the files tell together; what is wrong goes into the findings of the file where it stands."""
    format = format_of(parts)
    found = SetReading(format=format, dropped=tuple(dict.fromkeys(name for part in parts for name in part.dropped)))
    findings = next((part for part in parts if part.kind == "users"), parts[0]).findings
    if missing := missing_files(parts, format):
        findings.error("set_file_missing", None, "", name=_title(format), value=", ".join(missing))
    if any(name.startswith("file.") and value.casefold() == "delta" for name, value in manifest(parts).items()):
        findings.error("set_is_delta")
    if {"users.csv", "roles.csv"}.intersection(missing):  # nobody is known, or nobody's role: every row would only repeat it
        return found
    users = read_users(parts, today)
    if len(users) > 4 * MAX_ROWS:
        findings.error("too_many_rows", limit=4 * MAX_ROWS)
        return found
    tied = parts if "classes.csv" not in missing else [part for part in parts if part.kind != "enrollments"]
    classes = read_classes(tied, users, findings, today)
    pupils = _pupils(users, classes)
    if not pupils and not missing:
        findings.error("no_rows")
    found.entries = _entries(parts, users, findings)
    found.numbers = _numbers(users)
    found.roster = Roster(
        school=_school(parts, users, findings),
        year=_year(parts, today),
        classes=tuple(classes.by_key.values()),
        pupils=tuple(pupils),
        staff=tuple(_all_staff(users, classes)),
    )
    disabled = sum(not user.enabled and not user.has_left for user in users.values())
    if disabled:
        findings.warning("account_disabled", count=disabled)
    return found


def _title(format: str) -> str:
    return "OneRoster" if format.startswith("oneroster") else "School Data Sync"


def _pupils(users: Mapping[str, User], classes: Classes) -> list[Pupil]:
    pupils = []
    everybody = [user for user in users.values() if user.is_pupil]
    if look_like_bsn([user.key for user in everybody]):
        row = everybody[0].row
        row.findings.error("bsn_in_key", None, row.heading("", "key"))
        return []
    for user in everybody:
        gone = user.has_left or "student" not in user.roles
        if gone and not user.name:
            continue
        if gone:
            user.row.findings.warning("pupil_left", user.row.number, user.row.heading("", "status"), name=str(user.name))
        places = [classes.by_key[key] for key in classes.pupils.get(user.key, ())]
        pupils.append(
            Pupil(
                key=user.key,
                name=user.name,
                birth_date=None,
                year_level=_level(user, places),
                class_keys=tuple(place.key for place in places),
                source=user.row.source,
                has_left=gone,
            )
        )
    return pupils


def _level(user: User, places: Sequence[SchoolClass]) -> str:
    own = values.read_year_level(next(iter(items(user.grade)), ""))
    if own and own != "C":
        return own
    levels = next((place.year_levels for place in places if place.kind == "class"), ())
    return levels[0] if len(levels) == 1 else ""


def _has_citizen_numbers(people: Sequence[User]) -> bool:
    """Whether their keys are citizen service numbers; then it is said."""
    if not look_like_bsn([user.key for user in people]):
        return False
    row = people[0].row
    row.findings.error("bsn_in_user_key", None, row.heading("", "key"))
    return True


def _all_staff(users: Mapping[str, User], classes: Classes) -> list[Staff]:
    everybody = [user for user in users.values() if user.staff_roles and not user.is_pupil]
    if _has_citizen_numbers(everybody):
        return []
    return [
        Staff(
            key=user.key,
            name=user.name,
            email=user.row.read("", "email", values.read_email, ""),
            suggestions=_suggestions(user, classes) if user.enabled else (),
            source=user.row.source,
        )
        for user in everybody
        if not user.has_left
    ]


def _suggestions(user: User, classes: Classes) -> tuple[RoleSuggestion, ...]:
    """What the roles say, and for each class whether it is the teacher's own. Only suggestions: an account that is off gives none."""
    places = classes.teachers.get(user.key, {})
    general = [RoleSuggestion(role=_ROLES.get(role, "staff"), code=role[:32]) for role in user.staff_roles]
    if places:
        general = [each for each in general if each.role != "teacher"]
    own = [
        RoleSuggestion(role=_role_in(classes.by_key[key], is_main=is_main), class_key=key, code="teacher")
        for key, is_main in places.items()
    ]
    return tuple(dict.fromkeys((*general, *own)))


def _role_in(place: SchoolClass, *, is_main: bool) -> Role:
    if place.kind == "set":
        return "subject_teacher"
    return "class_teacher" if is_main else "teacher"


def _entries(parts: Sequence[Part], users: Mapping[str, User], findings: Findings) -> list[ParentEntry]:
    """One entry a pupil and parent, under the parent's own number."""
    if _has_citizen_numbers([user for user in users.values() if user.is_parent and not user.staff_roles]):
        return []
    entries: list[ParentEntry] = []
    tied: set[str] = set()
    for pupil_key, parents in parents_of(parts, users).items():
        for parent_key, role in parents.items():
            parent = users[parent_key]
            tied.add(parent_key)
            if parent.has_left:
                continue
            entries.append(
                ParentEntry(
                    pupil_key=pupil_key,
                    slot="1",
                    name=parent.name,
                    source=parent.row.source,
                    number=parent_key,
                    email=parent.row.read("", "email", values.read_email, ""),
                    phone=parent.row.phone(""),
                    relation=_RELATIONS.get(role, "unknown"),
                )
            )
    loose = sum(user.is_parent and not user.has_left and user.key not in tied for user in users.values())
    if loose:
        findings.warning("parents_without_child", count=loose)
    return entries


def _numbers(users: Mapping[str, User]) -> dict[str, str]:
    """A number that two pupils have, or that is a bsn, is nobody's."""
    pairs = [(user.row.get("", "identifier"), user.key) for user in users.values() if user.is_pupil]
    pairs = [(number, key) for number, key in pairs if number]
    if look_like_bsn([number for number, _ in pairs]):
        return {}
    count = Counter(number for number, _ in pairs)
    return {number: key for number, key in pairs if count[number] == 1}


def _school(parts: Sequence[Part], users: Mapping[str, User], findings: Findings) -> School | None:
    """The school where most pupils are; other schools in the set are told."""
    orgs = {row.get("", "key"): row for row in rows_of(parts, "orgs") if row.get("", "status").casefold() != "tobedeleted"}
    schools = [key for key, row in orgs.items() if key and row.get("", "type").casefold() in {"school", "campus"}]
    if not schools:
        findings.warning("school_block_missing")
        return None
    count = dict.fromkeys(schools, 0)
    for user in users.values():
        for key in set(user.orgs).intersection(count) if user.is_pupil else ():
            count[key] += 1
    if sum(number > 0 for number in count.values()) > 1:
        findings.warning("several_schools", count=sum(number > 0 for number in count.values()))
    key = max(schools, key=lambda each: count[each])
    brin = next((found for text in (orgs[key].get("", "identifier"), key) if (found := _BRIN.fullmatch(text.upper()))), None)
    location = (brin[2] or "") if brin else ""
    return School(brin=brin[1] if brin else "", location="" if location == "00" else location, key=key)


EARLIEST_YEAR = 1900


def _year(parts: Sequence[Part], today: date | None) -> str:
    """The school year that today is in, else the last one that the sessions name."""
    spans = []
    for row in rows_of(parts, "sessions"):
        begin, end = (values.read_date(row.get("", name))[0] for name in ("begin", "end"))
        if (
            begin
            and end
            and begin.year >= EARLIEST_YEAR
            and row.get("", "type").casefold() == "schoolyear"
            and row.get("", "status").casefold() != "tobedeleted"
        ):
            spans.append((begin, end))
    if not spans:
        return ""
    begin = next((first for first, last in sorted(spans) if today and first <= today <= last), max(spans)[0])
    year = begin.year if begin.month >= 7 else begin.year - 1
    return f"{year}-{year + 1}"
