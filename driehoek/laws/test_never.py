"""What Driehoek never does: the ten laws of the product, each with the number that it has there.

Touched by what is built: 1, 2, 4, 5, 6, 8, 9. Not touched yet, since no screen has them: 3 (reflection: private to the
writer), 7 (the parent's point first on an agenda), 10 (own account when parents are written about). Whoever builds
conversations, craft or safety adds those here first.
"""

import datetime as dt
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.invitations.models import Invitation, Reply
from driehoek.library.reading import (
    load_dilemmas,
    load_letters,
    load_messages,
    load_questions,
    load_statements,
    load_themes,
    selectable,
)
from driehoek.library.tests.walking import texts_in
from driehoek.people.models import Guardian, Guardianship, Household, Pupil
from driehoek.schools.privacy import own_models
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution

from .reading import product_files
from .world import World

FAMILY = (Guardian, Guardianship, Household, Pupil, Invitation, Reply)
JUDGEMENT = re.compile(
    r"score|rank|involve|betrokken|difficult_|problem|rating|risk|priority|grade|points|stars|colou?r|flag|_level|attitude|motivat|trust",
)
ORIGIN = re.compile(
    r"origin|nationality|ethnic|birth_(country|place)|country|home_language|religion|weight|bsn|mother_tongue|education"
)
YEAR_LEVEL = {"year_level"}  # of a class: group 5, not a level of anybody


def _fields(*chosen: type[models.Model]) -> list[Any]:
    return [column for model in (chosen or own_models()) for column in model._meta.concrete_fields]


def test_law_1_no_field_judges_a_family() -> None:
    bad = [str(column) for column in _fields() if JUDGEMENT.search(column.name) and column.name not in YEAR_LEVEL]
    assert not bad, f"{bad}: no score, colour, rank or list of difficult parents"


def test_law_1_no_number_hangs_on_a_family_but_what_it_said_itself() -> None:
    """Counting is where a rank begins. These numbers are a parent's own answer, an order on paper, or our own reminders."""
    known = {"guardianship.position", "invitation.reminders", "reply.coming", "reply.childcare"}
    numbers = (models.IntegerField, models.FloatField, models.DecimalField)
    found = {f"{column.model._meta.model_name}.{column.name}" for column in _fields(*FAMILY) if isinstance(column, numbers)}
    assert found == known


def test_law_2_no_free_text_about_a_family_is_required() -> None:
    names = {"given_name", "surname", "prefix", "language", "contact_language", "channel", "authority"}
    required = [
        str(column)
        for column in _fields(*FAMILY)
        if isinstance(column, models.CharField | models.TextField) and not column.blank and column.name not in names
    ]
    assert not required, f"{required}: blank=True, and the form may not ask for it"


def test_law_2_there_is_no_long_text_about_a_child_or_parent_at_all() -> None:
    """A text field on a person becomes a second pupil file."""
    long = [str(column) for column in _fields(Guardian, Guardianship, Household, Pupil) if isinstance(column, models.TextField)]
    assert not long


def test_law_4_no_screen_calls_anybody_late() -> None:
    """'What waits', never 'who is late'."""
    words = re.compile(r"te laat met|achterstallig|verlopen taak|overdue|nalatig|in gebreke", re.IGNORECASE)
    for name, text in product_files(".html"):
        for line in text.splitlines():
            found = words.search(line)
            assert not found or "{#" in line, f"{name}: {line.strip()}"


def test_law_4_nothing_is_counted_per_teacher() -> None:
    from driehoek.people.models import ClassTeacher, StaffMember

    numbers = (models.IntegerField, models.FloatField, models.DecimalField)
    counted = [str(column) for column in _fields(ClassTeacher, StaffMember) if isinstance(column, numbers)]
    assert not counted


def test_law_5_origin_is_kept_nowhere() -> None:
    bad = [str(column) for column in _fields() if ORIGIN.search(column.name)]
    assert not bad, f"{bad}: only what the parent states; never origin or home language"


def test_law_5_every_need_that_a_parent_states_has_its_end() -> None:
    erased = {name for end in Reply.privacy.also_ends if end.rule == "meeting + 14 days" for name in end.blank or {}}
    answer = {"invitation", "coming", "by_other", "answered_at"}
    assert erased == {column.name for column in Reply._meta.concrete_fields} - {"id", "school"} - answer


@pytest.mark.django_db
def test_law_6_a_third_reminder_cannot_be_kept(world: World) -> None:
    with within(world.home.school):
        rows = Invitation.objects.filter(pk=world.home.rows["invitations.invitation"].pk)
        rows.update(reminders=2)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(reminders=3)


def test_law_8_an_anonymous_contribution_says_nothing_about_when_or_who() -> None:
    clocks = [str(column) for column in _fields(Contribution) if isinstance(column, models.DateTimeField)]
    assert not clocks, "a moment pairs a contribution with a person who was seen typing"
    assert Contribution._meta.get_field("giver").null and Contribution._meta.get_field("day").get_internal_type() == "DateField"
    assert {clock_id().version for clock_id in [Contribution._meta.pk.get_default] for _ in range(3)} == {4}


@pytest.mark.django_db
def test_law_8_no_trail_row_points_to_an_anonymous_contribution_from_a_phone(world: World) -> None:
    with within(world.home.school):
        keys = Contribution.objects.filter(giver__isnull=True).values_list("pk", flat=True)
        made = TrailRow.objects.filter(object_id__in=list(keys)).exclude(act__in=["approve", "park", "place", "undo_place"])
        assert not [row.act for row in made if "contribut" in row.act]


def test_law_8_contributions_are_listed_in_an_order_that_says_nothing() -> None:
    """Random keys: the order on every board and in every export is not the order of arrival."""
    assert Contribution._meta.ordering == ["id"]


@pytest.mark.parametrize("audience", ["parents", "mixed"])
def test_law_9_what_is_meant_for_the_team_cannot_be_chosen_where_parents_sit(audience: Any) -> None:
    texts: list[Any] = [*load_questions(), *load_themes(), *load_statements(), *load_dilemmas(), *load_messages()]
    chosen = selectable(tuple(texts), audience)
    assert chosen and not [text.key for text in chosen if text.audience == "team"]


def test_law_9_no_letter_mixes_audiences() -> None:
    """A letter to parents holds no sentence that was written for the team."""
    for letter in load_letters():
        said = (letter.subject, letter.paragraphs, *([letter.button] if letter.button else []))
        audiences = {text.audience for part in said for _, text in texts_in(part, letter.key)}
        assert audiences == {letter.audience}, letter.key


def test_the_law_of_numbers_is_complete() -> None:
    """Each number is either proven here or named above as not touched yet."""
    proven = {int(number) for name in globals() for number in re.findall(r"^test_law_(\d+)_", name)}
    waiting = {3: "craft", 7: "conversations", 10: "safety"}
    assert proven | set(waiting) == set(range(1, 11))
    for number, label in waiting.items():
        built = any(config.label == label for config in apps.get_app_configs())
        assert number in proven or not built, f"{label} is built: prove law {number} here"


def test_the_clock_of_a_contribution_is_a_day_at_school() -> None:
    with clock.stopped(dt.datetime(2026, 12, 1, 23, 30, tzinfo=dt.UTC)):
        assert Contribution._meta.get_field("day").get_default() == dt.date(2026, 12, 2)
