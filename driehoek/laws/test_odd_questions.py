"""Whatever somebody puts behind the question mark of an address, no page breaks. PostgreSQL takes no NUL, not even in a search."""

from typing import Any

import pytest
from django.db import connection

from .addresses import ADDRESSES
from .walking import addresses, ask
from .world import World

PARTS = "q zoek soort kind voice open state sort wie taal in stem collega bellen toch v page".split()
ODD = ("a\0b", "👩‍👩‍👧\u202eب\u202c%_'\"><{{x}}", "9" * 5_000)
ASKS = ("anne", "dirk", "carla", "aicha", "joined", "scribe", "leader")


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ODD[1:] if connection.vendor == "sqlite" else ODD[:1], ids=lambda odd: f"{len(odd)} signs")
def test_no_page_breaks_on_what_stands_behind_the_question_mark(world: World, odd: str) -> None:
    broken = []
    for address in addresses():
        actor = next((name for name in ASKS if name in ADDRESSES.get(address.name, ())), None)
        if actor is None:
            continue
        answer: Any = ask(world.client(actor), "GET", address.path("klimboom", world.home), **dict.fromkeys(PARTS, odd))
        if answer.status_code >= 500:
            broken.append(f"{address.name}: {answer.exc_info[1]!r}")
    assert not broken, "\n".join(broken)
