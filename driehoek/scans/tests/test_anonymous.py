"""Nobody can tell who answered what: not whoever holds one copy of the database either. On both databases, with their own traces."""

import random
import uuid
from typing import Any

import pytest
from django.db import connection

from driehoek.schools.scoping import within
from driehoek.voices.tests.dumping import dump, holding

from ..models import AskedClass, Fielding, Submission, Ticket
from ..services.answering import digest_of, sheets_of, submit, submit_openly
from ..services.rewriting import rewrite_answers
from .makers_asked import filled, make_asked_class, make_fielding, make_tickets

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
PEOPLE, SILENT = 24, 6
LONG = "Dit schreef iemand heel uitgebreid op. " * 20


def plain(key: Any) -> str:
    return uuid.UUID(str(key)).hex


@pytest.fixture
def asked_class(school: Any, moment: Any) -> AskedClass:
    with within(school):
        return make_asked_class(make_fielding(), people=40)


@pytest.fixture
def truth(asked_class: AskedClass, school: Any) -> dict[str, str]:
    """Parents answer in an order of their own, each in a transaction of theirs, some at length: ticket → sheet."""
    with within(school):
        tickets = make_tickets(asked_class.fielding, asked_class, PEOPLE + SILENT)
    random.Random(7).shuffle(tickets)
    found = {}
    for number, ticket in enumerate(tickets[:PEOPLE]):
        with within(school):
            before = set(Submission.objects.values_list("pk", flat=True))
            submit(ticket=ticket, sheet=filled(1 + number % 5, words=LONG if number % 4 == 0 else f"Woorden {number}"))
            found[plain(ticket.pk)] = plain((set(Submission.objects.values_list("pk", flat=True)) - before).pop())
    return found


def pairs(dumped: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """The best guess of who holds a copy. A transaction of one ticket and one sheet tells it outright; else the order of both."""
    answered = [row for row in dumped["scans_ticket"] if row["answered"]]
    sheets = dumped["scans_submission"]
    guess = dict(zip((plain(row["id"]) for row in answered), (plain(row["id"]) for row in sheets), strict=False))
    if connection.vendor == "postgresql":
        alone = {row["_when"]: plain(row["id"]) for row in sheets}
        for row in answered:
            if row["_when"] in alone and sum(one["_when"] == row["_when"] for one in sheets) == 1:
                guess[plain(row["id"])] = alone[row["_when"]]
    return guess


def right(guessed: dict[str, str], truth: dict[str, str]) -> int:
    return sum(guessed.get(ticket) == sheet for ticket, sheet in truth.items())


def test_a_copy_tells_who_answered_and_never_what(truth: dict[str, str], asked_class: AskedClass, school: Any) -> None:
    dumped = dump()
    _is_sealed(dumped, asked_class)
    for key in truth.values():  # not a session, a trail, a letter, nor a rate limit
        assert holding(dumped, key, str(uuid.UUID(key))) == {"scans_submission"}
    if connection.vendor == "postgresql":
        assert right(pairs(dumped), truth) == PEOPLE, "the attack of this test must be a real one"
    with within(school):
        assert rewrite_answers() == 2 * PEOPLE + SILENT
    dumped = dump()
    assert right(pairs(dumped), truth) <= 6  # of 24 at random 1 fits; 7 or more once in ten thousand
    for table in ("scans_ticket", "scans_submission"):
        keys = [plain(row["id"]) for row in dumped[table]]
        assert keys == sorted(keys), "the order tells the keys and nothing else"
    _is_sealed(dumped, asked_class)
    if connection.vendor == "postgresql":
        ours = {row["_when"] for table in ("scans_ticket", "scans_submission") for row in dumped[table]}
        others = {row["_when"] for table, rows in dumped.items() if not table.startswith("scans_") for row in rows}
        assert len(ours) == 1
        assert not ours & others
    else:
        _does_not_linger(truth)
    with within(school):
        assert rewrite_answers() == 0, "what tells nothing is left alone"


def _is_sealed(dumped: dict[str, list[dict[str, Any]]], asked_class: AskedClass) -> None:
    """Nothing can be read, and a sheet is as large as any other."""
    sheets = dumped["scans_submission"]
    assert len({len(bytes(row["sheet"])) for row in sheets}) == 1
    assert {name for name in sheets[0] if name[0] != "_"} == {"id", "school_id", "fielding_id", "sheet"}
    assert holding(dumped, "Woorden 1", "Dit schreef iemand", '"now"') == set()
    assert not [row for row in sheets if str(asked_class.school_class_id).encode() in bytes(row["sheet"])]


def _does_not_linger(truth: dict[str, str]) -> None:
    """SQLite leaves what is deleted where it lay unless told otherwise, and a copy of the file is a copy of that too."""
    with connection.cursor() as cursor:
        cursor.execute("pragma secure_delete")
        assert cursor.fetchone() == (1,)
        cursor.execute("pragma wal_checkpoint(truncate)")
    with open(connection.settings_dict["NAME"], "rb") as file:
        held = file.read()
    for key in truth.values():
        assert held.count(key.encode()) == 2, "in the table and in the index of its keys"


def test_a_mark_of_a_browser_is_rewritten_too_and_says_nothing(asked_class: AskedClass, school: Any) -> None:
    fielding = asked_class.fielding
    for number in range(8):
        with within(school):
            digest = digest_of(fielding, "browser", number)
            submit_openly(asked_class=asked_class, voice="parents", way="link", digest=digest, sheet=filled())
    with within(school):
        before = sorted(str(sheet) for sheet in sheets_of(fielding))
        assert rewrite_answers() == 16
        assert sorted(str(sheet) for sheet in sheets_of(fielding)) == before
    dumped = dump()
    for table in ("scans_mark", "scans_submission"):
        assert [row["id"] for row in dumped[table]] == sorted(row["id"] for row in dumped[table])
    if connection.vendor == "postgresql":
        assert len({row["_when"] for table in ("scans_mark", "scans_submission") for row in dumped[table]}) == 1


def test_rewriting_touches_one_school_and_what_runs(asked_class: AskedClass, school: Any, other_school: Any) -> None:
    with within(other_school):
        fielding = make_fielding()
        ticket, *_others = make_tickets(fielding, make_asked_class(fielding), 3)
        submit(ticket=ticket, sheet=filled())
    elsewhere = dump()["scans_submission"]
    with within(school):
        tickets = make_tickets(asked_class.fielding, asked_class, 3)
    for ticket in sorted(tickets, key=lambda one: one.pk, reverse=True):
        with within(school):
            submit(ticket=ticket, sheet=filled())
    with within(school):
        assert rewrite_answers() == 6
        assert Ticket.objects.filter(answered=True).count() == 3
        Fielding.objects.update(opened_at=None)
        assert rewrite_answers(all_rows=True) == 0
    assert elsewhere[0] in dump()["scans_submission"]
