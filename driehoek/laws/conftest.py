"""The world of two schools, and what differs per database."""

import os
from collections.abc import Iterator

import pytest

from .world import World, make_world

# The second wall stands on PostgreSQL only. SQLite has one wall, which the docs say.
collect_ignore = [] if os.environ.get("DATABASE_URL", "").startswith("postgres") else ["test_second_wall.py"]


@pytest.fixture
def world(db: None) -> Iterator[World]:
    yield make_world()
