"""What the folders above put on the first page of a school: a registry, filled when they are ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NextStep:
    """Where the school is on its path. `words`: when, and how far; `begin`: an address to begin a path, when there is none; `more`: how many
    other paths go on, and `every`: the address of them all."""

    path: str = ""
    title: str = ""
    words: str = ""
    url: str = ""
    begin: str = ""
    more: int = 0
    every: str = ""


Ask = Callable[[Any], NextStep | None]
_asks: list[Ask] = []


def register_next_step(ask: Ask) -> None:
    """`ask(request)` costs one question at most."""
    if ask not in _asks:
        _asks.append(ask)


def next_step(request: Any) -> NextStep | None:
    return next((found for ask in _asks if (found := ask(request)) is not None), None)
