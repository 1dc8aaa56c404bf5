"""A reading as text and back, so that what somebody looked at need not be read from the files again.

Values stand in the order of their fields, without names. Text of other shapes than ours raises ValueError.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, cast, get_args, get_origin, get_type_hints

from .shapes import RosterReading

Decoder = Callable[[Any], Any]


def to_text(reading: RosterReading) -> str:
    return json.dumps(reading, default=_plain, separators=(",", ":"), ensure_ascii=False)


def from_text(text: str) -> RosterReading:
    try:
        return cast(RosterReading, _decoder(RosterReading)(json.loads(text)))
    except (ValueError, TypeError, IndexError, KeyError) as error:
        raise ValueError("no reading of ours") from error


@cache
def shape() -> str:
    """The names of all fields: other shapes, other text."""
    names: list[str] = []

    def walk(kind: Any) -> None:
        if is_dataclass(kind) and isinstance(kind, type) and kind.__name__ not in names:
            names.append(kind.__name__)
            names.extend(each.name for each in fields(kind))
            for part in get_type_hints(kind).values():
                walk(part)
        for part in get_args(kind):
            walk(part)

    walk(RosterReading)
    return " ".join(names)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [getattr(value, name) for name in _names(value.__class__)]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))  # TypeError for what is no shape of ours


@cache
def _decoder(kind: Any) -> Decoder:
    """How a value of this type is made again; the same function for everything that JSON gives back as it was."""
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and is_dataclass(kind):
        return _maker(kind)
    if get_origin(kind) is tuple:
        inner = _decoder(get_args(kind)[0])
        return tuple if inner is _same else lambda values: tuple([inner(value) for value in values])
    for part in get_args(kind) if type(None) in get_args(kind) else ():
        decoder = _decoder(part)
        if decoder is not _same:
            return lambda value: None if value is None else decoder(value)
    return _same


def _maker(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    parts = [(name, _decoder(hints[name])) for name in _names(kind)]
    made = tuple((at, name, decoder) for at, (name, decoder) in enumerate(parts) if decoder is not _same)
    names = _names(kind)

    def make(values: Any) -> Any:
        given = dict(zip(names, values, strict=True))
        for at, name, decoder in made:
            given[name] = decoder(values[at])
        return kind(**given)

    return make


def _same(value: Any) -> Any:
    return value
