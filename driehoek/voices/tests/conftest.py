"""An evening of De Klimboom, and one of the other school."""

from typing import Any

import pytest
from django.test import Client

from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import Occasion
from driehoek.invitations.tests.makers import make_occasion
from driehoek.schools.scoping import within
from driehoek.voices import services
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
