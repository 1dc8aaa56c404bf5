"""The users of OneRoster and School Data Sync: pupils, staff and parents in one file, told apart by their roles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from . import values
from .cleaning import fold
from .exchange_parts import Part
from .names import is_prefix
from .rows import Row
from .shapes import Name

PUPIL = "student"
PARENTS = {"guardian", "parent", "relative"}
_NO_STAFF = PARENTS | {PUPIL, "child", "alumni", "other", "doctor"}


@dataclass(slots=True)
class User:
    """Somebody in users.csv. `roles` are in small letters; they come from users.csv (1.1) or roles.csv (1.2, SDS)."""

    row: Row
    key: str
    name: Name
    has_left: bool
    enabled: bool
    roles: list[str] = field(default_factory=list)
    orgs: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    grade: str = ""
    was: list[str] = field(default_factory=list)  # roles that ended

    @property
    def is_pupil(self) -> bool:
        return PUPIL in self.roles or PUPIL in self.was

    @property
    def is_parent(self) -> bool:
        return bool(PARENTS.intersection(self.roles))

    @property
    def staff_roles(self) -> list[str]:
        return [role for role in self.roles if role not in _NO_STAFF]


def read_users(parts: Sequence[Part], today: date | None) -> dict[str, User]:
    """{key: user}, with the roles of both files; a user that stands there twice under one name is one user."""
    users: dict[str, User] = {}
    for row in rows_of(parts, "users"):
        user = _user(row)
        if user is None:
            continue
        known = users.setdefault(user.key, user)
        if known is user:
            continue
        if known.name == user.name:
            known.roles += user.roles
            known.orgs += user.orgs
            known.agents += user.agents
        else:
            row.findings.error("key_twice", row.number, row.heading("", "key"), first=known.row.number, name=str(user.name))
    for row in rows_of(parts, "roles"):
        if row.get("", "status").casefold() != "tobedeleted":
            _add_role(row, users, today)
    return users


def rows_of(parts: Iterable[Part], kind: str) -> list[Row]:
    return [row for part in parts if part.kind == kind for row in part.rows]


def items(text: str) -> list[str]:
    """The keys of a cell that may hold several: 'a,b'."""
    return [item for item in (part.strip() for part in text.replace(";", ",").split(",")) if item]


def is_over(row: Row, today: date | None) -> bool:
    """Marked for deletion, or ended. Dates other than ISO (month first in School Data Sync) tell nothing for certain."""
    if row.get("", "status").casefold() == "tobedeleted":
        return True
    text = row.get("", "end")
    end = values.read_date(text)[0] if today and text[:4].isdigit() else None
    return end is not None and today is not None and end < today


def _user(row: Row) -> User | None:
    key, name = row.get("", "key"), _name(row)
    if row.refused_name:
        return None
    left = row.get("", "status").casefold() == "tobedeleted"
    if not key:
        row.findings.error("user_without_key", row.number, row.heading("", "key"), name=str(name))
        return None
    if not name and not left:
        row.findings.error("name_missing", row.number, row.heading("", "surname"))
        return None
    return User(
        row=row,
        key=key,
        name=name,
        has_left=left,
        enabled=row.get("", "enabled").casefold() not in {"false", "0", "no"},
        roles=[role.casefold() for role in items(row.get("", "role"))],
        orgs=[*items(row.get("", "primary_org")), *items(row.get("", "orgs"))],
        agents=items(row.get("", "agents")),
        grade=row.get("", "grade"),
    )


def _name(row: Row) -> Name:
    """`middleName` is read only where it holds a tussenvoegsel, as Dutch exporters use it."""
    name, middle = row.name(""), row.get("", "middle")
    if middle and not name.prefix and is_prefix(middle):
        return Name(given=name.given, prefix=middle, surname=name.surname)
    return name


def _add_role(row: Row, users: Mapping[str, User], today: date | None) -> None:
    user = users.get(row.get("", "user"))
    if user is None:
        row.findings.warning("user_unknown", row.number, row.heading("", "user"), value=row.get("", "user"))
        return
    role = row.get("", "role").casefold()
    if is_over(row, today):
        user.was.append(role)
        return
    user.roles.append(role)
    user.orgs += items(row.get("", "orgs"))
    user.grade = user.grade or row.get("", "grade")


def parents_of(parts: Sequence[Part], users: Mapping[str, User]) -> dict[str, dict[str, str]]:
    """{pupil: {parent: role}} in the order of the files: first whom the pupil names, then who names the pupil.

    OneRoster ties by `agentSourcedIds` on either side; School Data Sync has relationships.csv. Doctors and the like are no parents.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for user in users.values():
        for agent in user.agents if user.is_pupil else ():
            if agent not in users:
                user.row.findings.warning("user_unknown", user.row.number, user.row.heading("", "agents"), value=agent)
            elif users[agent].is_parent:
                found[user.key].setdefault(agent, _parent_role(users[agent]))
    for user in users.values():
        for agent in user.agents if user.is_parent else ():
            if agent in users and users[agent].is_pupil:
                found[agent].setdefault(user.key, _parent_role(user))
    for row in rows_of(parts, "relationships"):
        _add_relationship(row, users, found)
    return found


def _parent_role(user: User) -> str:
    return next(role for role in user.roles if role in PARENTS)


def _add_relationship(row: Row, users: Mapping[str, User], found: dict[str, dict[str, str]]) -> None:
    if row.get("", "status").casefold() == "tobedeleted":
        return
    keys = (row.get("", "user"), row.get("", "relative"))
    role = fold(row.get("", "role"))
    for place, key in zip(("user", "relative"), keys, strict=True):
        if key not in users:
            row.findings.warning("user_unknown", row.number, row.heading("", place), value=key)
            return
    pupil, parent = keys if users[keys[0]].is_pupil or not users[keys[1]].is_pupil else (keys[1], keys[0])
    if not users[pupil].is_pupil or pupil == parent:
        row.findings.warning("contact_not_of_pupil", row.number, row.heading("", "user"), name=str(users[pupil].name))
    elif role in PARENTS | {"", "child"}:
        found[pupil].setdefault(parent, role if role in PARENTS else "guardian")
    else:
        row.findings.warning("contact_not_parent", row.number, row.heading("", "role"), name=str(users[parent].name), value=role)
