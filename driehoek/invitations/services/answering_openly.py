"""A parent answers through the link of a class: by the first name of the child, not verified until somebody sees whose it is."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations import rules
from driehoek.invitations.models import ClassInvitation, OpenReply

from .replying import Given, check_answer, pass_on, values_of_answer

MOST_ANSWERS = 400  # to one class: more is no class


def reply_openly(
    *, class_invitation: ClassInvitation, key: uuid.UUID, child_name: str, name: str = "", given: Given, by: Who
) -> OpenReply:
    """Keep the answer. `key` was made with the page: the same key again changes that answer, as long as nobody judged it.

    What they ask or say goes up without a giver, under keys of its own, so that nothing ties the two.
    """
    check_answer(class_invitation.occasion, given)
    child, parent = " ".join(child_name.split()), " ".join(name.split())
    if not child or len(child) > rules.LONGEST_CHILD_NAME or len(parent) > rules.LONGEST_CHILD_NAME:
        raise RuleBroken("name", _("Vul de voornaam van uw kind in."), 422)
    waits = OpenReply.objects.filter(class_invitation=class_invitation, matched_to__isnull=True, set_aside_at__isnull=True)
    is_full = by.kind != "staff" and waits.exclude(pk=key).count() >= MOST_ANSWERS  # the school itself may always note one
    if is_full and not waits.filter(pk=key).exists():
        raise RuleBroken("full", _("Er zijn al heel veel antwoorden voor deze klas. Bel de school even."))
    values = {
        "child_name": child,
        "name": parent,
        "language": given.language,
        **values_of_answer(class_invitation.occasion, given),
    }
    with transaction.atomic():  # when these words can't be taken, nothing of the answer is kept either
        _keep(class_invitation, key, values)
        pass_on(class_invitation.occasion, None, replace(given, named=False))
    trail.write("reply-openly", by=by, on=class_invitation)
    kept: OpenReply = OpenReply.objects.get(pk=key, class_invitation=class_invitation)
    return kept


def _keep(class_invitation: ClassInvitation, key: uuid.UUID, values: Mapping[str, Any]) -> None:
    row = OpenReply(pk=key, class_invitation=class_invitation, answered_at=clock.now(), **values)
    OpenReply.objects.bulk_create([row], ignore_conflicts=True)
    ours = OpenReply.objects.filter(pk=key, class_invitation=class_invitation)
    if not ours.filter(**values).exists():
        waiting = ours.filter(matched_to__isnull=True, set_aside_at__isnull=True)
        if not waiting.update(answered_at=clock.now(), **values):
            raise RuleBroken(
                "used_key", _("Dit formulier was al verstuurd. Verstuur het nog een keer, dan komt uw nieuwe antwoord aan.")
            )
