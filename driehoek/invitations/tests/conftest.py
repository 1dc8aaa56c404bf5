"""The evening of De Klimboom: class 5 of Carla, with two homes, a family on paper and a secret address."""

from collections.abc import Iterator
from typing import Any

import pytest

from driehoek.access.who import Who
from driehoek.invitations import words
from driehoek.invitations.models import Invitation, Occasion
from driehoek.invitations.tests.makers import invite, make_occasion
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within


@pytest.fixture
def occasion(school: School, moment: Any) -> Occasion:
    school.reply_to, school.phone = "school@example.org", "06-00000001"
    school.street_address, school.postcode, school.city = "Schoolplein 1", "1234 AB", "Voorbeeldstad"
    school.save()
    with within(school):
        return make_occasion()


@pytest.fixture
def asked(school: School, occasion: Occasion, carla: Who) -> dict[str, Invitation]:
    """Invited and sent: Aïcha (Arabic, mail), Bas (mail), Cem (paper), Dina (paper, secret address)."""
    with within(school):
        five = make_class("Groep 5", mentor=carla)
        make_child(
            "Noor", five, make_home("Aïcha", mails=("aicha@example.org",), language="ar"), make_home("Bas", mails=("bas@example.org",))
        )  # fmt: skip
        make_child("Zeki", five, make_home("Cem"))
        make_child("Lina", five, make_home("Dina", is_secret=True, street="Geheimpad 9", postcode="9999 ZZ"))
        return invite(occasion, by=carla)


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    """What was said with an answer, as a capability above takes it in."""
    before = list(words._receivers)
    said: list[dict[str, Any]] = []
    words._receivers[:] = []
    words.register_words(lambda **one: said.append(one))
    yield said
    words._receivers[:] = before
