"""An evening of De Klimboom, and one of the other school."""

from typing import Any

import pytest

from driehoek.invitations.models import Occasion
from driehoek.invitations.tests.makers import make_occasion
from driehoek.schools.scoping import within


@pytest.fixture
def occasion(school: Any, moment: Any) -> Occasion:
    with within(school):
        return make_occasion()


@pytest.fixture
def other_occasion(other_school: Any, moment: Any) -> Occasion:
    with within(other_school):
        return make_occasion(title="Avond van Het Baken")
