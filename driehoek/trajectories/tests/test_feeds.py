"""Own calendars: read back as a calendar program reads them."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from icalendar import Calendar

from driehoek import clock
from driehoek.access import codes
from driehoek.access.models import AccessCode, Membership, User
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem
from driehoek.conftest import questions, sign_in
from driehoek.documents.feed import FeedEvent, feed_ics
from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.meetings.models import Meeting, PreparationTask
from driehoek.people.models import StaffMember
from driehoek.people.services.leaving import leave_school
from driehoek.people.tests.makers import make_class
from driehoek.scans.models import SessionKind, TeamSession
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import within
from driehoek.trajectories.models import Member, PathTask, Step, StepSort, Team, TeamMeeting, TeamSort, Trajectory
from driehoek.trajectories.services.feeds import new_link

pytestmark = pytest.mark.usefixtures("moment")
DAY = dt.date(2026, 12, 14)


def staff_of(who: Who) -> StaffMember:
    made: StaffMember = StaffMember.objects.get_or_create(user_id=who.user_id, defaults={"given_name": who.name})[0]
    return made


def an_evening(leader: StaffMember | None, title: str = "Ouderavond") -> Meeting:
    starts = clock.at(DAY, dt.time(19, 30))
    held = Occasion.objects.create(
        title=title, starts_at=starts, ends_at=starts + dt.timedelta(hours=2), place="Aula", reply_by=DAY - dt.timedelta(days=7)
    )
    meeting: Meeting = Meeting.objects.create(occasion=held, template="wishes_evening", leader=leader)
    return meeting


def a_path(owner: StaffMember | None = None) -> Trajectory:
    path: Trajectory = Trajectory.objects.create(
        template="strategy", title="Samen sterk", year=SchoolYear.objects.get(starts_in=2026), anchor_on=DAY
    )
    step = Step.objects.create(
        trajectory=path, sort=StepSort.BODIES, title="Vertel het de MR", due_on=DAY - dt.timedelta(days=14)
    )
    PathTask.objects.create(step=step, title="Bel de voorzitter", due_on=DAY - dt.timedelta(days=15), owner=owner)
    return path


def address_of(who: Who, school: School) -> str:
    with within(school):
        return reverse("agenda_feed", args=[codes.plain(new_link(by=who))])


def events(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.status_code
    return {str(one["SUMMARY"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


@pytest.mark.database
def test_everything_of_one_colleague_and_nothing_of_another(client: Any, school: School, dirk: Who, carla: Who) -> None:
    with within(school):
        me, other = staff_of(carla), staff_of(dirk)
        evening = an_evening(me)
        an_evening(other, "Avond van een ander")
        with_class = an_evening(None, "Avond van mijn groep")
        ClassInvitation.objects.create(occasion=with_class.occasion, school_class=make_class(), sender=me)
        PreparationTask.objects.create(meeting=evening, title="Koffie bestellen", due_on=DAY, owner=me)
        PreparationTask.objects.create(meeting=evening, title="Al gedaan", due_on=DAY, owner=me, done_at=clock.now())
        ActionItem.objects.create(title="Bord in de hal", owner=me, due_on=DAY)
        ActionItem.objects.create(title="Van een ander", owner=other, due_on=DAY)
        TeamSession.objects.create(kind=SessionKind.VISION, title="Visie", starts_at=clock.at(DAY, dt.time(15)))
        path = a_path(me)
        team = Team.objects.create(sort=TeamSort.PARTNERSHIP, name="Ons team", trajectory=path)
        Member.objects.create(team=team, staff=me, layer="lower")
        TeamMeeting.objects.create(team=team, starts_at=clock.at(DAY, dt.time(16)), place="Lindelaan 4, bij Amrani thuis")
    client.cookies.clear()
    found = events(client.get(address_of(carla, school)))
    assert set(found) == {
        "Ouderavond",
        "Avond van mijn groep",
        "Koffie bestellen",
        "Bord in de hal",
        "Visie",
        "Bel de voorzitter",
        "Vergadering: Ons team",
    }
    evening_told = found["Ouderavond"]
    assert evening_told.decoded("dtstart") == clock.at(DAY, dt.time(19, 30)) and str(evening_told["LOCATION"]) == "Aula"
    assert evening_told.decoded("dtend") - evening_told.decoded("dtstart") == dt.timedelta(hours=2)
    assert found["Koffie bestellen"].decoded("dtstart") == DAY and str(found["Koffie bestellen"]["TRANSP"]) == "TRANSPARENT"
    assert "LOCATION" not in found["Vergadering: Ons team"]  # a team may meet at somebody's home
    leader = events(client.get(address_of(dirk, school)))
    assert {"Vertel het de MR (Samen sterk)", "Avond van een ander", "Visie"} <= set(leader)
    assert "Ouderavond" not in leader


@pytest.mark.database
def test_an_evening_that_is_off_is_called_off_and_its_tasks_vanish(client: Any, school: School, carla: Who) -> None:
    with within(school):
        evening = an_evening(staff_of(carla))
        PreparationTask.objects.create(meeting=evening, title="Koffie", due_on=DAY, owner=staff_of(carla))
    address = address_of(carla, school)
    before = events(client.get(address))["Ouderavond"]
    with within(school):
        Occasion.objects.update(cancelled_at=clock.now(), version=1)
    after = events(client.get(address))
    assert set(after) == {"Ouderavond"} and str(after["Ouderavond"]["STATUS"]) == "CANCELLED"
    assert after["Ouderavond"]["UID"] == before["UID"] and after["Ouderavond"]["SEQUENCE"] > before["SEQUENCE"]


@pytest.mark.database
def test_an_old_link_a_wrong_one_and_another_sort_of_code_are_not_there(
    client: Any, school: School, other_school: School, carla: Who, farid: Who
) -> None:
    with within(school):
        an_evening(staff_of(carla))
    old = address_of(carla, school)
    new = address_of(carla, school)
    assert client.get(old).status_code == 404 and client.get(new).status_code == 200
    assert client.get("/agenda/geraden.ics").status_code == 404 and client.post(new).status_code == 405
    assert events(client.get(address_of(farid, other_school))) == {}
    with within(school):
        other = codes.issue("reply", staff_of(carla).pk, clock.now() + dt.timedelta(days=1))[0]
    assert client.get(reverse("agenda_feed", args=[codes.plain(other)])).status_code == 404
    door = client.post(reverse("code_entry"), {"code": new.removeprefix("/agenda/").removesuffix(".ics")})
    assert client.get(door["Location"])["Location"].startswith(
        reverse("account_login")
    )  # the link reads a calendar, and opens nothing
    AccessCode.objects.update(expires_at=clock.now())
    assert client.get(new).status_code == 404


@pytest.mark.database
@pytest.mark.parametrize("ends", ["leaves", "account", "role"])
def test_who_left_has_no_calendar_any_more(client: Any, school: School, carla: Who, anne: Who, ends: str) -> None:
    address = address_of(carla, school)
    assert client.get(address).status_code == 200
    with within(school):
        if ends == "leaves":
            leave_school(staff=staff_of(carla), by=anne)
        elif ends == "role":
            Membership.objects.filter(user=carla.user_id).update(until=clock.today() - dt.timedelta(days=1))
    if ends == "account":
        User.objects.filter(pk=carla.user_id).update(is_active=False)
    assert client.get(address).status_code == 404
    if ends == "leaves":
        assert AccessCode.objects.get(about=carla.user_id).revoked_at  # also when they come back


def test_it_is_sent_once_and_kept_by_nobody_else(client: Any, school: School, carla: Who) -> None:
    with within(school):
        an_evening(staff_of(carla))
    address = address_of(carla, school)
    first = client.get(address)
    assert first["Cache-Control"] == "private, no-cache" and first["Content-Type"] == "text/calendar; charset=utf-8"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304 and not again.content and not client.cookies
    with within(school):
        Occasion.objects.update(title="Andere naam")
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200
    statuses = {client.get(address).status_code for _ in range(40)}
    assert 429 in statuses


def test_the_language_is_that_of_the_person(client: Any, school: School, carla: Who) -> None:
    with within(school):
        an_evening(staff_of(carla))
    User.objects.filter(pk=carla.user_id).update(language="en")
    told = client.get(address_of(carla, school), headers={"accept-language": "nl"}).content.decode()
    assert "LANGUAGE=en" in told and "-//Driehoek//Driehoek//EN" in told


def test_the_page_gives_a_link_a_new_one_and_none(
    client: Any, school: School, carla: Who, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, carla)
    page = reverse("my_agenda", args=[school.slug])
    with django_assert_max_num_queries(12):
        assert "Je hebt nog geen link" in client.get(page).content.decode()
    client.post(reverse("my_agenda_new", args=[school.slug]))
    address = client.get(page).context["address"]
    assert client.get(address).status_code == 200
    client.post(reverse("my_agenda_new", args=[school.slug]))
    assert client.get(page).context["address"] != address and client.get(address).status_code == 404
    client.post(reverse("my_agenda_end", args=[school.slug]))
    assert client.get(page).context["link"] is None


@pytest.mark.database
def test_the_days_of_a_trajectory_for_who_may_see_it(client: Any, school: School, carla: Who, farid: Who) -> None:
    with within(school):
        path = a_path()
        evening = an_evening(None)
        Step.objects.create(trajectory=path, sort=StepSort.MEETING, title="De avond", due_on=DAY, about=evening.pk)
        Step.objects.create(trajectory=path, title="Weggelaten", due_on=DAY, skipped_at=clock.now())
    address = reverse("trajectory_agenda", args=[school.slug, path.pk])
    assert client.get(address).status_code == 302
    sign_in(client, carla)
    found = events(client.get(address))
    assert set(found) == {"Vertel het de MR", "De avond", "Ouderavond"}
    sign_in(client, farid)
    assert client.get(address).status_code == 404


def test_as_many_questions_for_one_thing_as_for_many(
    client: Any, school: School, carla: Who, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with within(school):
        me = staff_of(carla)
        a_path(me)
        an_evening(me)
    address, counts = address_of(carla, school), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(questions(asked))
        with within(school):
            for _number in range(20):
                an_evening(me)
                ActionItem.objects.create(title="Doen", owner=me, due_on=DAY)
    assert counts[0] == counts[1] <= 17, counts  # six of them count the limits


MANY = FeedEvent(
    uid="een@driehoek",
    start=dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC),
    minutes=60,
    title="Ouders; samen, verder \\ أولياء الأمور 👩‍👧 " + "é" * 120,
    description="Eerste regel\r\nBEGIN:VEVENT\ntweede, met; tekens",
    place="Aula\nLOCATION:elders",
)


def test_the_file_is_folded_and_reads_back_as_it_was_written() -> None:
    made = feed_ics([MANY], name="Driehoek", language="nl", made_at=MANY.start)
    lines = made.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines) and made.endswith(b"\r\n") and b"\n" not in made.replace(b"\r\n", b"")
    event = Calendar.from_ical(made).walk("VEVENT")
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\r\nX-PUBLISHED-TTL:PT4H\r\n" in made
    assert len(event) == 1 and str(event[0]["SUMMARY"]) == MANY.title
    assert str(event[0]["DESCRIPTION"]) == "Eerste regel\nBEGIN:VEVENT\ntweede, met; tekens"
    assert str(event[0]["LOCATION"]) == "Aula LOCATION:elders"


@pytest.mark.parametrize("hour", range(-3, 4))
def test_an_hour_is_an_hour_on_the_nights_that_the_clock_changes(hour: int) -> None:
    """Also the hour that comes twice, and the one that is skipped."""
    for change in (dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC), dt.datetime(2027, 3, 28, 1, tzinfo=dt.UTC)):
        starts = (change + dt.timedelta(hours=hour)).astimezone(clock.SCHOOL_TIME)
        event = FeedEvent(uid="u", start=starts, minutes=90, title="Avond")
        told = Calendar.from_ical(feed_ics([event], name="n", language="nl", made_at=change)).walk("VEVENT")[0]
        assert told.decoded("dtstart") == starts.astimezone(dt.UTC)
        assert told.decoded("dtend") - told.decoded("dtstart") == dt.timedelta(minutes=90)
