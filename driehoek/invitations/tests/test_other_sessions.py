# ruff: noqa: F811  (fixtures are arguments too)
"""An answer through the link of a class, of a home that another session of the same evening asked."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.invitations import services
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion, OpenReply, Reply
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import make_occasion
from driehoek.invitations.tests.test_open_replies import answer, family, nameless  # noqa: F401  (a fixture)
from driehoek.people.tests.makers import make_child, make_class
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def there(school: School, occasion: Occasion, nameless: ClassInvitation, monkeypatch: Any) -> Invitation:
    """Noor's home is asked to another session of the same evening, a week later, where they said no."""
    with within(school):
        week = dt.timedelta(days=7)
        second = make_occasion(starts_at=occasion.starts_at + week, ends_at=occasion.ends_at + week)
        both = {occasion.pk, second.pk}
        monkeypatch.setattr("driehoek.invitations.words._sessions", [lambda key: both - {key}])
        eight = make_class("8a")
        make_child("Sem", eight, family(nameless, "Noor", "Aïcha"))
        services.prepare_class_invitations(occasion=second, classes=[eight], by=WORKER)
        invitation = Invitation.objects.get()
        services.reply(invitation=invitation, given=Given(coming=0), by=WORKER)
        return invitation


def test_an_answer_goes_to_another_day_only_when_somebody_says_so(
    client: Client, school: School, nameless: ClassInvitation, there: Invitation, carla: Who
) -> None:
    with within(school), clock.stopped(MOMENT + dt.timedelta(hours=1)):
        one = answer(nameless, "Noor")
    sign_in(client, carla)
    address, home = f"/s/klimboom/uitnodigen/zonder-naam/{one.pk}/is-van/", str(there.household_id)
    asked = client.post(address, {"household": home})
    text = asked.content.decode()
    assert asked.status_code == 409 and "donderdag 10 december" in text and "komt niet" in text
    assert "Zet het toch bij donderdag 17 december" in text
    with within(school):
        assert Reply.objects.get().coming == 0 and OpenReply.objects.get(pk=one.pk).matched_to is None
    assert client.post(address, {"household": home, "toch": "odd"}).status_code == 409
    said = client.post(address, {"household": home, "toch": str(there.pk)}, follow=True)
    assert "al voor een andere keer gevraagd, op donderdag 17 december" in said.content.decode()
    assert client.post(address, {"household": home}).status_code == 302, "twice is once"
    with within(school):
        assert OpenReply.objects.get(pk=one.pk).matched_to == there == Reply.objects.get().invitation
        assert Reply.objects.get().coming == 2
        services.take_back(open_reply=one, by=WORKER)
        assert Reply.objects.get().coming == 0


@pytest.mark.parametrize("stands", [False, True])
def test_of_two_sessions_on_one_day_only_an_answer_that_stands_is_asked_about(
    school: School, nameless: ClassInvitation, there: Invitation, stands: bool
) -> None:
    with within(school):
        Occasion.objects.filter(pk=there.occasion_id).update(starts_at=nameless.occasion.starts_at + dt.timedelta(hours=1))
        if not stands:
            Reply.objects.all().delete()
            services.match(open_reply=answer(nameless), household_id=there.household_id, by=WORKER)
            assert Reply.objects.get().invitation == there
            return
        with pytest.raises(services.AskedElsewhere):
            services.match(open_reply=answer(nameless), household_id=there.household_id, by=WORKER)


def test_an_answer_never_goes_to_a_session_that_has_begun(school: School, nameless: ClassInvitation, there: Invitation) -> None:
    with within(school):
        Occasion.objects.filter(pk=there.occasion_id).update(starts_at=clock.now())
        one = answer(nameless)
        found = services.match(open_reply=one, household_id=there.household_id, by=WORKER, elsewhere=there.pk)
        assert found.occasion_id == nameless.occasion_id
        assert set(Reply.objects.values_list("invitation", "coming")) == {(there.pk, 0), (found.pk, 2)}
