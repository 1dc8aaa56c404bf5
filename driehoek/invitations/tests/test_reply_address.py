"""Where parents' answers by e-mail arrive: at the address of the class, else of the occasion, else of the school."""

import io
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from driehoek.access.errors import RuleBroken
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.invitations import pages, services
from driehoek.invitations.letters import confirmation_mail, invitation_mail
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
from driehoek.outbox.models import Message
from driehoek.people.models import Guardian, Guardianship, StaffMember
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
MENTOR = "carla.mentor@example.org"


@pytest.fixture
def own(school: School, occasion: Occasion, carla: Who) -> ClassInvitation:
    with within(school):
        five = make_class("Groep 5", mentor=carla)
        make_child("Noor", five, make_home("Aïcha", mails=("aicha@example.org",)), make_home("Bas", mails=("bas@example.org",)))
        make_child("Zeki", five, make_home("Cem"))
        return services.prepare_class_invitations(occasion=occasion, by=WORKER)[0]


def mail_to(name: str) -> tuple[str, str]:
    guardian = Guardian.objects.get(given_name=name)
    made = invitation_mail(Message.objects.get(letter="invitation", to=guardian.pk))
    assert made is not None
    return made.reply_to, made.text


def test_the_address_of_the_class_stands_in_its_mails_and_letters(
    client: Client, school: School, occasion: Occasion, own: ClassInvitation, carla: Who
) -> None:
    sign_in(client, carla)
    page = f"/s/klimboom/uitnodigen/klas/{own.pk}/"
    assert "Leeg: school@example.org" in client.get(page).content.decode()
    wrong = client.post(page, {"personal_line": "Kom maar", "reply_to": "carla bij school"})
    assert wrong.status_code == 422 and "Dit is geen e-mailadres" in wrong.content.decode()
    shown = client.post(page, {"personal_line": "", "reply_to": MENTOR, "preview": "1"}).content.decode()
    assert f"schrijft naar {MENTOR}" in shown
    assert client.post(page, {"personal_line": "", "reply_to": MENTOR}).status_code == 302
    with within(school):
        Guardianship.objects.filter(guardian__given_name="Bas").update(restriction="leader")
        services.send(occasion=occasion, by=WORKER)
        address, text = mail_to("Aïcha")
        assert address == MENTOR and MENTOR in text
        address, text = mail_to("Bas")  # hears nothing about a child, so nothing of the class
        assert address == "school@example.org" and MENTOR not in text
        sent = ClassInvitation.for_gate().get()
        rows = services.mark_printed(class_invitation=sent, by=WORKER)
        paper = PdfReader(io.BytesIO(pages.pile(school, sent, rows, key="invitation")))
        assert MENTOR in "".join(one.extract_text() for one in paper.pages).replace("\n", "")


def test_without_one_the_address_of_the_occasion_counts_and_the_office_can_take_a_class_back_there(
    client: Client, school: School, occasion: Occasion, own: ClassInvitation, dirk: Who
) -> None:
    with within(school):
        services.agree_reply_to(occasion=occasion, address="avond@example.org", by=WORKER)
        services.approve(class_invitation=own, reply_to=f" {MENTOR} ", by=dirk)
        services.send(occasion=occasion, by=WORKER)
        assert mail_to("Aïcha")[0] == MENTOR
        with pytest.raises(RuleBroken, match="address"):
            services.agree_reply_to(occasion=occasion, address="geen adres", by=WORKER)
    sign_in(client, dirk)
    page = f"/s/klimboom/uitnodigen/{occasion.pk}/antwoordadres/"
    assert MENTOR in client.get(page).content.decode()
    assert client.post(page, {"drop": str(own.pk)}, follow=True).status_code == 200
    assert MENTOR not in client.get(page).content.decode()
    with within(school):
        assert mail_to("Aïcha")[0] == "avond@example.org"
        assert Invitation.objects.count() == 3


@pytest.mark.parametrize("left", [{"left_on": MOMENT.date()}, {"left_on": None}, None])
def test_it_is_used_as_long_as_the_mentor_sends_and_works_here_and_in_their_own_mails_only(
    school: School, occasion: Occasion, own: ClassInvitation, carla: Who, left: dict[str, Any] | None
) -> None:
    with within(school):
        services.approve(class_invitation=own, reply_to=MENTOR, by=carla)
        services.send(occasion=occasion, by=WORKER)
        mentor = StaffMember.objects.filter(pk=own.sender_id)
        mentor.update(**left) if left else ClassInvitation.objects.update(sender=None)
        theirs = MENTOR if left and left["left_on"] is None else "school@example.org"
        address, text = mail_to("Aïcha")
        assert address == theirs and (MENTOR in text) == (theirs == MENTOR)
        aicha = Invitation.objects.get(household__guardians__given_name="Aïcha")
        services.reply(invitation=aicha, given=services.Given(coming=1), by=WORKER)
        confirmation = confirmation_mail(Message.objects.get(letter="confirmation"))
        assert confirmation is not None and confirmation.reply_to == "school@example.org" and MENTOR not in confirmation.text
