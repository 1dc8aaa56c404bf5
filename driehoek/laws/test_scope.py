"""Guard 1, walked over every model: each row belongs to a school, and no way around that is left open."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from driehoek.schools.privacy import own_models
from driehoek.schools.scoping import OtherSchool, SchoolRow, ScopedManager, ScopedQuerySet, within
from driehoek.schools.walls import scoped_models

from .reading import product_files
from .world import World

# Models that belong to no school, each with the reason why.
GLOBAL = {
    "schools.board": "owns schools",
    "schools.school": "is the school itself",
    "access.user": "one account may work at several schools; what it may do is a Membership of one",
    "access.accesscode": "typed before anybody has named a school; holds no person",
    "access.tokenbucket": "counts guesses of who is not known yet; its key is a hash",
    "plans.shelfitem": "an idea that a school gave to all, without a name of anybody; only the giver's own row knows whose it was",
    "outbox.accountmessage": "mail of the sign-in library, of an account and so of no school",
}

# Libraries with tables of their own: accounts, sessions, content types. None holds anything of a school.
LIBRARIES = {"account", "mfa", "usersessions", "auth", "contenttypes", "sessions"}

# Where all schools may be opened at once: workers, and the one question 'which schools do I work for'.
OPEN_ALL = {
    "access/views.py": "a member of staff chooses a school",
    "outbox/bounces.py": "a letter that came back says its key, not its school",
    "outbox/services.py": "the worker finds letters that are due",
    "people/services/factors.py": "whether another school trusts an account whose second step is reset",
    "people/services/working.py": "the worker finds large files that wait to be read",
    "voices/services/reading.py": "the worker finds what was said and not read yet",
    "running/doctor.py": "the doctor counts failed letters",
}


def test_every_model_belongs_to_a_school_or_says_why_not() -> None:
    loose = {model._meta.label_lower for model in own_models() if not issubclass(model, SchoolRow)}
    assert loose == set(GLOBAL), (
        f"New without a school: {loose - set(GLOBAL)}. Let it inherit from SchoolRow, or add it to GLOBAL in {__name__} with the reason."
        f" Gone: {set(GLOBAL) - loose}."
    )


def test_no_library_brings_tables_that_nobody_looked_at() -> None:
    strange = {model._meta.app_label for model in apps.get_models() if model not in own_models()}
    assert strange <= LIBRARIES, (
        f"{strange - LIBRARIES}: look whether its rows hold anything of a school, then add it to LIBRARIES"
    )


def test_no_relation_makes_a_table_by_itself() -> None:
    """A table that Django makes for a many-to-many has no school, so neither wall sees it."""
    hidden = [f"{model._meta.label}.{field.name}" for model in own_models() for field in model._meta.local_many_to_many]
    assert not hidden, f"{hidden}: write the table in between yourself, as a SchoolRow"


def test_every_manager_of_a_school_model_is_scoped() -> None:
    for model in scoped_models():
        assert isinstance(model._base_manager, ScopedManager), f"{model._meta.label}: Django's base manager is open"
        assert isinstance(model._default_manager, ScopedManager), f"{model._meta.label}: its default manager is open"
        for manager in model._meta.managers:
            assert isinstance(manager, ScopedManager), (
                f"{model._meta.label}.{manager.name}: build it with ScopedManager.from_queryset"
            )
            assert issubclass(manager._queryset_class, ScopedQuerySet), (
                f"{model._meta.label}.{manager.name}: its queryset is open"
            )


def _unique(model: type[models.Model]) -> list[tuple[str, tuple[str, ...]]]:
    found = [
        (constraint.name, tuple(constraint.fields)) for constraint in model._meta.constraints if hasattr(constraint, "fields")
    ]
    return found + [("unique_together", tuple(names)) for names in model._meta.unique_together]


def test_what_is_unique_is_unique_within_a_school() -> None:
    """Otherwise one school learns from an error what another has. Keys that nobody can guess are their own proof."""
    for model in scoped_models():
        for name, fields in _unique(model):
            assert "school" in fields, f"{model._meta.label}: {name} is unique over all schools; put 'school' in its fields"
        for column in model._meta.concrete_fields:
            alone = column.unique and not column.primary_key
            assert not alone or isinstance(column, models.OneToOneField | models.UUIDField), (
                f"{column} is unique over all schools"
            )


def test_every_key_is_a_uuid() -> None:
    """Counters in addresses tell how many there are and can be guessed."""
    wrong = [model._meta.label for model in scoped_models() if not isinstance(model._meta.pk, models.UUIDField)]
    assert not wrong


def test_a_row_points_to_rows_of_its_own_school_or_to_global_ones() -> None:
    for model in scoped_models():
        for column in model._meta.concrete_fields:
            target = column.related_model
            if target is not None and isinstance(target, type):
                assert issubclass(target, SchoolRow) or target._meta.label_lower in GLOBAL, f"{column} points out of the school"


def _ways_to_write(row: Any) -> list[Any]:
    objects = type(row)._default_manager
    return [row.save, row.delete, lambda: objects.bulk_create([row]), lambda: objects.bulk_update([row], [_plain(row)])]


def _plain(row: Any) -> str:
    return next(column.name for column in row._meta.concrete_fields if not column.primary_key and column.name != "school")


def test_all_schools_are_opened_at_once_in_few_places_only() -> None:
    places = {name for name, text in product_files() if re.search(r"\bwith everywhere\(", text) and name != "schools/scoping.py"}
    assert places == set(OPEN_ALL), (
        f"{places ^ set(OPEN_ALL)}: everywhere() is for workers and totals. If it must be, add it to OPEN_ALL"
    )


def test_the_wide_role_of_the_database_is_entered_in_one_place() -> None:
    places = {name for name, text in product_files() if re.search(r"set (local )?role|ALL_ROLE", text)}
    assert places == {"schools/scoping.py", "schools/walls.py"}


@pytest.mark.django_db
def test_no_row_of_another_school_can_be_found_or_written(world: World) -> None:
    rows = [row for row in world.foreign.rows.values() if isinstance(row, SchoolRow)]
    assert len(rows) >= len(scoped_models())
    with within(world.home.school):
        for row in rows:
            assert not type(row)._default_manager.filter(pk=row.pk).exists()
            for attempt in _ways_to_write(row):
                with pytest.raises(OtherSchool):
                    attempt()


@pytest.mark.django_db
def test_raw_sql_sees_a_foreign_row_only_where_there_is_one_wall(world: World) -> None:
    """On PostgreSQL the database refuses what the program forgot; SQLite has no second wall, and the docs say so."""
    with within(world.home.school), connection.cursor() as cursor:
        for model in scoped_models():
            cursor.execute(f'select count(*) from "{model._meta.db_table}" where school_id <> %s', [_bare(world.home.school.pk)])
            seen = cursor.fetchone()[0]
            assert (seen == 0) == (connection.vendor == "postgresql"), model._meta.label


def _bare(key: Any) -> Any:
    return key if connection.vendor == "postgresql" else key.hex
