"""Whose class it is: this year, on this day, and by teaching it, never by being a parent in it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access.gate import may
from driehoek.access.policy import Action
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.mine import to_approve
from driehoek.invitations.services.approving import approve
from driehoek.people.models import ClassTeacher, Guardian, SchoolClass, StaffMember
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import within

from .makers import make_child, make_class, make_home

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("moment")]
FIRST_OF_AUGUST = dt.datetime(2027, 8, 1, 12, tzinfo=clock.SCHOOL_TIME)
LAST_OF_JULY = dt.datetime(2027, 7, 31, 12, tzinfo=clock.SCHOOL_TIME)


def ask(school_class: SchoolClass, day: dt.date) -> ClassInvitation:
    """An invitation of a class to an evening, with one family that is invited."""
    starts = clock.at(day, dt.time(19, 30))
    occasion = Occasion.objects.create(
        title="Ouderavond", starts_at=starts, ends_at=starts + dt.timedelta(hours=2), place="Aula", reply_by=day
    )
    made: ClassInvitation = ClassInvitation.objects.create(occasion=occasion, school_class=school_class)
    home = make_home("Aïcha", mails=("aicha@example.org",))
    make_child("Noor", school_class, home)
    Invitation.objects.create(occasion=occasion, class_invitation=made, household=home, channel="mail")
    return made


def test_the_mentor_of_last_year_has_no_bond_with_last_years_families(school: School, carla: Who) -> None:
    with within(school):
        asked = ask(make_class("Groep 5", mentor=carla), dt.date(2027, 9, 10))
        seen = []
        for moment in (LAST_OF_JULY, FIRST_OF_AUGUST):
            with clock.stopped(moment):
                allowed = may(carla, Action.APPROVE_INVITATION, asked), may(carla, Action.MATCH_REPLIES, asked.school_class)
                seen.append((*allowed, len(to_approve(carla))))
    assert seen == [(True, True, 1), (False, False, 0)]


def test_a_substitute_has_the_bond_for_as_long_as_agreed(school: School, carla: Who) -> None:
    with within(school):
        asked = ask(make_class("Groep 5", mentor=carla), dt.date(2026, 12, 20))
        first, last = dt.date(2026, 11, 24), dt.date(2026, 12, 5)
        ClassTeacher.objects.update(since=first, until=last)
        seen = []
        for day in (first - dt.timedelta(days=1), first, last, last + dt.timedelta(days=1)):
            with clock.stopped(clock.at(day, dt.time(12))):
                seen.append((may(carla, Action.APPROVE_INVITATION, asked), len(to_approve(carla))))
    assert seen == [(False, 0), (True, 1), (True, 1), (False, 0)]


def test_who_gives_a_yes_after_the_substitution_signs_nothing(school: School, carla: Who) -> None:
    with within(school):
        asked = ask(make_class("Groep 5", mentor=carla), dt.date(2026, 12, 20))
        ClassTeacher.objects.update(until=clock.today() - dt.timedelta(days=1))
        assert approve(class_invitation=asked, by=carla).sender is None


def test_the_mentor_of_a_class_that_is_being_prepared_has_the_bond_already(school: School, carla: Who) -> None:
    with within(school):
        year = SchoolYear.objects.create(starts_in=2027)
        coming = SchoolClass.objects.create(year=year, name="Groep 6")
        staff = StaffMember.objects.create(user_id=carla.user_id, given_name="Carla")
        ClassTeacher.objects.create(school_class=coming, staff=staff)
        assert may(carla, Action.MATCH_REPLIES, coming)


def test_a_teacher_who_is_a_parent_sees_nothing_of_their_own_childs_class(client: Client, school: School, carla: Who) -> None:
    """Works_here is for not mailing somebody twice; it opens no door."""
    with within(school):
        own = make_class("Groep 3", mentor=carla)
        other = ask(make_class("Groep 5"), dt.date(2026, 12, 20))
        parent = Guardian.objects.get()
        parent.works_here = StaffMember.objects.get(user_id=carla.user_id)
        parent.save()
        assert may(carla, Action.MATCH_REPLIES, own)
        doors = (Action.SEE_PEOPLE, Action.MATCH_REPLIES, Action.APPROVE_INVITATION, Action.PRINT_LETTERS, Action.SEE_NEEDS)
        assert not [action for action in doors for thing in (other, other.school_class) if may(carla, action, thing)]
        assert to_approve(carla) == []
    sign_in(client, carla)
    pages = [reverse(name, args=[school.slug]) for name in ("start", "invitations", "actions", "meeting_list")]
    shown = " ".join(client.get(page).content.decode() for page in pages)
    assert not [word for word in ("Noor", "Aïcha", "Groep 5") if word in shown]
    assert client.get(reverse("people_class", args=[school.slug, other.school_class_id])).status_code == 404
    assert client.get(reverse("approve_invitation", args=[school.slug, other.pk])).status_code == 404
