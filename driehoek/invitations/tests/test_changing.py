"""It moved, it does not go on, it was split: everybody hears it once, and answers are kept."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.invitations import services
from driehoek.invitations.letters_changes import cancelled_mail, moved_mail
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion, Reply
from driehoek.invitations.queries.changing import asks_again, changed, is_untold
from driehoek.invitations.queries.reach import reach
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import EVENING, by_name, make_occasion, open_link
from driehoek.outbox.models import Message, State
from driehoek.outbox.services import send_waiting
from driehoek.people.models import SchoolClass
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


def move(occasion: Occasion, days: int = 7, place: str = "gymzaal", later: dt.timedelta = DAY) -> None:
    with clock.stopped(clock.now() + later):
        begins, ends = clock.at(EVENING + days * DAY, dt.time(19)), clock.at(EVENING + days * DAY, dt.time(21))
        services.change_occasion(
            occasion=Occasion.objects.get(pk=occasion.pk), starts_at=begins, ends_at=ends, place=place, by=WORKER
        )


def tell(occasion: Occasion) -> Any:
    with clock.stopped(clock.now() + 2 * DAY):
        return services.tell_moved(occasion=occasion, by=WORKER)


def mails(letter: str) -> dict[str, Any]:
    make = {"moved": moved_mail, "cancelled": cancelled_mail}[letter]
    made = [make(row) for row in Message.objects.filter(letter=letter)]
    return {mail.to: mail for mail in made if mail}


def test_nobody_hears_of_a_change_before_anybody_was_invited(school: School, occasion: Occasion) -> None:
    with within(school):
        move(occasion)
        assert not is_untold(occasion) and changed(occasion).at is None


def test_who_was_invited_hears_it_once_and_the_calendar_moves(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        services.reply(invitation=asked["Bas"], given=Given(coming=2), by=WORKER)
        move(occasion)
        assert is_untold(Occasion.objects.get())
        reached = tell(occasion)
        assert (reached.by_mail, len(reached.on_paper)) == (2, 2)
        assert tell(occasion).mails == [] and not is_untold(Occasion.objects.get())
        found = mails("moved")
        assert set(found) == {"aicha@example.org", "bas@example.org"}
        bas = found["bas@example.org"]
        assert "17 december" in bas.subject and "gymzaal" in bas.text
        assert "U zei dat u komt. Kunt u op deze dag ook?" in bas.text
        assert "U zei dat u komt" not in found["aicha@example.org"].text
        calendar = bas.attachments[0]
        assert calendar.kind.endswith("method=PUBLISH") and b"SEQUENCE:1" in calendar.content
        assert b"20261217T190000" in calendar.content and b"STATUS:CONFIRMED" in calendar.content
        move(occasion, days=8, later=3 * DAY)
        with clock.stopped(MOMENT + 5 * DAY):
            assert services.tell_moved(occasion=occasion, by=WORKER).by_mail == 2  # moved again: told again


def test_another_hall_on_the_same_day_asks_nothing_again(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        services.reply(invitation=asked["Bas"], given=Given(coming=2), by=WORKER)
        move(occasion, days=0)
        assert is_untold(Occasion.objects.get()) and changed(occasion).day_at is None
        tell(occasion)
        assert "Uw antwoord blijft staan" in mails("moved")["bas@example.org"].text


def test_still_so_is_asked_on_the_page_and_answered_with_one_tap(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        services.reply(invitation=asked["Bas"], given=Given(coming=2), by=WORKER)
        link = codes.codes_for("reply", [asked["Bas"].pk])[asked["Bas"].pk]["link"]
        move(occasion)
    with clock.stopped(MOMENT + 2 * DAY):
        page = open_link(client, link)
        assert "Klopt uw antwoord nog?" in client.get(page, follow=True).content.decode()
        stands = client.post(page + "klopt-nog/", follow=True).content.decode()
        assert "Klopt uw antwoord nog?" not in stands and "met 2 mensen" in stands
    with within(school):
        assert Reply.objects.get().coming == 2


def test_the_organiser_is_asked_with_the_words_and_may_say_no(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who
) -> None:
    with within(school):
        services.mark_printed(class_invitation=ClassInvitation.for_gate().get(), by=WORKER)
        move(occasion)
    page = f"/s/klimboom/uitnodigen/{occasion.pk}/wijziging/"
    sign_in(client, dirk)
    with clock.stopped(MOMENT + 2 * DAY):
        assert "Vertel je het iedereen?" in client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/").content.decode()
        shown = client.get(page).content.decode()
        assert "Zo is het nu" in shown and "17 december" in shown and "Vertel het 4 gezinnen" in shown
        done = client.post(page + "vertel/", follow=True).content.decode()
        assert "2 gezinnen krijgen een mail" in done and "Druk 2 brieven af" in done
        with within(school):
            own = ClassInvitation.objects.get()
        pdf = client.post(f"/s/klimboom/uitnodigen/klas/{own.pk}/wijziging/")
        assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")
    with within(school):
        move(occasion, days=9, later=3 * DAY)
    with clock.stopped(MOMENT + 4 * DAY):
        client.post(page + "vertel/", {"leave": "1"})
        with within(school):
            assert not is_untold(Occasion.objects.get())
            assert Message.objects.filter(letter="moved").count() == 2


def test_off_stops_everything_and_everybody_hears_why(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who, settings: Any
) -> None:
    settings.SMTP = {**settings.SMTP, "host": ""}
    sign_in(client, dirk)
    unsure = client.post(f"/s/klimboom/uitnodigen/{occasion.pk}/afgelasten/", {"reason": "De verwarming is stuk."})
    assert unsure.status_code == 422 and "De verwarming is stuk." in unsure.content.decode()
    assert (
        client.post(f"/s/klimboom/uitnodigen/{occasion.pk}/afgelasten/", {"reason": "x" * 301, "sure": "on"}).status_code == 422
    )
    done = client.post(
        f"/s/klimboom/uitnodigen/{occasion.pk}/afgelasten/", {"reason": "De verwarming is stuk.", "sure": "on"}, follow=True
    ).content.decode()
    assert "gaat niet door" in done and "/gaat-door/" in done
    with within(school):
        off, own = Occasion.objects.get(), ClassInvitation.for_gate().get()
        with pytest.raises(RuleBroken, match="cancelled"):
            services.send(occasion=off, by=WORKER)
        with pytest.raises(RuleBroken, match="cancelled"):
            services.reply(invitation=Invitation.for_gate().get(pk=asked["Bas"].pk), given=Given(coming=1), by=WORKER)
        with pytest.raises(RuleBroken, match="cancelled"):
            services.mark_printed(class_invitation=own, by=WORKER)
        with clock.stopped(MOMENT + 4 * DAY):
            assert services.remind(occasion=off, by=WORKER).households == 0
            assert reach(off).over and reach(off).remindable == 0
        link = codes.codes_for("reply", [asked["Bas"].pk])[asked["Bas"].pk]["link"]
        mail = mails("cancelled")["bas@example.org"]
    assert mail.subject.startswith("Gaat niet door") and "De verwarming is stuk." in mail.text
    assert mail.attachments[0].kind.endswith("method=CANCEL")
    assert b"METHOD:CANCEL" in mail.attachments[0].content and b"SEQUENCE:1" in mail.attachments[0].content
    parent = Client()
    page = open_link(parent, link)
    assert "gaat niet door" in parent.get(page).content.decode()
    assert parent.post(page, {"coming": "1"}).status_code == 409
    send_waiting()  # not yet: ten minutes
    with within(school):
        assert not Message.objects.filter(letter="cancelled").exclude(state=State.WAITING).exists()
        assert set(Message.objects.filter(letter="invitation").values_list("state", flat=True)) == {State.WAITING}
    with clock.stopped(MOMENT + 11 * MINUTE):
        send_waiting()
        with within(school):
            assert set(Message.objects.filter(letter="cancelled").values_list("state", flat=True)) == {State.SENT}
            assert set(Message.objects.filter(letter="invitation").values_list("state", flat=True)) == {State.DROPPED}
            with pytest.raises(RuleBroken, match="too-late"):
                services.take_back_cancelling(occasion=off, by=WORKER)


def test_within_ten_minutes_it_goes_on_after_all_and_nobody_heard(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who, settings: Any
) -> None:
    settings.SMTP = {**settings.SMTP, "host": ""}
    sign_in(client, dirk)
    client.post(f"/s/klimboom/uitnodigen/{occasion.pk}/afgelasten/", {"sure": "on"})
    with clock.stopped(MOMENT + 9 * MINUTE):
        client.post(f"/s/klimboom/uitnodigen/{occasion.pk}/gaat-door/")
        with within(school):
            services.take_back_cancelling(occasion=occasion, by=WORKER)  # again: nothing to do
    with clock.stopped(MOMENT + 30 * MINUTE):
        send_waiting()
    with within(school):
        assert Occasion.objects.get().cancelled_at is None
        assert not Message.objects.filter(letter="cancelled", state=State.SENT).exists()


def test_a_class_goes_to_the_second_session_with_its_answers(school: School, occasion: Occasion, carla: Who) -> None:
    with within(school):
        five, six = make_class("Groep 5", mentor=carla), make_class("Groep 6")
        both = make_home("Aïcha", mails=("aicha@example.org",))
        make_child("Noor", five, both)
        make_child("Zeki", six, make_home("Cem"))
        services.prepare_class_invitations(occasion=occasion, by=carla)
        for own in ClassInvitation.for_gate():
            services.approve(class_invitation=own, by=carla)
        services.send(occasion=occasion, by=carla)
        services.reply(invitation=by_name(occasion)["Aïcha"], given=Given(coming=2), by=WORKER)
        second = make_occasion(
            starts_at=clock.at(EVENING + DAY, dt.time(19)), ends_at=clock.at(EVENING + DAY, dt.time(21)), reply_by=EVENING
        )
        own = ClassInvitation.for_gate().get(school_class=five)
        with clock.stopped(MOMENT + DAY):
            services.move_class(class_invitation=own, to=second, tell=True, by=WORKER)
            services.move_class(class_invitation=own, to=second, by=WORKER)  # twice is once
        assert asks_again(by_name(second)["Aïcha"], Reply.objects.get()) and "ook?" in mails("moved")["aicha@example.org"].text
        assert by_name(second)["Aïcha"].reply.coming == 2
        assert set(mails("moved")) == {"aicha@example.org"} and "11 december" in mails("moved")["aicha@example.org"].subject
        assert set(by_name(occasion)) == {"Cem"} and by_name(occasion)["Cem"].channel == Channel.PAPER
        codes_of = codes.codes_for("reply", [by_name(second)["Aïcha"].pk])
        assert set(codes_of[by_name(second)["Aïcha"].pk]) == {"link", "printed"}
        services.prepare_class_invitations(occasion=occasion, classes=SchoolClass.objects.filter(pk=five.pk), by=WORKER)
        again = ClassInvitation.for_gate().get(occasion=occasion, school_class=five)
        with pytest.raises(RuleBroken, match="there-already"):
            services.move_class(class_invitation=again, to=second, by=WORKER)


def test_moving_it_at_the_meeting_leads_to_the_question(client: Client, school: School, dirk: Who, moment: Any) -> None:
    """The form of the meeting itself, after invitations went out."""
    from driehoek.invitations.tests.makers import invite
    from driehoek.meetings.models import Meeting
    from driehoek.meetings.tests.makers import make_meeting

    with within(school):
        meeting = make_meeting(school, dirk)
        make_child("Noor", make_class("Groep 5"), make_home("Aïcha", mails=("aicha@example.org",)))
        invite(meeting.occasion, by=dirk)
        found = Meeting.objects.select_related("occasion").get(pk=meeting.pk)
        begins, ends = (one.astimezone(clock.SCHOOL_TIME) for one in (found.occasion.starts_at, found.occasion.ends_at))
    sign_in(client, dirk)
    form = client.get(f"/s/klimboom/bijeenkomsten/{meeting.pk}/gegevens/").context["form"]
    values = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    values |= {"day": (begins.date() + DAY).isoformat(), "time": f"{begins:%H:%M}", "end": f"{ends:%H:%M}"}
    with clock.stopped(MOMENT + DAY):
        answer = client.post(f"/s/klimboom/bijeenkomsten/{meeting.pk}/gegevens/", values)
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer["Location"] == f"/s/klimboom/uitnodigen/{found.occasion_id}/wijziging/"
