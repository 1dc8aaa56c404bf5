"""An evening that is held twice: classes go along with their answers, and nobody is invited twice."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion, Reply
from driehoek.invitations.queries.changing import asks_again, changed
from driehoek.invitations.services import prepare_class_invitations
from driehoek.invitations.tests.makers import invite
from driehoek.invitations.words import beforehand
from driehoek.meetings.models import Meeting, MeetingState, ProgrammeItem
from driehoek.meetings.services import splitting
from driehoek.meetings.services.splitting import split
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import CalendarEntry, School
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Source, Standing, Theme
from driehoek.voices.tests.makers import say

from .makers import EVENING, make_guests, make_meeting
from .pages import at, words

pytestmark = pytest.mark.django_db
LATER = EVENING + dt.timedelta(weeks=6)


@pytest.fixture
def meeting(school: School, dirk: Who, moment: Any) -> Meeting:
    meeting = make_meeting(school, dirk)
    with within(school):
        make_guests(meeting, 12, classes=4)
        ClassInvitation.objects.update(sent_at=MOMENT, approved_at=MOMENT)
    return meeting


def classes(meeting: Meeting) -> list[Any]:
    return list(ClassInvitation.objects.filter(occasion=meeting.occasion_id).values_list("pk", flat=True))


def test_some_classes_go_to_the_second_time_with_their_answers(school: School, dirk: Who, meeting: Meeting) -> None:
    with within(school):
        key, going = clock.new_id(), classes(meeting)[:2]
        wanted = {"key": key, "day": LATER, "time": dt.time(19), "place": "aula", "classes": going}
        second = split(by=dirk, meeting=meeting, **wanted)
        assert split(by=dirk, meeting=meeting, **wanted).pk == second.pk  # a double click
        assert Meeting.objects.count() == 2 and second.session_of == meeting
        assert set(classes(second)) == set(going) and len(classes(meeting)) == 2
        replies = Reply.objects.filter(invitation__occasion=second.occasion_id).count()
        assert replies == Invitation.objects.filter(occasion=second.occasion_id).count() == 6
        titles = [list(ProgrammeItem.objects.filter(meeting=one).values_list("title", flat=True)) for one in (meeting, second)]
        assert titles[0] == titles[1]


def test_all_or_none_is_no_split_and_neither_is_an_evening_that_began(school: School, dirk: Who, meeting: Meeting) -> None:
    with within(school):
        for going in (classes(meeting), []):
            with pytest.raises(RuleBroken):
                split(by=dirk, meeting=meeting, key=clock.new_id(), day=LATER, time=dt.time(19), place="aula", classes=going)
        meeting.state = MeetingState.RUNNING
        with pytest.raises(RuleBroken):
            split(
                by=dirk,
                meeting=meeting,
                key=clock.new_id(),
                day=LATER,
                time=dt.time(19),
                place="aula",
                classes=classes(meeting)[:1],
            )
        assert Meeting.objects.count() == 1


def test_on_screen_it_asks_then_leads_to_telling_who_was_invited(
    client: Client, school: School, dirk: Who, meeting: Meeting
) -> None:
    sign_in(client, dirk)
    page = client.get(at("meeting_split", meeting.pk))
    with within(school):
        every = [str(key) for key in classes(meeting)]
    typed = {"key": str(page.context["form"].initial["key"]), "day": LATER.isoformat(), "time": "19:00", "place": "aula"}
    for going in ([], every):
        wrong = client.post(at("meeting_split", meeting.pk), typed | {"classes": going})
        assert wrong.status_code == 422 and 'value="aula"' in wrong.content.decode()
    done = client.post(at("meeting_split", meeting.pk), typed | {"classes": every[:1]}, follow=True)
    assert done.redirect_chain[-1][0].endswith("/wijziging/") and "De tweede keer staat klaar" in words(done)


def filled(client: Client, meeting: Meeting, going: list[Any], **more: str) -> dict[str, Any]:
    page = client.get(at("meeting_split", meeting.pk))
    typed = {"key": str(page.context["form"].initial["key"]), "day": LATER.isoformat(), "time": "19:00", "place": "aula"}
    return typed | {"classes": [str(key) for key in going]} | more


@pytest.mark.database
def test_what_is_off_or_over_is_not_held_twice_however_often_it_is_pressed(
    client: Client, school: School, dirk: Who, meeting: Meeting
) -> None:
    with within(school):
        going = classes(meeting)[:1]
    sign_in(client, dirk)
    typed = filled(client, meeting, going)
    with clock.stopped(meeting.occasion.ends_at + dt.timedelta(days=1)):
        sign_in(client, dirk)
        for _press in range(2):
            assert client.post(at("meeting_split", meeting.pk), typed).status_code == 422
    with within(school):
        Occasion.objects.update(cancelled_at=MOMENT)
    sign_in(client, dirk)
    for _press in range(2):
        answer = client.post(at("meeting_split", meeting.pk), typed)
        assert answer.status_code == 422 and "gaat niet door" in words(answer)
    with within(school):
        assert Meeting.objects.count() == Occasion.objects.count() == 1


@pytest.mark.database
def test_a_class_that_cannot_go_leaves_nothing_half_made(
    client: Client, school: School, dirk: Who, meeting: Meeting, monkeypatch: Any
) -> None:
    def refuse(**_: Any) -> None:
        raise RuleBroken("there-already", "Kan niet.")

    monkeypatch.setattr(splitting, "move_class", refuse)
    with within(school):
        going = classes(meeting)[:1]
    sign_in(client, dirk)
    typed = filled(client, meeting, going)
    for _press in range(2):
        assert client.post(at("meeting_split", meeting.pk), typed).status_code == 422
    with within(school):
        assert Meeting.objects.count() == Occasion.objects.count() == 1


@pytest.mark.parametrize(("day", "another"), [(EVENING, False), (LATER, True)])
def test_a_second_time_on_the_same_day_is_no_other_day(
    school: School, dirk: Who, meeting: Meeting, day: dt.date, another: bool
) -> None:
    with within(school):
        going = classes(meeting)[:1]
        with clock.stopped(MOMENT + dt.timedelta(minutes=1)):
            second = split(by=dirk, meeting=meeting, key=clock.new_id(), day=day, time=dt.time(21), place="aula", classes=going)
        told = changed(second.occasion)
        assert told.is_untold and (told.day_at is not None) == another
        invitation = Invitation.objects.select_related("reply").filter(occasion=second.occasion_id).first()
        assert asks_again(invitation, invitation.reply) == another


def homes(meeting: Meeting) -> set[str]:
    rows = Invitation.objects.filter(occasion=meeting.occasion_id).values_list("household__guardians__given_name", flat=True)
    return set(rows)


@pytest.mark.database
def test_bringing_invitations_up_to_date_asks_nobody_to_both(school: School, dirk: Who) -> None:
    meeting = make_meeting(school, dirk)
    with within(school):
        five, six = make_class("Groep 5"), make_class("Groep 6")
        both = make_home("Aïcha")
        make_child("Noor", five, both)
        make_child("Zeki", six, both)
        make_child("Lina", six, make_home("Bas"))
        invite(meeting.occasion, by=dirk)
        going = [ClassInvitation.objects.get(school_class=five).pk]
        second = split(by=dirk, meeting=meeting, key=clock.new_id(), day=LATER, time=dt.time(19), place="aula", classes=going)
        make_child("Sam", five, make_home("Cem"))
        make_child("Tess", six, make_home("Dina"))
        for _press in range(2):
            for one in (meeting, second):
                prepare_class_invitations(occasion=one.occasion, by=dirk)
        assert (homes(meeting), homes(second)) == ({"Bas", "Dina"}, {"Aïcha", "Cem"})
        assert ClassInvitation.objects.count() == 2
        # a session that is off takes nobody away from the other
        Occasion.objects.filter(pk=second.occasion_id).update(cancelled_at=MOMENT)
        prepare_class_invitations(occasion=meeting.occasion, by=dirk)
        assert homes(meeting) == {"Aïcha", "Bas", "Cem", "Dina"}


@pytest.mark.database
def test_what_a_family_said_beforehand_goes_along(school: School, dirk: Who, meeting: Meeting) -> None:
    with within(school):
        going = classes(meeting)[:1]
        leaves = Invitation.objects.select_related("household").filter(class_invitation__in=going).first()
        stays = Invitation.objects.select_related("household").exclude(class_invitation__in=going).first()
        with_reply = {"source": Source.REPLY, "giver": leaves.household}
        said = [say(meeting.occasion, "Mag mijn zoon mee?", **with_reply), say(meeting.occasion, "Gelezen", **with_reply)]
        Contribution.objects.filter(pk=said[1].pk).update(standing=Standing.APPROVED)
        in_theme = say(meeting.occasion, "In een thema", **with_reply)
        theme = Theme.objects.create(occasion=meeting.occasion, title="Contact")
        Contribution.objects.filter(pk=in_theme.pk).update(theme=theme)
        say(meeting.occasion, "Zonder naam", source=Source.REPLY)
        say(meeting.occasion, "Van wie blijft", source=Source.REPLY, giver=stays.household)
        second = split(by=dirk, meeting=meeting, key=clock.new_id(), day=LATER, time=dt.time(19), place="aula", classes=going)
        assert set(Contribution.objects.filter(occasion=second.occasion_id)) == set(said)
        assert Contribution.objects.filter(occasion=meeting.occasion_id).count() == 3
        leaves.refresh_from_db()
        assert [one.text for one in beforehand(leaves)] == ["Mag mijn zoon mee?"]


def test_the_second_time_is_held_against_the_calendar_and_may_have_a_title_of_its_own(
    client: Client, school: School, dirk: Who, meeting: Meeting
) -> None:
    with within(school):
        going = classes(meeting)[:1]
        Occasion.objects.update(translations={"en": {"title": "Parents' evening", "why": "Together"}})
        CalendarEntry.objects.create(name="Studiedag", first_day=LATER, last_day=LATER)
    sign_in(client, dirk)
    typed = filled(client, meeting, going, title="Ouderavond bovenbouw")
    asked = client.post(at("meeting_split", meeting.pk), typed)
    assert asked.status_code == 422 and "Studiedag" in words(asked)
    assert client.post(at("meeting_split", meeting.pk), typed | {"sure_of": LATER.isoformat()}).status_code == 302
    with within(school):
        second = Meeting.objects.select_related("occasion").exclude(pk=meeting.pk).get()
        assert str(second) == "Ouderavond bovenbouw" and second.occasion.translations == {"en": {"why": "Together"}}
    assert "Ouderavond bovenbouw" in words(client.get(at("meeting", meeting.pk)))
    assert "Ook op" in words(client.get(at("meeting", second.pk)))
    assert "tweede keer; de eerste is op 10 december" in words(client.get(at("meeting_list")))
