"""The tables that are made at once are those of the migrations."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

PARTS = re.compile(r",\s*(?![^()]*\))")  # commas outside brackets
TABLES = "select name, sql from sqlite_master where sql is not null and name not like 'sqlite%'"
DONE = "select app, name from django_migrations order by app, name"


def described(tables: Any, done: Any) -> tuple[dict[str, list[str]], list[Any]]:
    """Every table and index in SQL, its parts in the order of the alphabet; and the migrations that are noted as done."""
    return {name: sorted(PARTS.split(sql.partition("(")[2][:-1])) for name, sql in tables}, list(done)


@pytest.mark.one_database
@pytest.mark.django_db
def test_both_ways_make_the_same(tmp_path: Path) -> None:
    making = "from driehoek.running.migrate import make_tables; make_tables()"
    home = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"DRIEHOEK_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", making], env=home, check=True)
    with sqlite3.connect(tmp_path / "driehoek.sqlite3") as made, connection.cursor() as cursor:
        at_once = described(made.execute(TABLES), made.execute(DONE))
        step_by_step = described(cursor.execute(TABLES).fetchall(), cursor.execute(DONE).fetchall())
    assert at_once == step_by_step
    assert len(at_once[0]) > 100
