"""What was held back or masked stays so on every page: an action's, one's own, the start page, an error's."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import Occasion
from driehoek.people.models import StaffMember
from driehoek.schools.scoping import within
from driehoek.voices import queries, services
from driehoek.voices.models import Contribution, Masking, Standing, StatementSource, Theme

from .makers import ATTACK, now, say
from .polling import make_round, statements

pytestmark = pytest.mark.django_db
READER = queries.Reader("nl", "po")


@pytest.fixture
def attack(occasion: Occasion, school: Any, dirk: Who, wilhelmina: StaffMember) -> Contribution:
    """A note that was put apart as soon as somebody wanted to show it."""
    with within(school):
        row = say(occasion, ATTACK)
        with pytest.raises(RuleBroken, match="held"):
            services.approve(contribution=row, by=dirk)
        return now(row)


def looks() -> int:
    return TrailRow.objects.filter(act="look:release_held").count()


def test_the_page_of_an_action_gives_only_words_that_were_let_through(
    client: Any, school: Any, dirk: Who, carla: Who, attack: Contribution
) -> None:
    due = dt.date(2027, 2, 1)
    with within(school):
        services.answer_contribution(
            contribution=attack, kind="we_do", text="We praten.", action_title="Gesprek", action_due_on=due, by=dirk
        )
        action = now(attack).answer.action
    sign_in(client, carla)
    page = client.get(reverse("action", args=[school.slug, action.pk])).content.decode()
    assert "We praten." in page
    assert "idioot" not in page


@pytest.mark.parametrize("text", ["", "Anders gezegd"])
def test_no_error_shows_an_attack_to_who_may_not_read_it(
    client: Any, school: Any, anne: Who, attack: Contribution, text: str
) -> None:
    sign_in(client, anne)
    assert client.post(reverse("contribution_reword", args=[school.slug, attack.pk]), {"text": text}).status_code == 404


def test_each_look_of_the_leadership_is_written_down_of_the_evening(
    client: Any, school: Any, dirk: Who, attack: Contribution
) -> None:
    sign_in(client, dirk)
    assert client.get(reverse("contribution", args=[school.slug, attack.pk])).status_code == 200
    with within(school):
        assert looks() == 1
        assert TrailRow.objects.get(act="look:release_held").object_id == attack.occasion_id
        poll = make_round(attack.occasion, dirk, may_add=True)
        row = statements(poll)[0]
        type(row).objects.filter(pk=row.pk).update(source=StatementSource.PARTICIPANT, standing=Standing.PARKED)
    client.get(reverse("poll", args=[school.slug, poll.pk]))
    client.get(reverse("statement", args=[school.slug, row.pk]))
    with within(school):
        assert looks() == 3


def test_masked_words_count_and_are_quoted_nowhere(client: Any, occasion: Occasion, school: Any, dirk: Who, theme: Theme) -> None:
    with within(school):
        say(occasion, "Meester [naam] van de gymles gaf straf")
        Contribution.objects.update(theme=theme, standing=Standing.APPROVED, masking=Masking.MASKED)
        said = queries.of_everybody(occasion, READER)
        assert [(one.count, one.quotes) for one in said] == [(1, [])]
    sign_in(client, dirk)
    assert "gymles" not in client.get(reverse("start", args=[school.slug])).content.decode()


def test_what_is_held_back_waits_for_who_said_it(occasion: Occasion, school: Any, dirk: Who, attack: Contribution) -> None:
    with within(school):
        apart = say(occasion, "Over mijn kind")
        services.park(contribution=apart, by=dirk)
        own = queries.mine(occasion, READER, keys=[attack.pk, apart.pk])
        assert {one.words.text: one.standing for one in own} == {ATTACK: "waiting", "Over mijn kind": "parked"}
