"""Ties, landings, menu and letters of this capability; imported when the app is ready."""

from . import (
    agenda,  # noqa: F401  (what stands on the calendar of a colleague)
    asking_entrance,  # noqa: F401  (who holds which link; letters)
    result_entrance,  # noqa: F401  (boards of its own; who sees a shared result)
    session_entrance,  # noqa: F401  (who takes part in a session)
)
