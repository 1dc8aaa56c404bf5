"""Looking at what one family gets: the very words, who is left out and why, and nothing made or sent by looking."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek.access.models import AccessCode, TrailRow
from driehoek.access.who import WORKER, Who
from driehoek.conftest import questions, sign_in
from driehoek.invitations import services
from driehoek.invitations.letters import invitation_mail
from driehoek.invitations.models import Invitation, Occasion
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import by_name
from driehoek.outbox.models import Message
from driehoek.people.models import Guardian, Guardianship, Household
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def ready(school: School, occasion: Occasion, carla: Who) -> dict[str, Invitation]:
    """Prepared and not agreed to: Aïcha and Bas at one home (Arabic), Cem on paper, Dina with a secret address."""
    with within(school):
        five = make_class("Groep 5", mentor=carla)
        make_child("Noor", five, make_home("Aïcha", "Bas", mails=("aicha@example.org", "bas@example.org"), language="ar"))
        make_child("Zeki", five, make_home("Cem"))
        make_child("Lina", five, make_home("Dina", is_secret=True, street="Geheimpad 9", mails=("dina@example.org",)))
        services.prepare_class_invitations(occasion=occasion, by=WORKER)
        return by_name(occasion)


def look(client: Client, invitation: Invitation, kind: str = "") -> str:
    address = f"/s/klimboom/uitnodigen/voorbeeld/{invitation.pk}/" + (f"?brief={kind}" if kind else "")
    with CaptureQueriesContext(connection) as seen:
        page = client.get(address)
    assert page.status_code == 200 and questions(seen) <= 12
    return page.content.decode()


def made() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Message, AccessCode))


def test_it_says_what_will_be_sent_and_leaves_a_look_and_nothing_else(
    client: Client, school: School, ready: dict[str, Invitation], dirk: Who
) -> None:
    with within(school):
        Guardian.objects.filter(given_name="Bas").update(contact_language="ti")
        before = made()
        TrailRow.objects.all().delete()
    sign_in(client, dirk)
    page = look(client, ready["Aïcha"])
    assert "E-mail aan Aïcha Amrani" in page and "E-mail aan Bas Amrani" in page and 'dir="rtl"' in page
    assert "Bas Amrani koos" in page and "nog geen brieven" in page
    assert "Carla Jansen · De Klimboom" in page and "Zo wordt het als Carla Jansen akkoord geeft" in page
    on_paper = look(client, ready["Cem"])
    assert "Brief aan Cem Amrani" in on_paper and "Lindelaan 4" in on_paper
    with within(school):
        assert made() == before
        looks = set(TrailRow.objects.values_list("actor", "act", "object_id"))
        assert looks == {(dirk.user_id, "look:see_people", ready[name].pk) for name in ("Aïcha", "Cem")}


def test_the_words_are_those_of_the_mail(
    client: Client, school: School, occasion: Occasion, ready: dict[str, Invitation], dirk: Who, carla: Who
) -> None:
    with within(school):
        own = ready["Aïcha"].class_invitation
        services.approve(class_invitation=own, personal_line="Ik zet de koffie klaar.", by=carla)
    sign_in(client, dirk)
    page = look(client, ready["Aïcha"])
    with within(school):
        services.send(occasion=occasion, by=dirk)
        mail = invitation_mail(Message.objects.filter(about=ready["Aïcha"].pk).order_by("once")[0])
    assert mail is not None and mail.subject in page and "Ik zet de koffie klaar." in page
    after = look(client, ready["Aïcha"], "invitation")
    assert "al verstuurd en gaat niet nog eens" in after
    assert "Een herinnering kan later" in look(client, ready["Aïcha"])


def test_who_gets_nothing_and_why(
    client: Client, school: School, occasion: Occasion, ready: dict[str, Invitation], dirk: Who
) -> None:
    with within(school):
        Guardianship.objects.filter(guardian__given_name="Bas").update(restriction="no_contact")
        Guardianship.objects.filter(guardian__given_name="Dina").update(may_receive=False)
        services.reply(invitation=ready["Cem"], given=Given(coming=0), by=WORKER)
        services.no_more_reminders(invitation=ready["Aïcha"], by=WORKER)
        Invitation.objects.filter(pk=ready["Aïcha"].pk).update(sent_at=occasion.starts_at)
    sign_in(client, dirk)
    shared = look(client, ready["Aïcha"], "reminder")
    assert "geen contact: dat is vastgelegd" in shared and "E-mail aan Bas" not in shared
    assert "wil geen herinneringen meer" in shared
    assert "krijgt geen post over dit kind" in look(client, ready["Dina"])
    assert "heeft al geantwoord" in look(client, ready["Cem"])


def test_a_secret_address_stays_secret_and_only_who_sends_may_look(
    client: Client, school: School, occasion: Occasion, ready: dict[str, Invitation], dirk: Who, carla: Who
) -> None:
    sign_in(client, dirk)
    assert "dina@example.org" not in look(client, ready["Dina"])
    with within(school):
        Guardian.objects.filter(given_name="Dina").update(email="")
        services.prepare_class_invitations(occasion=occasion, by=WORKER)
        assert Household.objects.filter(is_secret=True).exists()
    page = look(client, ready["Dina"])
    assert "Geheimpad" not in page and "Aan de ouders van Lina" in page
    sign_in(client, carla)
    assert client.get(f"/s/klimboom/uitnodigen/voorbeeld/{ready['Dina'].pk}/").status_code in (403, 404)


@pytest.mark.parametrize(
    ("asked", "found"),
    [("?zoek=noor", ["Aïcha"]), ("?wie=papier", ["Cem"]), ("?wie=ar", ["Aïcha"]), ("?wie=lang", ["Aïcha", "Cem", "Dina"])],
)
def test_a_family_is_found_where_it_goes_wrong_first(
    client: Client, school: School, occasion: Occasion, ready: dict[str, Invitation], dirk: Who, asked: str, found: list[str]
) -> None:
    sign_in(client, dirk)
    with CaptureQueriesContext(connection) as seen:
        page = client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/voorbeeld/gezin/{asked}")
    assert questions(seen) <= 12
    rows: Any = [one.guardians for one in page.context["found"]]
    assert sorted(rows) == [{"Aïcha": "Aïcha Amrani, Bas Amrani"}.get(name, f"{name} Amrani") for name in found]
