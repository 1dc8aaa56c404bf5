"""Anonymous is anonymous: also for whoever holds one copy of the database. On both databases, with their own traces."""

import random
import uuid
from typing import Any

import pytest

from driehoek.access.who import Pass, Who
from driehoek.invitations.models import Invitation, Occasion
from driehoek.invitations.services.replying import Given, reply
from driehoek.people.tests.makers import make_home
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Contribution, Placement, Reading, Theme

from .dumping import dump, holding
from .makers import make_invitation, say

pytestmark = pytest.mark.django_db(transaction=True)
HOMES = 24


def pairs(dumped: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """The best guess of who holds a copy: household's invitation → contribution.

    A shared transaction tells it outright (PostgreSQL); otherwise the first reply goes with the first contribution.
    """
    replies, said = dumped["invitations_reply"], dumped["voices_contribution"]
    alone = {row["_when"]: row["id"] for row in said if sum(one["_when"] == row["_when"] for one in said) == 1}
    guess = dict(zip((row["invitation_id"] for row in replies), (row["id"] for row in said), strict=False))
    return guess | {
        row["invitation_id"]: alone[row["_when"]] for row in replies if row["_when"] in alone and isinstance(row["_when"], str)
    }


def right(guessed: dict[str, str], truth: dict[uuid.UUID, uuid.UUID]) -> int:
    plain = {uuid.UUID(str(one)): uuid.UUID(str(other)) for one, other in guessed.items()}
    return sum(plain.get(invitation) == key for invitation, key in truth.items())


@pytest.fixture
def truth(occasion: Occasion, school: Any) -> dict[uuid.UUID, uuid.UUID]:
    """Each home answers 'no, but this I want to say' without a name, in its own transaction: invitation → key."""
    with within(school):
        invitations = [make_invitation(occasion, make_home(f"Ouder{number}")) for number in range(HOMES)]
    random.Random(7).shuffle(invitations)
    found = {}
    for number, invitation in enumerate(invitations):
        given = Given(coming=0, words=f"Woorden nummer {number}", named=False)
        guest = Who("guest", passes=(Pass(uuid.uuid4(), "reply", invitation.pk),))
        with within(school):
            reply(invitation=Invitation.objects.select_related("occasion").get(pk=invitation.pk), given=given, by=guest)
        found[invitation.pk] = given.key
    return found


def test_a_copy_pairs_replies_and_words_before_the_rewriting_and_no_better_than_chance_after(
    truth: dict[uuid.UUID, uuid.UUID], school: Any
) -> None:
    assert right(pairs(dump()), truth) == HOMES, "the attack of this test must be a real one"
    with within(school):
        assert services.rewrite_anonymous() == HOMES
    assert right(pairs(dump()), truth) <= 6  # of 24 at random 1 fits; 7 or more once in ten thousand


def test_after_the_rewriting_rows_lie_in_the_order_of_their_keys_and_share_no_trace(
    truth: dict[uuid.UUID, uuid.UUID], school: Any
) -> None:
    with within(school):
        services.rewrite_anonymous()
    dumped = dump()
    keys = [uuid.UUID(str(row["id"])) for row in dumped["voices_contribution"]]
    assert keys == sorted(keys)
    traces = {row["_when"] for row in dumped["voices_contribution"] if isinstance(row["_when"], str)}
    others = {row["_when"] for table, rows in dumped.items() if table != "voices_contribution" for row in rows}
    assert len(traces) <= 1
    assert not traces & others


def test_no_table_but_its_own_knows_an_anonymous_contribution(truth: dict[uuid.UUID, uuid.UUID], school: Any) -> None:
    dumped = dump()
    for key in truth.values():
        assert holding(dumped, str(key)) == {"voices_contribution"}
    assert holding(dumped, *(f"Woorden nummer {number}" for number in range(HOMES))) == {"voices_contribution"}


def test_a_row_pairs_with_nothing_but_evening_day_voice_kind_and_what_the_school_did_with_it(
    truth: dict[uuid.UUID, uuid.UUID],
) -> None:
    """The homes, invitations and people of the same copy stand nowhere in the row."""
    dumped = dump()
    people = {
        str(row["id"]).replace("-", "") for table in ("people_household", "invitations_invitation") for row in dumped[table]
    }
    for row in dumped["voices_contribution"]:
        values = {str(value).replace("-", "") for name, value in row.items() if not name.startswith("_")}
        assert not values & people
        assert row["giver_id"] is None
        assert row["giver_name"] == ""


def test_what_the_school_does_with_it_points_at_the_contribution_from_placements_and_what_was_read_alone(
    occasion: Occasion, school: Any, dirk: Who
) -> None:
    with within(school):
        row = say(occasion, "Zonder naam gezegd")
        theme = services.make_theme(occasion=occasion, title="Bereikbaar", by=dirk)
        services.approve(contribution=row, by=dirk)
        services.place(contribution=row, theme=theme, by=dirk)
        services.reword(contribution=row, text="Zonder naam gezegd, en anders", by=dirk)
        services.answer_contribution(contribution=row, kind="heard", text="Dank u wel.", by=dirk)
        services.park(contribution=row, by=dirk)
    dumped = dump()
    assert holding(dumped, str(row.pk)) == {"voices_contribution", "voices_placement", "voices_reading"}
    assert holding(dumped, "Zonder naam gezegd") == {"voices_contribution"}


def test_one_lonely_contribution_is_rewritten_too(occasion: Occasion, school: Any) -> None:
    with within(school):
        say(occasion)
    with within(school):
        assert services.rewrite_anonymous() == 1
    dumped = dump()
    traces = {row["_when"] for table, rows in dumped.items() if table != "voices_contribution" for row in rows}
    assert not {row["_when"] for row in dumped["voices_contribution"] if isinstance(row["_when"], str)} & traces


def test_rewriting_keeps_words_theme_answer_and_moves(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        theme = services.make_theme(occasion=occasion, title="Bereikbaar", by=dirk)
        for number in range(5):
            row = say(occasion, f"Woorden {number}", giver=make_home("Aïcha") if number == 2 else None)
            services.place(contribution=row, theme=theme, by=dirk)
            services.answer_contribution(contribution=row, kind="heard", text=f"Antwoord {number}", by=dirk)

    def everything() -> list[Any]:
        rows = Contribution.objects.order_by("pk").values(
            "pk", "text", "theme__title", "answer__text", "giver", "standing", "day"
        )
        return [*rows, *Placement.objects.order_by("pk").values("pk", "contribution", "before", "after", "placed_at")]

    with within(school):
        before = everything()
    for _ in range(3):
        with within(school):
            services.rewrite_anonymous()
    with within(school):
        assert everything() == before
        assert Theme.objects.get().contributions.count() == 5


def test_rewriting_touches_one_school_alone(occasion: Occasion, other_occasion: Occasion, school: Any, other_school: Any) -> None:
    with within(other_school):
        say(other_occasion)
    elsewhere = dump()["voices_contribution"]
    with within(school):
        assert services.rewrite_anonymous() == 0
        say(occasion)
    with within(school):
        assert services.rewrite_anonymous() == 1
    assert elsewhere[0] in dump()["voices_contribution"]


def test_what_the_machine_read_tells_no_more_than_the_words_themselves(truth: dict[uuid.UUID, uuid.UUID], school: Any) -> None:
    for key in truth.values():  # one at a time, as they came in
        with within(school):
            Reading.objects.create(contribution_id=key, digest="0123456789abcdef")
    with within(school):
        services.rewrite_anonymous()
    dumped = dump()
    rows = dumped["voices_reading"]
    assert [uuid.UUID(str(row["id"])) for row in rows] == sorted(uuid.UUID(str(row["id"])) for row in rows)
    others = {row["_when"] for table, found in dumped.items() if not table.startswith("voices_") for row in found}
    assert not {row["_when"] for row in rows if isinstance(row["_when"], str)} & others
    for key in truth.values():
        assert holding(dumped, str(key)) == {"voices_contribution", "voices_reading"}
