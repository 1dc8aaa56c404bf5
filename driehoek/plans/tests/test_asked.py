"""How often the database is asked when lines come from all five sorts of source."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import questions
from driehoek.plans.models import Chapter, Line, LineSource, SourceSort
from driehoek.plans.services import add, keep_version, make_action
from driehoek.scans.models import Agreed, ChosenPoint, Fielding, Instrument, Version
from driehoek.schools.models import SchoolYear
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Standing, Theme

from .makers import a_plan, at

pytestmark = pytest.mark.database
MOST = 12


def a_result() -> Fielding:
    """A questionnaire that closed, with one item."""
    content = {"items": [{"key": "i1", "partnership": "didactic", "texts": {"school": {"nl": "Wij bellen."}}, "short": False}]}
    version = Version.objects.create(instrument=Instrument.objects.create(name="Vijf"), content=content)
    return Fielding.objects.create(
        version=version, title="Het najaar", year=SchoolYear.objects.get(starts_in=2026), opens_on=clock.today(),
        closes_on=clock.today(), frozen_at=clock.now(),
    )  # fmt: skip


def sources_of_all_sorts() -> list[tuple[str, Any, str]]:
    agreed = Agreed.objects.get()
    return [
        (SourceSort.THEME, Theme.objects.get(title="Contact").pk, ""),
        (SourceSort.CONTRIBUTION, Contribution.objects.get(picked=True).pk, ""),
        (SourceSort.POINT, ChosenPoint.objects.get().pk, ""),
        (SourceSort.ITEM, (Fielding.objects.first() or a_result()).pk, "i1"),
        (SourceSort.AGREED, agreed.session_id, agreed.about),
    ]


def test_all_five_sorts_of_source_within_twelve_and_flat(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        keep_version(plan=plan, by=dirk)
        type(plan).objects.update(settled_number=1, settled_at=clock.now())
        line = Line.objects.get(plan=plan, chapter=Chapter.AMBITIONS)
        kept = sources_of_all_sorts()
        LineSource.objects.filter(line=line).delete()
        LineSource.objects.bulk_create([LineSource(line=line, sort=sort, about=about, key=key) for sort, about, key in kept])
        soon = clock.today() + dt.timedelta(days=30)
        make_action(ambition=line, title="Bellen", owner=None, due_on=soon, by=dirk)
        theme = Theme.objects.get(title="Contact")
    asked = [at(school, "plan", plan), at(school, "plan_ambition", line), at(school, "plan_theme", theme),
             at(school, "plan_sources", line), at(school, "plan_line", line), at(school, "plan_compare", plan)]  # fmt: skip

    def many() -> dict[str, int]:
        found = {}
        for path in asked:
            with CaptureQueriesContext(connection) as captured:
                page = desk.get(path)
            assert page.status_code == 200
            found[path] = questions(captured)
        return found

    many()
    few = many()
    page = desk.get(asked[1]).content.decode()
    for words in (
        "Contact: 5 keer inbreng",
        "Bel ook eens 0",
        "Ouders weten wat hun kind leert.",
        "‘Wij bellen.’ (Het najaar)",
        "bij de deur",
    ):
        assert words in page
    with within(school):
        first = Contribution.objects.filter(theme=theme, standing=Standing.APPROVED).first()
        told = {"occasion": first.occasion, "voice": first.voice, "kind": first.kind, "source": first.source, "theme": theme}
        Contribution.objects.bulk_create(
            [Contribution(**told, standing=Standing.APPROVED, text=f"Nog {one}") for one in range(40)]
        )
        for number in range(20):
            make_action(ambition=line, title=f"Actie {number}", owner=None, due_on=soon, by=dirk)
            more = add(plan=plan, chapter=Chapter.WISHES, text=f"Nog {number}", by=dirk)
            LineSource.objects.bulk_create([LineSource(line=more, sort=sort, about=about, key=key) for sort, about, key in kept])
    assert many() == few and max(few.values()) <= MOST, few
