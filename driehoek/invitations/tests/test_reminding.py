"""Reminders, letters on paper and what did not arrive."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import AccessCode
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.invitations import services
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.reach import reach
from driehoek.invitations.queries.reminders import reminder_plan
from driehoek.invitations.rules import Step
from driehoek.invitations.services import Given, Reminded
from driehoek.invitations.tests.makers import by_name
from driehoek.outbox.models import Message, State
from driehoek.people.models import Guardianship
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_only_who_has_not_answered_is_reminded_and_a_no_is_an_answer(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        services.reply(invitation=asked["Bas"], given=Given(coming=0), by=WORKER)
        assert services.remind(occasion=occasion, by=WORKER) == Reminded(0, 0, 0)
        with clock.stopped(MOMENT + 4 * DAY):
            assert reminder_plan(occasion).mail == 1
            assert services.remind(occasion=occasion, by=WORKER) == Reminded(1, 1, 0)
            assert services.remind(occasion=occasion, by=WORKER) == Reminded(0, 0, 0)
        assert {row.about for row in Message.objects.filter(letter="reminder")} == {asked["Aïcha"].pk}


def test_pressing_every_day_reminds_twice_and_then_stops(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        for day in range(1, 40):
            with clock.stopped(MOMENT + day * DAY):
                services.remind(occasion=occasion, by=WORKER)
        assert Message.objects.filter(letter="reminder", about=asked["Aïcha"].pk).count() == 2
        assert by_name(occasion)["Aïcha"].reminders == 2


def test_the_database_itself_refuses_a_third_reminder(school: School, asked: dict[str, Invitation]) -> None:
    with within(school), pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=asked["Aïcha"].pk).update(reminders=3)


def test_letters_are_counted_as_given_when_they_are_printed(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        own = ClassInvitation.for_gate().get()
        assert asked["Cem"].sent_at is None
        assert {row.pk for row in services.mark_printed(class_invitation=own, by=WORKER)} == {asked["Cem"].pk, asked["Dina"].pk}
        assert services.mark_printed(class_invitation=own, by=WORKER) == []
        assert services.mark_printed(class_invitation=own, reminder=True, by=WORKER) == []
        for day in (4, 5, 8, 12):
            with clock.stopped(MOMENT + day * DAY):
                services.mark_printed(class_invitation=own, reminder=True, by=WORKER)
        assert by_name(occasion)["Cem"].reminders == 2


def test_before_sending_there_are_no_letters(school: School, occasion: Occasion, asked: dict[str, Invitation]) -> None:
    with within(school):
        ClassInvitation.objects.update(sent_at=None)
        with pytest.raises(RuleBroken, match="not-sent"):
            services.mark_printed(class_invitation=ClassInvitation.for_gate().get(), by=WORKER)


def test_a_mail_that_failed_becomes_a_letter(school: School, occasion: Occasion, asked: dict[str, Invitation]) -> None:
    with within(school):
        lost = asked["Bas"]
        Message.objects.filter(about=lost.pk).update(state=State.FAILED, fault="came back")
        with clock.stopped(MOMENT + 4 * DAY):
            shown = reach(occasion)
            assert [(one.names, one.children, one.class_name) for one in shown.not_arrived] == [("Bas Amrani", "Noor", "Groep 5")]
            assert (shown.classes[0].step, shown.classes[0].count) == (Step.OTHER_WAY, 1)
            assert services.remind(occasion=occasion, by=WORKER).households == 1  # not Bas: nothing reached him
            services.another_way(invitation=lost, by=WORKER)
            assert reach(occasion).not_arrived == []
            own = ClassInvitation.for_gate().get()
            services.mark_printed(class_invitation=own, by=WORKER)
        assert (by_name(occasion)["Bas"].channel, by_name(occasion)["Bas"].reminders) == (Channel.PAPER, 0)
        assert AccessCode.objects.filter(about=lost.pk).count() == 2


def test_what_came_back_becomes_one_step_for_the_class(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who
) -> None:
    """Both mails of the class bounced, one to a family that wants no more: one letter goes along."""
    with within(school):
        own = ClassInvitation.for_gate().get()
        Message.objects.filter(letter="invitation").update(state=State.FAILED, fault="came back")
        services.no_more_reminders(invitation=asked["Aïcha"], by=WORKER)
        assert (reach(occasion).classes[0].step, reach(occasion).classes[0].count) == (Step.OTHER_WAY, 1)
    sign_in(client, dirk)
    overview = client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/").content.decode()
    press = f"/s/klimboom/uitnodigen/klas/{own.pk}/brief-mee/"
    assert press in overview and "Geef 1 gezin een brief mee" in overview
    assert "1 gezin krijgt een brief" in client.post(press, follow=True).content.decode()
    assert "Iedereen van deze klas is bereikt" in client.post(press, follow=True).content.decode()
    with within(school):
        found = {name: row.channel for name, row in by_name(occasion).items()}
        assert (found["Bas"], found["Aïcha"]) == (Channel.PAPER, Channel.MAIL)


def test_reach_counts_families_and_people(school: School, occasion: Occasion, asked: dict[str, Invitation]) -> None:
    with within(school):
        services.reply(invitation=asked["Aïcha"], given=Given(coming=2), by=WORKER)
        services.reply(invitation=asked["Cem"], given=Given(coming=0), by=WORKER)
        one = reach(occasion).classes[0]
        assert (one.name, one.sender, one.in_mentors_name) == ("Groep 5", "Carla Jansen", True)
        assert (one.invited, one.reached, one.answered, one.coming, one.people) == (4, 2, 2, 1, 2)
        Message.objects.filter(about=asked["Bas"].pk).update(state=State.SENT)
        assert reach(occasion).classes[0].reached == 3


def test_what_the_screen_promises_is_what_the_button_does(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        services.mark_printed(class_invitation=ClassInvitation.for_gate().get(), by=WORKER)
        for day in range(0, 20, 2):
            with clock.stopped(MOMENT + day * DAY):
                promised, plan = reach(occasion).remindable, reminder_plan(occasion)
                done = services.remind(occasion=occasion, by=WORKER)
                assert promised == plan.total == done.households + done.paper


def test_who_may_not_receive_any_more_gets_no_letter_and_none_is_counted(
    client: Client, school: School, asked: dict[str, Invitation], dirk: Who
) -> None:
    """Cem and Dina were to get a letter; a court decided otherwise about Cem, and then about Dina too."""
    with within(school):
        own = ClassInvitation.objects.get()
        Guardianship.objects.filter(guardian__given_name="Cem").update(may_receive=False)
        assert services.mark_printed(class_invitation=own, by=WORKER) == [asked["Dina"]]
        assert Invitation.objects.get(pk=asked["Cem"].pk).sent_at is None
        Guardianship.objects.update(may_receive=False)
    sign_in(client, dirk)
    for which in ("first", "reminder", "again"):
        answer = client.post(f"/s/klimboom/uitnodigen/klas/{own.pk}/brieven/", {"which": which})
        assert answer.status_code == 409 and "geen brieven" in answer.content.decode()


@pytest.mark.database
def test_who_just_heard_that_it_moved_is_not_reminded_without_being_sure(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who
) -> None:
    with within(school), clock.stopped(MOMENT + 4 * DAY):
        services.change_occasion(occasion=occasion, place="gymzaal", by=WORKER)
        services.tell_moved(occasion=occasion, by=WORKER)
    page = f"/s/klimboom/uitnodigen/{occasion.pk}/herinneren/"
    with clock.stopped(MOMENT + 4 * DAY + DAY / 2):
        sign_in(client, dirk)
        assert "2 gezinnen kregen het laatste etmaal" in client.get(page).content.decode()
        said = client.post(page)
        assert said.status_code == 422 and "Wacht een dag" in said.content.decode()
        with within(school):
            assert not Message.objects.filter(letter="reminder").exists()
        assert client.post(page, {"sure": "1"}).status_code == 302
        with within(school):
            assert Message.objects.filter(letter="reminder").count() == 2
    with clock.stopped(MOMENT + 8 * DAY), within(school):
        assert reminder_plan(occasion).just_told == 0
