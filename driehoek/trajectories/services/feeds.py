"""The secret link of somebody's own calendar."""

import datetime as dt

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.models import AccessCode
from driehoek.access.who import Who
from driehoek.people.agenda import FEED

WORKS_FOR = dt.timedelta(days=730)


def new_link(*, by: Who) -> AccessCode:
    """A new link for oneself; the one before ends at once."""
    assert by.user_id is not None  # the gate lets in staff only
    codes.revoke(FEED, by.user_id)
    code = codes.issue(FEED, by.user_id, clock.now() + WORKS_FOR)[0]
    trail.write("new-feed", by=by)
    return code


def end_link(*, by: Who) -> None:
    """No link at all any more."""
    assert by.user_id is not None  # the gate lets in staff only
    codes.revoke(FEED, by.user_id)
    trail.write("end-feed", by=by)
