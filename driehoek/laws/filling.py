"""A row of any model, made from its fields alone; and a secret word in every text of a school."""

import datetime as dt
from typing import Any

from django.db import models

from driehoek import clock
from driehoek.schools.sealing import SealedTextField
from driehoek.schools.walls import append_only, scoped_models

# Texts that programs read: a word planted in them would break what they steer.
CODES = set(
    "language contact_language key template library_key stages form question letter once act actor_kind object_type fault digest"
    " live_question role wrapped url path token step about item voter".split()
)
FILES = {  # bytes of a file, and sheets, which are read as JSON
    "people.rosterupload": {"content"},
    "people.rosterwork": {"reading"},
    "scans.submission": {"sheet"},
}
LONG_ENOUGH = 30


def is_words(column: Any) -> bool:
    """Whether people type it: a text that is no code, no choice and long enough to hold words."""
    if isinstance(column, SealedTextField):
        return True
    if not isinstance(column, models.CharField | models.TextField) or isinstance(column, models.UUIDField | models.SlugField):
        return False
    long = column.max_length is None or column.max_length >= LONG_ENOUGH
    return long and not column.choices and column.name not in CODES and not column.name.endswith("_key")


def fill(model: type[models.Model], rows: dict[str, Any], **given: Any) -> Any:
    """Make one row of `model`; what it hangs on comes from `rows` (label → row), choices take their first value."""
    values = dict(given)
    for column in model._meta.concrete_fields:
        if column.name in {"id", "school"} or column.name in values:
            continue
        value = _value(column, rows)
        if value is not None:
            values[column.name] = value
    return model._default_manager.create(**values)


def _value(column: Any, rows: dict[str, Any]) -> Any:
    if column.is_relation:
        found = rows.get(column.related_model._meta.label_lower)
        if found is None and not column.null:
            raise AssertionError(f"{column} needs a {column.related_model}: make one in laws/world.py")
        return found
    if is_words(column):
        return f"iets@{'example.org'}" if isinstance(column, models.EmailField) else "Iets"
    if column.has_default() or column.null:
        return None
    return _plain(column)


def _plain(column: Any) -> Any:
    if column.choices:
        return column.flatchoices[0][0]
    if isinstance(column, models.DateTimeField):
        return clock.now()
    if isinstance(column, models.DateField):
        return clock.today()
    if isinstance(column, models.TimeField):
        return dt.time(19, 30)
    if isinstance(column, models.UUIDField):
        return clock.secret_id()
    if isinstance(column, models.BinaryField):
        return b"x"
    return "x" if isinstance(column, models.CharField | models.TextField) else 1


def plant(word: str, keep: tuple[str, ...] = ()) -> None:
    """Put `word` in front of every text of the open school. Texts that hold a word of `keep` are left as they are."""
    for model in scoped_models():
        if append_only(model):
            continue
        files = FILES.get(model._meta.label_lower, set())
        columns = [
            column for column in model._meta.concrete_fields if is_words(column) and column.editable and column.name not in files
        ]
        for row in model._default_manager.all() if columns else []:
            for column in columns:
                setattr(row, column.attname, _with(word, str(getattr(row, column.attname)), column, keep))
            row.save()


def _with(word: str, text: str, column: Any, keep: tuple[str, ...]) -> str:
    if any(kept.lower() in text.lower() for kept in keep):
        return text
    if isinstance(column, models.EmailField):
        return f"{word.lower()}.{text or 'iemand@example.org'}"
    return f"{word} {text}"[: column.max_length].strip()
