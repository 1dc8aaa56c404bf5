"""The tables that are made at once are those of the migrations."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

PARTS = re.compile(r",\s*(?![^()]*\))")  # commas outside brackets
TABLES = "select name, sql from sqlite_master where sql is not null and name not like 'sqlite%'"
DONE = "select app, name from django_migrations order by app, name"


def described(tables: Any, done: Any) -> tuple[dict[str, list[str]], list[Any]]:
    """Every table and index in SQL, its parts in the order of the alphabet; and the migrations that are noted as done."""
    return {name: sorted(PARTS.split(sql.partition("(")[2][:-1])) for name, sql in tables}, list(done)


def made(code: str, home: Path) -> tuple[dict[str, list[str]], list[Any]]:
    """What a process of its own makes in an empty home."""
    home.mkdir()
    names = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"DRIEHOEK_HOME": str(home)}
    subprocess.run([sys.executable, "-c", code], env=names, check=True, capture_output=True)
    with sqlite3.connect(home / "driehoek.sqlite3") as database:
        return described(database.execute(TABLES), database.execute(DONE))


def test_both_ways_make_the_same(tmp_path: Path) -> None:
    """The tests make theirs at once too: here the migrations are walked on SQLite, on PostgreSQL by the stories in the browser."""
    at_once = made("from driehoek.running.migrate import make_tables; make_tables()", tmp_path / "at_once")
    step_by_step = made("from driehoek.running.migrate import migrate; migrate()", tmp_path / "step_by_step")
    assert at_once == step_by_step
    assert len(at_once[0]) > 100
