"""Holding one evening twice: some classes come to the second time, with what they answered."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.invitations.queries.changing import MOVED, MOVED_DAY
from driehoek.invitations.services.moving import move_class
from driehoek.invitations.services.occasions import day_of, still_on

from .. import rules
from ..models import Meeting, MeetingState
from .plan import Wanted, plan_meeting


@transaction.atomic
def split(
    *,
    by: Who,
    meeting: Meeting,
    key: uuid.UUID,
    day: dt.date,
    time: dt.time,
    place: str,
    classes: Collection[uuid.UUID],
    title: str = "",
) -> Meeting:
    """A second session with the same run-book, to which these classes (invitations of a class) go. The same `key` twice is one.
    Without a `title` it is called as the first; with one of its own, translations of the old title are left behind.

    Raises RuleBroken when the evening began already or is off, or when no class would go or none would stay; then nothing is made.
    """
    occasion = meeting.occasion
    still_on(occasion)
    if meeting.state not in {MeetingState.DRAFT, MeetingState.READY}:
        raise RuleBroken("has_started", _("De avond is al begonnen of geweest. Verdelen kan niet meer."))
    there = {row.pk: row for row in ClassInvitation.objects.filter(occasion=meeting.occasion_id)}
    going = [row for pk, row in there.items() if pk in set(classes)]
    already = Meeting.objects.filter(occasion_id=key).first()
    if already is None and not 0 < len(going) < len(there):
        raise RuleBroken("all_or_none", _("Kies de klassen die naar de tweede keer gaan. Er moeten er ook blijven."), 422)
    wanted = Wanted(
        key=key, template=f"{rules.EARLIER}{meeting.pk}", title=title or occasion.title, day=day, time=time, place=place,
        tables=meeting.table_count, interpreter=occasion.has_interpreter, childcare=occasion.has_childcare,
        reply_by=min(day, max(occasion.reply_by, day - dt.timedelta(days=7))),
    )  # fmt: skip
    made = plan_meeting(by=by, wanted=wanted)
    if not made.is_new:
        return made.meeting
    second = made.meeting
    second.session_of, second.fill_ins, second.leader = meeting.session_of or meeting, meeting.fill_ins, meeting.leader
    second.save(update_fields=["session_of", "fill_ins", "leader"])
    new = second.occasion
    new.ends_at = new.starts_at + (occasion.ends_at - occasion.starts_at)
    new.why, new.translations, new.reply_to = occasion.why, _still_true(occasion, new), occasion.reply_to
    new.save(update_fields=["ends_at", "why", "translations", "reply_to"])
    for row in going:
        move_class(class_invitation=row, to=new, by=by)
    if any(row.sent_at for row in going):  # who was invited before hears it when the organiser says so
        new.version += 1
        new.save(update_fields=["version"])
        trail.write(MOVED if day == day_of(occasion.starts_at) else MOVED_DAY, by=by, on=new)
    trail.write("split_meeting", by=by, on=second)
    return second


def _still_true(occasion: Occasion, new: Occasion) -> dict[str, dict[str, str]]:
    """The translations that people made of this occasion's words, without those of words that are other ones now."""
    changed = {name for name in ("title", "place") if getattr(occasion, name) != getattr(new, name)}
    rows = {
        language: {name: text for name, text in words.items() if name not in changed}
        for language, words in occasion.translations.items()
    }
    return {language: words for language, words in rows.items() if words}
