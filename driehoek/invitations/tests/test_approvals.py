"""After mentors were asked: who, when, who agreed, and who may be asked once more."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.invitations import services
from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.invitations.queries.approvals import approvals
from driehoek.outbox.models import Message, State
from driehoek.people.models import StaffMember
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def prepared(school: School, occasion: Occasion, carla: Who) -> list[ClassInvitation]:
    with within(school):
        for name, mentor in (("Groep 5", carla), ("Groep 6", None)):
            make_child(f"Kind {name}", make_class(name, mentor=mentor), make_home(f"Ouder {name}"))
        return services.prepare_class_invitations(occasion=occasion, by=carla)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_who_was_asked_is_told_with_the_day_and_may_be_asked_again_the_next_day(
    client: Client, school: School, occasion: Occasion, prepared: list[ClassInvitation], dirk: Who, carla: Who
) -> None:
    page, ask = (f"/s/klimboom/uitnodigen/{occasion.pk}/{tail}" for tail in ("", "akkoord-vragen/"))
    sign_in(client, dirk)
    assert "Wie akkoord geeft" not in text(client.get(page)), "nobody was asked yet"
    asked = text(client.post(ask, follow=True))
    assert "gevraagd op" in asked and "er is geen mentor bekend" in asked and "0 van 2 klassen" in asked
    assert "Vraag nog eens" not in asked and "mentor om akkoord" not in asked
    assert "Vandaag is al gevraagd" in text(client.post(ask, follow=True))
    with clock.stopped(MOMENT + dt.timedelta(days=1)):
        sign_in(client, dirk)
        assert "Vraag nog eens" in text(client.get(page))
        own = next(one for one in prepared if one.sender)
        shown = text(client.post(ask, {"klas": str(own.pk)}, follow=True))
        assert "gevraagd op" in shown and "keer gevraagd" not in shown, "the last day, and no count"
        client.post(ask, {"klas": "odd"})
    with within(school):
        assert Message.objects.filter(letter="approval_request").count() == 2
        services.approve(class_invitation=own, by=carla)
        found = approvals(occasion)
        assert [(row.name, bool(row.approved_at), row.may_ask) for row in found.rows] == [
            ("Groep 5", True, False),
            ("Groep 6", False, False),
        ]
    assert "akkoord van Carla" in text(client.get(page))


def test_a_new_mentor_is_asked_the_same_day_and_who_was_never_mailed_too(
    school: School, occasion: Occasion, prepared: list[ClassInvitation], dirk: Who
) -> None:
    with within(school):
        assert services.ask_approval(occasion=occasion, by=dirk) == 1
        Message.objects.update(state=State.DROPPED)
        assert not any(row.asked_at for row in approvals(occasion).rows)
        assert services.ask_approval(occasion=occasion, by=dirk) == 1
        assert services.ask_approval(occasion=occasion, by=dirk) == 0
        fresh = StaffMember.objects.create(given_name="Nieuw", email="nieuw@example.org")
        ClassInvitation.objects.filter(sender__isnull=False).update(sender=fresh)
        (row,) = (row for row in approvals(occasion).rows if row.has_mail)
        assert row.asked_at is None and row.may_ask
        assert services.ask_approval(occasion=occasion, by=dirk) == 1
        assert Message.objects.filter(to=fresh.pk).count() == 1
