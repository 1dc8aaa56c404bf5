"""Guests on the evening: a phone in the hall and the scribe of a table. Exactly once, nothing lost, nobody named."""

import datetime as dt
import hashlib
import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access import limits
from driehoek.access.models import QUICK, QUICK_SECONDS, TokenBucket, TrailRow
from driehoek.meetings.models import Meeting
from driehoek.meetings.services import live
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Source, Standing
from driehoek.voices.tests.dumping import dump

from .evenings import at, fresh, open_code, put_up, run, says, table_of
from .makers import make_meeting

JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def meeting(school: Any, dirk: Any, moment: dt.datetime) -> Meeting:
    made = make_meeting(school, dirk)
    with within(school):
        return run(made, dirk, "goes_well")


@pytest.fixture
def phone(client: Client, school: Any, meeting: Meeting) -> Client:
    open_code(client, "join", meeting.pk, school)
    return client


def kept(school: Any) -> list[Contribution]:
    with within(school, write=False):
        return list(Contribution.objects.all())


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_code_on_the_screen_leads_to_the_question(client: Client, school: Any, meeting: Meeting) -> None:
    where = open_code(client, "join", meeting.pk, school)
    page = client.get(where)
    assert where == at("live_phone", meeting.pk)
    assert "Wat gaat al goed tussen thuis en school, en willen we zo houden?" in words(page)
    assert "Dit gaat goed" in words(page)


@pytest.mark.parametrize(
    ("language", "asked"), [("en", "What already goes well"), ("ar", "ما الذي يسير جيدًا بين البيت والمدرسة")]
)
def test_the_question_stands_there_in_the_language_of_the_phone(
    phone: Client, meeting: Meeting, language: str, asked: str
) -> None:
    page = phone.get(at("live_phone", meeting.pk), headers={"Accept-Language": language})
    assert asked in words(page)
    assert (f'lang="{language}" dir="rtl"' in page.content.decode()) == (language == "ar")


def test_what_is_said_is_kept_without_a_name_or_a_time(phone: Client, school: Any, meeting: Meeting) -> None:
    said = says(question="goes_well")
    answer = phone.post(at("live_contribute", meeting.pk), said, **JSON)
    assert (answer.status_code, answer.json()["key"]) == (200, said["key"])
    [row] = kept(school)
    assert (str(row.pk), row.text, row.source, row.standing, row.question) == (
        said["key"],
        "De juf belde.",
        Source.PHONE,
        Standing.WAITING,
        "goes_well",
    )
    assert (row.giver_id, row.giver_name, row.table_number) == (None, "", None)
    with within(school, write=False):
        assert not TrailRow.objects.filter(object_id=row.pk).exists()


def test_sent_five_times_it_is_there_once(phone: Client, school: Any, meeting: Meeting) -> None:
    said = says()
    answers = [phone.post(at("live_contribute", meeting.pk), said, **JSON) for _try in range(5)]
    assert [(answer.status_code, answer.json()["key"]) for answer in answers] == [(200, said["key"])] * 5
    assert len(kept(school)) == 1


def test_the_same_key_with_other_words_never_overwrites(phone: Client, school: Any, meeting: Meeting) -> None:
    said = says()
    phone.post(at("live_contribute", meeting.pk), said, **JSON)
    answer = phone.post(at("live_contribute", meeting.pk), {**said, "text": "Iets anders"}, **JSON)
    assert answer.status_code == 409 and answer.json()["message"]
    assert [row.text for row in kept(school)] == ["De juf belde."]
    page = phone.post(at("live_contribute", meeting.pk), {**said, "text": "Iets anders"})
    assert page.status_code == 409 and "Iets anders" in page.content.decode() and said["key"] not in page.content.decode()


def test_a_name_is_given_only_by_who_types_it(phone: Client, school: Any, meeting: Meeting) -> None:
    phone.post(at("live_contribute", meeting.pk), says(giver_name=" Aïcha "), **JSON)
    assert [row.giver_name for row in kept(school)] == ["Aïcha"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": "a" * 100_000}, "korter"),
        ({"text": "  \n "}, "Typ eerst"),
        ({"voice": ""}, "namens wie"),
        ({"voice": "de buurman"}, "namens wie"),
        ({"kind": "klacht"}, "inbreng"),
        ({"key": "1"}, "opnieuw"),
        ({"giver_name": "n" * 400}, "naam"),
    ],
)
def test_what_cannot_be_taken_is_told_and_the_words_stay(
    phone: Client, school: Any, meeting: Meeting, wrong: dict[str, str], told: str
) -> None:
    said = says(text="Mijn woorden") | wrong
    answer = phone.post(at("live_contribute", meeting.pk), said, **JSON)
    assert answer.status_code == 422 and told in answer.json()["message"]
    page = phone.post(at("live_contribute", meeting.pk), said)
    assert page.status_code == 422 and told in words(page) and said["text"].strip() in page.content.decode()
    assert kept(school) == []


@pytest.mark.parametrize("text", ["🙂 زين abc", "<b>vet</b> & 'zo'", "=1+1", "a" * 2000])
def test_any_script_and_sign_arrives_as_it_was_typed(phone: Client, school: Any, meeting: Meeting, text: str) -> None:
    assert phone.post(at("live_contribute", meeting.pk), says(text=text), **JSON).status_code == 200
    assert [row.text for row in kept(school)] == [text]


def test_a_question_that_is_gone_loses_no_words(phone: Client, school: Any, meeting: Meeting) -> None:
    assert phone.post(at("live_contribute", meeting.pk), says(question="weg"), **JSON).status_code == 200
    assert [row.question for row in kept(school)] == [""]


def test_a_plain_form_without_script_works_and_sent_twice_is_once(phone: Client, school: Any, meeting: Meeting) -> None:
    page = phone.get(at("live_phone", meeting.pk)).content.decode()
    found = re.search(r'name="key" value="([0-9a-f-]{36})"', page)
    assert found and uuid.UUID(found[1]).version == 4
    for _press in range(2):
        answer = phone.post(at("live_contribute", meeting.pk), says(key=found[1]), follow=True)
        assert answer.status_code == 200 and "Verstuurd. Dank u wel." in words(answer)
    assert len(kept(school)) == 1
    assert 'value="parents" checked' in answer.content.decode()


def test_who_sends_very_fast_is_asked_to_wait(phone: Client, school: Any, meeting: Meeting) -> None:
    answers = [phone.post(at("live_contribute", meeting.pk), says(), **JSON) for _try in range(limits.CONTRIBUTIONS.burst + 1)]
    assert [answer.status_code for answer in answers] == [200] * limits.CONTRIBUTIONS.burst + [429]
    assert "Wacht een halve minuut" in answers[-1].json()["message"]


def test_the_limit_is_for_one_browser_and_not_for_the_hall(phone: Client, school: Any, meeting: Meeting) -> None:
    for _try in range(limits.CONTRIBUTIONS.burst):
        phone.post(at("live_contribute", meeting.pk), says(), **JSON)
    neighbour = Client()
    open_code(neighbour, "join", meeting.pk, school)
    assert neighbour.post(at("live_contribute", meeting.pk), says(), **JSON).status_code == 200


@pytest.mark.database
def test_no_copy_of_the_database_tells_which_browser_spoke(phone: Client, school: Any, meeting: Meeting) -> None:
    """The session of a browser holds its passes, also that of an invitation: neither its row nor a bucket may say that it spoke."""
    before = dump()["django_session"]
    assert phone.post(at("live_contribute", meeting.pk), says(), **JSON).status_code == 200
    dumped = dump()
    assert dumped["django_session"] == before
    values = {
        form
        for rows in dumped.values()
        for row in rows
        for value in row.values()
        for form in (str(value), str(value).replace("-", ""))
    }
    plain = {hashlib.sha256(f"{limits.CONTRIBUTIONS.name}|{value}".encode()).hexdigest() for value in values}
    (bucket,) = (row["key"] for row in dumped["access_tokenbucket"] if row["tokens"] == limits.CONTRIBUTIONS.burst - 1)
    assert phone.session.session_key in values and not {made[:48] for made in plain} & {bucket, bucket.removeprefix(QUICK)}
    due = TokenBucket.privacy.ends.due
    assert (
        due and due(TokenBucket.objects.all(), clock.now() + dt.timedelta(seconds=QUICK_SECONDS + 1)).filter(key=bucket).exists()
    )


def test_before_the_evening_a_phone_waits_and_afterwards_late_words_still_arrive(
    client: Client, school: Any, dirk: Any, moment: dt.datetime
) -> None:
    meeting = make_meeting(school, dirk)
    open_code(client, "join", meeting.pk, school)
    assert "Laat deze pagina open" in words(client.get(at("live_phone", meeting.pk)))
    early = client.post(at("live_contribute", meeting.pk), says(), **JSON)
    assert early.status_code == 409 and "nog niet begonnen" in early.json()["message"]
    with within(school):
        live.close_evening(meeting=run(meeting, dirk), by=dirk)
    assert "Dank u wel" in words(client.get(at("live_phone", meeting.pk)))
    assert client.post(at("live_contribute", meeting.pk), says(), **JSON).status_code == 200
    assert len(kept(school)) == 1


def test_a_phone_hears_of_a_new_question_and_otherwise_204(phone: Client, school: Any, dirk: Any, meeting: Meeting) -> None:
    now = at("live_phone_now", meeting.pk)
    seen = phone.get(now).json()
    assert (seen["phase"], seen["question"]) == ("open", "goes_well")
    assert phone.get(now, {"v": seen["version"]}).status_code == 204
    with within(school):
        live.show_question(meeting=fresh(meeting), by=dirk, question="needs")
    assert phone.get(now, {"v": seen["version"]}).json()["question"] == "needs"


@pytest.mark.parametrize("route", ["live_phone", "live_phone_now"])
def test_without_the_code_there_is_nothing(client: Client, school: Any, dirk: Any, meeting: Meeting, route: str) -> None:
    assert client.get(at(route, meeting.pk)).status_code == 404
    other = make_meeting(school, dirk, title="Een andere avond")
    open_code(client, "join", other.pk, school)
    assert client.get(at(route, meeting.pk)).status_code == 404


def test_a_code_of_another_evening_or_school_says_nothing_here(
    client: Client, school: Any, other_school: Any, farid: Any, meeting: Meeting
) -> None:
    theirs = make_meeting(other_school, farid)
    open_code(client, "join", theirs.pk, other_school)
    assert client.post(at("live_contribute", meeting.pk), says(), **JSON).status_code == 404
    assert client.post(at("live_contribute", theirs.pk), says(), **JSON).status_code == 404
    assert (
        client.post(at("live_contribute", theirs.pk, school="baken"), says(), **JSON).status_code == 409
    )  # theirs has not begun
    assert kept(school) == []


def test_an_expired_code_ends_and_the_phone_is_told_404(phone: Client, school: Any, meeting: Meeting) -> None:
    with clock.stopped(meeting.occasion.ends_at + dt.timedelta(days=90)):
        assert phone.post(at("live_contribute", meeting.pk), says(), **JSON).status_code == 404


def test_another_site_cannot_post(school: Any, meeting: Meeting) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get("/c/")
    assert strict.post(at("live_contribute", meeting.pk), says(), **JSON).status_code == 403


# ---- the scribe


@pytest.fixture
def pen(client: Client, school: Any, meeting: Meeting) -> Client:
    with within(school, write=False):
        table = table_of(meeting, 2)
    assert open_code(client, "scribe", table.pk, school) == at("live_scribe", table.pk)
    return client


def test_a_scribe_writes_for_one_table_and_never_with_a_name(pen: Client, school: Any, meeting: Meeting) -> None:
    with within(school, write=False):
        table, other = table_of(meeting, 2), table_of(meeting, 3)
    said = says(voice="school", question="goes_well", giver_name="Bas")
    assert pen.post(at("live_write_down", table.pk), said, **JSON).status_code == 200
    [row] = kept(school)
    assert (row.source, row.table_number, row.voice, row.giver_name) == (Source.SCRIBE, 2, "school", "")
    assert pen.get(at("live_scribe", other.pk)).status_code == 404
    assert pen.post(at("live_write_down", other.pk), says(), **JSON).status_code == 404
    assert pen.get(at("live_phone", meeting.pk)).status_code == 404


def test_the_scribe_sees_what_this_table_wrote_and_no_more(pen: Client, school: Any, meeting: Meeting) -> None:
    with within(school):
        table = table_of(meeting, 2)
        for number, text in ((2, "Van tafel twee"), (3, "Van tafel drie")):
            Contribution.objects.create(
                occasion=meeting.occasion, kind="wish", voice="parents", source=Source.SCRIBE, text=text, table_number=number
            )
        put_up(meeting, "Van een telefoon")
    now = at("live_scribe_now", table.pk)
    seen = pen.get(now).json()
    assert "Van tafel twee" in seen["written"] and "bij de gespreksleider" in seen["written"]
    assert "drie" not in seen["written"] and "telefoon" not in seen["written"]
    assert pen.get(now, {"v": seen["version"]}).status_code == 204
    with within(school):
        Contribution.objects.filter(table_number=2).update(standing=Standing.APPROVED)
    assert "mag op het scherm" in pen.get(now, {"v": seen["version"]}).json()["written"]


def test_the_scribe_without_script_keeps_voice_and_words(pen: Client, school: Any, meeting: Meeting) -> None:
    with within(school, write=False):
        table = table_of(meeting, 2)
    back = pen.post(at("live_write_down", table.pk), says(voice="school"), follow=True)
    assert back.status_code == 200 and "De juf belde." in words(back) and 'value="school" checked' in back.content.decode()
    wrong = pen.post(at("live_write_down", table.pk), says(text="b" * 3000))
    assert wrong.status_code == 422 and "b" * 3000 in wrong.content.decode()


def test_the_answers_are_small(phone: Client, meeting: Meeting) -> None:
    """A phone on a slow network: the page without its shared styles, and what is asked every two seconds."""
    assert len(phone.get(at("live_phone", meeting.pk)).content) < 20_000
    assert len(json.dumps(phone.get(at("live_phone_now", meeting.pk)).json())) < 600
