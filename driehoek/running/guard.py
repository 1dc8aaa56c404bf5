"""Start-up checks: as whom may the product serve."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def refuse_to_serve() -> str:
    """Why serving would be unsafe or useless now, or ''."""
    if connection.vendor == "postgresql" and (reason := _too_strong()):
        return reason
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "The database is not up to date. Remedy: driehoek migrate"
    return ""


def _too_strong() -> str:
    """Row-level security does not hold for superusers, BYPASSRLS, or members that inherit the wide role."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolname, rolsuper, rolbypassrls, rolinherit, pg_get_userbyid(c.relowner) = rolname"
            " from pg_roles left join pg_class c on c.relname = 'schools_school' where rolname = current_user"
        )
        name, superuser, bypasses, inherits, owns = cursor.fetchone()
    if superuser or bypasses or owns:
        why = "superuser" if superuser else "BYPASSRLS" if bypasses else "owner of the tables"
        return f"Refusing to serve as {name}: {why}, so the walls between schools would not hold. Remedy: use role driehoek_app."
    if inherits:
        return f"Refusing to serve as {name}: it inherits the rights of other roles. Remedy: alter role {name} noinherit"
    return ""
