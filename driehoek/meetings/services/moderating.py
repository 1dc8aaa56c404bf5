"""One tap on the leader's telephone: a waiting contribution goes to the screen or apart. The deciding is done by voices."""

import uuid

from django.utils.translation import gettext as _

from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.voices import services as voices
from driehoek.voices.models import Contribution

from ..models import Meeting
from .plan import screens_change


def let_through(*, meeting: Meeting, by: Who, contribution_id: uuid.UUID) -> None:
    voices.approve(contributions=[_of(meeting, contribution_id)], by=by)
    screens_change(meeting)


def put_apart(*, meeting: Meeting, by: Who, contribution_id: uuid.UUID) -> None:
    voices.park(contributions=[_of(meeting, contribution_id)], by=by)
    screens_change(meeting)


def _of(meeting: Meeting, key: uuid.UUID) -> Contribution:
    found: Contribution | None = Contribution.objects.filter(occasion_id=meeting.occasion_id, pk=key).first()
    if found is None:
        raise RuleBroken("contribution_is_gone", _("Deze inbreng is er niet meer."))
    return found
