"""What was approved goes out: codes are made, mails put in the outbox, letters released for printing."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.who import Who
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.families import Family, families
from driehoek.outbox import letters
from driehoek.people.models import SchoolClass

from .class_links import give_class_codes
from .occasions import codes_end, still_on

KINDS = ("link", "printed")


@dataclass(frozen=True)
class Sent:
    """What went out: `households` by mail, in so many `mails`; `paper` households still to be printed."""

    households: int = 0
    mails: int = 0
    paper: int = 0
    classes: int = 0
    links: int = 0  # classes whose link was made


def send(*, occasion: Occasion, classes: Iterable[SchoolClass] | None = None, by: Who) -> Sent:
    """Send every approved invitation that did not go out yet; what is not approved waits. Twice is once.

    Each class gets its link. Who answered already is not asked again.
    """
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)  # a double click waits here
    still_on(occasion)
    approved = ClassInvitation.objects.filter(occasion=occasion, approved_at__isnull=False)
    if classes is not None:
        approved = approved.filter(school_class__in=list(classes))
    ready = list(approved)
    waiting = list(Invitation.objects.filter(class_invitation__in=ready, sent_at__isnull=True, reply__isnull=True))
    found = families(_classes_of(occasion), None)
    sent = _release(occasion, [row for row in waiting if row.household_id in found], found)
    now = clock.now()
    for row in ready:
        if row.sent_at is None:
            row.sent_at = now
            row.save(update_fields=["sent_at"])
            trail.write("send-invitations", by=by, on=row)
    links = give_class_codes(occasion, ready)
    return Sent(sent.households, sent.mails, sent.paper, len(ready), links)


def _classes_of(occasion: Occasion) -> list[uuid.UUID]:
    return list(ClassInvitation.objects.filter(occasion=occasion).values_list("school_class_id", flat=True))


def _release(occasion: Occasion, rows: list[Invitation], found: dict[uuid.UUID, Family]) -> Sent:
    """`rows` are open invitations. Who is written to is decided now, not when the list was made."""
    give_codes(occasion, rows)
    out: list[tuple[uuid.UUID, str, uuid.UUID, str]] = []
    by_mail, on_paper = [], []
    for row in rows:
        addressed = found[row.household_id].letters
        if not addressed or row.channel == Channel.PAPER:
            on_paper.append(row.pk)
            continue
        by_mail.append(row.pk)
        for number, group in enumerate(addressed):
            out.append((group[0].guardian_id, "invitation", row.pk, f"invitation:{row.pk}:{number}"))
    letters.put_many(out)
    Invitation.objects.filter(occasion=occasion, pk__in=by_mail).update(sent_at=clock.now(), channel=Channel.MAIL)
    Invitation.objects.filter(occasion=occasion, pk__in=on_paper).update(channel=Channel.PAPER)
    return Sent(len(by_mail), len(out), len(on_paper))


def give_codes(occasion: Occasion, rows: list[Invitation]) -> None:
    """A personal link and a printed code for each invitation that has none."""
    has = codes.codes_for("reply", [row.pk for row in rows])
    codes.issue_many("reply", [row.pk for row in rows if row.pk not in has], codes_end(occasion), kinds=KINDS)
