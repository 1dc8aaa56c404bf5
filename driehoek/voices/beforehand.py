"""What comes along with the answer to an invitation: a question or a word beforehand, changeable while nobody looked at it."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.invitations.models import Invitation, Occasion
from driehoek.invitations.words import QUESTION, Beforehand

from . import services
from .models import Contribution, Masking, Reading, Source, Standing, Voice


def receive(
    *, occasion: Occasion, invitation: Invitation | None, key: uuid.UUID, kind: str, text: str, language: str, named: bool
) -> None:
    """Keep it once, with a name only when the giver wants that. The same key with other words changes what is theirs."""
    giver = invitation.household if invitation is not None and named else None
    kept = services.contribute(
        occasion=occasion,
        key=key,
        kind=kind,
        voice=Voice.PARENTS,
        source=Source.REPLY,
        text=text,
        language=language,
        giver=giver,
    )
    said = services.cleaned(text)
    same = (kept.text, kept.kind, kept.giver_id) == (said, kind, giver.pk if giver else None)
    if same or (invitation is not None and _change(invitation, kept, said, kind, named)):
        return
    if kept.text != said:  # who goes back and types something else sends the old key
        raise RuleBroken(
            "used_key", _("Dit formulier was al verstuurd. Uw nieuwe woorden staan er nog: verstuur ze nog een keer.")
        )


def _change(invitation: Invitation, kept: Contribution, said: str, kind: str, named: bool) -> bool:
    """Whether these were words of this home that nobody had looked at. Without a name from now on, they get a new day too:
    so they are written anew with what is new, and can't be told apart from it."""
    changes: dict[str, Any] = {"text": said, "kind": kind, "masking": Masking.OPEN}
    if not named:
        changes |= {"giver": None, "giver_name": "", "day": clock.today()}
    changed = bool(_own(invitation).filter(pk=kept.pk).update(**changes))
    if changed:  # nobody looked at these words yet, whatever was decided about the old ones
        Reading.objects.filter(contribution=kept.pk).delete()
    return changed


def _own(invitation: Invitation) -> Any:
    """Words of this home, under its name, that came with an answer and wait; not those of before somebody left it."""
    left = invitation.household.shared_until if invitation.household_id else None
    since = Q(day__gt=left.astimezone(clock.SCHOOL_TIME).date()) if left else Q()
    return _of_home(invitation).filter(since)


def _of_home(invitation: Invitation) -> Any:
    return Contribution.objects.filter(
        occasion=invitation.occasion_id,
        giver=invitation.household_id,
        giver__isnull=False,
        source=Source.REPLY,
        standing=Standing.WAITING,
        theme=None,
    )


class Remembers:
    """What invitations asks of us."""

    def beforehand(self, invitation: Invitation) -> list[Beforehand]:
        if not _of_home(invitation).exists():
            return []  # most say nothing: that costs one question
        found = [Beforehand(*row) for row in _own(invitation).order_by("pk").values_list("pk", "kind", "text")]
        return sorted(found, key=lambda one: one.kind != QUESTION)

    def take_back(self, invitation: Invitation, key: uuid.UUID) -> None:
        _own(invitation).filter(pk=key).delete()

    def go_along(self, homes: Collection[uuid.UUID], here: Occasion, to: Occasion) -> None:
        """What lay in a theme once stays: it can be put back there, and it is counted with that evening."""
        rows = Contribution.objects.filter(occasion=here, giver__in=list(homes), source=Source.REPLY, theme=None, placements=None)
        rows.update(occasion=to)
