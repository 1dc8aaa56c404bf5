"""Addresses of the path of a school, and who may come in."""

from .casting import EVERYBODY

PATH: dict[str, set[str]] = {
    # own calendars, and from one year to the next
    "my_agenda": EVERYBODY,
    "my_agenda_new": EVERYBODY,
    "my_agenda_end": EVERYBODY,
    "trajectory_agenda": EVERYBODY,
}
