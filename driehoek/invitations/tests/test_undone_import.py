"""A roster that is taken back leaves alone who was invited meanwhile."""

import datetime as dt

import pytest

from driehoek.access.who import Who
from driehoek.conftest import MOMENT
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
from driehoek.people.models import Enrolment, Guardian, Guardianship, SchoolClass
from driehoek.people.roster.tests.makers import sheet
from driehoek.people.services import import_files
from driehoek.people.services.undoing import undo
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment"), pytest.mark.database]
NOOR = "1;Noor;;Amrani;3-3-2017;5A;Aïcha Amrani;aicha@example.org;Bas Berg;bas@example.org"


def test_who_was_invited_stays_with_the_family(school: School, anne: Who) -> None:
    sem = "2;Sem;;Visser;4-4-2017;5B;Lot Visser;lot@example.org;;"
    with within(school):
        done = import_files(files=[("ouders.csv", sheet(NOOR, sem))], by=anne)
        home = Guardian.objects.get(given_name="Lot").household
        occasion = Occasion.objects.create(
            title="Ouderavond", starts_at=MOMENT, ends_at=MOMENT + dt.timedelta(hours=1), reply_by=MOMENT.date()
        )
        asked = ClassInvitation.objects.create(occasion=occasion, school_class=SchoolClass.objects.get(name="5B"))
        Invitation.objects.create(occasion=occasion, class_invitation=asked, household=home)

        kept = undo(done=done, by=anne)

        assert kept == {"classes": 1, "pupils": 1, "staff": 0, "guardians": 1, "households": 1}
        assert [str(row.pupil) for row in Enrolment.objects.select_related("pupil")] == ["Sem Visser"]
        assert (Guardianship.objects.count(), Invitation.objects.count()) == (1, 1)
