"""A mentor who does not get round to it holds nobody up: after five working days the school agrees by itself."""

import datetime as dt

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.invitations import services
from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.invitations.queries.reach import reach
from driehoek.invitations.rules import Step
from driehoek.people.models import StaffMember
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import CalendarEntry, School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def waiting(school: School, occasion: Occasion, carla: Who) -> Occasion:
    """Asked on a Monday."""
    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha", mails=("aicha@example.org",)))
        StaffMember.objects.update(email="carla@example.org")
        services.prepare_class_invitations(occasion=occasion, by=WORKER)
        assert services.ask_approval(occasion=occasion, by=WORKER) == 1
    return occasion


def step(occasion: Occasion, days: int) -> Step:
    with clock.stopped(MOMENT + days * DAY):
        return reach(occasion).classes[0].step


def test_after_five_working_days_the_school_may_agree(client: Client, school: School, waiting: Occasion, dirk: Who) -> None:
    with within(school):
        assert [step(waiting, days) for days in (0, 4, 6, 7)] == [Step.ASK, Step.ASK, Step.ASK, Step.CHOOSE]
    sign_in(client, dirk)
    with clock.stopped(MOMENT + 7 * DAY):
        page = client.get(f"/s/klimboom/uitnodigen/{waiting.pk}/").content.decode()
        assert "Keur goed namens de school" in page and "Carla Jansen</a>" not in page
        with within(school):
            own = ClassInvitation.objects.get()
        client.post(f"/s/klimboom/uitnodigen/klas/{own.pk}/", {"personal_line": ""})
    with within(school):
        assert step(waiting, 8) == Step.SEND


def test_days_on_which_nobody_works_do_not_count(school: School, waiting: Occasion) -> None:
    with within(school):
        CalendarEntry.objects.create(
            name="Studiedag", first_day=(MOMENT + DAY).date(), last_day=(MOMENT + DAY).date(), is_free=True
        )
        assert (step(waiting, 7), step(waiting, 8)) == (Step.ASK, Step.CHOOSE)


def test_a_class_without_mentor_or_without_asking_is_as_it_was(school: School, occasion: Occasion, carla: Who) -> None:
    with within(school):
        make_child("Noor", make_class("Groep 5"), make_home("Aïcha"))
        services.prepare_class_invitations(occasion=occasion, by=WORKER)
        assert step(occasion, 0) == Step.CHOOSE
