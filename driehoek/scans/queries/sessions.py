"""The sessions of the team, for a list."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from .. import session_rules
from ..models import SessionKind, TeamSession


@dataclass(frozen=True)
class SessionLine:
    """`state`: 'planned', 'running' or 'closed'. `kind_words` is Dutch or the language of the page; `leader` '' for nobody."""

    id: uuid.UUID
    kind: str
    kind_words: str
    title: str
    starts_at: dt.datetime | None
    state: str
    leader: str


def sessions_of_school() -> list[SessionLine]:
    """All sessions, the newest first. One query."""
    rows = TeamSession.objects.select_related("leader").order_by(Coalesce("starts_at", "made_at").desc(), "id")
    return [
        SessionLine(
            row.pk,
            row.kind,
            str(SessionKind(row.kind).label),
            row.title,
            row.starts_at,
            session_rules.state_of(row.started_at, row.closed_at),
            str(row.leader or ""),
        )
        for row in rows
    ]
