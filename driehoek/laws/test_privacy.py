"""Guard 5, walked over every model: each field is sorted, sealed ones are sealed, and what should end does end."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db import connection, models

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.invitations.models import Invitation, Occasion, Reply
from driehoek.meetings.models import Attendee, MeetingTable, Seat
from driehoek.people.models import Guardian, Household, Pupil, RosterUpload
from driehoek.schools.models import school_years_ago
from driehoek.schools.privacy import Privacy, fields_to_sort, own_models, run_retention
from driehoek.schools.scoping import within
from driehoek.schools.sealing import SealedTextField
from driehoek.schools.walls import append_only, scoped_models
from driehoek.voices.models import Contribution

from .world import HOME_WORD, World

# Sealed by hand, since they belong to no school or are the school's key itself.
SEALED_OTHERWISE = {("schools.schoolkey", "wrapped"), ("outbox.accountmessage", "sealed")}


def _said(model: type[models.Model]) -> Privacy:
    privacy = getattr(model, "privacy", None)
    assert isinstance(privacy, Privacy), (
        f"{model._meta.label} has no privacy = Privacy(…): say what each field is, why, until when"
    )
    return privacy


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_field_is_sorted_exactly_once(model: type[models.Model]) -> None:
    privacy = _said(model)
    sorted_in = [name for sort in ("public", "personal", "sealed") for name in getattr(privacy, sort).split()]
    fields = set(fields_to_sort(model)) | ({"school"} & privacy.names())
    assert sorted(sorted_in) == sorted(set(sorted_in)), f"{model._meta.label}: sorted twice"
    assert set(sorted_in) == fields, f"{model._meta.label}: not sorted {fields - set(sorted_in)}, gone {set(sorted_in) - fields}"
    assert str(privacy.purpose) and privacy.ends.rule, f"{model._meta.label}: say the purpose and the end"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_what_is_called_sealed_is_sealed_and_the_other_way_round(model: type[models.Model]) -> None:
    for name in fields_to_sort(model):
        column: Any = model._meta.get_field(name)
        sealed = isinstance(column, SealedTextField) or (model._meta.label_lower, name) in SEALED_OTHERWISE
        assert sealed == (_said(model).sort_of(name) == "sealed"), f"{model._meta.label}.{name}"


@pytest.mark.django_db
def test_no_sealed_text_lies_open_in_the_database(world: World) -> None:
    with within(world.home.school), connection.cursor() as cursor:
        for model in scoped_models():
            for column in model._meta.concrete_fields:
                if isinstance(column, SealedTextField):
                    cursor.execute(f'select "{column.column}" from "{model._meta.db_table}"')
                    values = [bytes(value) for (value,) in cursor.fetchall() if value]
                    assert values, f"{column} is empty in laws/world.py"
                    assert not any(HOME_WORD.encode() in value for value in values), column


@pytest.mark.django_db
def test_retention_ends_nothing_before_its_time(world: World) -> None:
    with within(world.home.school):
        assert not any(run_retention().values())


@pytest.mark.django_db
def test_stated_needs_are_erased_fourteen_days_after_the_meeting_and_the_answer_stays(world: World) -> None:
    with within(world.home.school):
        over = Occasion.objects.get().ends_at
        run_retention(over + dt.timedelta(days=13, hours=23))
        assert Reply.objects.exclude(interpreter="").count() == 2 and Attendee.objects.exists()
        run_retention(over + dt.timedelta(days=14, minutes=1))
        replies = list(Reply.objects.values_list("coming", "interpreter", "childcare", "other_need"))
        assert replies == [(2, "", 0, ""), (2, "", 0, "")]
        assert not Attendee.objects.exists() and not Seat.objects.exists()


@pytest.mark.django_db
def test_files_of_a_roster_live_one_day(world: World) -> None:
    with within(world.home.school):
        run_retention(clock.now() + dt.timedelta(hours=23))
        assert RosterUpload.objects.exists()
        run_retention(clock.now() + dt.timedelta(days=1, minutes=1))
        assert not RosterUpload.objects.exists()


# Terms that nothing runs yet, each with the reason.
NOT_YET = {"access.user": "an account stands in the rows of several schools: erasing it is a service of its own, with accounts"}


def _goes_with_something_that_ends(model: type[models.Model]) -> bool:
    """A row that cascades from a row with a term of its own ends with it."""
    hangs_on = [column.related_model for column in model._meta.concrete_fields if _cascades(column)]
    return any(
        target.privacy.ends.due or _goes_with_something_that_ends(target) for target in hangs_on if hasattr(target, "privacy")
    )


def _cascades(column: Any) -> bool:
    return column.is_relation and column.remote_field.on_delete is models.CASCADE


def test_every_term_that_is_promised_is_run() -> None:
    """The register of what is kept names terms; a term that nobody runs is a broken promise."""
    promised = {model for model in own_models() if re.search(r"[0-9]", _said(model).ends.rule)}
    broken = {
        model._meta.label_lower for model in promised if not _said(model).ends.due and not _goes_with_something_that_ends(model)
    }
    assert broken == set(NOT_YET), f"{broken ^ set(NOT_YET)}: give Ends(…) a `due`, or say why not in NOT_YET"


@pytest.mark.django_db
def test_a_family_goes_with_its_last_child(world: World) -> None:
    with within(world.home.school):
        Pupil.objects.update(left_on=clock.today())
        in_time, over = clock.now() + dt.timedelta(days=730), clock.now() + dt.timedelta(days=733)
        run_retention(in_time)
        assert (Pupil.objects.count(), Guardian.objects.count(), Household.objects.count()) == (2, 2, 2)
        for _ in range(3):  # each round takes what hangs loose
            run_retention(over)
        assert (Pupil.objects.count(), Guardian.objects.count(), Household.objects.count()) == (0, 0, 0)
        assert not Invitation.objects.exists()
    with within(world.foreign.school):
        assert Pupil.objects.count() == 2


@pytest.mark.django_db
def test_who_was_invited_is_forgotten_after_two_school_years(world: World) -> None:
    with within(world.home.school):
        ended = Occasion.objects.get().ends_at
        begins = school_years_ago(ended, 0).replace(year=school_years_ago(ended, 0).year + 3)
        run_retention(begins - dt.timedelta(days=1))
        assert Invitation.objects.exists() and MeetingTable.objects.exists()
        run_retention(begins + dt.timedelta(days=1))
        assert not Invitation.objects.exists() and not Reply.objects.exists() and not MeetingTable.objects.exists()
        assert Contribution.objects.exists(), "what was said stays with the school"


@pytest.mark.django_db
def test_every_rule_of_retention_runs_and_spares_the_other_school(world: World) -> None:
    with within(world.foreign.school):
        before = {model: model._default_manager.count() for model in scoped_models()}
    with within(world.home.school):
        ended = run_retention(clock.now() + dt.timedelta(days=5_000))
    rules = {
        f"{model._meta.label_lower}: {end.rule}"
        for model in own_models()
        for end in (_said(model).ends, *_said(model).also_ends)
        if end.due
    }
    assert set(ended) == rules
    with within(world.foreign.school):
        assert {model: model._default_manager.count() for model in scoped_models()} == before


@pytest.mark.django_db
def test_the_trail_holds_no_text_of_anybody(world: World) -> None:
    """Ids and codes only: no name, no address, no word that somebody typed."""
    columns = [column for column in TrailRow._meta.concrete_fields if isinstance(column, models.CharField | models.TextField)]
    assert {column.name for column in columns} == {"actor_kind", "act", "object_type"}
    with within(world.home.school):
        rows = list(TrailRow.objects.all())
        assert rows
        for row in rows:
            assert isinstance(row.actor, uuid.UUID | None)
            assert not any(HOME_WORD in str(getattr(row, column.name)) for column in columns)
            assert row.act.replace("-", "").replace("_", "").replace(":", "").isalnum(), row.act


def test_the_trail_is_append_only_and_nothing_else_is() -> None:
    assert {model._meta.label for model in scoped_models() if append_only(model)} == {"access.TrailRow", "access.TrailLink"}


def test_a_home_address_is_never_kept_in_the_clear() -> None:
    assert _said(Household).sealed.split() == ["street", "postcode", "city"]
