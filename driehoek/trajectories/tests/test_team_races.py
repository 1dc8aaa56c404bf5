"""Two members who take the same task at the same moment."""

from typing import Any

import pytest

from driehoek.access.tests.racing import together
from driehoek.schools.scoping import within
from driehoek.trajectories.models import TeamTask
from driehoek.trajectories.services.team_work import take_task

from .makers_teams import a_parent, a_team

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_take_a_task_one_has_it_and_the_other_reads_so(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        team = a_team(dirk)
        both = [a_parent(dirk, team, name) for name in ("Aïcha", "Bas")]
        task = TeamTask.objects.create(team=team, title="Koffie")
    told = together(school, *[lambda member=member: take_task(by=dirk, task=task, member=member) for member in both])
    assert sorted(map(str, told)) == ["None", "taken"]
    with within(school):
        assert TeamTask.objects.get().owner_id in {one.pk for one in both}
