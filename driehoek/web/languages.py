"""The languages that a menu offers, each under its own name: 'Türkçe', not 'Turks'."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, get_language_info


@dataclass(frozen=True)
class Language:
    """One choice in the menu; `here` is the language of this page."""

    code: str
    name: str
    rtl: bool
    here: bool


def offered() -> list[str]:
    """Codes of the languages of the site."""
    return [code for code, _ in settings.LANGUAGES]


def as_choices(given: Iterable[Any]) -> list[Language]:
    """Accept codes, (code, name) pairs or objects with `.code`; give what the menu shows."""
    return [_choice(_code(one)) for one in given]


def _code(one: Any) -> str:
    if isinstance(one, str):
        return one
    return one[0] if isinstance(one, tuple | list) else one.code


def _choice(code: str) -> Language:
    known = get_language_info(code)
    return Language(code=code, name=known["name_local"].capitalize(), rtl=known["bidi"], here=code == get_language())
