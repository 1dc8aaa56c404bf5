"""Who takes part in a session of the team, and where its code leads."""

import uuid
from typing import Any

from django.urls import reverse

from driehoek.access.codes import register_landing
from driehoek.access.policy import Tie, register_tie
from driehoek.access.who import Who


def leads(who: Who, session: Any) -> bool:
    """Is set as its leader; an adviser of the trajectory may be."""
    leader = session.leader
    return bool(leader and leader.user_id and leader.user_id == who.user_id)


def leads_note(who: Who, note: Any) -> bool:
    return leads(who, note.session)


def joined(who: Who, session: Any) -> bool:
    """Opened the code of the room."""
    return who.holds("session", session.pk)


def phone_page(school_slug: str, about: uuid.UUID) -> str:
    return reverse("session_phone", args=[school_slug, about])


register_tie(Tie.LEADS, "scans.teamsession", leads)
register_tie(Tie.LEADS, "scans.note", leads_note)
register_tie(Tie.JOINED, "scans.teamsession", joined)
register_landing("session", phone_page)
