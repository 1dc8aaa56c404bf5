"""Who was asked to call leaves: the round goes to a colleague with the rest of the work."""

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations import services
from driehoek.invitations.models import Invitation, Occasion
from driehoek.invitations.queries.calling import to_call
from driehoek.people.handover import open_work
from driehoek.people.models import StaffMember
from driehoek.people.services.handing_over import hand_over, take_back
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .test_calling import carlas, reminded

__all__ = ["reminded"]
pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("moment")]


def test_calls_go_to_a_colleague_and_come_back(
    school: School, occasion: Occasion, reminded: dict[str, Invitation], dirk: Who
) -> None:
    with within(school):
        carla = carlas(school)
        other = StaffMember.objects.create(given_name="Dirk", surname="Vos", user_id=dirk.user_id)
        keys = list(to_call(occasion).values_list("pk", flat=True))
        services.assign_caller(occasion=occasion, invitations=keys, caller=carla, by=dirk)
        [line] = [one for one in open_work(carla) if one.route == "call_round"]
        assert line.about == occasion.pk and str(len(keys)) in line.title

        nobody = StaffMember.objects.create(given_name="Bo", surname="Vos")
        hand_over(staff=carla, to=nobody, by=dirk)
        assert set(Invitation.objects.filter(pk__in=keys).values_list("caller", flat=True)) == {carla.pk}, (
            "who can't see the round gets no calls"
        )

        given = hand_over(staff=carla, to=other, by=dirk)
        assert set(Invitation.objects.filter(pk__in=keys).values_list("caller", flat=True)) == {other.pk}
        assert set(keys) <= set(given) and not [one for one in open_work(carla) if one.route == "call_round"]
        services.record_attempt(invitation=Invitation.objects.get(pk=keys[0]), outcome="spoken", by=dirk)
        take_back(staff=carla, to=other, keys=given, by=dirk)
        assert Invitation.objects.get(pk=keys[0]).caller_id == other.pk, "what was done stays"
        assert set(Invitation.objects.filter(pk__in=keys).exclude(pk=keys[0]).values_list("caller", flat=True)) == {carla.pk}


def test_the_round_shows_who_left_and_gives_their_calls_to_mentors(
    client: Client, school: School, occasion: Occasion, reminded: dict[str, Invitation], dirk: Who
) -> None:
    with within(school):
        keys = list(to_call(occasion).values_list("pk", flat=True))
        gone = StaffMember.objects.create(given_name="Gerda", surname="Vos", user_id=dirk.user_id)
        services.assign_caller(occasion=occasion, invitations=keys, caller=gone, by=dirk)
        StaffMember.objects.filter(pk=gone.pk).update(left_on=clock.today())
    sign_in(client, dirk)
    page = client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/belronde/").content.decode()
    assert "weg van school" in page
    with within(school):
        assert services.assign_mentors(occasion=occasion, by=dirk) == len(keys)
        assert set(Invitation.objects.filter(pk__in=keys).values_list("caller", flat=True)) == {carlas(school).pk}
