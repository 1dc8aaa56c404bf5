"""The call round: which families may get the one personal attempt, and what the colleague who makes it needs to know."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from driehoek import clock
from driehoek.access.who import Who
from driehoek.invitations.models import Invitation, Occasion, Outcome
from driehoek.invitations.rules import MOST_REMINDERS
from driehoek.people.models import Guardian, StaffMember
from driehoek.people.queries import mentors_today
from driehoek.people.queries.teaching import works_here
from driehoek.people.words_families import language_word
from driehoek.schools.asked import Asked

from .families import families


def may_be_called() -> Q:
    """Reminded twice, no answer, not let go; of invitations."""
    return Q(sent_at__isnull=False, reminders__gte=MOST_REMINDERS, reply__isnull=True, attempt_at__isnull=True) & ~Q(
        attempt_outcome=Outcome.NO_MORE
    )


def to_call(occasion: Occasion) -> Any:
    """Invitations of this occasion for which one attempt is still open; none once it has begun or was called off."""
    rows = Invitation.objects.filter(may_be_called(), occasion=occasion)
    return rows.none() if occasion.cancelled_at or clock.now() >= occasion.starts_at else rows


def round_of(occasion: Occasion) -> Any:
    """The open ones and those that were spoken to, in the order of the classes."""
    rows = Invitation.objects.filter(occasion=occasion).filter(
        Q(pk__in=to_call(occasion).order_by().values("pk")) | Q(attempt_at__isnull=False)
    )
    rows = rows.select_related("class_invitation__school_class", "reply", "caller")
    return rows.order_by("class_invitation__school_class__sort_key", "id")


def callers() -> Any:
    """Colleagues with an account: only they can see their list."""
    return StaffMember.objects.filter(works_here(), user__isnull=False)


def default_callers(occasion: Occasion) -> dict[uuid.UUID, uuid.UUID]:
    """{class: its first mentor with an account}."""
    classes = occasion.class_invitations.values("school_class_id")
    ties = mentors_today(school_class__in=classes, staff__user__isnull=False).order_by("id")
    found: dict[uuid.UUID, uuid.UUID] = {}
    for school_class, staff in ties.values_list("school_class_id", "staff_id"):
        found.setdefault(school_class, staff)
    return found


def asked_to_call(who: Who, invitation: Invitation) -> bool:
    """Was asked to speak to this family, works here, and the occasion still comes."""
    if who.user_id is None or invitation.caller_id is None:
        return False
    if clock.now() >= invitation.occasion.ends_at:
        return False
    return callers().filter(pk=invitation.caller_id, user=who.user_id).exists()


def my_calls(who: Who) -> list[Invitation]:
    """The families that somebody asked this person to speak to, of what still comes; also those that are done."""
    return _my_calls(user=who.user_id) if who.user_id else []


def _calls_of(user: uuid.UUID) -> Any:
    open_ = may_be_called() & Q(occasion__starts_at__gt=clock.now())
    rows = Invitation.objects.filter(
        open_ | Q(attempt_at__isnull=False),
        caller__in=callers().filter(user=user).order_by().values("pk"),
        occasion__ends_at__gt=clock.now(),
        occasion__cancelled_at__isnull=True,
    )
    rows = rows.select_related("occasion", "class_invitation__school_class", "reply")
    return rows.order_by("occasion__starts_at", "class_invitation__school_class__sort_key", "id")[:200]


_my_calls = Asked(_calls_of)


@dataclass(frozen=True)
class Reached:
    """One parent who may be spoken to. `phone` is '' when it is secret or not known."""

    guardian_id: uuid.UUID
    name: str
    phone: str
    is_secret: bool
    language: str
    about_child: bool

    @property
    def dial(self) -> str:
        """For a link that a telephone understands."""
        return "".join(one for one in self.phone if one.isdigit() or one == "+")


def reachable(invitation: Invitation) -> list[Reached]:
    """Who of this home may hear from the school, with the number that stands open. Four queries."""
    classes = invitation.occasion.class_invitations.values_list("school_class_id", flat=True)
    family = families(list(classes), [invitation.household_id]).get(invitation.household_id)
    if family is None:
        return []
    rows = {row.pk: row for row in Guardian.objects.filter(pk__in=[one.guardian_id for one in family.receivers])}
    return [
        Reached(
            one.guardian_id,
            one.name,
            "" if rows[one.guardian_id].phone_is_secret else rows[one.guardian_id].phone,
            rows[one.guardian_id].phone_is_secret,
            str(language_word(one.language)),
            one.about_child,
        )
        for one in family.receivers
    ]
