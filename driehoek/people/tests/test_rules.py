"""What holds for every school and every file, without a database: a plan is carried out in memory."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.people.roster import Problem, Roster, read_files
from driehoek.people.roster.tests.makers import TODAY
from driehoek.people.rules import KINDS, Plan, Stored, bad_rows, blocks, counts, plan, without_rows

HEADINGS = (
    "Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Groep;Ouder 1 roepnaam;Ouder 1 achternaam;Ouder 1 e-mail;Ouder 1 adres;Ouder 1 postcode;"
    "Ouder 2 roepnaam;Ouder 2 achternaam;Ouder 2 e-mail;Ouder 2 adres;Ouder 2 postcode;Ouder 2 gezag"
)
EMAILS = st.sampled_from(["", "thuis@example.org", "een@example.org", "twee@example.org"])
HOMES = st.sampled_from([";", "Lindelaan 4;1234 AB", "Kade 9;1235 AB"])
PARENTS = st.tuples(st.sampled_from(["Aïcha", "Bas", "A.", ""]), st.sampled_from(["Amrani", "Berg", ""]), EMAILS, HOMES)
CHILDREN = st.tuples(
    st.sampled_from(["", "1", "2", "3"]),
    st.sampled_from(["Noor", "Sem", "Tim"]),
    st.sampled_from(["Amrani", "Berg"]),
    st.sampled_from(["", "3-3-2017", "4-4-2018"]),
    st.sampled_from(["", "5A", "5B"]),
)
ROWS = st.tuples(CHILDREN, PARENTS, PARENTS, st.sampled_from(["", "ja", "nee"]))
FILES = st.lists(ROWS, min_size=1, max_size=6)


def roster_of(rows: Sequence[Any]) -> Roster:
    lines = [";".join((*child, *first, *second, authority)) for child, first, second, authority in rows]
    return read_files([("lijst.csv", "\n".join((HEADINGS, *lines)).encode())], today=TODAY).roster


def after(stored: Stored, made: Plan) -> Stored:
    """The school when a plan was carried out, as the services do."""
    ids = {kind: dict(made.known.get(kind, {})) for kind in KINDS}
    rows: dict[str, dict[uuid.UUID, dict[str, Any]]] = {
        kind: {key: dict(row) for key, row in stored.rows(kind).items()} for kind in KINDS
    }
    for kind in ("classes", "pupils", "staff", "households", "guardians"):
        for change in made.changes:
            if change.kind == kind:
                key = ids[kind].setdefault(change.ref, uuid.uuid4())
                values = dict(change.values)
                if "household" in values:
                    values["household_id"] = ids["households"][values.pop("household")]
                rows[kind].setdefault(key, {}).update(values)
    bonds = {pair: dict(values) for pair, values in stored.bonds.items()}
    for bond in made.bonds:
        bonds.setdefault((ids["guardians"][bond.guardian], ids["pupils"][bond.pupil]), {}).update(bond.values)
    seats = (stored.enrolments - set(made.unenrol)) | {(ids["pupils"][pupil], ids["classes"][each]) for pupil, each in made.enrol}
    ties = {(ids["staff"][person], ids["classes"][each]): mentor for person, each, mentor in made.teach}
    return replace(stored, **rows, bonds=bonds, enrolments=frozenset(seats), teachers={**stored.teachers, **ties})


@settings(max_examples=60, deadline=None)
@given(FILES)
def test_a_file_read_in_twice_is_read_in_once(rows: Any) -> None:
    roster = roster_of(rows)
    school = after(Stored(), plan(Stored(), roster, today=TODAY))

    again = plan(school, roster, today=TODAY)

    assert again.is_empty, again
    assert sum(each.added + each.changed + each.left for each in counts(again).values()) == 0


@settings(max_examples=60, deadline=None)
@given(FILES, FILES)
def test_no_file_takes_anybody_away_and_every_file_settles(first: Any, second: Any) -> None:
    school = after(Stored(), plan(Stored(), roster_of(first), today=TODAY))
    made = plan(school, roster_of(second), today=TODAY)

    later = after(school, made)

    for kind in KINDS:
        known = list(made.known.get(kind, {}).values())
        assert set(school.rows(kind)) <= set(later.rows(kind))
        assert kind == "classes" or len(known) == len(set(known)), "one row for two people"
    assert set(school.bonds) <= set(later.bonds)
    assert plan(later, roster_of(second), today=TODAY).is_empty


@settings(max_examples=60, deadline=None)
@given(FILES, FILES)
def test_a_known_value_is_never_emptied(first: Any, second: Any) -> None:
    school = after(Stored(), plan(Stored(), roster_of(first), today=TODAY))
    later = after(school, plan(school, roster_of(second), today=TODAY))

    for key, row in school.guardians.items():
        assert bool(later.guardians[key]["email"]) >= bool(row["email"])
        assert bool(later.guardians[key]["surname"] or later.guardians[key]["given_name"]) >= bool(
            row["surname"] or row["given_name"]
        )
    for key, row in school.pupils.items():
        assert (later.pupils[key]["born_on"] is not None) >= (row["born_on"] is not None)


@settings(max_examples=60, deadline=None)
@given(FILES, st.sets(st.integers(2, 7)))
def test_rows_left_out_leave_a_whole_roster(rows: Any, left_out: set[int]) -> None:
    roster = without_rows(roster_of(rows), {("lijst.csv", row) for row in left_out})

    assert not {each.source.row for each in roster.pupils} & left_out
    assert {bond.pupil_key for bond in roster.guardianships} <= {each.key for each in roster.pupils}
    assert {bond.guardian_key for bond in roster.guardianships} == {each.key for each in roster.guardians}
    assert {key for home in roster.households for key in home.guardian_keys} == {each.key for each in roster.guardians}
    plan(Stored(), roster, today=TODAY)


def _problem(code: str, row: int | None, severity: Any = "error", cut: str = "") -> Problem:
    return Problem("lijst.csv", row, "", code, {"code": cut}, severity)


def test_a_wrong_row_can_be_left_out_and_a_wrong_file_cannot() -> None:
    assert not blocks([_problem("email_invalid", 3), _problem("pupil_left", 4, "warning")])
    assert bad_rows([_problem("email_invalid", 3), _problem("pupil_left", 4, "warning")]) == {("lijst.csv", 3)}
    assert blocks([_problem("bsn_in_key", None)])
    assert blocks([_problem("xml_broken", 1)])
    assert blocks([_problem("email_invalid", 3), _problem("more_of_these", None, "warning", cut="email_invalid")])
    assert not blocks([_problem("more_of_these", None, "warning", cut="hidden_characters")])
