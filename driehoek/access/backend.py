"""How an account is found: allauth's way, but not twice in one request.

The door reads a person's roles together with the account; the check of the session against that account stays the library's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from .models import User

_at_the_door: ContextVar[User | None] = ContextVar("account_at_the_door", default=None)


@contextmanager
def already_read(user: User | None) -> Iterator[None]:
    """Within this, an account that was just read is not read again."""
    token = _at_the_door.set(user)
    try:
        yield
    finally:
        _at_the_door.reset(token)


class Accounts(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        known = _at_the_door.get()
        if known is not None and known.pk == user_id:
            return known if self.user_can_authenticate(known) else None
        found: User | None = super().get_user(user_id)
        return found
