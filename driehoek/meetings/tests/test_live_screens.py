"""The leader's telephone and the shared screen: who may, when it changes, and what is never shown."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.access import codes
from driehoek.conftest import sign_in
from driehoek.meetings import services
from driehoek.meetings.models import Meeting, MeetingState
from driehoek.meetings.services import live
from driehoek.schools.scoping import within
from driehoek.voices.machine import digest
from driehoek.voices.models import Contribution, Reading, Standing, Voice

from .evenings import START, at, fresh, open_code, put_up, run
from .makers import make_guests, make_meeting


@pytest.fixture
def meeting(school: Any, dirk: Any, moment: dt.datetime) -> Meeting:
    return make_meeting(school, dirk)


@pytest.fixture
def desk(client: Client, dirk: Any) -> Client:
    sign_in(client, dirk)
    return client


def version(answer: Any) -> str:
    found = re.search(r'data-version="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


PARTS = {"HTTP_HX_REQUEST": "true"}
WALLS = ("SAVEPOINT", "RELEASE", "select set_config")  # opening the school on PostgreSQL asks nothing


def queries(desk: Client, address: str) -> int:
    desk.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert desk.get(address).status_code in {200, 204}
    return sum(not query["sql"].startswith(WALLS) for query in seen.captured_queries)


# ---- the shared screen


def test_the_screen_is_told_204_until_something_changes(school: Any, dirk: Any, desk: Client, meeting: Meeting) -> None:
    hall = at("live_hall", meeting.pk)
    with within(school):
        run(meeting, dirk)
    seen = version(desk.get(hall))
    assert [desk.get(hall, {"v": seen}).status_code for _poll in range(3)] == [204, 204, 204]
    with within(school):
        live.show_question(meeting=fresh(meeting), by=dirk, question="needs")
    changed = desk.get(hall, {"v": seen})
    assert changed.status_code == 200 and "<html" not in changed.content.decode()
    assert desk.get(hall, {"v": version(changed)}).status_code == 204


def test_the_screen_changes_with_what_is_approved_alone(school: Any, dirk: Any, desk: Client, meeting: Meeting) -> None:
    hall = at("live_hall", meeting.pk)
    with within(school):
        run(meeting, dirk)
        note = put_up(meeting, "Wacht nog even", standing=Standing.WAITING)
    seen = version(desk.get(hall))
    with within(school):
        put_up(meeting, "Ook dit wacht", standing=Standing.WAITING)
    assert desk.get(hall, {"v": seen}).status_code == 204
    with within(school):
        Contribution.objects.filter(pk=note.pk).update(standing=Standing.APPROVED)
    assert "Wacht nog even" in words(desk.get(hall, {"v": seen}))


def test_what_waits_or_is_parked_never_reaches_the_screen(school: Any, dirk: Any, desk: Client, meeting: Meeting) -> None:
    with within(school):
        run(meeting, dirk, "goes_well")
        put_up(meeting, "Dit mag", question="goes_well")
        put_up(meeting, "Meester P. schreeuwt", standing=Standing.PARKED, question="goes_well")
        put_up(meeting, "Nog niet bekeken", standing=Standing.WAITING, question="goes_well")
    for answer in (desk.get(at("live_hall", meeting.pk)), desk.get(at("live_hall", meeting.pk), {"v": "0"})):
        shown = answer.content.decode()
        assert "Dit mag" in shown
        assert "schreeuwt" not in shown and "Nog niet bekeken" not in shown
        assert "ouders 1" in words(answer)


def test_a_contribution_that_is_parked_after_all_leaves_the_screen(
    school: Any, dirk: Any, desk: Client, meeting: Meeting
) -> None:
    with within(school):
        run(meeting, dirk)
        note = put_up(meeting, "Toch liever niet")
    first = desk.get(at("live_hall", meeting.pk))
    assert "Toch liever niet" in words(first)
    with within(school):
        Contribution.objects.filter(pk=note.pk).update(standing=Standing.PARKED)
    assert "Toch liever niet" not in words(desk.get(at("live_hall", meeting.pk), {"v": version(first)}))


def test_twelve_of_the_question_are_shown_and_the_rest_is_known(school: Any, dirk: Any, desk: Client, meeting: Meeting) -> None:
    """The screen itself puts the newest first: on the server there is no order that could tell who said what."""
    with within(school):
        run(meeting, dirk, "goes_well")
        for number in range(15):
            put_up(meeting, f"Nummer {number:02}", question="goes_well")
        put_up(meeting, "Bij een andere vraag", question="needs", voice=Voice.SCHOOL)
    shown = desk.get(at("live_hall", meeting.pk))
    notes = re.findall(r'<li class="note[^>]*>', shown.content.decode())
    assert (len(notes), sum(" hidden" in note for note in notes)) == (15, 3)
    assert "Bij een andere vraag" not in words(shown)
    assert "ouders 15" in words(shown) and "school 1" in words(shown)


def test_words_in_any_script_and_with_signs_stand_as_they_were_typed(
    school: Any, dirk: Any, desk: Client, meeting: Meeting
) -> None:
    with within(school):
        run(meeting, dirk)
        put_up(meeting, "<script>alert(1)</script> بنتي سعيدة 🙂")
    shown = desk.get(at("live_hall", meeting.pk)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; بنتي سعيدة 🙂" in shown
    assert '<p dir="auto">&lt;script' in shown


def test_the_screen_says_how_to_join_and_thanks_at_the_end(school: Any, dirk: Any, desk: Client, meeting: Meeting) -> None:
    with within(school):
        code = codes.grouped(codes.codes_for("join", [meeting.pk])[meeting.pk]["hall"])
    before = desk.get(at("live_hall", meeting.pk))
    assert code in words(before) and "We beginnen om 19.00 uur" in words(before) and "<svg" in before.content.decode()
    with within(school):
        now = run(meeting, dirk)
        live.close_evening(meeting=now, by=dirk)
    after = words(desk.get(at("live_hall", meeting.pk)))
    assert "Dank u wel!" in after and code not in after


def test_the_screen_of_500_contributions_takes_no_more_queries(school: Any, dirk: Any, desk: Client, meeting: Meeting) -> None:
    hall = at("live_hall", meeting.pk)
    with within(school):
        run(meeting, dirk)
        put_up(meeting, "een")
    few, poll = queries(desk, hall), queries(desk, f"{hall}?v={version(desk.get(hall))}")
    with within(school):
        rows = [
            Contribution(
                occasion=meeting.occasion, kind="wish", voice="parents", source="phone", text=f"{n}", standing="approved"
            )
            for n in range(500)
        ]
        Contribution.objects.bulk_create(rows)
    assert queries(desk, hall) == few <= 12
    assert poll <= 6


# ---- the leader's telephone


def test_the_leader_sees_now_what_is_said_and_what_comes(school: Any, dirk: Any, desk: Client, meeting: Meeting) -> None:
    with clock.stopped(START), within(school):
        make_guests(meeting, 3)
        services.gather(by=dirk, meeting=meeting)
        run(meeting, dirk)
        live.next_item(meeting=fresh(meeting), by=dirk)
    with clock.stopped(START + dt.timedelta(minutes=2)):
        shown = desk.get(at("live_leader", meeting.pk))
    assert 'data-left="180"' in shown.content.decode()
    for sentence in ("0 van 6 binnen", "18.45–18.50 · 2 van 9", "Welkom op De Klimboom", "Hierna : Wat is partnerschap? · 18.50"):
        assert sentence.replace(" :", ":") in words(shown).replace(" :", ":")


def test_the_programme_moves_along_when_an_item_runs_over(school: Any, dirk: Any, desk: Client, meeting: Meeting) -> None:
    page = at("live_leader", meeting.pk)
    with within(school), clock.stopped(START):
        run(meeting, dirk)
    with clock.stopped(START + dt.timedelta(minutes=15)):
        seen = version(desk.get(page))
        assert desk.get(page, {"v": seen}).status_code == 204
    with clock.stopped(START + dt.timedelta(minutes=19)):
        late = desk.get(page, {"v": seen})
    assert late.status_code == 200 and 'data-left="-240"' in late.content.decode()
    assert "Welkom · 19.04" in words(late)
    assert "4 minuten later" in words(late)


def test_the_buttons_answer_with_the_fresh_part(school: Any, dirk: Any, desk: Client, meeting: Meeting) -> None:
    asked = desk.post(at("live_start", meeting.pk), **PARTS)  # days before the evening
    assert "Toch nu beginnen?" in words(asked) and "Inloop" not in words(asked).split("Toch nu beginnen?")[1]
    started = desk.post(at("live_start", meeting.pk), {"sure": "1"}, **PARTS)
    assert "Toch nog niet begonnen" in words(started)
    assert "Start de avond" in words(desk.post(at("live_not_started", meeting.pk), **PARTS))
    started = desk.post(at("live_start", meeting.pk), {"sure": "1"}, **PARTS)
    assert started.status_code == 200 and "Inloop" in words(started) and "<html" not in started.content.decode()
    first = fresh_item(school, meeting)
    went = desk.post(at("live_next", meeting.pk), {"item": first}, **PARTS)
    again = desk.post(at("live_next", meeting.pk), {"item": first}, **PARTS)
    assert (went.status_code, again.status_code) == (200, 409)
    assert "Iemand anders was net iets eerder" in words(again) and "Welkom" in words(again)
    assert "Inloop" in words(desk.post(at("live_previous", meeting.pk), **PARTS))
    assert desk.post(at("live_longer", meeting.pk), {"item": "geen sleutel"}, **PARTS).status_code == 200
    assert desk.post(at("live_ask", meeting.pk), {"question": "x" * 5000}, **PARTS).status_code == 422
    assert "Wat hebt u van de school nodig" in words(desk.post(at("live_ask", meeting.pk), {"question": "needs"}, **PARTS))


def fresh_item(school: Any, meeting: Meeting) -> str:
    with within(school):
        return str(fresh(meeting).live_item_id)


def test_without_a_script_the_buttons_lead_back_to_the_page(school: Any, desk: Client, meeting: Meeting) -> None:
    for route in ("live_start", "live_next", "live_previous", "live_longer", "live_close", "live_reopen"):
        answer = desk.post(at(route, meeting.pk), {"sure": "1"})
        assert (answer.status_code, answer["Location"]) == (302, at("live_leader", meeting.pk)), route
    with within(school):
        assert fresh(meeting).state == MeetingState.RUNNING


def test_one_tap_brings_a_contribution_to_the_screen_or_apart(school: Any, dirk: Any, desk: Client, meeting: Meeting) -> None:
    with within(school):
        run(meeting, dirk)
        good, hard = (
            put_up(meeting, "Fijn gesprek", standing=Standing.WAITING),
            put_up(meeting, "Over één kind", standing=Standing.WAITING),
        )
    assert "2 stukjes inbreng wachten op jou" in words(desk.get(at("live_leader", meeting.pk)))
    desk.post(at("live_judge", meeting.pk, good.pk), {"do": "approve"}, **PARTS)
    left = desk.post(at("live_judge", meeting.pk, hard.pk), {"do": "park"}, **PARTS)
    assert "wacht" not in words(left).lower()
    shown = words(desk.get(at("live_hall", meeting.pk)))
    assert "Fijn gesprek" in shown and "Over één kind" not in shown


def test_the_leader_sees_how_words_will_look_as_soon_as_they_were_read(
    school: Any, dirk: Any, desk: Client, meeting: Meeting
) -> None:
    with within(school):
        run(meeting, dirk)
        row = put_up(meeting, "Roos belt op 06-12345678", standing=Standing.WAITING)
    before = desk.get(at("live_leader", meeting.pk))
    assert "[telefoon]" not in words(before)
    with within(school):
        Reading.objects.create(
            contribution=row, digest=digest(row.text), spans=[[0, 4, "name", "perhaps"], [13, 24, "phone", "sure"]]
        )
    after = words(desk.get(at("live_leader", meeting.pk) + f"?v={version(before)}", **PARTS))
    assert "Roos belt op [telefoon]" in after
    assert "Misschien een naam, kijk zelf even: Roos" in after


def test_the_leader_page_takes_as_many_queries_for_one_as_for_many(
    school: Any, dirk: Any, desk: Client, meeting: Meeting
) -> None:
    with within(school):
        run(meeting, dirk)
        put_up(meeting, "een", standing=Standing.WAITING)
    few = queries(desk, at("live_leader", meeting.pk))
    with within(school):
        make_guests(meeting, 20)
        services.gather(by=dirk, meeting=meeting)
        for number in range(30):
            put_up(meeting, f"{number}", standing=Standing.WAITING)
    assert queries(desk, at("live_leader", meeting.pk)) <= few <= 12


# ---- who may


ROUTES = ("live_leader", "live_hall", "live_door")


def test_a_leader_from_outside_comes_in_by_code_and_nowhere_else(
    school: Any, dirk: Any, client: Client, meeting: Meeting
) -> None:
    other = make_meeting(school, dirk, title="Een andere avond")
    assert open_code(client, "lead", meeting.pk, school) == at("live_leader", meeting.pk)
    assert [client.get(at(route, meeting.pk)).status_code for route in ROUTES] == [200, 200, 200]
    assert [client.get(at(route, other.pk)).status_code for route in ROUTES] == [404, 404, 404]
    assert client.get(at("live_codes", meeting.pk)).status_code in {302, 404}
    assert client.post(at("live_start", meeting.pk), {"sure": "1"}).status_code == 302


def test_nobody_without_a_code_or_an_account_sees_anything(client: Client, meeting: Meeting) -> None:
    assert {client.get(at(route, meeting.pk)).status_code for route in (*ROUTES, "live_codes", "live_phone")} <= {302, 404}
    assert client.post(at("live_start", meeting.pk)).status_code in {403, 404}


def test_the_other_school_and_its_codes_open_nothing_here(
    school: Any, other_school: Any, farid: Any, client: Client, meeting: Meeting
) -> None:
    theirs = make_meeting(other_school, farid)
    open_code(client, "lead", theirs.pk, other_school)
    open_code(client, "join", theirs.pk, other_school)
    assert {client.get(at(route, meeting.pk)).status_code for route in (*ROUTES, "live_phone")} == {404}
    assert {client.get(at(route, theirs.pk)).status_code for route in (*ROUTES, "live_phone")} == {
        404
    }  # the wrong school in the address
    sign_in(client, farid)
    assert {client.get(at(route, meeting.pk)).status_code for route in ROUTES} == {404}


def test_a_teacher_who_leads_may_lead_this_evening_only(
    school: Any, dirk: Any, carla: Any, client: Client, meeting: Meeting
) -> None:
    from .makers import make_staff_member

    other = make_meeting(school, dirk, title="Een andere avond")
    with within(school):
        Meeting.objects.filter(pk=meeting.pk).update(leader=make_staff_member(carla))
    sign_in(client, carla)
    assert client.get(at("live_leader", meeting.pk)).status_code == 200
    assert client.get(at("live_leader", other.pk)).status_code == 404


# ---- the door and the codes


def test_one_tap_is_in_and_another_takes_it_back(school: Any, dirk: Any, desk: Client, meeting: Meeting) -> None:
    with within(school):
        make_guests(meeting, 2)
        services.gather(by=dirk, meeting=meeting)
    page = desk.get(at("live_door", meeting.pk), {"q": "aicha001"})
    assert "Aïcha001" in words(page) and "Bas001" not in words(page)
    found = re.search(r'id="arrive-([0-9a-f-]+)"', page.content.decode())
    assert found
    arrive = at("live_arrive", meeting.pk, found[1])
    assert "1 van 4 binnen" in words(desk.post(arrive, {"do": "in", "q": "aicha001"}, **PARTS))
    assert "1 van 4 binnen" in words(desk.post(arrive, {"do": "in"}, **PARTS))
    assert "0 van 4 binnen" in words(desk.post(arrive, {"do": "out"}, **PARTS))
    assert desk.post(at("live_arrive", make_other(school, dirk).pk, found[1])).status_code == 404


def make_other(school: Any, dirk: Any) -> Meeting:
    return make_meeting(school, dirk, title="Een andere avond")


def test_the_door_teaches_when_nobody_is_on_the_list(desk: Client, meeting: Meeting) -> None:
    assert "Nog niemand op de lijst" in words(desk.get(at("live_door", meeting.pk)))
    assert "Niemand gevonden" in words(desk.get(at("live_door", meeting.pk), {"q": "zz"}))


def test_the_code_sheet_has_a_code_for_everybody(school: Any, desk: Client, meeting: Meeting) -> None:
    page = desk.get(at("live_codes", meeting.pk))
    for title in ("Iedereen in de zaal", "Gespreksleider", "Schrijver van tafel 1", "Schrijver van tafel 6"):
        assert title in words(page)
    with within(school):
        codes.revoke("lead", meeting.pk)
    assert "Nog niet iedereen heeft een code" in words(desk.get(at("live_codes", meeting.pk)))
    assert desk.post(at("live_codes", meeting.pk)).status_code == 302
    assert "Gespreksleider" in words(desk.get(at("live_codes", meeting.pk)))
