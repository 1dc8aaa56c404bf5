"""The CSV files that belong together: OneRoster 1.1 and 1.2 (1EdTech), Microsoft School Data Sync 2 and 2.1.

A file is told by its headings, never by its name. `sourcedId` is what both standards call a key, and no list that people make
has such a heading. What is sensitive in the standards (demographics, flags, passwords) is left unread.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from .cleaning import clean, fold
from .columns import is_sensitive
from .findings import Findings
from .headings import Headings
from .rows import Row
from .tables import Table

Kind = Literal[
    "users", "roles", "orgs", "classes", "enrollments", "relationships", "sessions", "manifest", "demographics", "flags", "other"
]
_FIELDS = {
    "sourcedid": "key", "status": "status", "enableduser": "enabled", "role": "role", "roletype": "role_type", "givenname": "first_names",
    "preferredgivenname": "given_name", "familyname": "surname", "middlename": "middle", "email": "email", "sms": "mobile",
    "phone": "phone", "agentsourcedids": "agents", "agents": "agents", "grades": "grade", "grade": "grade", "identifier": "identifier",
    "orgsourcedids": "orgs", "orgsourcedid": "orgs", "schoolsourcedid": "orgs", "primaryorgsourcedid": "primary_org",
    "usersourcedid": "user", "userid": "user", "classsourcedid": "class", "primary": "primary", "isprimary": "primary",
    "begindate": "begin", "enddate": "end", "roleenddate": "end", "startdate": "begin", "title": "class_name", "name": "class_name",
    "classtype": "class_type", "type": "type", "relationshipusersourcedid": "relative", "relationshipuserid": "relative",
    "relationshiprole": "role", "propertyname": "property", "value": "value",
}  # fmt: skip
_PERSONAL = {"pronouns", "userids", "usermasteridentifier"}  # pronouns, and numbers of other systems: a bsn may be among them
_RULES: tuple[tuple[Kind, set[str], tuple[set[str], ...]], ...] = (  # (kind, all of these headings, one of each of these); the first that fits
    ("manifest", {"propertyname", "value"}, ()),
    ("relationships", set(), ({"usersourcedid", "userid"}, {"relationshipusersourcedid", "relationshipuserid"})),
    ("enrollments", {"classsourcedid", "usersourcedid"}, ()),
    ("flags", {"usersourcedid", "flag"}, ()),
    ("demographics", set(), ({"sourcedid", "usersourcedid"}, {"sex", "birthdate", "countryofbirthcode", "birthcountry"})),
    ("roles", {"usersourcedid", "role"}, ()),
    ("users", {"sourcedid"}, ({"givenname", "familyname"},)),
    ("sessions", {"sourcedid", "title", "startdate", "enddate"}, ()),
    ("other", {"sourcedid", "title", "vendorresourceid"}, ()),
    ("classes", {"sourcedid", "title"}, ({"schoolsourcedid", "termsourcedids", "sessionsourcedids", "coursesourcedid", "classtype", "classcode"},)),
    ("other", {"sourcedid", "title"}, ({"coursecode", "code", "schoolyearsourcedid", "schoolyearsessionsourcedid"},)),
    ("classes", {"sourcedid", "title", "orgsourcedid"}, ()),
    ("orgs", {"sourcedid", "name", "type"}, ()),
    ("other", {"sourcedid"}, ()),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a set; `has` are its headings, squashed."""

    kind: Kind
    has: frozenset[str]
    rows: tuple[Row, ...]
    findings: Findings
    dropped: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return self.findings.file


def may_be_part(data: bytes) -> bool:
    """A quick look at the headings alone: such a file may have more rows than a list of people."""
    return b"sourcedid" in data[:4000].replace(b"\0", b"").lower()


def read_part(table: Table, findings: Findings) -> Part | None:
    """The file as one of a set; None for any other table."""
    names = [clean(cell)[0] for cell in table.rows[0]] if table.rows else []
    has = frozenset(fold(name) for name in names if name)
    kind = _kind(has)
    if kind is None:
        return None
    if kind in {"demographics", "flags"}:
        return Part(kind, has, (), findings, (f"{kind}.csv" if kind == "demographics" else "userFlags.csv",))
    dropped = tuple(dict.fromkeys(name for name in names if name and (is_sensitive(name) or fold(name) in _PERSONAL)))
    columns: dict[tuple[str, str], int] = {}
    for at, name in enumerate(names):
        field = _FIELDS.get(fold(name))
        if field and name not in dropped:
            columns.setdefault(("", field), at)
    headings = Headings(1, tuple(names), columns, (), {}, dropped)
    below = enumerate(table.rows[1:], 2)
    rows = (Row(cells, number, headings, table, findings) for number, cells in below if any(cell.strip() for cell in cells))
    return Part(kind, has, () if kind == "other" else tuple(rows), findings, dropped)


def _kind(has: frozenset[str]) -> Kind | None:
    return next((kind for kind, needs, one_of in _RULES if has.issuperset(needs) and all(has & group for group in one_of)), None)


def format_of(parts: Sequence[Part]) -> str:
    """'oneroster 1.1', 'oneroster 1.2' or 'sds 2.1'."""
    told = manifest(parts).get("oneroster.version", "")
    if told in {"1.0", "1.1", "1.2"}:
        return f"oneroster {told}"
    has = frozenset().union(*(part.has for part in parts))
    if not has & {"status", "datelastmodified", "enableduser", "roletype"}:
        return "sds 2.1"
    users = [part for part in parts if part.kind == "users"]
    newer = any("role" not in part.has for part in users) or any(part.kind == "roles" for part in parts)
    return "oneroster 1.2" if newer else "oneroster 1.1"


def manifest(parts: Iterable[Part]) -> dict[str, str]:
    return {row.peek("", "property"): row.peek("", "value") for part in parts if part.kind == "manifest" for row in part.rows}


def missing_files(parts: Sequence[Part], format: str) -> list[str]:
    """The names of the files without which the others do not tell who is in which class."""
    kinds = {part.kind for part in parts}
    wanted = ["users", "classes", "enrollments"]
    users = [part for part in parts if part.kind == "users"]
    if any("role" not in part.has for part in users) or (not users and format != "oneroster 1.1"):
        wanted.insert(1, "roles")
    return [f"{kind}.csv" for kind in wanted if kind not in kinds]
