"""EDEXML 1.0.3, 2.0 and 2.1 (Edustandaard): school, groups, pupils, staff. There are no parents in it.

Read leniently, because real exports deviate: the key as attribute or as child element, a combination group as several rows
`<id>_lj_<year>`, no school block, dummy keys with '#'. Every deviation is told. Sensitive elements are removed from the tree
before anything is read, so that they cannot end up in a value.
"""

import re
from datetime import date
from typing import Any

from .cleaning import NAME_LENGTH, PREFIX_LENGTH, clean
from .edexml_groups import Groups, read_groups
from .findings import Findings
from .keys import derive_pupil_key, digest, is_usable, look_like_bsn, name_id
from .names import split_surname
from .shapes import Name, Pupil, ReadFile, Role, RoleSuggestion, Roster, RosterReading, School, SchoolClass, Source, Staff
from .tables import MAX_ROWS
from .values import read_birth_date, read_date, read_email
from .xml_input import child, children, local, parse

SENSITIVE = {
    "bsn", "bsn_ondwnr-4", "sofinummer", "onderwijsnummer", "rijksregisternummer", "etniciteit", "land", "land_vader", "land_moeder",
    "gewicht", "gewicht_nieuw", "fotourl", "wachtwoord", "password", "toevoegingen", "thuistaal", "opleiding_ouders", "nationaliteit",
}  # fmt: skip
_LEVELS = {"B", "D", "S", "V", "C", "N", "H", *map(str, range(9)), *map(str, range(11, 17))}
_ROLES: dict[str, Role] = {
    "LRK": "class_teacher", "VAK": "subject_teacher", "DIR": "school_leader", "ADJ": "school_leader", "LOC": "school_leader",
    "IB": "support_coordinator",
}  # fmt: skip
_PARENT_ROLE = "OUD"


def read_edexml(data: bytes, file: str, *, today: date | None = None) -> RosterReading:
    """One EDEXML file. Never raises: what is wrong stands in `problems`."""
    findings = Findings(file)
    root = parse(data, findings)
    if root is None:
        return _reading(Roster(), findings, (), "xml")
    if local(root) != "EDEX":
        root = next((element for element in root.iter() if local(element) == "EDEX"), root)
    if child(root, "leerlingen") is None and child(root, "groepen") is None:
        findings.error("xml_not_edexml", root.sourceline, element=local(root))
        return _reading(Roster(), findings, (), "xml")
    dropped = _drop_sensitive(root)
    return _reading(_roster(root, findings, today), findings, dropped, _version(root))


def _reading(roster: Roster, findings: Findings, dropped: tuple[str, ...], format: str) -> RosterReading:
    return RosterReading(
        roster=roster, problems=findings.all(), dropped_columns=dropped, formats=(ReadFile(findings.file, format),)
    )  # fmt: skip


def _drop_sensitive(root: Any) -> tuple[str, ...]:
    dropped: dict[str, None] = {}
    for element in list(root.iter()):
        if element.attrib.pop("eckid", None) is not None:
            dropped["eckid"] = None
        name = local(element)
        if name in SENSITIVE or name == "eckid":
            dropped[name] = None
            if element.getparent() is not None:
                element.getparent().remove(element)
    return tuple(sorted(dropped))


def _version(root: Any) -> str:
    version, _ = clean(text(child(root, "school"), "xsdversie"))
    return "edexml" + (f" {version}" if re.fullmatch(r"[\d.]{1,8}", version) else "")


def _roster(root: Any, findings: Findings, today: date | None) -> Roster:
    school = child(root, "school")
    if school is None:
        findings.warning("school_block_missing")
    everybody = sum(
        len(children(child(root, block), row)) for block, row in (("leerlingen", "leerling"), ("leerkrachten", "leerkracht"))
    )
    if everybody > MAX_ROWS:
        findings.error("too_many_rows", limit=MAX_ROWS)
        return Roster()
    groups = read_groups(child(root, "groepen"), findings)
    year = text(school, "schooljaar")
    pupils = _pupils(children(child(root, "leerlingen"), "leerling"), groups, findings, today)
    staff = _all_staff(children(child(root, "leerkrachten"), "leerkracht"), groups, findings)
    if not pupils:
        findings.error("no_rows")
    return Roster(
        school=None if school is None else _school(school),
        year=year if re.fullmatch(r"\d{4}-\d{4}", year) else "",
        classes=groups.classes,
        pupils=tuple(pupils),
        staff=tuple(staff),
    )


def _school(block: Any) -> School:
    location = text(block, "dependancecode")
    return School(
        brin=text(block, "brincode").upper() or text(block, "instellingsnummer"),
        location="" if location == "00" else location,  # 00 means none (schema 2.1)
        key=text(block, "schoolkey"),
    )


def _pupils(elements: list[Any], groups: Groups, findings: Findings, today: date | None) -> list[Pupil]:
    no_keys = look_like_bsn([key_of(element) for element in elements])
    if no_keys:
        findings.error("bsn_in_key", None, "key")
    seen: dict[str, int] = {}
    pupils: list[Pupil] = []
    for element in elements:
        pupil = _pupil(element, groups, findings, today, has_key=not no_keys)
        if pupil is None:
            continue
        if pupil.key in seen:
            findings.error("key_twice", element.sourceline, "key", first=seen[pupil.key], name=str(pupil.name))
            continue
        seen[pupil.key] = element.sourceline
        pupils.append(pupil)
    if derived := sum(not pupil.key_is_stable for pupil in pupils):
        findings.warning("keys_derived", None, "key", count=derived)
    return pupils


def _pupil(element: Any, groups: Groups, findings: Findings, today: date | None, *, has_key: bool) -> Pupil | None:
    line = element.sourceline
    name = _name(element, findings)
    if name is None:
        return None
    has_left, left_on = _left(element, name, findings, today)
    birth_date = _birth_date(element, findings, today)
    group = child(element, "groep")
    home = groups.find(key_of(group), line, findings) if group is not None else None
    sets = [
        groups.find(key_of(each), line, findings)
        for each in children(child(element, "samengestelde_groepen"), "samengestelde_groep")
    ]
    key = key_of(element) if has_key else ""
    return Pupil(
        key=key if is_usable(key) else derive_pupil_key(name, birth_date, home.name if home else ""),
        name=name,
        birth_date=birth_date,
        year_level=_level(element, groups.level_of(key_of(group)) if group is not None else "", findings),
        class_keys=tuple(dict.fromkeys(found.key for found in (home, *sets) if found)),
        source=Source(findings.file, line),
        key_is_stable=is_usable(key),
        has_left=has_left,
        left_on=left_on,
    )


def _left(element: Any, name: Name, findings: Findings, today: date | None) -> tuple[bool, date | None]:
    until = read_date(text(element, "uitstroomdatum"))[0]
    gone = text(element, "jaargroep").upper() == "H" or (until is not None and today is not None and until < today)
    if gone:
        findings.warning("pupil_left", element.sourceline, "uitstroomdatum", name=str(name))
    return gone, until


def _birth_date(element: Any, findings: Findings, today: date | None) -> date | None:
    written = text(element, "geboortedatum")
    if not written:
        return None
    day, code = read_birth_date(written, today)
    if code:
        findings.error(code, element.sourceline, "geboortedatum", value=written)
    return day


def _level(element: Any, of_group: str, findings: Findings) -> str:
    own = text(element, "jaargroep").upper()
    if own and own not in _LEVELS:
        findings.warning("year_level_unknown", element.sourceline, "jaargroep", value=own)
        own = ""
    return own or ("" if of_group == "C" else of_group)


def _name(element: Any, findings: Findings) -> Name | None:
    parts: dict[str, str] = {}
    for part in ("roepnaam", "voornamen", "voorvoegsel", "achternaam", "voorletters-1", "voorletters"):
        cleaned, hidden = clean(text(element, part))
        if hidden:
            findings.warning("hidden_characters", element.sourceline, part, value=cleaned)
        longest = PREFIX_LENGTH if part == "voorvoegsel" else NAME_LENGTH
        if len(cleaned) > longest:
            findings.error("text_too_long", element.sourceline, part, limit=longest, length=len(cleaned))
            return None
        parts[part] = cleaned
    prefix, surname = split_surname(parts["achternaam"], parts["voorvoegsel"])
    given = parts["roepnaam"] or parts["voornamen"]
    name = Name(given=given, prefix=prefix, surname=surname, initials=parts["voorletters-1"] or parts["voorletters"])
    if not name:
        findings.error("name_missing", element.sourceline, "achternaam")
        return None
    return name


def _all_staff(elements: list[Any], groups: Groups, findings: Findings) -> list[Staff]:
    seen: dict[str, int] = {}
    found: list[Staff] = []
    for element in elements:
        person = _staff(element, groups, findings)
        if person is None:
            continue
        if person.key in seen:
            findings.error("key_twice", element.sourceline, "key", first=seen[person.key], name=str(person.name))
            continue
        seen[person.key] = element.sourceline
        found.append(person)
    return found


def _staff(element: Any, groups: Groups, findings: Findings) -> Staff | None:
    """A member of staff, or None for a parent in disguise (role OUD and nothing else)."""
    name = _name(element, findings)
    if name is None:
        return None
    line = element.sourceline
    codes = [_code(role) for role in children(element, "rol")]
    suggestions = [_suggest(code, None) for code in codes if code != _PARENT_ROLE]
    suggestions += [
        RoleSuggestion(role="staff", description=clean(each.text or "")[0][:64]) for each in children(element, "rolomschrijving")
    ]
    everywhere = list(codes)
    block = child(element, "groepen")
    for group in [] if block is None else block:
        own = [_code(role) for role in children(group, "rol")]
        everywhere += own
        place = groups.find(key_of(group), line, findings)
        if place and _PARENT_ROLE not in own and _PARENT_ROLE not in codes:
            suggestions += [_suggest(code, place) for code in own or codes or ["LRK"]]
        elif place:
            suggestions += [_suggest(code, place) for code in own if code != _PARENT_ROLE]
    if _PARENT_ROLE in everywhere:
        findings.warning("parent_among_staff", line, "rol", name=str(name))
        if not suggestions:
            return None
    key = key_of(element)
    return Staff(
        key=key if is_usable(key) else digest("staff", name_id(name)),
        name=name,
        email=_email(element, findings),
        suggestions=tuple(dict.fromkeys(suggestions)),
        source=Source(findings.file, line),
        key_is_stable=is_usable(key),
    )


def _suggest(code: str, place: SchoolClass | None) -> RoleSuggestion:
    role = _ROLES.get(code, "staff")
    if role == "class_teacher" and (place is None or place.kind == "set"):  # a set for a subject has no home teacher
        role = "teacher"
    return RoleSuggestion(role=role, class_key=place.key if place else "", code=code)


def _code(element: Any) -> str:
    return clean(element.text or "")[0].upper()[:8]


def _email(element: Any, findings: Findings) -> str:
    written = clean(text(element, "emailadres"))[0]
    if not written:
        return ""
    email, code = read_email(written)
    if code:
        findings.error(code, element.sourceline, "emailadres", value=written)
    return email


def text(element: Any | None, name: str) -> str:
    """The text of a child element, '' where there is none."""
    found = child(element, name)
    return "" if found is None else (found.text or "").strip()


def key_of(element: Any) -> str:
    """The key: an attribute by the schema, a child element in some exports, or the bare text of a reference."""
    own = element.get("key") or text(element, "key") or (element.text or "")
    return clean(own)[0][:256]
