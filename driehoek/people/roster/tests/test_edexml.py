"""EDEXML as it should be and as it comes."""

from datetime import date

import pytest

from driehoek.people.roster.sample_files import make_edexml
from driehoek.people.roster.shapes import RoleSuggestion

from .makers import codes, edexml, read

NOOR = "<leerling key='L1'><achternaam>Duinbeek</achternaam><roepnaam>Noor</roepnaam>{}</leerling>"


@pytest.mark.parametrize("version", ["1.0.3", "2.0", "2.1"])
def test_every_version_gives_school_groups_pupils_and_staff(version):
    reading = read(make_edexml(version, classes=8, pupils=60, seed=5))
    roster = reading.roster

    assert (roster.school.brin, roster.school.location, roster.year) == ("99XA", "", "2026-2027")
    assert (len(roster.classes), len(roster.pupils), len(roster.staff)) == (8, 60, 10)
    assert all(pupil.class_keys and pupil.birth_date and pupil.year_level for pupil in roster.pupils)
    assert reading.formats[0].format == ("edexml 1.03" if version == "1.0.3" else f"edexml {version}")


def test_tussenvoegsel_stands_apart_even_when_it_was_typed_in_the_surname():
    pupil = read(
        edexml("<leerling key='1'><achternaam>Hagelsteen, van den</achternaam><roepnaam>Bram</roepnaam></leerling>")
    ).roster.pupils[0]

    assert (pupil.name.prefix, pupil.name.surname, str(pupil.name)) == ("van den", "Hagelsteen", "Bram van den Hagelsteen")


def test_sensitive_elements_reach_no_object_and_are_named():
    secret = "<etniciteit>7</etniciteit><land_moeder>MA</land_moeder><bsn>123456782</bsn><gewicht_nieuw>0,3</gewicht_nieuw>"
    reading = read(
        edexml(
            NOOR.format(secret + "<fotourl>https://example.org/foto</fotourl>").replace("key='L1'", "key='L1' eckid='geheim-9'")
        )
    )

    assert reading.dropped_columns == ("bsn", "eckid", "etniciteit", "fotourl", "gewicht_nieuw", "land_moeder")
    assert not any(value in repr(reading) for value in ("123456782", "geheim-9", "MA'", "0,3", "foto'"))


def test_combination_group_of_several_rows_is_one_class_again():
    rows = "<groep key='77_lj_3'><naam>3/4 Mieke</naam><jaargroep>3</jaargroep></groep><groep key='77_lj_4'><naam>3/4 Mieke</naam><jaargroep>4</jaargroep></groep>"
    pupils = (
        NOOR.format("<groep key='77_lj_4'/>")
        + "<leerling key='L2'><roepnaam>Siem</roepnaam><groep><key>77_lj_3</key></groep></leerling>"
    )
    reading = read(edexml(pupils, groups=rows))

    (combined,) = reading.roster.classes
    assert (combined.key, combined.kind, combined.year_levels) == ("77", "combined", ("3", "4"))
    assert [(pupil.class_keys, pupil.year_level) for pupil in reading.roster.pupils] == [(("77",), "4"), (("77",), "3")]
    assert codes(reading) == ["groups_merged"]


def test_groups_with_one_base_but_other_names_stay_apart():
    rows = "<groep key='7_lj_3'><naam>Rood</naam><jaargroep>3</jaargroep></groep><groep key='7_lj_4'><naam>Blauw</naam><jaargroep>4</jaargroep></groep>"

    assert [each.key for each in read(edexml(NOOR.format(""), groups=rows)).roster.classes] == ["7_lj_3", "7_lj_4"]


def test_key_may_be_an_element_and_the_school_may_be_missing():
    reading = read(edexml("<leerling><key>88</key><roepnaam>Noor</roepnaam></leerling>", school=""))

    assert (reading.roster.pupils[0].key, reading.roster.school, codes(reading)) == ("88", None, ["school_block_missing"])


def test_dummy_key_is_replaced_by_one_that_stays_the_same():
    first = read(edexml("<leerling key='#1'><roepnaam>Noor</roepnaam><geboortedatum>2018-02-03</geboortedatum></leerling>"))
    second = read(edexml("<leerling key='#9'><roepnaam>Noor</roepnaam><geboortedatum>2018-02-03</geboortedatum></leerling>"))

    assert first.roster.pupils[0].key == second.roster.pupils[0].key
    assert (first.roster.pupils[0].key[0], first.roster.pupils[0].key_is_stable, codes(first)) == ("~", False, ["keys_derived"])


def test_set_of_pupils_for_a_subject_is_no_home_class():
    groups = "<groep key='4A'><naam>4A</naam><jaargroep>4</jaargroep></groep><samengestelde_groep key='s1'><naam>Plus</naam></samengestelde_groep>"
    pupil = NOOR.format("<groep key='4A'/><samengestelde_groepen><samengestelde_groep key='s1'/></samengestelde_groepen>")
    roster = read(edexml(pupil, groups=groups)).roster

    assert [(each.key, each.kind) for each in roster.classes] == [("4A", "class"), ("s1", "set")]
    assert roster.pupils[0].class_keys == ("4A", "s1")


def test_pupil_who_left_is_marked_and_told():
    gone = read(edexml(NOOR.format("<jaargroep>7</jaargroep><uitstroomdatum>2026-07-10</uitstroomdatum>")))
    leaving = read(edexml(NOOR.format("<jaargroep>7</jaargroep><uitstroomdatum>2027-07-10</uitstroomdatum>")))

    assert (gone.roster.pupils[0].has_left, gone.roster.pupils[0].left_on, codes(gone)) == (
        True,
        date(2026, 7, 10),
        ["pupil_left"],
    )
    assert (leaving.roster.pupils[0].has_left, codes(leaving)) == (False, [])


def test_roles_are_suggestions_per_class():
    staff = "<leerkracht key='M1'><achternaam>Klompenburgh</achternaam><roepnaam>Carla</roepnaam><emailadres>Carla@example.nl</emailadres><groepen><groep key='4A'/></groepen></leerkracht><leerkracht key='M2'><achternaam>Stoelendans</achternaam><rol>DIR</rol></leerkracht>"
    carla, dirk = read(
        edexml(NOOR.format(""), "<groep key='4A'><naam>4A</naam><jaargroep>4</jaargroep></groep>", staff)
    ).roster.staff

    assert (carla.email, carla.suggestions) == (
        "carla@example.nl",
        (RoleSuggestion(role="class_teacher", class_key="4A", code="LRK"),),
    )
    assert dirk.suggestions == (RoleSuggestion(role="school_leader", code="DIR"),)


def test_parent_among_the_staff_never_becomes_staff():
    staff = "<leerkracht key='O1'><achternaam>Windekind</achternaam><rol>OUD</rol><groepen><groep key='4A'/></groepen></leerkracht><leerkracht key='M1'><achternaam>Knikkerman</achternaam><rol>OUD</rol><rol>VAK</rol></leerkracht>"
    reading = read(edexml(NOOR.format(""), "<groep key='4A'><naam>4A</naam><jaargroep>4</jaargroep></groep>", staff))

    assert [(person.key, [each.role for each in person.suggestions]) for person in reading.roster.staff] == [
        ("M1", ["subject_teacher"])
    ]
    assert codes(reading) == ["parent_among_staff", "parent_among_staff"]


def test_namespace_around_the_same_elements_is_no_hindrance():
    content = edexml(NOOR.format("")).replace(b"<EDEX>", b"<EDEX xmlns='http://example.org/uwlr'>")

    assert [pupil.key for pupil in read(content).roster.pupils] == ["L1"]


def test_everything_sloppy_at_once_is_read():
    groups = "".join(
        f"<groep><key>77_lj_{level}</key><naam>4/5 juf Carla</naam><jaargroep>{level}</jaargroep></groep>" for level in (4, 5)
    )
    pupils = (
        "<leerling><key>88</key><roepnaam>Noor</roepnaam><groep>77_lj_4</groep></leerling>"
        "<leerling key='#2'><roepnaam>Sem</roepnaam><geboortedatum>2018-02-03</geboortedatum><groep key='77_lj_5'/></leerling>"
    )
    staff = (
        "<leerkracht><key>M1</key><achternaam>Klomp</achternaam><groepen><groep><key>77_lj_4</key></groep></groepen></leerkracht>"
    )
    staff += "<leerkracht key='O1'><achternaam>Windekind</achternaam><groepen><groep key='77_lj_5'><rol>oud</rol></groep></groepen></leerkracht>"
    reading = read(edexml(pupils, groups=groups, staff=staff, school=""))

    assert not reading.has_errors
    assert [(each.key, each.kind, each.year_levels) for each in reading.roster.classes] == [("77", "combined", ("4", "5"))]
    assert [(each.key[0], each.class_keys, each.year_level) for each in reading.roster.pupils] == [
        ("8", ("77",), "4"),
        ("~", ("77",), "5"),
    ]
    assert [(each.key, each.suggestions[0].class_key) for each in reading.roster.staff] == [("M1", "77")]
    assert set(codes(reading)) == {"school_block_missing", "groups_merged", "keys_derived", "parent_among_staff"}
