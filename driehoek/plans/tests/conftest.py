"""Somebody at the office, signed in."""

from typing import Any

import pytest
from django.test import Client

from driehoek.access.who import Who
from driehoek.conftest import sign_in


@pytest.fixture
def desk(client: Client, school: Any, moment: Any, dirk: Who) -> Client:
    """The head."""
    sign_in(client, dirk)
    return client
