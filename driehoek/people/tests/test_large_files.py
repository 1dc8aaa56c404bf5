"""Large files: read and read in by the worker, with a page that shows how far it is. Killed, pressed twice, left alone."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access.models import Membership
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.people.models import Guardian, Pupil, RosterImport, RosterUpload, RosterWork
from driehoek.people.roster import kept, read_files
from driehoek.people.roster.progress import rows_in
from driehoek.people.roster.sample_files import make_edexml, make_parents_sheet
from driehoek.people.services import apply, look_into, preview, reading, upload, work_on_uploads, working
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .makers import make_class

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("moment")]
SIZE: dict[str, Any] = {"sector": "po", "classes": 2, "pupils": 30, "siblings": 4}
LIST = "Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Groep;Ouder 1 roepnaam;Ouder 1 achternaam;Ouder 1 e-mail\n"


def rows(count: int) -> bytes:
    return (LIST + "".join(f"{n};Noor;Amrani {n};3-3-2017;5A;Aïcha;Amrani {n};a{n}@example.org\n" for n in range(count))).encode()


@pytest.fixture
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "LARGE", 5)


@pytest.fixture
def desk(client: Client, anne: Who) -> Client:
    sign_in(client, anne)
    return client


def send(desk: Client, content: bytes, name: str = "lijst.csv") -> Any:
    return desk.post(reverse("roster_upload", args=["klimboom"]), {"files": [SimpleUploadedFile(name, content)]})


def at(name: str, school: School) -> str:
    with within(school):
        return reverse(name, args=["klimboom", RosterUpload.objects.get().pk])


def text(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def digest_on(page: Any) -> str:
    found = re.search(r'name="digest" value="(\w+)"', page.content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_reading_is_the_same_after_it_was_kept(kind: str) -> None:
    files = [
        ("a.xml", make_edexml(**SIZE)),
        (f"o.{kind}", make_parents_sheet(kind, **SIZE)),
        ("x.csv", b"\xff\xfe"),
        ("y", b"<x/>"),
    ]
    read = read_files(files, today=dt.date(2026, 11, 22))

    assert kept.from_text(kept.to_text(read)) == read
    for broken in ("", "[]", "{}", "[[1]]", kept.to_text(read)[:-9], "[1,2,3,4,5]"):
        with pytest.raises(ValueError):
            kept.from_text(broken)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_progress_goes_up_to_the_number_of_rows(kind: str) -> None:
    files = [("a.xml", make_edexml(**SIZE)), (f"o.{kind}", make_parents_sheet(kind, **SIZE))]
    told: list[tuple[int, int]] = []

    read_files(files, tell=lambda done, of: told.append((done, of)))

    in_all = sum(rows_in(content)[0] for _name, content in files)
    assert in_all >= 60
    assert told == sorted(told)
    assert {of for _done, of in told} == {in_all}
    assert told[-1][0] >= in_all - 3  # a heading is no row


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"x" * 99, b"\0" * 40])
def test_what_cannot_be_opened_has_no_rows(content: bytes) -> None:
    assert rows_in(content)[0] == 0


@pytest.mark.database
def test_what_was_looked_at_is_not_read_from_the_files_again(school: School, anne: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    times = []
    monkeypatch.setattr(reading, "read_files", lambda *a, **k: times.append(1) or read_files(*a, **k))
    with within(school):
        row = upload(files=[("lijst.csv", rows(3))], by=anne)
        look_into(upload=row, by=anne)
        shown = preview(row)
        apply(upload=row, by=anne, digest=shown.digest)
        assert Pupil.objects.count() == 3
    assert len(times) == 1


@pytest.mark.database
def test_the_files_are_read_again_when_columns_mean_something_else_or_the_reading_is_of_another_release(
    school: School, anne: Who
) -> None:
    with within(school):
        row = upload(files=[("lijst.csv", rows(3))], by=anne)
        look_into(upload=row, by=anne)
        first = preview(row).digest
        row.mapping = {"roepnaam": ""}
        row.save()
        assert preview(row).digest != first
        row.mapping = {}
        row.save()
        work = RosterWork.objects.get()
        for text in ("", "x", work.reading.partition(" ")[0] + " eJw=", work.reading[:-20]):
            work.reading = text
            work.save()
            assert preview(row).digest == first


@pytest.mark.database
def test_another_school_than_was_looked_at_is_told_and_nothing_is_read_in(desk: Client, school: School) -> None:
    page = desk.get(send(desk, rows(3))["Location"])
    with within(school):
        make_class("5A")

    answer = desk.post(at("roster_apply", school), {"digest": digest_on(page)})

    assert (answer.status_code, "Sinds je keek" in text(answer)) == (422, True)
    with within(school):
        assert Pupil.objects.count() == 0
    assert desk.post(at("roster_apply", school), {"digest": digest_on(answer)}).status_code == 302
    with within(school):
        assert Pupil.objects.count() == 3


@pytest.mark.database
@pytest.mark.usefixtures("small_is_large")
def test_a_large_file_is_read_and_read_in_by_the_worker(desk: Client, school: School) -> None:
    answer = send(desk, rows(12))
    place = at("roster_progress", school)
    assert answer["Location"] == place

    page = desk.get(place)
    assert ("We beginnen zo." in text(page), 'http-equiv="refresh"' in page.content.decode()) == (True, True)
    for name in ("roster_preview", "roster_problems"):
        assert desk.get(at(name, school))["Location"] == place
    assert desk.post(at("roster_columns", school), {})["Location"] == place

    assert work_on_uploads() == 1
    assert work_on_uploads() == 0
    assert desk.get(place)["Location"] == at("roster_preview", school)
    assert desk.get(place, headers={"HX-Request": "true"})["HX-Redirect"] == at("roster_preview", school)

    looked = desk.get(at("roster_preview", school))
    press, key = at("roster_apply", school), place.split("/")[-3]
    for _again in range(2):
        assert desk.post(press, {"digest": digest_on(looked)})["Location"] == place
    assert "We zetten alles in één keer" not in text(desk.get(place))
    assert work_on_uploads() == 1

    done = reverse("roster_done", args=["klimboom", key])
    assert [desk.get(place)["Location"], desk.post(press)["Location"]] == [done, done]
    assert "12 nieuw" in text(desk.get(done)) or "Het is gelukt" in text(desk.get(done))
    with within(school):
        assert (Pupil.objects.count(), Guardian.objects.count()) == (12, 12)
        made = RosterImport.objects.select_related("applied_by").get()
        assert made.applied_by.name == "Anne"
        assert not RosterWork.objects.exists()


@pytest.mark.database
@pytest.mark.usefixtures("small_is_large")
def test_a_killed_worker_leaves_nothing_and_the_next_one_does_it_again(
    desk: Client, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(desk, rows(12))
    work_on_uploads()
    place = at("roster_progress", school)
    desk.post(at("roster_apply", school))

    class Killed(BaseException):
        pass

    def killed(**given: Any) -> None:
        apply(**given)
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(working, "apply", killed)
        with pytest.raises(Killed):
            work_on_uploads()
    with within(school):
        assert (Pupil.objects.count(), RosterImport.objects.count()) == (0, 0)
    assert "We zetten alles in één keer" in text(desk.get(place))
    assert work_on_uploads() == 0  # somebody may still be at it

    with within(school):
        RosterWork.objects.update(lease_until=clock.now() - dt.timedelta(seconds=1))
    assert work_on_uploads() == 1
    with within(school):
        assert (Pupil.objects.count(), RosterImport.objects.count()) == (12, 1)


@pytest.mark.database
@pytest.mark.usefixtures("small_is_large")
def test_what_fails_three_times_is_told(desk: Client, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    send(desk, rows(12))
    with monkeypatch.context() as broken:
        broken.setattr(working, "read", lambda *_: 1 / 0)
        for _time in range(4):
            assert work_on_uploads() == 1
            with within(school):
                RosterWork.objects.update(lease_until=clock.now() - dt.timedelta(seconds=1))

    answer = desk.get(at("roster_progress", school), follow=True)

    assert "drie keer niet gelukt" in text(answer)


@pytest.mark.database
@pytest.mark.usefixtures("small_is_large")
def test_what_the_rules_refuse_is_told_on_the_page_of_the_files(desk: Client, school: School, anne: Who) -> None:
    send(desk, rows(12) + b"99;;;;;;;\n")
    work_on_uploads()
    place = at("roster_progress", school)

    desk.post(at("roster_apply", school))
    assert work_on_uploads() == 1
    assert "Er staan nog fouten in" in text(desk.get(place, follow=True))

    desk.post(at("roster_apply", school), {"skip": "1"})
    with within(school):
        Membership.objects.filter(user_id=anne.user_id).update(until=clock.today() - dt.timedelta(days=1))
    assert work_on_uploads() == 1
    with within(school):
        assert (Pupil.objects.count(), RosterWork.objects.get().refused) == (0, "not-yours")


@pytest.mark.usefixtures("small_is_large")
def test_a_page_that_waits_too_long_says_whom_to_ask(desk: Client, school: School, farid: Who, other_school: School) -> None:
    send(desk, rows(12))
    place = at("roster_progress", school)
    with within(school):
        RosterWork.objects.update(asked_at=clock.now() - dt.timedelta(minutes=1))

    assert "Het begint nog niet" in text(desk.get(place))
    with within(school):
        RosterWork.objects.update(attempts=1, done=6, lease_until=clock.now())
    assert "We lezen het bestand: 6 van 13 rijen." in text(desk.get(place))
    with within(school):
        RosterUpload.objects.all().delete()
    assert desk.get(place).status_code == 404
