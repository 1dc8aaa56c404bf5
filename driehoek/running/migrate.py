"""`driehoek migrate`: bring the database up to date, as its owner (DRIEHOEK_OWNER_URL when that differs)."""

import argparse
import os


def main(words: list[str]) -> int:
    argparse.ArgumentParser(prog="driehoek migrate", description=__doc__).parse_args(words)
    migrate(verbosity=1)
    return 0


def migrate(verbosity: int = 0) -> None:
    os.environ["DRIEHOEK_AS_OWNER"] = "1"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=verbosity, interactive=False)


def make_tables() -> None:
    """The database up to date. An empty SQLite file gets all tables at once, as the models say, and every migration noted as done.

    That takes a tenth of the time, since Django draws all models anew for each of a hundred steps. A test holds both ways
    beside each other; what is there already, and every other database, is migrated.
    """
    import django

    django.setup()
    from django.db import connection

    if connection.vendor == "sqlite" and not connection.introspection.table_names():
        make_all_tables(connection.alias)
    else:
        migrate()


def make_all_tables(using: str) -> None:
    """In one transaction, in an empty database."""
    from django.apps import apps
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import connections
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    connection = connections[using]
    done = MigrationLoader(None, ignore_no_migrations=True).graph.nodes
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        for model in apps.get_models(include_auto_created=False):
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        editor.create_model(recorder.Migration)
        recorder.migration_qs.bulk_create(recorder.Migration(app=app, name=name) for app, name in done)
    emit_post_migrate_signal(0, False, using)
