"""Two reminders and one personal attempt; then it stops. Who calls sees their own list and nothing else."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.policy import Role
from driehoek.access.tests.racing import together
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT, make_staff, questions, sign_in
from driehoek.invitations import services
from driehoek.invitations.models import Invitation, Occasion, Outcome
from driehoek.invitations.queries.calling import my_calls, to_call
from driehoek.invitations.queries.reach import reach
from driehoek.invitations.queries.reminders import reminder_plan
from driehoek.invitations.rules import Step
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import by_name
from driehoek.outbox.models import Message, State
from driehoek.outbox.services import send_waiting
from driehoek.people.models import Guardian, StaffMember
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def remind_twice(occasion: Occasion) -> None:
    for day in (3, 6):
        with clock.stopped(MOMENT + day * DAY):
            services.remind(occasion=occasion, by=WORKER)


@pytest.fixture
def reminded(school: School, occasion: Occasion, asked: dict[str, Invitation]) -> dict[str, Invitation]:
    with within(school):
        remind_twice(occasion)
        return by_name(occasion)


def carlas(school: School) -> StaffMember:
    found: StaffMember = StaffMember.objects.get(given_name="Carla")
    return found


def address(invitation: Invitation, rest: str = "") -> str:
    return f"/s/klimboom/uitnodigen/bellen/{invitation.pk}/{rest}"


def test_only_after_two_reminders_and_never_after_an_answer(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        with pytest.raises(RuleBroken, match="no-attempt-first_remind"):
            services.record_attempt(invitation=asked["Bas"], outcome=Outcome.SPOKEN, by=WORKER)
        remind_twice(occasion)
        services.reply(invitation=asked["Aïcha"], given=Given(coming=0), by=WORKER)
        assert set(to_call(occasion)) == {asked["Bas"]}
        with pytest.raises(RuleBroken, match="no-attempt-answered"):
            services.record_attempt(invitation=asked["Aïcha"], outcome=Outcome.SPOKEN, by=WORKER)


def test_one_attempt_and_then_it_stops(school: School, occasion: Occasion, reminded: dict[str, Invitation]) -> None:
    bas = reminded["Bas"]
    with within(school), clock.stopped(MOMENT + 7 * DAY):
        services.record_attempt(invitation=bas, outcome=Outcome.NOT_REACHED, by=WORKER)
        services.record_attempt(invitation=bas, outcome=Outcome.NOT_REACHED, by=WORKER)  # a double tap is one
        with pytest.raises(RuleBroken, match="no-attempt-stopped"):
            services.record_attempt(invitation=bas, outcome=Outcome.SPOKEN, by=WORKER)
        services.take_back_attempt(invitation=bas, by=WORKER)
        services.record_attempt(invitation=bas, outcome=Outcome.SPOKEN, by=WORKER)
    with within(school), clock.stopped(MOMENT + 8 * DAY), pytest.raises(RuleBroken, match="too-late"):
        services.take_back_attempt(invitation=bas, by=WORKER)


@pytest.mark.parametrize("tapped", [Outcome.SPOKEN, Outcome.NO_MORE])
def test_what_a_family_asked_itself_stays_when_the_caller_takes_a_tap_back(
    school: School, occasion: Occasion, reminded: dict[str, Invitation], tapped: str
) -> None:
    bas = reminded["Bas"]
    with within(school), clock.stopped(MOMENT + 7 * DAY):
        services.record_attempt(invitation=bas, outcome=tapped, by=WORKER)
        services.no_more_reminders(invitation=bas, by=WORKER)
        services.take_back_attempt(invitation=bas, by=WORKER)
        kept = by_name(occasion)["Bas"]
        assert (kept.attempt_at, kept.attempt_outcome) == (None, Outcome.NO_MORE) and bas not in to_call(occasion)
    with within(school), clock.stopped(MOMENT + 7 * DAY + dt.timedelta(minutes=1)):
        services.no_more_reminders(invitation=bas, stop=False, by=WORKER)
        assert bas in to_call(occasion)
        services.record_attempt(invitation=bas, outcome=Outcome.NO_MORE, by=WORKER)
        services.take_back_attempt(invitation=bas, by=WORKER)  # the caller's own mistake
        assert by_name(occasion)["Bas"].attempt_outcome == ""


def test_who_wants_no_more_is_not_reminded_nor_called(school: School, occasion: Occasion, asked: dict[str, Invitation]) -> None:
    with within(school):
        services.no_more_reminders(invitation=asked["Bas"], by=WORKER)
        with clock.stopped(MOMENT + 4 * DAY):
            assert (reminder_plan(occasion).mail, reminder_plan(occasion).stopped) == (1, 1)
        remind_twice(occasion)
        assert by_name(occasion)["Bas"].reminders == 0
        assert set(to_call(occasion)) == {asked["Aïcha"]}
        services.no_more_reminders(invitation=asked["Bas"], stop=False, by=WORKER)
        with clock.stopped(MOMENT + 10 * DAY):
            assert services.remind(occasion=occasion, by=WORKER).households == 1


def test_a_reminder_that_waits_in_the_outbox_does_not_go_any_more(
    school: School, occasion: Occasion, asked: dict[str, Invitation], settings: Any
) -> None:
    settings.SMTP = {**settings.SMTP, "host": ""}
    send_waiting()
    with clock.stopped(MOMENT + 4 * DAY):
        with within(school):
            services.remind(occasion=occasion, by=WORKER)
            services.no_more_reminders(invitation=asked["Bas"], by=WORKER)
        send_waiting()
    with within(school):
        states = dict(Message.objects.filter(letter="reminder").values_list("about", "state"))
        assert states[asked["Bas"].pk] == State.DROPPED


def test_our_next_step_goes_from_calling_to_done(school: School, occasion: Occasion, reminded: dict[str, Invitation]) -> None:
    with within(school), clock.stopped(MOMENT + 7 * DAY):
        Invitation.objects.filter(pk__in=[reminded["Cem"].pk, reminded["Dina"].pk]).delete()
        Message.objects.filter(letter="invitation").update(state=State.SENT)
        one = reach(occasion).classes[0]
        assert (one.step, one.count) == (Step.CALL, 2)
        for name in ("Aïcha", "Bas"):
            services.record_attempt(invitation=reminded[name], outcome=Outcome.MESSAGE, by=WORKER)
        one = reach(occasion).classes[0]
        assert (one.step, one.count) == (Step.DONE, 2) and "met rust" in one.step_words


def test_the_mentor_gets_the_own_class_and_sees_only_that(
    client: Client, school: School, occasion: Occasion, reminded: dict[str, Invitation], carla: Who, dirk: Who
) -> None:
    other = make_staff(school, "Kees", Role.TEACHER)
    with clock.stopped(MOMENT + 7 * DAY):
        sign_in(client, dirk)
        page = f"/s/klimboom/uitnodigen/{occasion.pk}/belronde/"
        assert "Bas Amrani" in client.get(page).content.decode()
        client.post(page, {"mentors": "1"})
        with within(school):
            assert {row.pk for row in my_calls(carla)} == {reminded["Aïcha"].pk, reminded["Bas"].pk}
            assert my_calls(other) == []
        sign_in(client, other)
        assert client.get(address(reminded["Bas"])).status_code == 404
        sign_in(client, carla)
        shown = client.get("/s/klimboom/uitnodigen/bellen/").content.decode()
        assert "Bas Amrani" in shown and "Cem" not in shown
        assert client.get(address(reminded["Cem"])).status_code == 404
        assert "Jouw belronde: 2" in client.get("/s/klimboom/uitnodigen/").content.decode()


def test_a_caller_sees_an_open_number_and_never_a_secret_one(
    client: Client, school: School, occasion: Occasion, reminded: dict[str, Invitation], carla: Who
) -> None:
    with within(school):
        Guardian.objects.filter(given_name="Aïcha").update(phone_is_secret=True)
        for one in Guardian.objects.filter(given_name__in=["Aïcha", "Bas"]):
            one.phone = "06-00000007"
            one.save()
        services.assign_mentors(occasion=occasion, by=WORKER)
    with clock.stopped(MOMENT + 7 * DAY):
        sign_in(client, carla)
        assert 'href="tel:0600000007"' in client.get(address(reminded["Bas"])).content.decode()
        secret = client.get(address(reminded["Aïcha"])).content.decode()
        assert "06-00000007" not in secret and "geheim nummer" in secret and "Arabisch" in secret
        done = client.post(address(reminded["Bas"], "klaar/"), {"outcome": "not_reached"}, follow=True).content.decode()
        assert f'action="{address(reminded["Bas"], "terug/")}"' in done
        assert "tel:" not in client.get(address(reminded["Bas"])).content.decode()
        assert client.post(address(reminded["Bas"], "klaar/"), {"outcome": "spoken"}).status_code == 409
        client.post(address(reminded["Bas"], "terug/"))
        assert client.post(address(reminded["Bas"], "klaar/"), {"outcome": "lastig"}).status_code == 422
    with within(school):
        assert by_name(occasion)["Bas"].attempt_at is None


def test_an_answer_by_telephone_is_the_attempt(
    client: Client, school: School, occasion: Occasion, reminded: dict[str, Invitation], carla: Who
) -> None:
    with within(school):
        services.assign_caller(occasion=occasion, invitations=[reminded["Bas"].pk], caller=carlas(school), by=WORKER)
    with clock.stopped(MOMENT + 7 * DAY):
        sign_in(client, carla)
        assert client.get(address(reminded["Bas"], "antwoord/")).status_code == 200
        assert client.post(address(reminded["Bas"], "antwoord/"), {}).status_code == 422
        client.post(
            address(reminded["Bas"], "antwoord/"), {"coming": "2", "interpreter": "", "childcare": "0", "other_need": "rolstoel"}
        )
        again = client.get(address(reminded["Bas"], "antwoord/"), follow=True).content.decode()
        assert "rolstoel" not in again and "heeft geantwoord" in again  # needs are for who organises
        client.post(address(reminded["Bas"], "antwoord/"), {"coming": "no"})
    with within(school):
        bas = by_name(occasion)["Bas"]
        assert (bas.reply.coming, bas.attempt_outcome) == (2, Outcome.SPOKEN)


def test_several_families_at_once_and_an_empty_choice_is_said(
    client: Client, school: School, occasion: Occasion, reminded: dict[str, Invitation], dirk: Who, carla: Who
) -> None:
    page = f"/s/klimboom/uitnodigen/{occasion.pk}/belronde/"
    with within(school):
        caller = carlas(school)
    with clock.stopped(MOMENT + 7 * DAY):
        sign_in(client, dirk)
        empty = client.post(page, {"caller": str(caller.pk)})
        assert empty.status_code == 422 and "Vink eerst" in empty.content.decode()
        assert client.post(page, {"caller": "x", "invitation": "x"}).status_code == 422
        client.post(page, {"caller": str(caller.pk), "invitation": [str(reminded[name].pk) for name in ("Aïcha", "Bas", "Cem")]})
    with within(school):
        rows = by_name(occasion)
        assert {name for name, row in rows.items() if row.caller_id == caller.pk} == {"Aïcha", "Bas"}


def test_the_round_takes_as_many_questions_for_many_as_for_few(
    client: Client,
    school: School,
    occasion: Occasion,
    reminded: dict[str, Invitation],
    dirk: Who,
    django_assert_max_num_queries: Any,
) -> None:
    sign_in(client, dirk)
    with clock.stopped(MOMENT + 7 * DAY), django_assert_max_num_queries(14):
        client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/belronde/")


@pytest.mark.django_db(transaction=True)
def test_two_callers_at_the_same_moment_make_one_attempt(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        remind_twice(occasion)
        bas = by_name(occasion)["Bas"]
    with clock.stopped(MOMENT + 7 * DAY):
        found = together(
            school,
            *[
                lambda outcome=outcome: services.record_attempt(invitation=bas, outcome=outcome, by=WORKER)
                for outcome in (Outcome.SPOKEN, Outcome.MESSAGE, Outcome.NO_MORE)
            ],
        )
    assert sorted(map(str, found)) == ["None", "no-attempt-stopped", "no-attempt-stopped"]


@pytest.mark.django_db(transaction=True)
def test_no_reminder_slips_past_a_no_at_the_same_moment(school: School, occasion: Occasion, asked: dict[str, Invitation]) -> None:
    with clock.stopped(MOMENT + 4 * DAY):
        together(
            school,
            lambda: services.no_more_reminders(invitation=asked["Bas"], by=WORKER),
            lambda: services.remind(occasion=occasion, by=WORKER),
        )
        send_waiting()
    with within(school):
        sent = Message.objects.filter(letter="reminder", about=asked["Bas"].pk, state=State.SENT)
        assert not sent.exists()


def test_a_colleague_finds_her_calls_and_the_answers_of_her_class_on_the_first_page(
    client: Client, school: School, occasion: Occasion, reminded: dict[str, Invitation], carla: Who, dirk: Who
) -> None:
    with within(school), clock.stopped(MOMENT + 8 * DAY):
        staff = StaffMember.objects.get(user_id=carla.user_id)
        Invitation.objects.filter(pk=reminded["Aïcha"].pk).update(caller=staff)
        services.reply(invitation=reminded["Bas"], given=Given(coming=2), by=WORKER)
    with clock.stopped(MOMENT + 8 * DAY):
        sign_in(client, carla)
        with CaptureQueriesContext(connection) as seen:
            page = client.get("/s/klimboom/").content.decode()
        assert "Spreek 1 gezin één keer zelf" in page and "/uitnodigen/bellen/" in page
        assert "Groep 5: 1 van de 4 gezinnen antwoordden" in page and "Er komen 2 mensen" in page
        assert questions(seen) <= 12
        sign_in(client, dirk)
        with CaptureQueriesContext(connection) as seen:
            page = client.get("/s/klimboom/").content.decode()
        assert "Spreek" not in page and "jouw klas" not in page
        assert questions(seen) <= 12
