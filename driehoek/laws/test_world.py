"""The world that the laws walk: it must hold one of everything, or they would prove nothing."""

import pytest

from driehoek.schools.scoping import within
from driehoek.schools.walls import scoped_models

from .filling import is_words
from .world import FOREIGN_WORD, HOME_WORD, World

pytestmark = pytest.mark.django_db


def test_both_schools_have_one_of_everything(world: World) -> None:
    for side in (world.home, world.foreign):
        with within(side.school):
            empty = [model._meta.label for model in scoped_models() if not model._default_manager.exists()]
        assert not empty, f"{side.school.slug} has none of {empty}: make one in laws/world.py"


def test_the_secret_word_stands_in_every_text_of_its_own_school_alone(world: World) -> None:
    for side, stranger in ((world.home, FOREIGN_WORD), (world.foreign, HOME_WORD)):
        with within(side.school):
            for model in scoped_models():
                columns = [column for column in model._meta.concrete_fields if is_words(column) and column.editable]
                for row in model._default_manager.all():
                    texts = [str(getattr(row, column.attname)) for column in columns]
                    assert not any(stranger in text for text in texts), model
                    assert not columns or all(texts), f"a text of {model._meta.label} is empty: nothing could leak from it"
