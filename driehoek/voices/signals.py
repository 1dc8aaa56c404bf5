"""What voices must tell folders above it: that what may be shown of an occasion has changed."""

from collections.abc import Callable

from driehoek.invitations.models import Occasion

_listeners: list[Callable[[Occasion], None]] = []


def when_changed(listener: Callable[[Occasion], None]) -> None:
    """`listener(occasion)` runs in the same transaction."""
    _listeners.append(listener)


def tell_changed(occasion: Occasion) -> None:
    for listener in _listeners:
        listener(occasion)
