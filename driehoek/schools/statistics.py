"""After many rows came in at once, PostgreSQL looks at its tables anew, and not when autovacuum gets to it a minute later.

Until then it plans for the tables as they were: who is invited took 4 s instead of 0.1. Only who owns a table may have it
looked at, so a function of the owner does that (`walls.py` makes it). It names its tables itself and takes nothing from whoever
calls it. SQLite plans by rules and needs none of this.
"""

from typing import Any

from django.db import connection, transaction

FUNCTION = "driehoek_look_again"
MANY = 300


def look_again(rows: int) -> None:
    """Once what was written is committed; from `MANY` rows on. Fails without consequences."""
    if rows >= MANY and connection.vendor == "postgresql":
        transaction.on_commit(_call, robust=True)


def _call() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {FUNCTION}()")


def make_function(cursor: Any, schema: str, tables: list[str], roles: list[str]) -> None:
    """As the owner of these tables. Run by nobody but `roles`; finds nothing but what it names in full."""
    lines = " ".join(f'analyze "{schema}"."{table}";' for table in sorted(tables))
    run = cursor.execute
    run(
        f"create or replace function {FUNCTION}() returns void language plpgsql security definer"
        f" set search_path = pg_catalog, pg_temp as $$ begin {lines} end $$"
    )
    run(f"revoke all on function {FUNCTION}() from public")
    for role in roles:
        run(f"grant execute on function {FUNCTION}() to {role}")
