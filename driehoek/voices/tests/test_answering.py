"""Answers to themes and to single contributions, and what is still open."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.actions import services as actions
from driehoek.actions.models import ActionItem, Answer
from driehoek.actions.sources import words_behind
from driehoek.conftest import MOMENT
from driehoek.invitations.models import Occasion
from driehoek.schools.scoping import within
from driehoek.voices import queries, services
from driehoek.voices.models import Contribution, Standing, Theme

from .makers import say

pytestmark = pytest.mark.django_db
DUE = dt.date(2027, 2, 1)


def test_an_answer_to_a_theme_answers_everything_under_it(occasion: Occasion, theme: Theme, school: Any, dirk: Who) -> None:
    with within(school):
        under, loose = say(occasion, standing=Standing.APPROVED), say(occasion)
        say(occasion, standing=Standing.PARKED)
        services.place(contribution=under, theme=theme, by=dirk)
        assert queries.open_count(occasion) == 2
        services.answer_theme(theme=theme, kind="heard", text="Dank u wel.", by=dirk)
        found = queries.answers(occasion)
        assert (found.total, found.open, found.loose) == (2, 1, 1)
        services.answer_contribution(contribution=loose, kind="heard", text="Ook dank.", by=dirk)
        assert queries.open_count(occasion) == queries.answers(occasion).open == 0


def test_we_do_becomes_an_action_with_owner_and_day_in_one_go(theme: Theme, school: Any, dirk: Who) -> None:
    with within(school):
        answer = services.answer_theme(
            theme=theme, kind="we_do", text="We hangen bordjes op.", action_title="Bordjes", action_due_on=DUE, by=dirk
        )
        action = ActionItem.objects.get()
        assert (answer.action, action.title, action.due_on) == (action, "Bordjes", DUE)


def test_another_answer_changes_the_same_answer_and_the_same_action(theme: Theme, school: Any, dirk: Who) -> None:
    with within(school):
        first = {"kind": "we_do", "text": "We doen het.", "action_title": "Bordjes", "action_due_on": DUE}
        services.answer_theme(theme=theme, by=dirk, **first)
        services.answer_theme(theme=theme, by=dirk, **first | {"action_title": "Bordjes op elke deur", "text": "Echt."})
        assert Answer.objects.get().text == "Echt."
        assert ActionItem.objects.get().title == "Bordjes op elke deur"


def test_an_answer_that_is_no_promise_any_more_lets_its_action_go(theme: Theme, school: Any, dirk: Who) -> None:
    with within(school):
        services.answer_theme(theme=theme, kind="we_do", text="Ja.", action_title="Bordjes", action_due_on=DUE, by=dirk)
        answer = services.answer_theme(theme=theme, kind="we_dont", text="Toch niet, want …", by=dirk)
        assert answer.action is None
        assert ActionItem.objects.exists()


def test_two_people_answering_at_once_do_not_write_over_one_another(theme: Theme, school: Any, dirk: Who, anne: Who) -> None:
    with within(school):
        seen = actions.print_of(None)
        services.answer_theme(theme=theme, kind="heard", text="Van Anne.", seen=seen, by=anne)
        with pytest.raises(RuleBroken) as broken:
            services.answer_theme(theme=theme, kind="heard", text="Van Dirk.", seen=seen, by=dirk)
        assert (broken.value.code, broken.value.status) == ("answered", 409)
        now = Answer.objects.get()
        assert now.text == "Van Anne."
        with clock.stopped(MOMENT + dt.timedelta(minutes=1)):
            services.answer_theme(theme=theme, kind="heard", text="Van Dirk.", seen=actions.print_of(now), by=dirk)
        assert Answer.objects.get().text == "Van Dirk."


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "misschien"}, "kind"),
        ({"text": "  "}, "text"),
        ({"text": "t" * 2_001}, "text"),
        ({"kind": "later"}, "missing"),
        ({"kind": "heard", "action_title": "Bordjes", "action_due_on": DUE}, "missing"),
        ({"kind": "we_do", "action_title": "Bordjes"}, "missing"),
        ({"kind": "we_do", "action_due_on": DUE}, "missing"),
        ({"kind": "we_do", "action_title": "a" * 301, "action_due_on": DUE}, "title"),
    ],
)
def test_an_answer_lacks_nothing_and_promises_no_action_without_a_day(
    theme: Theme, school: Any, dirk: Who, wrong: dict[str, Any], code: str
) -> None:
    with within(school):
        with pytest.raises(RuleBroken) as broken:
            services.answer_theme(theme=theme, by=dirk, **{"kind": "heard", "text": "Dank u wel.", **wrong})
        assert (broken.value.code, broken.value.status) == (code, 422)
        assert not Answer.objects.exists()


def test_the_trail_of_an_answer_to_one_contribution_names_the_answer_alone(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion)
        answer = services.answer_contribution(contribution=row, kind="heard", text="Dank u wel.", by=dirk)
        assert not TrailRow.objects.filter(object_id=row.pk).exists()
        assert TrailRow.objects.filter(object_id=answer.pk).count() == 1


def test_the_chain_can_be_walked_from_the_action_to_the_words_and_back(
    occasion: Occasion, theme: Theme, school: Any, dirk: Who
) -> None:
    with within(school):
        seen, waits = say(occasion, "Wie bel ik?", standing=Standing.APPROVED), say(occasion, "Nog niet bekeken")
        apart = say(occasion, "Over één kind", standing=Standing.PARKED)
        alone = say(occasion, "Wanneer?", standing=Standing.APPROVED)
        for row in (seen, waits, apart):
            services.place(contribution=row, theme=theme, by=dirk)
        answer = services.answer_theme(theme=theme, kind="we_do", text="Ja.", action_title="Bordjes", action_due_on=DUE, by=dirk)
        Contribution.objects.filter(pk=alone.pk).update(answer=answer)
        behind = words_behind(answer.action)
        assert [(one.route, one.about) for one in behind] == [("theme", theme.pk), ("contribution", alone.pk)]
        assert [text for one in behind for _voice, text in one.words] == ["Wie bel ik?", "Wanneer?"]
        assert Contribution.objects.get(pk=seen.pk).theme.answer.action == answer.action


def test_what_waits_for_an_answer_stands_first(occasion: Occasion, theme: Theme, school: Any, dirk: Who) -> None:
    with within(school):
        busy = services.make_theme(occasion=occasion, title="Zomaar", by=dirk)
        services.place(contribution=say(occasion), theme=busy, by=dirk)
        services.answer_theme(theme=theme, kind="heard", text="Dank u wel.", by=dirk)
        assert [line.theme for line in queries.answers(occasion).lines] == [busy, theme]
