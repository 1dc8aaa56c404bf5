"""The files of an invented school as OneRoster 1.1 or 1.2 and as Microsoft School Data Sync 2.1 would hand them over.

They know no address and no birth date, and of a parent only the name, the e-mail and the telephone.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Literal

from .sample import SampleParent, SampleSchool
from .shapes import Name

Links = Literal["pupil", "parent", "both"]
_ROLES = {"LRK": "teacher", "DIR": "principal", "IB": "counselor", "VAK": "teacher"}
_STAMP = ["active", "2026-08-01T00:00:00.000Z"]
Rows = Iterable[list[str]]


def oneroster_of(school: SampleSchool, version: Literal["1.1", "1.2"] = "1.1", *, links: Links = "both") -> dict[str, bytes]:
    """{name of the file: content}. `links` says on which side a parent and a child name each other."""
    parents = parents_of(school)
    newer = version == "1.2"
    users: list[list[str]] = []
    roles: list[list[str]] = []

    def add(
        key: str, name: Name, role: str, *, email: str = "", phone: str = "", agents: Iterable[str] = (), grade: str = ""
    ) -> None:
        start = [key, *_STAMP, "true"] + ([] if newer else ["S1", role])
        end = [key, "{LDAP:" + key + "}", name.given, _surname(name), "", "", email, phone, "", ",".join(agents), grade, ""]
        users.append(start + end + (["S1"] if newer else []))
        roles.append([f"R-{key}", *_STAMP, key, "primary", role, "", "", "S1", ""])

    for pupil in school.pupils:
        agents = [parents[parent] for parent in pupil.parents] if links != "parent" else []
        add(pupil.key, pupil.name, "student", agents=agents, grade=pupil.level)
    for parent, key in parents.items():
        children = [pupil.key for pupil in school.pupils if parent in pupil.parents] if links != "pupil" else []
        add(key, parent.name, "guardian", email=parent.email, phone=parent.phone, agents=children)
    for person in school.staff:
        add(person.key, person.name, _ROLES[person.role], email=person.email)
    heads = ["sourcedId", "status", "dateLastModified", "enabledUser"] + ([] if newer else ["orgSourcedIds", "role"])
    heads += "username userIds givenName familyName middleName identifier email sms phone agentSourcedIds grades password".split()
    year = [str(school.first_year), str(school.first_year + 1)]
    files: dict[str, tuple[list[str], Rows]] = {
        "manifest.csv": (["propertyName", "value"], [["manifest.version", "1.0"], ["oneroster.version", version], ["file.users", "bulk"]]),
        "orgs.csv": (
            "sourcedId status dateLastModified name type identifier parentSourcedId".split(),
            [["S1", *_STAMP, "Verzonnen school", "school", school.brin, ""]],
        ),
        "academicSessions.csv": (
            "sourcedId status dateLastModified title type startDate endDate parentSourcedId schoolYear".split(),
            [["Y1", *_STAMP, "-".join(year), "schoolYear", f"{year[0]}-08-01", f"{year[1]}-07-31", "", year[1]]],
        ),
        "users.csv": (heads + (["primaryOrgSourcedId"] if newer else []), users),
        "classes.csv": (
            "sourcedId status dateLastModified title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds".split(),
            [[each.key, *_STAMP, each.name, ",".join(each.levels), "", "", "homeroom", "", "S1", "Y1"] for each in school.classes],
        ),
        "enrollments.csv": (
            "sourcedId status dateLastModified classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate".split(),
            [[f"E{at}", *_STAMP, place, "S1", user, role, "", "", ""] for at, (place, user, role) in enumerate(_places(school))],
        ),
    }  # fmt: skip
    if newer:
        of_roles = (
            "sourcedId status dateLastModified userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId"
        )
        files["roles.csv"] = (of_roles.split(), roles)
    return {name: _csv(columns, rows) for name, (columns, rows) in files.items()}


def sds_of(school: SampleSchool) -> dict[str, bytes]:
    """{name of the file: content}; there, a parent has no role in the school, only a relationship."""
    parents = parents_of(school)
    users = [[pupil.key, f"{pupil.key}@example.org", pupil.name.given, _surname(pupil.name), "", ""] for pupil in school.pupils]
    users += [
        [key, parent.email, parent.name.given, _surname(parent.name), parent.email, parent.phone]
        for parent, key in parents.items()
    ]
    users += [[each.key, each.email, each.name.given, _surname(each.name), each.email, ""] for each in school.staff]
    roles = [[pupil.key, "S1", "student", "Y1", pupil.level, "true"] for pupil in school.pupils]
    roles += [[each.key, "S1", _ROLES[each.role], "Y1", "", "true"] for each in school.staff]
    return {
        "orgs.csv": _csv("sourcedId name type parentSourcedId".split(), [["S1", "Verzonnen school", "school", ""]]),
        "users.csv": _csv("sourcedId username givenName familyName email phone".split(), users),
        "roles.csv": _csv("userSourcedId orgSourcedId role sessionSourcedId grade isPrimary".split(), roles),
        "classes.csv": _csv(
            "sourcedId orgSourcedId title sessionSourcedIds".split(), [[each.key, "S1", each.name, "Y1"] for each in school.classes]
        ),
        "enrollments.csv": _csv("classSourcedId userSourcedId role".split(), [list(place) for place in _places(school)]),
        "relationships.csv": _csv(
            "userSourcedId relationshipUserSourcedId relationshipRole".split(),
            [[pupil.key, parents[parent], "guardian"] for pupil in school.pupils for parent in pupil.parents],
        ),
    }  # fmt: skip


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """The files in one zip, the same for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 8, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parents_of(school: SampleSchool) -> dict[SampleParent, str]:
    """{parent: key}, each once."""
    everybody = dict.fromkeys(parent for pupil in school.pupils for parent in pupil.parents)
    return {parent: f"P{at:04}" for at, parent in enumerate(everybody, 1)}


def _places(school: SampleSchool) -> list[tuple[str, str, str]]:
    places = [(pupil.class_key, pupil.key, "student") for pupil in school.pupils]
    return places + [(person.class_key, person.key, "teacher") for person in school.staff if person.class_key]


def _surname(name: Name) -> str:
    return " ".join(part for part in (name.prefix, name.surname) if part)


def _csv(heads: list[str], rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([heads, *rows])
    return out.getvalue().encode()
