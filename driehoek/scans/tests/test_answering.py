"""What is sent counts once, with only what was asked, and never after closing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.outbox.models import Message
from driehoek.schools.scoping import within

from ..models import Fielding, Mark, Submission, Ticket
from ..rules import MOST_WORDS, Sheet, as_content
from ..rules_sheets import LEAST_BYTES, packed, plain, tidy, unpacked
from ..services.answering import digest_of, sheets_of, submit, submit_openly
from .makers_asked import content, filled, make_asked_class, make_fielding, make_tickets

pytestmark = pytest.mark.database


def broken(call: Any) -> str:
    with pytest.raises(RuleBroken) as told:
        call()
    return told.value.code


def test_a_sheet_counts_once_and_takes_voice_and_class_from_the_ticket(school: Any, moment: Any) -> None:
    with within(school):
        fielding = make_fielding()
        asked = make_asked_class(fielding)
        ticket, other = make_tickets(fielding, asked, 2)
        trail, letters = TrailRow.objects.count(), Message.objects.count()
        assert submit(ticket=ticket, sheet=filled(voice="school", class_id="elsewhere", language="tr"))
        assert not submit(ticket=ticket, sheet=filled(2))
        assert [one.answered for one in Ticket.objects.filter(pk__in=[ticket.pk, other.pk]).order_by("-answered")] == [
            True,
            False,
        ]
        (sheet,) = sheets_of(fielding)
        assert (sheet.voice, sheet.class_id, sheet.language) == ("parents", str(asked.school_class_id), "tr")
        assert sheet.now["formal-1"] == 4
        assert (TrailRow.objects.count(), Message.objects.count()) == (trail, letters)


def test_what_is_shut_declined_or_empty_is_told(school: Any, moment: Any) -> None:
    with within(school):
        fielding = make_fielding()
        ticket, child = make_tickets(fielding, make_asked_class(fielding), 2)
        Ticket.objects.filter(pk=child.pk).update(declined=True)
        assert broken(lambda: submit(ticket=ticket, sheet=Sheet("parents", words={"proud": " \u200b "}))) == "empty"
        assert broken(lambda: submit(ticket=child, sheet=filled())) == "declined"
        Fielding.objects.update(closed_at=clock.now())
        assert broken(lambda: submit(ticket=ticket, sheet=filled())) == "closed"
        Fielding.objects.update(closed_at=None, opened_at=None)
        assert broken(lambda: submit(ticket=ticket, sheet=filled())) == "closed"
        assert not Submission.objects.exists()
        assert not Ticket.objects.filter(answered=True).exists()


def test_by_the_link_of_a_class_one_browser_counts_once_and_never_more_than_there_are_people(school: Any, moment: Any) -> None:
    with within(school):
        fielding = make_fielding()
        asked = make_asked_class(fielding, people=2)

        def send(mark: str, voice: str = "parents", way: str = "link") -> bool:
            return submit_openly(
                asked_class=asked, voice=voice, way=way, digest=digest_of(fielding, "browser", mark), sheet=filled()
            )

        assert [send("one"), send("one"), send("two", way="paper"), send("two")] == [True, False, True, False]
        assert broken(lambda: send("three")) == "full"
        assert broken(lambda: send("four", voice="pupil")) == "voice"
        assert Mark.objects.count() == len(sheets_of(fielding)) == 2


def test_only_what_was_asked_is_kept() -> None:
    asked = as_content(content())
    made_up = Sheet(
        "parents",
        now={"formal-1": 9, "trust-1": 0, "no-such": 3},
        important={"trust-1": 5, "formal-1": 1},
        words={"no-such": "?"},
    )
    kept = tidy(made_up, asked)
    assert (dict(kept.now), dict(kept.important), dict(kept.words)) == ({"trust-1": 0}, {"formal-1": 1}, {})
    assert tidy(Sheet("school", barriers=("time",)), asked).is_empty
    assert tidy(Sheet("parents", barriers=("time", "time", "none")), asked).barriers == ("time",)
    assert plain("a\r\nb\u202e\x00" + "x" * 3000) == "a\nb" + "x" * (MOST_WORDS - 3)


@given(st.text(max_size=MOST_WORDS), st.dictionaries(st.sampled_from(["formal-1", "trust-1"]), st.integers(0, 5)))
def test_a_sheet_comes_out_as_it_went_in_and_tells_nothing_by_its_size(words: str, now: dict[str, int]) -> None:
    sheet = tidy(Sheet("parents", class_id="c", now=now, words={"proud": words}), as_content(content()))
    text = packed(sheet)
    assert unpacked(text) == sheet
    size = len(text.encode())
    assert size >= LEAST_BYTES
    assert size & (size - 1) == 0
