import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from driehoek import clock
from driehoek.access import limits, trail
from driehoek.access.models import Membership, TrailLink, TrailRow
from driehoek.access.who import Pass, Who
from driehoek.schools.models import School
from driehoek.schools.scoping import within


@pytest.mark.django_db
def test_the_trail_is_a_chain_that_shows_tampering(school: School, dirk: Who) -> None:
    with within(school):
        for act in ("one", "two", "three"):
            trail.write(act, by=dirk)
        assert trail.link() == 3
        assert trail.link() == 0
        assert trail.broken_link() is None
        second = TrailLink.objects.get(number=2).row_id
        TrailRow.objects.filter(pk=second).update(act="nothing happened")
        assert trail.broken_link() == 2


@pytest.mark.django_db
def test_the_trail_holds_ids_only(school: School, dirk: Who) -> None:
    with within(school):
        trail.write("look", by=dirk, on=school)
        row = TrailRow.objects.get()
        assert (row.object_type, row.object_id, row.actor) == ("schools.school", school.pk, dirk.user_id)


LIMIT = limits.Limit("test", 3, 60)


@pytest.mark.django_db
def test_a_bucket_empties_and_fills_again(moment: dt.datetime) -> None:
    assert [limits.take(LIMIT, "me") for _ in range(4)] == [True, True, True, False]
    assert limits.take(LIMIT, "you")
    with clock.stopped(moment + dt.timedelta(seconds=20)):
        assert [limits.take(LIMIT, "me") for _ in range(2)] == [True, False]
    with clock.stopped(moment + dt.timedelta(hours=2)):
        assert [limits.take(LIMIT, "me") for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db(transaction=True)
def test_a_bucket_is_never_overdrawn_by_many_at_once() -> None:
    def one(_: int) -> bool:
        try:
            return limits.take(limits.Limit("crowd", 5, 100_000), "hall")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(40))) == 5


@pytest.mark.django_db
def test_of_several_codes_in_one_browser_the_trail_names_the_one_that_was_used(school: School, dirk: Who) -> None:
    """A family that opens its own link and then the code of the hall still answers as itself."""
    with within(school):
        role = Membership.objects.get(user_id=dirk.user_id)
        hall = Pass(clock.secret_id(), "join", clock.secret_id())
        guest = Who("guest", passes=(Pass(clock.secret_id(), "reply", role.pk), hall))
        trail.write("reply", by=guest, on=role)
        trail.write("leave", by=guest)
        assert dict(TrailRow.objects.values_list("act", "actor")) == {"reply": role.pk, "leave": hall.about}
