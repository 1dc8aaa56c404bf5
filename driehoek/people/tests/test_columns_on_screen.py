"""Correcting what the columns of a school's own list mean, once."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.people.models import ColumnChoice, Guardian, Pupil, RosterUpload
from driehoek.people.roster import columns
from driehoek.people.services import apply, choose_columns, import_files, preview, upload
from driehoek.people.words_columns import FIELDS, choices
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
ODD = b"Kiend;Achternoam;Geboren;Postvak;BSN\nNoor;Amrani;3-3-2017;aicha@example.org;123456782\n"
MEANT = {"Kiend": "pupil.given_name", "Achternoam": "pupil.surname", "Geboren": "pupil.birth_date", "Postvak": "1.email"}


def lists() -> list[tuple[str, bytes]]:
    return [("lijst.csv", ODD)]


def address(name: str, school: School, row: Any) -> str:
    return reverse(name, args=[school.slug, row.pk])


def typed(**more: str) -> dict[str, list[str]]:
    meant = MEANT | more
    return {"heading": list(meant), "target": list(meant.values())}


@pytest.mark.database
def test_unknown_headings_come_first_with_an_example_and_bsn_has_none(client: Client, school: School, anne: Who) -> None:
    with within(school):
        row = upload(files=lists(), by=anne)
        sheet = preview(row).sheets[0]
    sign_in(client, anne)

    page = unescape(client.get(address("roster_preview", school, row)).content.decode())

    assert [(each.heading, each.is_understood, each.is_sensitive) for each in sheet.columns] == [
        ("Kiend", False, False),
        ("Achternoam", False, False),
        ("Postvak", False, False),
        ("Geboren", True, False),
        ("BSN", True, True),
    ]
    assert "3 kolommen kennen we niet" in page
    assert "aicha@example.org" in page
    assert "123456782" not in page
    assert page.count('name="heading"') == 4


@pytest.mark.database
def test_a_choice_reads_the_file_again_and_is_remembered_when_it_is_read_in(client: Client, school: School, anne: Who) -> None:
    with within(school):
        row = upload(files=lists(), by=anne)
        assert preview(row).is_blocked
    sign_in(client, anne)

    answer = client.post(address("roster_columns", school, row), typed())

    assert answer.status_code == 302
    with within(school):
        row = RosterUpload.objects.select_related("school").get()
        assert set(row.mapping) == {"kiend", "achternoam", "postvak"}  # what we guess ourselves is not kept
        assert not ColumnChoice.objects.exists()
        assert not preview(row).is_blocked
        apply(upload=row, by=anne)
        assert Pupil.objects.get().given_name == "Noor"
        assert Guardian.objects.get().email == "aicha@example.org"
        assert dict(ColumnChoice.objects.values_list("heading", "target"))["postvak"] == "1.email"

        other = ODD.replace(b"Kiend", b"KIEND ").replace(b"Noor", b"Sem")
        again = upload(files=[("nieuw.csv", other)], by=anne)
        shown = preview(again)
        assert (shown.is_blocked, shown.unknown_columns) == (False, 0)
        import_files(files=[("nieuw.csv", other)], by=anne)
        assert Pupil.objects.count() == 2


def test_a_remembered_choice_can_be_changed_and_left_out(school: School, anne: Who) -> None:
    with within(school):
        ColumnChoice.objects.create(heading="geboren", target="")
        row = upload(files=lists(), by=anne)
        choose_columns(upload=row, chosen=MEANT, by=anne)

        assert row.mapping["geboren"] == "pupil.birth_date"
        choose_columns(upload=row, chosen=MEANT | {"Postvak": ""}, by=anne)
        apply(upload=row, by=anne)

        assert (Pupil.objects.get().born_on is not None, Guardian.objects.count()) == (True, 0)


def test_nothing_sensitive_nothing_strange_and_nothing_twice_can_be_chosen(client: Client, school: School, anne: Who) -> None:
    with within(school):
        row = upload(files=lists(), by=anne)
    sign_in(client, anne)
    faults = {
        "Deze kolom is gevoelig": typed(BSN="pupil.key"),
        "Kies iets uit de lijst": typed(Postvak="1.rekening"),
        "is ook al achternaam van leerling": typed(Postvak="pupil.surname"),
    }

    for words, sent in faults.items():
        answer = client.post(address("roster_columns", school, row), sent)
        page = unescape(answer.content.decode())
        assert (answer.status_code, "Kijk nog eens naar de kolommen" in page) == (422, True), words
        if "gevoelig" not in words:
            assert words in page
            assert '<option value="pupil.given_name" selected>' in page  # what was chosen stays
    with within(school):
        assert RosterUpload.objects.get().mapping == {}
        choose_columns(upload=row, chosen={"BSN": "pupil.key", "Etniciteit": "pupil.surname"}, by=anne)
        assert row.mapping == {}


def test_every_field_that_the_reader_knows_can_be_chosen() -> None:
    slots = ("", "0", "1", "k", "k1")
    for slot in slots:
        assert columns.fields_of(slot) <= set(FIELDS), slot
    offered = [target for _who, fields in choices(["k1.key", "vader.email"]) for target, _what in fields]
    assert len(offered) == len(set(offered))
    assert all(str(columns.parse_target(target)) == target for target in offered)
