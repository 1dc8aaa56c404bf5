"""The second wall: row-level security on PostgreSQL, raised after every migrate so that no table can be forgotten.

Four roles: the *owner* migrates; *app* serves and sees one school at a time; *all* is reached only by `everywhere()`;
*backup* reads past the walls. `deploy/roles.sql` makes them. On SQLite there is no second wall.
"""

from typing import Any

from django.apps import apps
from django.db import connections, models

from .scoping import ALL_ROLE, SETTING, SchoolRow
from .statistics import make_function

APP_ROLE = "driehoek_app"
BACKUP_ROLE = "driehoek_backup"


def scoped_models() -> list[type[SchoolRow]]:
    return [model for model in apps.get_models() if issubclass(model, SchoolRow)]


def append_only(model: type[models.Model]) -> bool:
    return getattr(model, "append_only", False)


def raise_walls(sender: Any, using: str, **_: Any) -> None:
    """Idempotent: policies on every school table, each role its rights, and one function. Runs as the owner."""
    connection = connections[using]
    if connection.vendor != "postgresql" or sender.label != "schools":
        return
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        cursor.execute("select tablename, policyname from pg_policies where schemaname = current_schema()")
        standing = set(cursor.fetchall())
        for model in scoped_models():
            table = model._meta.db_table
            if table in tables and (table, "school") not in standing:
                _wall(cursor, table)
        cursor.execute("select rolname from pg_roles where rolname = any(%s)", [[APP_ROLE, ALL_ROLE, BACKUP_ROLE]])
        roles = [role for (role,) in cursor.fetchall()]
        for role in roles:
            _grant(cursor, role, tables)
        cursor.execute("select current_schema()")
        (schema,) = cursor.fetchone()
        looked_at = [model._meta.db_table for model in scoped_models() if model._meta.db_table in tables]
        make_function(cursor, schema, looked_at, [role for role in roles if role != BACKUP_ROLE])


def _wall(cursor: Any, table: str) -> None:
    here = f"school_id = (select nullif(current_setting('{SETTING}', true), '')::uuid)"
    cursor.execute(f'alter table "{table}" enable row level security')
    cursor.execute(f'alter table "{table}" force row level security')
    cursor.execute(f'create policy school on "{table}" using ({here}) with check ({here})')
    cursor.execute(f'create policy everywhere on "{table}" to {ALL_ROLE} using (true) with check (true)')


def _grant(cursor: Any, role: str, tables: set[str]) -> None:
    rights = "select" if role == BACKUP_ROLE else "select, insert, update, delete"
    cursor.execute(f"grant {rights} on all tables in schema public to {role}")
    cursor.execute(f"grant usage, select on all sequences in schema public to {role}")
    for model in apps.get_models():
        if append_only(model) and model._meta.db_table in tables:
            cursor.execute(f'revoke update, delete, truncate on "{model._meta.db_table}" from {role}')
