"""OneRoster and School Data Sync as they should be, as they come, and with a part missing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.people.roster import RosterReading, message, read_files
from driehoek.people.roster.sample import make_school
from driehoek.people.roster.sample_exchange import oneroster_of, sds_of, zip_of
from driehoek.people.roster.shapes import RoleSuggestion

from .makers import TODAY, codes, sheet

SCHOOL = make_school(classes=2, pupils=6, seed=3)
USERS = "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,middleName,identifier,email,sms,agentSourcedIds,grades,password"
CLASSES = "sourcedId,status,title,classType,schoolSourcedId"
ENROLLMENTS = "sourcedId,status,classSourcedId,userSourcedId,role,primary,endDate"
ORGS = "sourcedId,status,name,type,identifier\nS1,,De Klimboom,school,99xa01"


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def oneroster(
    *users: str, classes: tuple[str, ...] = ("C1,,5A,homeroom,S1",), enrollments: tuple[str, ...] = ()
) -> dict[str, bytes]:
    return {
        "orgs.csv": csv(ORGS),
        "users.csv": csv(USERS, *users),
        "classes.csv": csv(CLASSES, *classes),
        "enrollments.csv": csv(ENROLLMENTS, *enrollments),
    }


def read(files: dict[str, bytes], **changed: bytes) -> RosterReading:
    together = files | {f"{name}.csv": content for name, content in changed.items()}
    return read_files(list(together.items()), today=TODAY)


NOOR = 'p1,active,true,S1,student,Noor,"van der Wolkenbrug",,1001,,,"g1,g2",05,geheim'
AICHA = "g1,active,true,S1,parent,Aïcha,El Nahri,,,Aicha@example.org,0612345678,,,"
BAS = "g2,active,true,S1,guardian,Bas,Duinbeek,,,bas@example.org,,,,"
CARLA = "t1,active,true,S1,teacher,Carla,Klompenburgh,van,,carla@example.org,,,,"


def test_a_pupil_with_class_parents_and_teacher():
    reading = read(
        oneroster(NOOR, AICHA, BAS, CARLA, enrollments=("e1,,C1,p1,student,,", "e2,,C1,t1,teacher,true,")),
    )
    roster = reading.roster

    (pupil,) = roster.pupils
    assert (pupil.key, str(pupil.name), pupil.name.prefix, pupil.year_level) == ("p1", "Noor van der Wolkenbrug", "van der", "5")
    assert pupil.class_keys == ("C1",)
    assert [(str(each.name), each.email, each.phone) for each in roster.guardians] == [
        ("Aïcha El Nahri", "aicha@example.org", "0612345678"),
        ("Bas Duinbeek", "bas@example.org", ""),
    ]
    assert [(each.relation, each.order, each.authority) for each in roster.guardianships] == [
        ("parent", 1, "unknown"),
        ("unknown", 2, "unknown"),
    ]
    assert len(roster.households) == 2
    assert str(roster.staff[0].name) == "Carla van Klompenburgh"
    assert roster.staff[0].suggestions == (RoleSuggestion(role="class_teacher", class_key="C1", code="teacher"),)
    assert (roster.school.brin, roster.school.location, roster.school.key) == ("99XA", "01", "S1")
    assert (reading.dropped_columns, codes(reading)) == (("password",), ["homes_unknown"])
    assert "geheim" not in repr(reading)


@pytest.mark.parametrize("side", ["pupil", "parent"])
def test_a_parent_is_tied_from_either_side(side: str):
    pupil, parent = (
        NOOR.replace('"g1,g2"', "g1" if side == "pupil" else ""),
        AICHA.replace(",,,", ",p1,,") if side == "parent" else AICHA,
    )
    reading = read(oneroster(pupil, parent))

    assert [(each.guardian_key, each.pupil_key) for each in reading.roster.guardianships] == [("g1", "p1")]


def test_who_is_to_be_deleted_has_left_and_an_account_that_is_off_is_told():
    gone = NOOR.replace("p1,active", "p1,tobedeleted")
    little = NOOR.replace("p1,active,true", "p2,active,false").replace("Noor", "Siem")
    former = BAS.replace("active", "tobedeleted")
    reading = read(oneroster(gone, little, AICHA, former, CARLA.replace("active,true", "active,false")))

    assert [(each.key, each.has_left) for each in reading.roster.pupils] == [("p1", True), ("p2", False)]
    assert [str(each.name) for each in reading.roster.guardians] == ["Aïcha El Nahri"]
    assert [each.suggestions for each in reading.roster.staff] == [()]
    assert codes(reading) == ["pupil_left", "account_disabled"]


def test_places_that_ended_and_classes_that_went_are_not_read():
    classes = ("C1,,5A,homeroom,S1", "C2,tobedeleted,4A,homeroom,S1")
    places = ("e1,,C1,p1,student,,2026-07-31", "e2,,C2,p1,student,,", "e3,tobedeleted,C1,p1,student,,")
    reading = read(oneroster(NOOR, AICHA, BAS, classes=classes, enrollments=places))

    assert ([each.name for each in reading.roster.classes], reading.roster.pupils[0].class_keys) == (["5A"], ())


def test_lessons_are_no_home_class():
    classes = ("W,,Wiskunde 5A,scheduled,S1", "C1,,5A,homeroom,S1")
    places = ("e1,,W,p1,student,,", "e2,,C1,p1,student,,", "e3,,W,t1,teacher,,")
    roster = read(oneroster(NOOR, AICHA, BAS, CARLA, classes=classes, enrollments=places)).roster

    assert [(each.key, each.kind) for each in roster.classes] == [("W", "set"), ("C1", "class")]
    assert roster.pupils[0].class_keys == ("C1", "W")
    assert [each.role for each in roster.staff[0].suggestions] == ["subject_teacher"]


def test_where_nobody_says_which_class_is_the_own_one_its_name_does():
    classes = ("W,,Wiskunde 5A,scheduled,S1", "C1,,5A,scheduled,S1")
    roster = read(oneroster(NOOR, classes=classes, enrollments=("e1,,W,p1,student,,", "e2,,C1,p1,student,,"))).roster

    assert [(each.key, each.kind) for each in roster.classes] == [("W", "set"), ("C1", "class")]


def test_a_second_teacher_of_a_class_is_no_class_teacher_where_the_first_is_the_main_one():
    other = CARLA.replace("t1", "t2").replace("Carla", "Dirk")
    places = ("e1,,C1,t1,teacher,true,", "e2,,C1,t2,teacher,false,")
    staff = read(oneroster(NOOR, CARLA, other, enrollments=places)).roster.staff

    assert [each.suggestions[0].role for each in staff] == ["class_teacher", "teacher"]


def test_a_parent_never_becomes_staff_and_a_teacher_no_pupil():
    places = ("e1,,C1,g1,teacher,,", "e2,,C1,t1,student,,")
    reading = read(oneroster(NOOR, AICHA, BAS, CARLA, enrollments=places))

    assert [each.key for each in reading.roster.staff] == ["t1"]
    assert [each.key for each in reading.roster.pupils] == ["p1"]
    assert codes(reading).count("place_not_of_role") == 2


def test_a_user_twice_under_one_name_is_one_and_under_two_names_an_error():
    again = AICHA.replace("S1", "S2")
    other = BAS.replace("g2", "g1")
    reading = read(oneroster(NOOR, AICHA, again, other))

    problem = next(each for each in reading.problems if each.severity == "error")
    assert (problem.code, problem.file, problem.row, problem.params["first"]) == ("key_twice", "users.csv", 5, 3)


def test_names_of_unknown_users_and_broken_cells_name_file_and_row():
    reading = read(
        oneroster(NOOR, AICHA.replace("Aicha@example.org", "geen"), enrollments=("e1,,C1,p9,student,,", "e2,,C9,p1,student,,"))
    )

    told = {(each.code, each.file, each.row) for each in reading.problems}
    assert {
        ("email_invalid", "users.csv", 3), ("user_unknown", "users.csv", 2), ("user_unknown", "enrollments.csv", 2),
        ("class_unknown", "enrollments.csv", 3),
    } <= told  # fmt: skip


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("users.csv", "classes.csv, enrollments.csv"),
        ("classes.csv", "users.csv, enrollments.csv"),
        ("enrollments.csv", "users.csv, classes.csv"),
        ("orgs.csv", "users.csv, classes.csv, enrollments.csv"),
    ],
)
def test_a_file_alone_says_which_others_are_needed(name: str, missing: str):
    reading = read_files([(name, oneroster_of(SCHOOL)[name])], today=TODAY)

    problem = next(each for each in reading.problems if each.severity == "error")
    assert (problem.code, problem.file, problem.params["value"]) == ("set_file_missing", name, missing)
    assert missing in message(problem)


@pytest.mark.parametrize(
    ("files", "without"),
    [(oneroster_of(SCHOOL, "1.2"), "roles.csv"), (sds_of(SCHOOL), "roles.csv"), (sds_of(SCHOOL), "users.csv"), (sds_of(SCHOOL), "classes.csv")],
)  # fmt: skip
def test_a_set_without_one_of_its_files_says_which(files: dict[str, bytes], without: str):
    reading = read_files([(name, content) for name, content in files.items() if name != without], today=TODAY)

    assert [each.params["value"] for each in reading.problems if each.severity == "error"] == [without]


def test_files_under_any_name_are_known_by_their_headings():
    files = [(f"download ({at}).csv", content) for at, content in enumerate(oneroster_of(SCHOOL).values())]
    reading = read_files(files, today=TODAY)

    assert {each.format for each in reading.formats} == {"oneroster 1.1"}
    assert len(reading.roster.pupils) == 6


def test_two_locations_together_are_one_roster_and_schools_are_counted():
    here, there = oneroster(NOOR, AICHA, BAS), oneroster(NOOR.replace("p1", "p2").replace("S1", "S2"), AICHA, BAS)
    there["orgs.csv"] = csv(ORGS.replace("S1", "S2").replace("01", "02"))
    files = [
        *((f"a/{name}", content) for name, content in here.items()),
        *((f"b/{name}", content) for name, content in there.items()),
    ]
    reading = read_files(files, today=TODAY)

    assert [each.key for each in reading.roster.pupils] == ["p1", "p2"]
    assert len(reading.roster.guardians) == 2
    assert {"several_schools", "file_twice"} <= set(codes(reading))


def test_demographics_are_never_read():
    demographics = csv(
        "sourcedId,status,birthDate,sex,hispanicOrLatinoEthnicity,countryOfBirthCode", "p1,active,2018-02-03,female,true,MA"
    )
    reading = read(oneroster(NOOR), demographics=demographics)

    assert "demographics.csv" in reading.dropped_columns
    assert reading.roster.pupils[0].birth_date is None
    assert not any(value in repr(reading) for value in ("2018-02-03", "female", "'MA'"))


def test_an_export_of_changes_only_is_refused():
    manifest = csv("propertyName,value", "oneroster.version,1.1", "file.users,delta")

    assert "set_is_delta" in codes(read(oneroster(NOOR), manifest=manifest))


def test_bsn_as_key_is_never_read():
    users = [NOOR.replace("p1", number).replace('"g1,g2"', "") for number in ("123456782", "111222333", "100000009")]
    reading = read(oneroster(*users))

    assert "bsn_in_key" in codes(reading)
    assert not any(number in repr(reading.roster) for number in ("123456782", "111222333"))


@pytest.mark.parametrize("user", [CARLA.replace("t1", "{}"), BAS.replace("g2", "{}")])
def test_a_citizen_number_of_staff_or_parents_is_never_read(user: str):
    users = [user.format(number) for number in ("123456782", "111222333", "100000009")]
    reading = read(oneroster(NOOR.replace('"g1,g2"', '"123456782,111222333,100000009"'), *users))

    assert "bsn_in_user_key" in codes(reading)
    assert not any(number in repr(reading.roster) for number in ("123456782", "111222333"))


def test_a_list_of_parents_is_joined_by_the_number_that_people_know():
    parents = sheet("1001;Noor;van der;Wolkenbrug;03-02-2018;5A;Carmen Duinbeek;carmen@example.org;;")
    reading = read_files([*oneroster(NOOR.replace('"g1,g2"', "")).items(), ("ouders.csv", parents)], today=TODAY)

    assert not reading.has_errors
    assert [(each.guardian_key[0], each.pupil_key) for each in reading.roster.guardianships] == [("~", "p1")]


def test_school_data_sync_takes_parents_from_relationships_and_leaves_doctors():
    files = {
        "users.csv": csv(
            "sourcedId,username,givenName,familyName,email,phone", "1,noor,Noor,Duinbeek,,", "2,,Aïcha,El Nahri,a@example.org,0612345678",
            "3,,Dokter,Bos,d@example.org,", "4,,Bas,Duinbeek,,",
        ),
        "roles.csv": csv("userSourcedId,orgSourcedId,role,grade,roleEndDate", "1,S1,student,5,8/24/2027"),
        "classes.csv": csv("sourcedId,orgSourcedId,title", "C1,S1,5A"),
        "enrollments.csv": csv("classSourcedId,userSourcedId,role", "C1,1,student"),
        "relationships.csv": csv("userId,relationshipUserId,relationshipRole", "1,2,guardian", "1,3,doctor", "4,1,child"),
    }  # fmt: skip
    reading = read_files(list(files.items()), today=TODAY)

    assert [str(each.name) for each in reading.roster.guardians] == ["Aïcha El Nahri", "Bas Duinbeek"]
    assert reading.formats[0].format == "sds 2.1"
    assert {"contact_not_parent", "school_block_missing"} <= set(codes(reading))


def test_a_role_that_ended_is_a_pupil_who_left():
    files = sds_of(SCHOOL)
    lines = files["roles.csv"].replace(b"isPrimary", b"isPrimary,roleEndDate").split(b"\r\n")
    files["roles.csv"] = b"\r\n".join(line + (b",2026-07-31" if line.startswith(b"L0001") else b",") if b"student" in line else line for line in lines)  # fmt: skip
    reading = read_files(list(files.items()), today=TODAY)

    assert [each.key for each in reading.roster.pupils if each.has_left] == ["L0001"]


def test_semicolons_and_a_byte_order_mark_are_no_hindrance():
    files = {name: b"\xef\xbb\xbf" + content.replace(b",", b";") for name, content in sds_of(SCHOOL).items()}
    reading = read_files(list(files.items()), today=TODAY)

    assert (len(reading.roster.pupils), reading.has_errors) == (6, False)


def test_a_large_school_with_many_lessons_is_read():
    school = make_school(sector="vo", classes=40, pupils=1000, seed=2)
    files = sds_of(school)
    extra = [f"les-{lesson},S1,Vak {lesson},Y1" for lesson in range(24)]
    places = [f"les-{lesson},{pupil.key},student" for pupil in school.pupils for lesson in range(24)]
    files["classes.csv"] += "\r\n".join([*extra, ""]).encode()
    files["enrollments.csv"] += "\r\n".join([*places, ""]).encode()
    reading = read_files(list(files.items()), today=TODAY)

    assert not reading.has_errors
    assert (len(reading.roster.pupils), sum(each.kind != "set" for each in reading.roster.classes)) == (1000, 40)


def test_a_class_of_two_year_levels_is_a_combination_class():
    school = make_school(classes=3, pupils=60, seed=1)
    for files in (oneroster_of(school), sds_of(school)):
        classes = read_files(list(files.items()), today=TODAY).roster.classes
        assert [(each.kind, each.year_levels) for each in classes] == [
            ("combined" if len(each.levels) > 1 else "class", each.levels) for each in school.classes
        ]


def test_a_zip_is_one_file_with_its_own_format():
    reading = read_files([("export.zip", zip_of(oneroster_of(SCHOOL, "1.2")))], today=TODAY)

    assert [(each.name, each.format) for each in reading.formats] == [("export.zip", "oneroster 1.2")]


CELLS = st.text(max_size=12) | st.sampled_from(
    [
        "p1",
        "g1",
        "C1",
        "student",
        "parent",
        "teacher",
        "true",
        "tobedeleted",
        "homeroom",
        "p1,g1",
        "5",
        "=1+1",
        '"',
        "2026-01-01",
        "S1",
    ]
)
HEADS = {
    "users.csv": USERS,
    "roles.csv": "userSourcedId,orgSourcedId,role,grade,roleEndDate",
    "classes.csv": CLASSES,
    "enrollments.csv": ENROLLMENTS,
    "orgs.csv": "sourcedId,name,type,identifier",
    "relationships.csv": "userSourcedId,relationshipUserSourcedId,relationshipRole",
    "academicSessions.csv": "sourcedId,title,type,startDate,endDate",
    "manifest.csv": "propertyName,value",
}


@settings(max_examples=120, deadline=None)
@given(rows=st.dictionaries(st.sampled_from(sorted(HEADS)), st.lists(st.lists(CELLS, max_size=14), max_size=6), min_size=1))
def test_reader_never_raises_on_any_cells_of_a_set(rows: dict[str, list[list[str]]]):
    files = [(name, csv(HEADS[name], *(",".join(row) for row in cells))) for name, cells in rows.items()]
    reading = read_files(files, today=TODAY)

    assert all(message(problem) != problem.code for problem in reading.problems)
    assert read_files([("set.zip", zip_of(dict(files)))], today=TODAY).roster.pupils == tuple(
        replace(each, source=replace(each.source, file=f"set.zip/{each.source.file}")) for each in reading.roster.pupils
    )
