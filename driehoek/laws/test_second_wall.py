"""The second wall, on PostgreSQL: what the database itself refuses to the role that serves.

Rows are committed here and looked at through connections of our own as `driehoek_app`, past all of our code.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from driehoek.schools.scoping import ALL_ROLE, SETTING, everywhere, within
from driehoek.schools.walls import append_only, scoped_models
from driehoek.settings import database

from .world import World, make_world

pytestmark = pytest.mark.django_db

DJANGOS = {"pool", "server_side_binding"}  # options of Django, not of the driver


@pytest.fixture
def committed(transactional_db: None) -> World:
    return make_world()


@contextmanager
def as_app() -> Iterator[Any]:
    """A cursor of the role that serves, in the test database, with nothing of ours in between."""
    url = os.environ.get("DRIEHOEK_APP_URL", "")
    assert url, "Set DRIEHOEK_APP_URL: the test server as role driehoek_app (tools/postgres.py sets it)."
    given = database(url)
    options: dict[str, Any] = {name: value for name, value in given["OPTIONS"].items() if name not in DJANGOS}
    options |= {"user": given["USER"], "password": given["PASSWORD"], "host": given["HOST"], "port": given["PORT"]}
    options["dbname"] = connection.settings_dict["NAME"]
    with psycopg.connect(**{name: value for name, value in options.items() if value}) as line, line.cursor() as cursor:
        yield cursor
        line.rollback()


def _open(cursor: Any, world: World) -> None:
    cursor.execute("select set_config(%s, %s, true)", [SETTING, str(world.home.school.pk)])


def _tables() -> list[str]:
    return [model._meta.db_table for model in scoped_models()]


def test_every_table_of_a_school_has_its_wall_enabled_and_forced(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relkind in ('r', 'p') and relrowsecurity and relforcerowsecurity")
        walled = {name for (name,) in cursor.fetchall()}
        cursor.execute("select tablename, policyname from pg_policies where schemaname = current_schema()")
        policies = set(cursor.fetchall())
        cursor.execute(
            "select table_name from information_schema.columns where column_name = 'school_id' and table_schema = current_schema()"
        )
        with_school = {name for (name,) in cursor.fetchall()}
    assert set(_tables()) <= walled, f"without a wall: {set(_tables()) - walled}"
    assert policies == {(table, name) for table in _tables() for name in ("school", "everywhere")}
    assert with_school - set(_tables()) == {"access_accesscode"}, "a table with a school and without a wall"


def test_whoever_tests_and_whoever_serves_is_held_by_the_walls(db: None) -> None:
    """A superuser, a BYPASSRLS role, or a member that inherits the wide role would see everything, without a sound."""
    with connection.cursor() as owner, as_app() as app:
        for cursor, name in ((owner, settings.DATABASES["default"]["USER"]), (app, "driehoek_app")):
            cursor.execute(
                "select rolname, rolsuper, rolbypassrls, rolinherit, rolcanlogin from pg_roles where rolname = current_user"
            )
            assert cursor.fetchone() == (name, False, False, False, True)
        app.execute("select rolcanlogin from pg_roles where rolname = %s", [ALL_ROLE])
        assert app.fetchone() == (False,)


def test_without_an_open_school_the_serving_role_sees_no_row(committed: World) -> None:
    with as_app() as cursor:
        for table in _tables():
            cursor.execute(f'select count(*) from "{table}"')
            assert cursor.fetchone() == (0,), table


def test_with_an_open_school_it_sees_the_rows_of_that_school_alone(committed: World) -> None:
    with as_app() as cursor:
        _open(cursor, committed)
        for table in _tables():
            cursor.execute(f'select count(*), count(*) filter (where school_id <> %s) from "{table}"', [committed.home.school.pk])
            own, foreign = cursor.fetchone()
            assert (own > 0, foreign) == (True, 0), table


def test_a_row_of_another_school_can_be_neither_changed_nor_moved_nor_made(committed: World) -> None:
    home, foreign = committed.home.school.pk, committed.foreign.school.pk
    with as_app() as cursor:
        for model in scoped_models():
            table = model._meta.db_table
            if append_only(model):
                continue
            _open(cursor, committed)
            cursor.execute(f'update "{table}" set school_id = school_id where school_id = %s', [foreign])
            assert cursor.rowcount == 0, table
            cursor.execute(f'delete from "{table}" where school_id = %s', [foreign])
            assert cursor.rowcount == 0, table
            with pytest.raises(psycopg.errors.InsufficientPrivilege), cursor.connection.transaction():
                cursor.execute(f'update "{table}" set school_id = %s where school_id = %s', [foreign, home])
            with pytest.raises(psycopg.errors.InsufficientPrivilege), cursor.connection.transaction():
                columns = ", ".join(
                    f'"{column.column}"' for column in model._meta.concrete_fields if column.column != "school_id"
                )
                cursor.execute(
                    f'insert into "{table}" (school_id, {columns}) select %s, {columns} from "{table}" limit 1', [foreign]
                )


def test_nobody_who_serves_can_rewrite_the_trail(committed: World) -> None:
    with as_app() as cursor:
        for model in scoped_models():
            if not append_only(model):
                continue
            for words in ('update "{}" set school_id = school_id', 'delete from "{}"', 'truncate "{}"'):
                with pytest.raises(psycopg.errors.InsufficientPrivilege), cursor.connection.transaction():
                    cursor.execute(words.format(model._meta.db_table))


def test_every_school_is_seen_only_inside_everywhere(committed: World) -> None:
    def schools() -> int:
        with connection.cursor() as cursor:
            cursor.execute("select count(distinct school_id), current_user from people_pupil")
            count, user = cursor.fetchone()
        assert (user == ALL_ROLE) == (count == 2)
        return int(count)

    assert schools() == 0
    with everywhere("a law counts schools"):
        assert schools() == 2
    assert schools() == 0
    with within(committed.home.school):
        assert schools() == 1
    assert schools() == 0


def test_the_wide_role_is_left_when_its_transaction_ends(committed: World) -> None:
    with as_app() as cursor:
        cursor.execute(f"set local role {ALL_ROLE}")
        cursor.execute("select count(distinct school_id) from people_pupil")
        assert cursor.fetchone() == (2,)
        cursor.connection.commit()
        cursor.execute("select count(*), current_user from people_pupil")
        assert cursor.fetchone() == (0, "driehoek_app")


def test_an_open_school_is_forgotten_when_its_transaction_ends(committed: World) -> None:
    """The pool hands the same connection to the next request."""
    with as_app() as cursor:
        _open(cursor, committed)
        cursor.connection.commit()
        cursor.execute("select count(*) from people_pupil")
        assert cursor.fetchone() == (0,)
