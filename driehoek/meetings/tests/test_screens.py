"""The screens: who may, what is told, what stays typed, and how many queries they take."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import WORKER
from driehoek.conftest import sign_in
from driehoek.invitations import services as inviting
from driehoek.meetings import services
from driehoek.meetings.models import Meeting, PreparationTask, ProgrammeItem
from driehoek.people.models import SchoolClass
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Kind, Source, Standing, Voice

from .makers import make_colleagues, make_guests, make_meeting, make_staff_member
from .pages import at, words


@pytest.fixture
def meeting(school: Any, dirk: Any, moment: dt.datetime) -> Meeting:
    return make_meeting(school, dirk)


@pytest.fixture
def desk(client: Client, dirk: Any) -> Client:
    sign_in(client, dirk)
    return client


NEW = {
    "title": "Ouderavond", "day": "2026-12-10", "time": "19:00", "place": "aula", "tables": "6", "interpreter": "on",
    "childcare": "on", "reply_by": "", "template": "parents_meeting",
}  # fmt: skip


def new(**changes: Any) -> dict[str, Any]:
    return {"key": str(clock.new_id()), **NEW, **changes}


# ---- a new meeting


def test_a_new_form_proposes_a_thursday_ten_weeks_ahead(desk: Client, moment: Any) -> None:
    page = desk.get(at("meeting_new")).content.decode()
    assert 'value="2027-02-04"' in page and 'value="19:00"' in page and 'value="2027-01-28"' in page


def test_a_double_press_makes_one_meeting(desk: Client, school: Any, moment: Any) -> None:
    form = new()
    first, second = desk.post(at("meeting_new"), form), desk.post(at("meeting_new"), form)
    assert first.url == second.url
    assert "had je al gemaakt" in words(desk.get(second.url))
    with within(school):
        assert Meeting.objects.get().occasion.reply_by == dt.date(2026, 12, 3)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"day": "2026-11-22"}, "Deze dag is al voorbij. Kies een dag die nog komt."),
        ({"day": "1900-01-01"}, "Deze dag is al voorbij."),
        ({"day": "2062-11-22"}, "Klopt het jaar?"),
        ({"day": "morgen"}, "Dit is geen datum."),
        ({"time": "25:00"}, "Dit is geen tijd."),
        ({"day": "2027-03-28", "time": "02:30"}, "deze tijd bestaat niet"),
        ({"title": "x" * 400}, "Dit is 200 tekens te lang (hoogstens 200)."),
        ({"place": ""}, "Vul dit nog in."),
        ({"tables": "0"}, "Kies een heel getal van 1 tot en met 40."),
        ({"tables": "veel"}, "Kies een heel getal van 1 tot en met 40."),
        ({"reply_by": "2026-12-11"}, "Deze dag is na de bijeenkomst."),
        ({"reply_by": "2026-11-01"}, "Deze dag is al voorbij."),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(
    desk: Client, school: Any, moment: Any, changes: dict[str, str], message: str
) -> None:
    answer = desk.post(at("meeting_new"), new(**{"place": "de grote zaal", "title": "Samen lezen"} | changes))
    assert answer.status_code == 422
    assert message in words(answer)
    assert ("Samen lezen" if "title" not in changes else "de grote zaal") in answer.content.decode()
    assert all(value in answer.content.decode() for value in changes.values())
    with within(school):
        assert not Meeting.objects.exists()


def test_short_notice_is_said_without_blame(desk: Client, moment: Any) -> None:
    page = words(desk.post(at("meeting_new"), new(), follow=True))
    assert "Het is kort dag: 11 taken beginnen daarom vandaag al." in page
    assert "te laat" not in page


def test_an_end_before_the_begin_is_told_beside_its_field(desk: Client, meeting: Meeting) -> None:
    answer = desk.post(at("meeting_details", meeting.pk), {**NEW, "reply_by": "2026-12-03", "end": "18:00"})
    assert (answer.status_code, "Het einde moet na het begin zijn." in words(answer)) == (422, True)


def test_details_are_changed_and_the_run_book_says_what_it_means(desk: Client, meeting: Meeting) -> None:
    desk.post(at("meeting_details", meeting.pk), {**NEW, "reply_by": "2026-12-03", "time": "19:30", "end": "21:30"})
    assert "inloop 19.15, begin 19.30, einde 21.30" in words(desk.get(at("programme", meeting.pk)))


# ---- who may

READS = ["meeting", "programme", "preparation"]
PLANS = [
    "meeting_details",
    "item_new",
    "fill_ins",
    "task_new",
    "seating",
    "seat_staff",
    "seat_late",
    "seat_furnish",
    "run_book_pdf",
    "signs_pdf",
    "sign_in_pdf",
    "poster_pdf",
]
POSTS = [
    "programme_move",
    "seat_move",
    "seat_divide",
    "seat_undo",
    "seat_gather",
    "meeting_settle",
    "meeting_reopen",
    "item_put_back",
    "task_put_back",
]


@pytest.mark.parametrize("route", READS)
def test_a_teacher_may_look_without_buttons_to_change(client: Client, carla: Any, meeting: Meeting, route: str) -> None:
    sign_in(client, carla)
    answer = client.get(at(route, meeting.pk))
    assert answer.status_code == 200
    assert at("item_new", meeting.pk) not in answer.content.decode()
    assert at("meeting_details", meeting.pk) not in answer.content.decode()


@pytest.mark.parametrize("route", PLANS)
def test_a_teacher_may_not_plan(client: Client, carla: Any, meeting: Meeting, route: str) -> None:
    sign_in(client, carla)
    assert client.get(at(route, meeting.pk)).status_code == 404


@pytest.mark.parametrize("route", POSTS)
def test_a_teacher_may_not_change(client: Client, carla: Any, meeting: Meeting, route: str) -> None:
    sign_in(client, carla)
    assert client.post(at(route, meeting.pk)).status_code == 404
    assert client.post(at("meeting_new"), new()).status_code == 404


@pytest.mark.parametrize("route", READS + PLANS)
def test_another_school_sees_nothing(client: Client, farid: Any, meeting: Meeting, route: str) -> None:
    sign_in(client, farid)
    assert client.get(at(route, meeting.pk)).status_code == 404
    assert client.get(reverse(route, args=["baken", meeting.pk])).status_code == 404


def test_a_teacher_does_the_own_task_and_no_other(client: Client, carla: Any, meeting: Meeting, school: Any) -> None:
    with within(school):
        me = make_staff_member(carla)
        mine, other = PreparationTask.objects.all()[:2]
        PreparationTask.objects.filter(pk=mine.pk).update(owner=me)
    sign_in(client, carla)
    assert client.post(at("task_done", mine.pk), {"wie": "ik"}).url.endswith("?wie=ik")
    assert client.post(at("task_done", other.pk)).status_code == 404
    assert client.post(at("task_take", other.pk)).status_code == 302
    with within(school):
        assert PreparationTask.objects.filter(done_at__isnull=False).get() == mine
        assert PreparationTask.objects.filter(owner=me).count() == 2


def test_who_holds_the_code_of_the_leader_checks_in_and_nothing_else(client: Client, meeting: Meeting, school: Any) -> None:
    with within(school):
        link = codes.codes_for("lead", [meeting.pk])[meeting.pk]["link"]
    code = codes.find(link)
    session = client.session
    session["passes"] = [str(code.pk)]
    session.save()
    assert client.get(at("seat_late", meeting.pk)).status_code == 200
    assert "/inloggen/" in client.get(at("seating", meeting.pk)).url


# ---- the run-book


def test_items_are_added_changed_moved_and_removed_with_a_way_back(desk: Client, meeting: Meeting, school: Any) -> None:
    desk.post(at("item_new", meeting.pk), {"title": "Lied", "minutes": "10", "after": "2"})
    page = words(desk.get(at("programme", meeting.pk)))
    assert "Einde om 21.10 uur: loopt 10 minuten uit." in page
    with within(school):
        item = ProgrammeItem.objects.get(title="Lied")
    desk.post(at("item_shift", item.pk), {"step": "up"})
    desk.post(at("item_edit", item.pk), {"title": "Liedje", "minutes": "0"})
    page = words(desk.get(at("programme", meeting.pk)))
    assert page.index("Liedje") < page.index("Welkom") and "precies op tijd" in page
    removed = desk.post(at("item_remove", item.pk), follow=True)
    assert (
        "‘Liedje’ is uit het draaiboek gehaald." in words(removed) and at("item_put_back", meeting.pk) in removed.content.decode()
    )
    desk.post(at("item_put_back", meeting.pk))
    with within(school):
        assert ProgrammeItem.objects.get(title="Liedje").position == 2
    assert desk.post(at("item_put_back", meeting.pk)).status_code == 404


def test_dragging_answers_with_the_fresh_times(desk: Client, meeting: Meeting, school: Any) -> None:
    with within(school):
        pause = ProgrammeItem.objects.get(key="pause")
    answer = desk.post(at("programme_move", meeting.pk), {"card": str(pause.pk), "column": "runbook", "position": "1"})
    assert answer.status_code == 200 and "data-board" in answer.content.decode() and "<html" not in answer.content.decode()
    assert re.search(r"19\.00.{0,90}Pauze en naar de tafels", words(answer))


@pytest.mark.parametrize("card", ["", "x", "c835518e-81fc-4044-99f2-5bf0cd14f52f"])
def test_dragging_what_is_gone_shows_how_it_is_now(desk: Client, meeting: Meeting, card: str) -> None:
    answer = desk.post(at("programme_move", meeting.pk), {"card": card, "position": "-1"})
    assert (answer.status_code, "data-board" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("minutes", "601", "van 0 tot en met 600"),
        ("minutes", "-1", "van 0 tot en met 600"),
        ("spoken", "x" * 100_000, "97000 tekens te lang"),
    ],
)
def test_an_odd_item_is_refused_with_a_message(desk: Client, meeting: Meeting, field: str, value: str, message: str) -> None:
    answer = desk.post(at("item_new", meeting.pk), {"title": "Lied", "minutes": "10", "after": "2", field: value})
    assert (answer.status_code, message in words(answer)) == (422, True)


def test_too_many_tables_for_the_presentations_is_said(desk: Client, meeting: Meeting) -> None:
    desk.post(at("meeting_details", meeting.pk), {**NEW, "reply_by": "2026-12-03", "end": "21:00", "tables": "12"})
    assert "12 tafels × 1 minuut past niet in 10 minuten. Neem 12 minuten" in words(desk.get(at("programme", meeting.pk)))


def test_fill_ins_are_listed_until_they_are_typed(desk: Client, meeting: Meeting) -> None:
    assert "Waarom nu" in words(desk.get(at("programme", meeting.pk)))
    desk.post(at("fill_ins", meeting.pk), {"waarom_nu": "ouders dat vroegen"})
    page = words(desk.get(at("programme", meeting.pk)))
    assert "Omdat ouders dat vroegen." in page and "Nog in te vullen Hoe kijkt de school" in page


def test_the_run_book_is_settled_and_reopened(desk: Client, meeting: Meeting) -> None:
    assert "Toch nog niet klaar" in words(desk.post(at("meeting_settle", meeting.pk), follow=True))
    assert desk.post(at("meeting_settle", meeting.pk)).status_code == 409
    assert "Het draaiboek is klaar" in words(desk.post(at("meeting_reopen", meeting.pk), follow=True))


# ---- the preparation


def test_the_preparation_says_what_waits_and_never_who_is_late(desk: Client, meeting: Meeting, school: Any) -> None:
    with clock.stopped(clock.at(dt.date(2026, 12, 9), dt.time(9))):
        page = words(desk.get(at("preparation", meeting.pk)))
    assert "Nu aan de beurt" in page and "Na de avond" in page
    assert not re.search("te laat|achterstallig|verlopen", page)


def test_a_task_is_added_changed_and_taken_off_with_a_way_back(desk: Client, meeting: Meeting, school: Any) -> None:
    desk.post(at("task_new", meeting.pk), {"title": "Slingers ophangen", "due_on": "2026-12-09", "hours": "0,5"})
    with within(school):
        task = PreparationTask.objects.get(title="Slingers ophangen")
        owner = make_colleagues(1)[0]
    desk.post(at("task_edit", task.pk), {"title": "Slingers", "due_on": "2026-12-08", "hours": "1", "owner": str(owner.pk)})
    assert "Carla00 Jansen" in words(desk.get(at("preparation", meeting.pk)))
    desk.post(at("task_remove", task.pk))
    desk.post(at("task_put_back", meeting.pk))
    with within(school):
        assert PreparationTask.objects.get(title="Slingers").owner == owner
    assert desk.post(at("task_edit", task.pk), {"title": "Slingers", "due_on": "1900-01-01", "hours": "1"}).status_code == 422


# ---- lists and overviews


def test_the_start_of_an_empty_school_teaches_the_first_step(desk: Client) -> None:
    page = words(desk.get(at("start")))
    assert "begin met één bijeenkomst" in page and "Plan een bijeenkomst" in page


def test_the_start_shows_the_next_meeting_my_tasks_and_the_last_words(
    desk: Client, meeting: Meeting, school: Any, dirk: Any
) -> None:
    with within(school):
        PreparationTask.objects.filter(title__startswith="Drukwerk").update(owner=make_staff_member(dirk))
        for text, standing in [("Fijn dat de juf belde.", Standing.APPROVED), ("Dit is geheim.", Standing.WAITING)]:
            Contribution.objects.create(
                occasion=meeting.occasion,
                kind=Kind.GOES_WELL,
                voice=Voice.PARENTS,
                source=Source.PHONE,
                text=text,
                standing=standing,
            )
    page = words(desk.get(at("start")))
    assert all(part in page for part in ("Ouderavond", "Drukwerk maken", "Fijn dat de juf belde."))
    assert "Dit is geheim" not in page


def test_the_start_of_a_mentor_shows_the_invitation_that_waits_for_their_yes(
    client: Client, meeting: Meeting, school: Any, carla: Any
) -> None:
    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha"))
        (own,) = inviting.prepare_class_invitations(occasion=meeting.occasion, by=WORKER)
    sign_in(client, carla)
    where = reverse("approve_invitation", args=[school.slug, own.pk])
    assert where in client.get(at("start")).content.decode()
    client.post(where)
    assert where not in client.get(at("start")).content.decode()


def test_meetings_are_found_sorted_and_paged(desk: Client, school: Any, dirk: Any, moment: Any) -> None:
    assert "Nog geen bijeenkomst" in words(desk.get(at("meeting_list")))
    for number in range(52):
        make_meeting(school, dirk, title=f"Café {number:02}")
    page = words(desk.get(at("meeting_list") + "?sort=title"))
    assert "Café 00" in page and "Café 51" not in page and "Café 51" in words(desk.get(at("meeting_list") + "?sort=title&page=2"))
    found = words(desk.get(at("meeting_list") + "?q=CAFE 17"))
    assert "Café 17" in found and "Café 18" not in found
    assert "Niets gevonden voor ‘zzz’" in words(desk.get(at("meeting_list") + "?q=zzz&sort=vreemd"))


def test_the_overview_shows_what_is_done_what_is_next_and_only_links_that_exist(desk: Client, meeting: Meeting) -> None:
    page = desk.get(at("meeting", meeting.pk)).content.decode()
    assert "Volgende stap: Draaiboek" in re.sub(r"\s+", " ", page)
    assert at("preparation", meeting.pk) in page and "None" not in page


@pytest.mark.parametrize(("state", "next_step"), [("running", "De avond"), ("harvest", "Ordenen"), ("reported", "")])
def test_once_the_evening_runs_nobody_is_sent_back_to_the_preparation(
    desk: Client, meeting: Meeting, school: Any, state: str, next_step: str
) -> None:
    with within(school):
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
    page = words(desk.get(at("meeting", meeting.pk)))
    assert "Volgende stap: " + next_step in page if next_step else "Volgende stap" not in page


SCREENS = [
    "start",
    "meeting_list",
    "meeting",
    "programme",
    "preparation",
    "seating",
    "seat_staff",
    "seat_late",
    "seat_furnish",
    "sign_in_pdf",
    "run_book_pdf",
]


@pytest.mark.one_database  # queries are counted alike on both
@pytest.mark.parametrize("route", SCREENS)
def test_queries_stay_flat_with_two_hundred_people(desk: Client, meeting: Meeting, school: Any, dirk: Any, route: str) -> None:
    with within(school):
        make_guests(meeting, 1, classes=1)
        services.choose_staff(by=dirk, meeting=meeting, staff=make_colleagues(1))
        services.gather(by=dirk, meeting=meeting)
        services.divide(by=dirk, meeting=meeting, couples="free", tables=1)
    address = at(route) if route in {"start", "meeting_list"} else at(route, meeting.pk)
    few = counted(desk, address)
    with within(school):
        make_more(meeting, dirk)
    assert counted(desk, address) == few <= 12


def make_more(meeting: Meeting, by: Any) -> None:
    SchoolClass.objects.update(name="Groep 9")
    make_guests(meeting, 90, classes=4)
    services.choose_staff(by=by, meeting=meeting, staff=make_colleagues(20))
    services.gather(by=by, meeting=meeting)
    services.divide(by=by, meeting=meeting, couples="free", tables=20)


def counted(desk: Client, address: str) -> int:
    desk.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address).status_code == 200
    walls = ("SAVEPOINT", "RELEASE", "select set_config")  # opening the school on PostgreSQL asks nothing
    return sum(not query["sql"].startswith(walls) for query in queries.captured_queries)
