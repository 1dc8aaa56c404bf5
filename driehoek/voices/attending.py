"""Who may say in the hall to be of school, or a pupil. Everybody there has the same code, and one person can be many browsers.

A voice that few people are known to have could be filled up by anybody, who then reads what the few others chose. So it is only
to be chosen where at least ten are known to be there: then nobody can tell whose the others are. Colleagues with an account always count.
"""

import uuid
from collections.abc import Callable, Mapping

from . import poll_rules
from .models import Voice

Known = Callable[[uuid.UUID], Mapping[str, int]]
_known: list[Known] = []


def register_known(known: Known) -> Known:
    """`known(occasion key)` tells how many of each voice the school knows to be there."""
    _known.append(known)
    return known


def may_say(occasion_id: uuid.UUID) -> set[str]:
    """The voices that a browser in the hall may choose from."""
    found = {Voice.PARENTS.value}
    for known in _known:
        found |= {voice for voice, count in known(occasion_id).items() if count >= poll_rules.SMALL}
    return found
