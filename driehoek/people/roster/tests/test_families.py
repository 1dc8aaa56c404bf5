"""Who is one person and who lives together, as the rows of a list tell it."""

from .makers import codes, edexml, read, sheet

PARENT = "Ouder {0} naam;Ouder {0} e-mail;Ouder {0} mobiel;Ouder {0} gezag;Ouder {0} postcode;Ouder {0} huisnummer;Ouder {0} geheim adres"
HEADINGS = "Leerlingnummer;Roepnaam;Achternaam;" + PARENT.format(1) + ";" + PARENT.format(2)
AICHA = "Aïcha El Nahri;aicha@example.org;06-00000001;ja;0101 AB;1;nee"
BAS = "Bas Zilverbladt;bas@example.org;06-00000002;ja;0101ab;1;nee"


def family(*rows):
    return read(sheet(*rows, headings=HEADINGS))


def homes(reading):
    names = {guardian.key: guardian.name.given for guardian in reading.roster.guardians}
    return [tuple(names[key] for key in household.guardian_keys) for household in reading.roster.households]


def test_parents_at_one_address_are_one_household():
    assert homes(family(f"L1;Noor;El Nahri;{AICHA};{BAS}")) == [("Aïcha", "Bas")]


def test_parents_at_two_addresses_are_two_households_with_the_child_in_both():
    reading = family(f"L1;Noor;El Nahri;{AICHA};{BAS.replace('0101ab;1', '0202 AB;8')}")

    assert homes(reading) == [("Aïcha",), ("Bas",)]
    assert [household.pupil_keys for household in reading.roster.households] == [("L1",), ("L1",)]


def test_one_email_for_a_family_is_shared_by_two_people():
    guardians = family(f"L1;Noor;El Nahri;{AICHA};{BAS.replace('bas@', 'aicha@')}").roster.guardians

    assert [(str(guardian.name), guardian.email) for guardian in guardians] == [
        ("Aïcha El Nahri", "aicha@example.org"),
        ("Bas Zilverbladt", "aicha@example.org"),
    ]


def test_no_email_at_all_is_no_problem():
    reading = family(f"L1;Noor;El Nahri;{AICHA.replace('aicha@example.org', '-')};{BAS.replace('bas@example.org', '')}")

    assert ([guardian.email for guardian in reading.roster.guardians], reading.problems) == (["", ""], ())


def test_brothers_and_sisters_share_their_parents_also_when_they_change_places():
    reading = family(f"L1;Noor;El Nahri;{AICHA};{BAS}", f"L2;Siem;El Nahri;{BAS};{AICHA}")

    assert len(reading.roster.guardians) == 2
    assert [(bond.pupil_key, bond.order) for bond in reading.roster.guardianships] == [("L1", 1), ("L1", 2), ("L2", 1), ("L2", 2)]


def test_surname_alone_never_makes_one_person():
    reading = family("L1;Noor;Duinbeek;Fam. Duinbeek;;;;;;;;;;;;;", "L2;Siem;Duinbeek;Fam. Duinbeek;;;;;;;;;;;;;")

    assert len(reading.roster.guardians) == 2


def test_initials_may_be_of_father_and_mother():
    reading = family("L1;Noor;Duinbeek;J. Duinbeek;thuis@example.org;;ja;0101 AB;1;;J. Duinbeek;thuis@example.org;;ja;0101 AB;1;")

    assert len(reading.roster.guardians) == 2
    assert homes(reading) == [("", "")]


def test_family_number_of_both_parents_does_not_make_them_one():
    content = sheet(
        "L1;Noor;Duinbeek;77;Aïcha Duinbeek;77;Bas Duinbeek",
        headings="Leerlingnummer;Roepnaam;Achternaam;Relatienummer ouder 1;Naam ouder 1;Relatienummer ouder 2;Naam ouder 2",
    )

    assert len(read(content).roster.guardians) == 2


def test_unknown_addresses_keep_homes_apart_and_say_so():
    reading = family("L1;Noor;El Nahri;Aïcha El Nahri;aicha@example.org;;;;;;Bas Zilverbladt;bas@example.org;;;;;")

    assert (homes(reading), codes(reading)) == ([("Aïcha",), ("Bas",)], ["homes_unknown"])


def test_authority_and_secret_address_are_kept_per_person():
    reading = family(f"L1;Noor;El Nahri;{AICHA.replace(';nee', ';ja')};{BAS.replace(';ja;', ';nee;')}")

    assert [bond.authority for bond in reading.roster.guardianships] == ["yes", "no"]
    assert [guardian.secret_address for guardian in reading.roster.guardians] == [True, False]
    assert reading.roster.households[0].secret_address


def test_unclear_mark_of_secrecy_counts_as_secret():
    assert family(f"L1;Noor;El Nahri;{AICHA.replace(';nee', ';let op!')};{BAS}").roster.guardians[0].secret_address


def test_parent_who_died_is_not_taken_over():
    content = sheet(
        "L1;Noor;Duinbeek;Aïcha Duinbeek;ja", headings="Leerlingnummer;Roepnaam;Achternaam;Naam ouder 1;Overleden ouder 1"
    )
    reading = read(content)

    assert (reading.roster.guardians, codes(reading)) == ((), ["guardian_deceased"])


def test_only_the_childs_address_is_that_of_both_parents():
    headings = "Leerlingnummer;Roepnaam;Achternaam;Adres;Postcode;Woonplaats;Naam moeder;Naam vader"
    reading = read(sheet("L1;Noor;Duinbeek;Wolkenlaan 3-a;0101AB;Driehoven;Aïcha El Nahri;Bas Duinbeek", headings=headings))

    assert homes(reading) == [("Aïcha", "Bas")]
    assert [bond.relation for bond in reading.roster.guardianships] == ["mother", "father"]
    address = reading.roster.households[0].address
    assert (address.street, address.house_number, address.postcode, address.city) == ("Wolkenlaan", "3-a", "0101 AB", "Driehoven")


def test_keys_of_guardians_stay_when_an_email_changes_and_the_eldest_leaves():
    before = family(f"L1;Noor;El Nahri;{AICHA};{BAS}", f"L2;Siem;El Nahri;{AICHA};{BAS}").roster.guardians[0]
    mailed = family(f"L1;Noor;El Nahri;{AICHA.replace('aicha@', 'nieuw@')};{BAS}").roster.guardians[0]
    later = family(f"L2;Siem;El Nahri;{AICHA};{BAS}").roster.guardians[0]

    assert before.key == mailed.key
    assert later.key in before.aliases


PUPILS = (
    "<leerling key='007'><achternaam>Duinbeek</achternaam><roepnaam>Noor</roepnaam><geboortedatum>2018-02-03</geboortedatum></leerling>"
    "<leerling key='008'><achternaam>Bulutlu</achternaam><roepnaam>Can</roepnaam><geboortedatum>2017-05-06</geboortedatum></leerling>"
)
JOINED = "Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Naam ouder 1"


def join(*rows):
    return read(edexml(PUPILS), sheet(*rows, headings=JOINED))


def placed(reading):
    names = {guardian.key: str(guardian.name) for guardian in reading.roster.guardians}
    return [(bond.pupil_key, names[bond.guardian_key]) for bond in reading.roster.guardianships]


def test_parents_are_joined_on_the_key_also_without_its_zeros():
    reading = join("7;;;;Aïcha Duinbeek", "008;Can;Bulutlu;06-05-2017;Emine Bulutlu")

    assert (placed(reading), reading.problems) == ([("007", "Aïcha Duinbeek"), ("008", "Emine Bulutlu")], ())


def test_parents_are_joined_on_name_and_birth_date_without_a_key():
    reading = join(";noor;DUINBEEK;03-02-2018;Aïcha Duinbeek")

    assert (placed(reading), codes(reading)) == ([("007", "Aïcha Duinbeek")], ["keys_derived", "pupils_without_parents"])


def test_pupil_who_is_not_in_the_administration_is_a_problem_row():
    reading = join("99;Siem;Appelaer;01-01-2018;Aïcha Appelaer")

    problem = next(problem for problem in reading.problems if problem.code == "pupil_not_in_edexml")
    assert (problem.file, problem.row, problem.severity) == ("bestand1", 2, "error")
    assert placed(reading) == []


def test_key_that_belongs_to_another_child_never_places_parents_there():
    reading = join("7;Siem;Appelaer;01-01-2015;Aïcha Appelaer", "007;Can;Bulutlu;06-05-2017;Emine Bulutlu")

    assert placed(reading) == [("008", "Emine Bulutlu")]
    assert "key_of_another_pupil" in codes(reading)
