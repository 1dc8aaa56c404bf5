"""The gallery of bad files, through the screen: each a clear sentence, never a 500, nothing half read in."""

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.people.models import Guardian, Pupil, RosterImport, RosterUpload
from driehoek.people.roster.sample_files import make_edexml, make_parents_sheet
from driehoek.people.roster.tests.makers import edexml, sheet
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


@pytest.fixture
def desk(client: Client, school: School, anne: Who) -> Client:
    """The administrator's browser."""
    sign_in(client, anne)
    return client


def send(desk: Client, *contents: bytes, follow: bool = True) -> Any:
    files = [SimpleUploadedFile(f"bestand{number}", content) for number, content in enumerate(contents)]
    return desk.post(reverse("roster_upload", args=["klimboom"]), {"files": files}, follow=follow)


def read_in(desk: Client, answer: Any, **typed: str) -> Any:
    key = answer.redirect_chain[-1][0].rstrip("/").rsplit("/", 1)[-1]
    return desk.post(reverse("roster_apply", args=["klimboom", key]), typed, follow=True)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(400):
                part.write(b"0" * 1_000_000)
    return out.getvalue()


LAUGHS = (
    b"<!DOCTYPE EDEX [" + b"".join(b'<!ENTITY a%d "&a%d;&a%d;">' % (n + 1, n, n) for n in range(30)) + b"]><EDEX>&a30;</EDEX>"
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<EDEX><leerlingen>", "Het bestand is beschadigd op regel"),
        (LAUGHS, "opdrachten die we om veiligheid niet uitvoeren"),
        (b"<html></html>", "geen EDEXML"),
        (b"", "Dit bestand is leeg"),
        (b"%PDF-1.7 \x00\x01", "geen EDEXML, Excel- of CSV-bestand"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "oud Excel-bestand"),
        (b"PK\x03\x04kapot", "beschadigd"),
        (b"appels;peren\n1;2\n", "We herkennen de kolommen niet"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(
    desk: Client, school: School, content: bytes, words: str
) -> None:
    answer = send(desk, content)

    assert answer.status_code == 200
    assert words in text(answer)
    assert "Dit bestand kunnen we zo niet inlezen" in text(answer)
    assert read_in(desk, answer).status_code == 422
    assert read_in(desk, answer, skip="1").status_code == 422
    with within(school):
        assert (Pupil.objects.count(), RosterImport.objects.count()) == (0, 0)


def test_a_zip_bomb_is_not_opened(desk: Client) -> None:
    assert "uitgepakt veel te groot" in text(send(desk, bomb()))


def test_a_giant_is_refused_in_words(school: School, anne: Who, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1000  # the same door, without 200 MB in a test
    desk = Client(enforce_csrf_checks=True)  # as a browser: the token is in the form, before the file
    sign_in(desk, anne)
    url = reverse("roster_upload", args=["klimboom"])
    token = desk.get(url).context["csrf_token"]

    answer = desk.post(url, {"csrfmiddlewaretoken": token, "files": SimpleUploadedFile("reus.csv", b"x" * 1_100_000)})

    assert answer.status_code == 413
    assert "groter dan 30 MB" in text(answer)
    with within(school):
        assert RosterUpload.objects.count() == 0


def test_no_file_and_too_many_files_are_said_at_the_field(desk: Client) -> None:
    assert "Kies eerst een bestand." in text(send(desk))
    answer = send(desk, *[b"x"] * 13)
    assert (answer.status_code, "Kies hoogstens 12 bestanden tegelijk." in text(answer)) == (422, True)


ROWS = (
    "1;Noor;;Amrani;3-3-2017;5A;Aïcha Amrani;aicha-zonder-apenstaartje;;",
    "2;Sem;van den;Berg;1-1-1900;5A;Bas van den Berg;bas@example.org;;",
    "2;Tim;;Dubbel;4-4-2017;5A;;;;",
    "4;" + "N" * 400 + ";;Lang;4-4-2017;5A;;;;",
    "5;نور;;العمراني;5-5-2017;5A;;;;",
    "6;Zoë 🦊;;\u202eRiebe;6-6-2017;5A;;;;",
    "7;=HYPERLINK(1);;Som;7-7-2017;5A;;;;",
)


def test_rows_with_errors_are_mended_or_left_out_as_whole_rows(desk: Client, school: School) -> None:
    answer = send(desk, sheet(*ROWS))
    shown = text(answer)

    assert "In 4 rijen staat iets wat we niet kunnen lezen" in shown
    assert "&#x27;aicha-zonder-apenstaartje&#x27; is geen e-mailadres" in shown
    assert "\u202e" not in shown
    refused = read_in(desk, answer)
    assert (refused.status_code, "er is niets ingelezen" in text(refused)) == (422, True)
    with within(school):
        assert Pupil.objects.count() == 0

    done = read_in(desk, answer, skip="1")

    assert done.status_code == 200
    with within(school):
        assert sorted(Pupil.objects.values_list("key", flat=True)) == ["5", "6", "7"]
        assert Guardian.objects.count() == 0


def test_problems_can_be_taken_along_without_formulas(desk: Client) -> None:
    answer = send(desk, sheet("1;Noor;;Amrani;3-3-2017;5A;Aïcha;=cmd|x;;"))
    key = answer.redirect_chain[-1][0].rstrip("/").rsplit("/", 1)[-1]

    lines = desk.get(reverse("roster_problems", args=["klimboom", key])).content.decode("utf-8-sig").splitlines()

    assert lines[0] == "Bestand;Rij;Kolom;Soort;Wat is er aan de hand"
    assert not any(cell.strip('"').startswith(("=", "+", "@")) for line in lines for cell in line.split(";"))


def test_problems_are_shown_by_sort_and_in_pages(desk: Client) -> None:
    rows = [f"{n};Kind {n};;Amrani;3-3-2017;5A;Ouder {n};geen;;" for n in range(60)]
    url = send(desk, sheet(*rows, "70;Zo;;Som;7-7-2017;5A;=A1;;;")).redirect_chain[-1][0]

    assert text(desk.get(url)).count('<span class="chip error">verbeteren</span>') == 50
    assert text(desk.get(url + "?soort=error&page=2")).count('<span class="chip error">verbeteren</span>') == 10
    assert 'chip error">verbeteren' not in text(desk.get(url + "?soort=warning"))


def test_wrong_encoding_is_read_or_told(desk: Client) -> None:
    assert "Zoë" in text(send(desk, sheet("1;Zoë;;Amrani;3-3-2017;5A;;;;", encoding="cp1252")))


def test_sensitive_columns_are_told_and_dropped(desk: Client, school: School) -> None:
    answer = send(desk, make_edexml(pupils=20, sensitive=True), make_parents_sheet(pupils=20, sensitive=True))

    assert "Niet gelezen, want gevoelig" in text(answer)
    assert "BSN" in text(answer)
    assert read_in(desk, answer).status_code == 200


def test_the_file_of_another_school_is_refused(desk: Client, school: School) -> None:
    school.brin = "99XX"
    school.save()

    answer = send(desk, make_edexml(pupils=20))

    assert "Dit bestand is van een andere school (BRIN 99XA)" in text(answer)
    assert read_in(desk, answer).status_code == 422


def test_a_file_of_last_year_is_told(desk: Client) -> None:
    pupil = '<leerling key="1"><achternaam>Amrani</achternaam><roepnaam>Noor</roepnaam><groep key="g"/></leerling>'
    group = '<groep key="g"><naam>5A</naam><jaargroep>5</jaargroep></groep>'

    answer = send(desk, edexml(pupil, group, school="<school><schooljaar>2023-2024</schooljaar></school>"))

    assert "is van schooljaar 2023-2024; nu is het 2026-2027" in text(answer)


def test_a_double_click_reads_in_once(desk: Client, school: School) -> None:
    answer = send(desk, sheet("1;Noor;;Amrani;3-3-2017;5A;;;;"))

    answers = [read_in(desk, answer) for _ in range(2)]

    assert [each.status_code for each in answers] == [200, 200]
    assert "1 nieuw" not in text(answers[0]) or text(answers[0]) == text(answers[1])
    with within(school):
        assert (Pupil.objects.count(), RosterImport.objects.count(), RosterUpload.objects.count()) == (1, 1, 0)


def test_an_upload_of_yesterday_is_gone_and_says_so(desk: Client, school: School) -> None:
    answer = send(desk, sheet("1;Noor;;Amrani;3-3-2017;5A;;;;"))

    with clock.stopped(MOMENT + dt.timedelta(days=1, minutes=1)):
        late = read_in(desk, answer)

    assert late.status_code == 404
    assert "Dit bestand staat hier niet meer" in text(late)
    with within(school):
        assert Pupil.objects.count() == 0


def test_a_file_in_which_nobody_is_known_is_asked_about(desk: Client) -> None:
    read_in(desk, send(desk, make_edexml(pupils=30, seed=1)))
    others = [f"{n};Kind {n};;Anders;3-3-2017;5A;;;;" for n in range(500, 530)]

    assert "Is dit het goede bestand?" in text(send(desk, sheet(*others)))
    assert "Is dit het goede bestand?" not in text(send(desk, make_edexml(pupils=30, seed=1)))
