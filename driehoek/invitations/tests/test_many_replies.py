"""A whole school answers at once: an answer costs the same for the first and the last, and pressing twice is once."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek.access.tests.racing import together
from driehoek.access.who import WORKER
from driehoek.invitations import services
from driehoek.invitations.models import Invitation, Occasion, OpenReply, Reply
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import by_name, invite
from driehoek.invitations.tests.test_guest import opened
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

MOST_QUERIES = 32  # of opening the session to the mail in the outbox, with a question beforehand


def asked_of(client: Client, address: str, coming: str) -> int:
    keys = {"key": str(uuid.uuid4()), "question_key": str(uuid.uuid4())}
    said = {"coming": coming, "interpreter": "tr", "before": "on", "question": "Mag mijn zoon mee?", "named": "with", **keys}
    with CaptureQueriesContext(connection) as seen:
        assert client.post(address, said).status_code == 302
    return len([one for one in seen.captured_queries if "SAVEPOINT" not in one["sql"]])


@pytest.mark.django_db
@pytest.mark.database
def test_an_answer_asks_the_same_of_the_database_in_a_school_of_any_size(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    phone = Client()
    alone = asked_of(phone, opened(phone, school, asked["Bas"]), "1")
    with within(school):
        for number in range(15):
            make_child(
                f"Kind {number}", make_class(f"Groep {number}a"), make_home(f"Ouder{number}", mails=(f"o{number}@example.org",))
            )
        invite(occasion)
        for invitation in by_name(occasion).values():
            services.reply(invitation=invitation, given=Given(coming=2), by=WORKER)
        last = by_name(occasion)["Ouder3"]
        Reply.objects.filter(invitation=last).delete()
    other = Client()
    among_many = asked_of(other, opened(other, school, last), "1")
    assert among_many == alone <= MOST_QUERIES


@pytest.mark.django_db(transaction=True)
def test_a_family_that_presses_on_three_telephones_has_one_answer_and_others_do_not_wait(
    school: School, asked: dict[str, Invitation]
) -> None:
    def press(name: str, coming: int) -> Any:
        fresh = Invitation.for_gate().get(pk=asked[name].pk)
        return services.reply(invitation=fresh, given=Given(coming=coming), by=WORKER).coming

    presses = [("Bas", 1), ("Bas", 2), ("Bas", 3), ("Aïcha", 2), ("Cem", 0)]
    told = together(school, *[lambda name=name, coming=coming: press(name, coming) for name, coming in presses])
    assert all(isinstance(one, int) for one in told)
    with within(school):
        assert Reply.objects.count() == 3
        assert Reply.objects.get(invitation=asked["Bas"]).coming in {1, 2, 3}


@pytest.mark.django_db(transaction=True)
def test_through_the_link_of_a_class_the_same_page_sent_thrice_is_one_answer(
    school: School, asked: dict[str, Invitation]
) -> None:
    key = uuid.uuid4()

    def press() -> Any:
        own = asked["Bas"].class_invitation
        services.reply_openly(class_invitation=own, key=key, child_name="Noor", given=Given(coming=1), by=WORKER)

    with within(school):
        asked["Bas"] = Invitation.for_gate().get(pk=asked["Bas"].pk)
    together(school, press, press, press)
    with within(school):
        assert OpenReply.objects.count() == 1
