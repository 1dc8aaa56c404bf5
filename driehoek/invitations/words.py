"""What inviting must tell folders above it, through callables that they register when the app is ready.

A question beforehand, and what somebody wants to say, go up to whoever keeps contributions; what was said afterwards comes
down as a link.
"""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from .models import Invitation, Occasion

QUESTION, EXPERIENCE = "question", "experience"  # kinds of contribution


class Receiver(Protocol):
    def __call__(
        self,
        *,
        occasion: Occasion,
        invitation: Invitation | None,
        key: uuid.UUID,
        kind: str,
        text: str,
        language: str,
        named: bool,
    ) -> None:
        """Keep these words. `invitation` is None for who came by the link of a class. `key` was made in the form: the same key
        twice is one contribution, and words that stood under this home's own name are changed.

        With `named` False nothing may be kept that leads back to the invitation. Raises RuleBroken 'used_key' for a key that
        was sent with other words.
        """


@dataclass(frozen=True)
class Beforehand:
    """What a home said with its answer under its own name, as long as nobody looked at it: it may still be changed."""

    key: uuid.UUID
    kind: str
    text: str


class Remembering(Protocol):
    """Whoever keeps words knows which of a home may be changed, and takes one back."""

    def beforehand(self, invitation: Invitation) -> list[Beforehand]: ...

    def take_back(self, invitation: Invitation, key: uuid.UUID) -> None: ...

    def go_along(self, homes: Collection[uuid.UUID], here: Occasion, to: Occasion) -> None:
        """What these homes said with their answer under their own name, and nobody placed yet, now belongs to `to`."""


_receivers: list[Receiver] = []
_remembering: list[Remembering] = []
_givers: list[Callable[[Occasion], set[uuid.UUID]]] = []
_reports: list[Callable[[str, Occasion], str]] = []
_finals: list[Callable[[str, Occasion], str]] = []
_years: list[Callable[[str, Occasion], str]] = []
_kinds: list[Callable[[uuid.UUID], str]] = []
_beside: list[Callable[[str, Occasion], list["Beside"]]] = []
_sessions: list[Callable[[uuid.UUID], set[uuid.UUID]]] = []


@dataclass(frozen=True)
class Beside:
    """What somebody who was invited can do as well, such as react to statements: `does` in words, `title` the school's own."""

    does: str
    title: str
    address: str


def register_beside(things: Callable[[str, Occasion], list[Beside]]) -> None:
    """`things(school_slug, occasion)`: what stands open beside the invitation."""
    _beside.append(things)


def beside(school_slug: str, occasion: Occasion) -> list[Beside]:
    return [one for things in _beside for one in things(school_slug, occasion)]


def register_words(receiver: Receiver) -> None:
    _receivers.append(receiver)


def register_remembering(remembers: Remembering) -> None:
    _remembering.append(remembers)


def register_givers(households: Callable[[Occasion], set[uuid.UUID]]) -> None:
    """`households(occasion)`: who said something under their own name. Who did so without a name is unknown, also here."""
    _givers.append(households)


def register_report(address_of: Callable[[str, Occasion], str], *, final: bool = False) -> None:
    """`address_of(school_slug, occasion)`: the page of what was said, or '' while there is none.

    `final` is the report that everybody got a letter about: once it is there, a family's own code leads to it at once.
    """
    (_finals if final else _reports).append(address_of)


def register_year(address_of: Callable[[str, Occasion], str]) -> None:
    """`address_of(school_slug, occasion)`: the page of what was done in its school year, or '' while nothing is told there."""
    _years.append(address_of)


def register_kind(template_of: Callable[[uuid.UUID], str]) -> None:
    """`template_of(occasion)`: the key of the template that it was made from, or ''."""
    _kinds.append(template_of)


def register_sessions(others: Callable[[uuid.UUID], set[uuid.UUID]]) -> None:
    """`others(occasion)`: the other occasions at which the same evening is held."""
    _sessions.append(others)


def other_sessions(occasion_id: uuid.UUID) -> set[uuid.UUID]:
    return set[uuid.UUID]().union(*(others(occasion_id) for others in _sessions))


def kind_of(occasion_id: uuid.UUID) -> str:
    return next(filter(None, (template_of(occasion_id) for template_of in _kinds)), "")


def can_be_said() -> bool:
    """Whether anybody takes words in; without that the form does not ask for them."""
    return bool(_receivers)


def pass_on(
    *, occasion: Occasion, invitation: Invitation | None, key: uuid.UUID, kind: str, text: str, language: str, named: bool
) -> None:
    for receive in _receivers:
        receive(occasion=occasion, invitation=invitation, key=key, kind=kind, text=text, language=language, named=named)


def beforehand(invitation: Invitation) -> list[Beforehand]:
    """Under their own name, and not looked at yet. Words without a name can't be found back: nobody knows whose they are."""
    return [one for remembers in _remembering for one in remembers.beforehand(invitation)]


def take_back(invitation: Invitation, key: uuid.UUID) -> None:
    """They emptied what they said before under their name. Does nothing with any other key."""
    for remembers in _remembering:
        remembers.take_back(invitation, key)


def go_along(homes: Collection[uuid.UUID], here: Occasion, to: Occasion) -> None:
    """These homes are invited to `to` now: what they said beforehand goes along. Without a name nobody knows whose it is."""
    for remembers in _remembering:
        remembers.go_along(homes, here, to)


def givers(occasion: Occasion) -> set[uuid.UUID]:
    """Households that said something with their name."""
    return set[uuid.UUID]().union(*(households(occasion) for households in _givers))


def report_address(school_slug: str, occasion: Occasion) -> str:
    """The final report when it is there, otherwise the page of what was said."""
    pages = (address_of(school_slug, occasion) for address_of in (*_finals, *_reports))
    return next(filter(None, pages), "")


def final_report(school_slug: str, occasion: Occasion) -> str:
    return next(filter(None, (address_of(school_slug, occasion) for address_of in _finals)), "")


def year_address(school_slug: str, occasion: Occasion) -> str:
    return next(filter(None, (address_of(school_slug, occasion) for address_of in _years)), "")
