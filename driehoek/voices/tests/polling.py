"""Rounds of statements and dots, for tests. Call within(school)."""

import uuid
from typing import Any

from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.voices.models import Poll, Reaction, Statement, Voice
from driehoek.voices.services import polling, reacting, stating

LINES = ("De school belt genoeg.", "Huiswerk hoort op school.", "Een telefoon hoort thuis.", "Ik weet wie ik kan bellen.")


def make_round(
    occasion: Occasion, by: Who, *, sort: str = "statements", lines: tuple[str, ...] = LINES, is_open: bool = True, **values: Any
) -> Poll:
    poll = polling.make_poll(occasion=occasion, sort=sort, title="Hoe vinden we elkaar?", by=by, **values)
    for line in lines:
        stating.add_statement(poll=poll, text=line, by=by)
    if is_open:
        polling.turn(poll=poll, verb="open", by=by)
    return Poll.for_gate().get(pk=poll.pk)


def statements(poll: Poll) -> list[Statement]:
    return list(Statement.objects.filter(poll=poll).select_related("poll"))


def say(poll: Poll, number: int, answers: dict[int, int], voice: str = Voice.PARENTS) -> None:
    """Person `number` reacts: {place of the statement: value}."""
    rows = statements(poll)
    for place, value in answers.items():
        reacting.react(statement=rows[place], voter=voter(poll, number), voice=voice, value=value)


def voter(poll: Poll, number: int) -> str:
    return reacting.voter_of(poll.occasion_id, "hall", uuid.UUID(int=number))


def many(poll: Poll, values: list[tuple[str, list[int | None]]]) -> None:
    """A row a person: the voice, and a value per statement (None: not seen). Without the service, so quick."""
    rows = statements(poll)
    Reaction.objects.bulk_create(
        Reaction(statement=rows[place], voter=f"{number:032x}", voice=voice, value=value)
        for number, (voice, line) in enumerate(values)
        for place, value in enumerate(line)
        if value is not None
    )


def close(poll: Poll, by: Who, *, show: bool = False) -> Poll:
    polling.turn(poll=poll, verb="close", by=by)
    if show:
        polling.turn(poll=poll, verb="show", by=by)
    return Poll.for_gate().get(pk=poll.pk)
