"""What inviting must tell folders above it, through callables that they register when the app is ready.

'I can't come, but I want to say this' goes up to whoever keeps contributions; what was said afterwards comes down as a link.
"""

import uuid
from collections.abc import Callable
from typing import Protocol

from .models import Invitation, Occasion


class Receiver(Protocol):
    def __call__(
        self, *, occasion: Occasion, invitation: Invitation | None, key: uuid.UUID, text: str, language: str, named: bool
    ) -> None:
        """Keep these words. `invitation` is None for who came by the link of a class. `key` was made in the form: the same key twice is one contribution.

        With `named` False nothing may be kept that leads back to the invitation.
        """


_receivers: list[Receiver] = []
_givers: list[Callable[[Occasion], set[uuid.UUID]]] = []
_reports: list[Callable[[str, Occasion], str]] = []
_finals: list[Callable[[str, Occasion], str]] = []


def register_words(receiver: Receiver) -> None:
    _receivers.append(receiver)


def register_givers(households: Callable[[Occasion], set[uuid.UUID]]) -> None:
    """`households(occasion)`: who said something under their own name. Who did so without a name is unknown, also here."""
    _givers.append(households)


def register_report(address_of: Callable[[str, Occasion], str], *, final: bool = False) -> None:
    """`address_of(school_slug, occasion)`: the page of what was said, or '' while there is none.

    `final` is the report that everybody got a letter about: once it is there, a family's own code leads to it at once.
    """
    (_finals if final else _reports).append(address_of)


def can_be_said() -> bool:
    """Whether anybody takes words in; without that the form does not ask for them."""
    return bool(_receivers)


def pass_on(*, occasion: Occasion, invitation: Invitation | None, key: uuid.UUID, text: str, language: str, named: bool) -> None:
    for receive in _receivers:
        receive(occasion=occasion, invitation=invitation, key=key, text=text, language=language, named=named)


def givers(occasion: Occasion) -> set[uuid.UUID]:
    """Households that said something with their name."""
    return set[uuid.UUID]().union(*(households(occasion) for households in _givers))


def report_address(school_slug: str, occasion: Occasion) -> str:
    """The final report when it is there, otherwise the page of what was said."""
    pages = (address_of(school_slug, occasion) for address_of in (*_finals, *_reports))
    return next(filter(None, pages), "")


def final_report(school_slug: str, occasion: Occasion) -> str:
    return next(filter(None, (address_of(school_slug, occasion) for address_of in _finals)), "")
