"""What was put apart, held back or masked stands in no output of anybody: page, paper, file, fragment. Seen by walking them all."""

from typing import Any

import pytest

from driehoek.actions.models import Answer, AnswerKind
from driehoek.schools.scoping import within
from driehoek.voices import machine
from driehoek.voices import services as voices
from driehoek.voices.models import Contribution, Kind, Reading, Source, Standing, Theme, Voice

from .addresses import ADDRESSES
from .walking import addresses, ask
from .world import World

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HELD, APART, MASKED = "HELDOWORD", "APARTWORD", "Wilhelminaword"
# Where the office decides about what was put apart; who decided about masked words sees no name any more.
DECIDES = {"moderate", "moderate_one", "contribution", "contribution_reword", "contribution_pick", "contribution_release"}


def _say(world: World, text: str, **values: Any) -> Contribution:
    theme = Theme.objects.filter(occasion=world.home.rows["invitations.occasion"]).first()
    row: Contribution = Contribution.objects.create(
        occasion=world.home.rows["invitations.occasion"],
        text=text,
        theme=theme,
        kind=Kind.WISH,
        voice=Voice.PARENTS,
        source=Source.PHONE,
        answer=Answer.objects.create(kind=AnswerKind.HEARD, text="Dank u wel."),
        **values,
    )
    return row


@pytest.fixture
def told(world: World) -> World:
    with within(world.home.school):
        held = _say(world, f"De juf is een {HELD}", standing=Standing.PARKED)
        Reading.objects.create(contribution=held, digest=machine.digest(held.text), attack="insult")
        _say(world, f"Over ons kind: {APART}", standing=Standing.PARKED)
        masked = _say(world, f"Juf {MASKED} belt altijd terug")
        voices.approve(contribution=masked, by=world.home.staff["dirk"])
    return world


@pytest.mark.parametrize("actor", ["dirk", "anne", "carla", "thea", "aicha", "joined", "leader"])
def test_it_stands_in_no_output(told: World, actor: str) -> None:
    client, found, walked = told.client(actor), [], 0
    for address in addresses():
        if not address.in_school or actor not in ADDRESSES.get(address.name, set()):
            continue
        answer: Any = ask(client, "GET", address.path("klimboom", told.home))
        walked += answer.status_code == 200
        banned = {HELD, APART, MASKED}
        if address.name in DECIDES:
            banned -= {APART}
        if actor == "dirk" and address.name in {*DECIDES, "moderate_held"}:
            banned -= {HELD}
        found += [f"{actor} reads {word} at {address.name}" for word in banned if word.lower() in answer.words.lower()]
    assert not found, "\n".join(found)
    assert walked > 5
