"""A slip that came back on paper: typed in quickly, taken back when it was the wrong row."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Invitation, Reply

from .confirming import confirm
from .replying import Given, reply

Values = dict[str, Any]
FIELDS = ("coming", "by_other", "interpreter", "childcare", "other_need")


def values_of(row: Reply | None) -> Values | None:
    """What an answer says and when it was given ("at", ISO 8601), as plain values; None when there is none."""
    return {name: getattr(row, name) for name in FIELDS} | {"at": row.answered_at.isoformat()} if row else None


def _columns(values: Values) -> Values:
    return {name: values[name] for name in FIELDS} | {"answered_at": dt.datetime.fromisoformat(values["at"])}


def type_slip(*, invitation: Invitation, coming: int, interpreter: str, childcare: int, by: Who) -> tuple[Values | None, Values]:
    """Keep what the slip says; how the answer stood before and how it stands now. What a slip can't say stays as it was."""
    before = values_of(Reply.objects.filter(invitation=invitation).first())
    kept = before or {}
    given = Given(
        coming=coming,
        interpreter=interpreter,
        childcare=childcare,
        by_other=kept.get("by_other", False),
        other_need=kept.get("other_need", ""),
    )
    now = values_of(reply(invitation=invitation, given=given, by=by)) or {}
    return before, now


def take_back_slip(*, invitation: Invitation, before: Values | None, after: Values, by: Who) -> None:
    """As it was before. Raises RuleBroken when somebody answered since, also with the same: a family's own words are never undone."""
    ours = Reply.objects.filter(invitation=invitation, **_columns(after))
    changed = ours.delete()[0] if before is None else ours.update(**_columns(before))
    if not changed:
        raise RuleBroken("changed", _("Dit antwoord is intussen veranderd. Het blijft zoals het nu staat."))
    trail.write("reply-taken-back", by=by, on=invitation)
    confirm(invitation)  # what they may have read meanwhile was wrong
