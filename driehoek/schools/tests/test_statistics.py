"""What PostgreSQL knows of its tables after many rows came in at once."""

from typing import Any

import pytest
from django.db import connection

from driehoek.schools import statistics
from driehoek.schools.models import CalendarEntry, School, SchoolYear
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db


@pytest.mark.database
def test_many_rows_make_it_look_again(school: School, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True) as few, within(school):
        statistics.look_again(statistics.MANY - 1)
    with django_capture_on_commit_callbacks(execute=True) as many, within(school):
        SchoolYear.objects.bulk_create(SchoolYear(starts_in=1900 + number) for number in range(90))
        statistics.look_again(statistics.MANY)
    on_postgresql = connection.vendor == "postgresql"
    assert (len(few), len(many)) == (0, int(on_postgresql))
    if on_postgresql:
        with connection.cursor() as cursor:
            cursor.execute("select reltuples from pg_class where relname = %s", [SchoolYear._meta.db_table])
            assert cursor.fetchone()[0] >= 90, "the owner's function has looked"
            cursor.execute(
                "select prosecdef, proconfig, pronargs, has_function_privilege('driehoek_app', oid, 'execute'),"
                " has_function_privilege('driehoek_backup', oid, 'execute'), prosrc from pg_proc where proname = %s",
                [statistics.FUNCTION],
            )
            definer, config, arguments, serves, others, body = cursor.fetchone()
        assert (definer, config, arguments, serves, others) == (True, ["search_path=pg_catalog, pg_temp"], 0, True, False)
        assert f'analyze "public"."{CalendarEntry._meta.db_table}";' in body
