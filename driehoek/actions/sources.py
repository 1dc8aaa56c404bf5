"""Where an action came from: told by the folders above, which know the words behind an answer."""

from collections.abc import Callable
from dataclasses import dataclass

from .models import ActionItem


@dataclass(frozen=True)
class Behind:
    """One source: a theme (or a single contribution) with some of its words."""

    title: str
    route: str
    about: object
    answer: str
    words: list[tuple[str, str]]  # voice, text


_sources: list[Callable[[ActionItem], list[Behind]]] = []


def register_source(find: Callable[[ActionItem], list[Behind]]) -> None:
    _sources.append(find)


def words_behind(action: ActionItem) -> list[Behind]:
    return [behind for find in _sources for behind in find(action)]
