"""An evening of De Klimboom, and one of the other school."""

from typing import Any

import pytest
from django.test import Client

from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import Occasion
from driehoek.invitations.tests.makers import make_occasion
from driehoek.people.models import StaffMember
from driehoek.schools.scoping import within
from driehoek.voices import machine, services
from driehoek.voices.models import Theme


@pytest.fixture
def occasion(school: Any, moment: Any) -> Occasion:
    with within(school):
        return make_occasion()


@pytest.fixture
def other_occasion(other_school: Any, moment: Any) -> Occasion:
    with within(other_school):
        return make_occasion(title="Avond van Het Baken")


@pytest.fixture
def desk(client: Client, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


@pytest.fixture
def theme(occasion: Occasion, school: Any, dirk: Who) -> Theme:
    with within(school):
        return services.make_theme(occasion=occasion, title="Bereikbaar zijn", by=dirk)


@pytest.fixture
def wilhelmina(school: Any, moment: Any) -> StaffMember:
    with within(school):
        return StaffMember.objects.create(given_name="Wilhelmina", surname="Kastelein")


@pytest.fixture(autouse=True)
def words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text model has tests of its own: here the worker reads on words, which costs nothing to start."""
    monkeypatch.setattr(machine, "engine", lambda: machine.WORDS)
