"""Ties, landings, menu and letters of this capability; imported when the app is ready."""

from . import (
    asking_entrance,  # noqa: F401  (who holds which link; letters)
    session_entrance,  # noqa: F401  (who takes part in a session)
)
