"""Two people at one run-book, and one finger twice on 'make codes'."""

from typing import Any

import pytest

from driehoek.access import codes
from driehoek.access.models import AccessCode
from driehoek.access.tests.racing import together
from driehoek.meetings import services
from driehoek.meetings.models import Meeting, PreparationTask, ProgrammeItem
from driehoek.meetings.services.live import issue_live_codes
from driehoek.schools.scoping import within

from .makers import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)
TEXTS = dict.fromkeys(("block", "who", "form", "aim", "spoken", "needs", "remark"), "")


@pytest.fixture
def meeting(school: Any, dirk: Any, moment: Any) -> Meeting:
    return make_meeting(school, dirk)


def test_of_two_who_take_out_one_item_the_second_reads_that_it_is_gone(school: Any, dirk: Any, meeting: Meeting) -> None:
    def same() -> ProgrammeItem:
        return ProgrammeItem.objects.select_related("meeting__occasion").get(pk=item.pk)

    with within(school):
        item = ProgrammeItem.objects.filter(meeting=meeting).first()
        both = [same(), same()]
    told = together(school, *[lambda row=row: services.remove_item(by=dirk, item=row)["title"] for row in both])
    assert sorted(told) == sorted([item.title, "item_is_gone"])
    verbs = (
        lambda: services.shift_item(by=dirk, item=item, step=1),
        lambda: services.change_item(by=dirk, item=item, minutes=3, title="Welkom", **TEXTS),
    )
    assert together(school, *verbs) == ["item_is_gone", "item_is_gone"]


def test_who_changes_a_task_that_was_just_taken_off_the_list_reads_so(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        task = PreparationTask.objects.filter(meeting=meeting).first()
        services.remove_task(by=dirk, task=PreparationTask.objects.get(pk=task.pk))
    values = {"title": "Koffie", "due_on": task.due_on, "owner": None, "hours": task.hours, "why": ""}
    assert together(school, lambda: services.change_task(by=dirk, task=task, **values)) == ["task_is_gone"]


def test_codes_are_made_once_for_a_double_click(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        codes.revoke("lead", meeting.pk)
    told = together(school, *[lambda: issue_live_codes(meeting=meeting, by=dirk) for _ in range(3)])
    with within(school):
        there = AccessCode.objects.filter(about=meeting.pk, purpose__startswith="lead:", revoked_at__isnull=True)
        assert (sorted(told), there.count()) == ([0, 0, 2], 2)
