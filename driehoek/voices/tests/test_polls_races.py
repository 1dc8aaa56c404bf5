"""Many at once in one round, with real threads and real connections; and what a copy of the database tells."""

import random
import uuid
from typing import Any

import pytest

from driehoek.access.limits import CONTRIBUTIONS, _hash, take
from driehoek.access.models import QUICK
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Poll, Reaction
from driehoek.voices.services import polling, reacting

from .dumping import dump, holding
from .polling import make_round, statements
from .test_races import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
PEOPLE = 24


@pytest.fixture
def poll(occasion: Occasion, school: Any, dirk: Who) -> Poll:
    with within(school):
        return make_round(occasion, dirk, may_add=True)


def test_two_devices_of_one_voter_never_give_more_dots_than_there_are(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk, sort="dots", budget=3)
        keys = [row.pk for row in statements(poll)]
    for _ in range(3):
        together(
            school,
            [
                lambda one=one: reacting.give_dots(poll=poll, voter="v", voice="parents", ballot={keys[one]: 3}) and None
                for one in (0, 1, 2, 3, 0, 1)
            ],
        )
        with within(school):
            assert sum(Reaction.objects.values_list("value", flat=True)) == 3
            assert Reaction.objects.count() == 1, "the last ballot stands, whole"


def test_the_same_reaction_twenty_times_at_once_is_one_and_none_gets_in_after_closing(school: Any, poll: Poll, dirk: Who) -> None:
    with within(school):
        row = statements(poll)[0]

    def say() -> None:
        reacting.react(statement=row, voter="v", voice="parents", value=1)

    def other(number: int) -> str:
        reacting.react(statement=row, voter=f"w{number}", voice="parents", value=1)
        return "in"

    together(school, [say] * 20)
    with within(school):
        assert Reaction.objects.count() == 1
    told = together(
        school,
        [*[lambda number=number: other(number) for number in range(8)], lambda: polling.turn(poll=poll, verb="close", by=dirk)],
    )
    with within(school):
        assert Reaction.objects.count() == 1 + told.count("in")
    assert set(told[:-1]) <= {"in", "closed"}


def test_rewriting_while_people_react_and_propose_loses_nothing(school: Any, poll: Poll) -> None:
    with within(school):
        rows = statements(poll)
    jobs: list[Any] = [services.rewrite_reactions for _ in range(2)]
    jobs += [
        lambda number=number: reacting.react(statement=rows[number % 4], voter=f"v{number}", voice="parents", value=1)
        for number in range(8)
    ]
    jobs += [lambda: reacting.propose(poll=poll, key=uuid.uuid4(), text="Iets nieuws") and None]
    together(school, jobs)
    with within(school):
        assert Reaction.objects.count() == 8
        assert len(statements(poll)) == 5


def test_a_copy_pairs_people_and_voters_before_the_rewriting_and_no_better_than_chance_after(
    occasion: Occasion, school: Any, poll: Poll
) -> None:
    """Each person's phone leaves a trace beside the reaction at that moment: here the bucket of its rate limit."""
    with within(school):
        rows = statements(poll)
    people = [uuid.uuid4().hex for _ in range(PEOPLE)]
    random.Random(7).shuffle(people)
    truth = {}
    for number, person in enumerate(people):
        voter = reacting.voter_of(occasion.pk, "hall", person)
        with within(school):
            take(CONTRIBUTIONS, person)
            reacting.react(statement=rows[number % 4], voter=voter, voice="parents", value=1)
        truth[person] = voter
    assert _right(dump(), truth) == PEOPLE, "the attack of this test must be a real one"
    with within(school):
        assert services.rewrite_reactions() >= PEOPLE
    dumped = dump()
    assert _right(dumped, truth) <= 6  # of 24 at random 1 fits; 7 or more once in ten thousand
    assert holding(dumped, *truth.values()) == {"voices_reaction"}, "no other table knows a voter"
    known = {
        str(row["id"]).replace("-", "")
        for table, lines in dumped.items()
        if table != "voices_reaction"
        for row in lines
        if "id" in row
    }
    assert not known & {row["voter"] for row in dumped["voices_reaction"]}, "a voter is nobody's key"


def _right(dumped: dict[str, list[dict[str, Any]]], truth: dict[str, str]) -> int:
    """How many pairs are guessed: by a shared transaction, otherwise the first bucket goes with the first reaction."""

    names = {_hash(CONTRIBUTIONS.name, person, QUICK): person for person in truth}
    buckets = [row for row in dumped["access_tokenbucket"] if row["key"] in names]
    said = dumped["voices_reaction"]
    guess = {names[bucket["key"]]: row["voter"] for bucket, row in zip(buckets, said, strict=False)}
    if isinstance(said[0]["_when"], str):  # a number of a transaction
        for bucket in buckets:
            same = [row["voter"] for row in said if row["_when"] == bucket["_when"]]
            guess |= {names[bucket["key"]]: same[0]} if len(same) == 1 else {}
    return sum(truth[person] == voter for person, voter in guess.items())
