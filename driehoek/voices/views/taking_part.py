"""Who takes part in a round, as far as this browser tells."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.policy import STAFF
from driehoek.invitations.models import Invitation

from ..attending import may_say
from ..models import Poll, Voice
from ..services import reacting

MARK, VOICES_KEPT = "round_mark", "round_voices"
VOICES = {
    Voice.PARENTS.value: _("Ik ben ouder of verzorger"),
    Voice.SCHOOL.value: _("Ik werk op school"),
    Voice.PUPIL.value: _("Ik ben leerling"),
}


@dataclass(frozen=True)
class Taker:
    """`voice` is '' as long as nobody said it; `asked` when it is theirs to say. `hall`: the voter that this browser was
    before a personal link was opened in it, '' for none."""

    voter: str
    voice: str
    asked: bool
    hall: str = ""


def taker(request: Any, poll: Poll) -> Taker:
    """A colleague by account, a family by its home, anybody else by a random mark in this browser. At most one query."""
    who, occasion = request.who, poll.occasion_id
    if who.kind == "staff" and who.roles & STAFF:
        return Taker(reacting.voter_of(occasion, "staff", who.user_id), Voice.SCHOOL.value, False)
    held = who.held("reply")
    homes = Invitation.objects.filter(pk__in=held, occasion=occasion).values_list("household_id", flat=True) if held else []
    home = next(iter(homes), None)
    if home is not None:
        mark = request.session.get(MARK)
        before = reacting.voter_of(occasion, "hall", mark) if mark else ""
        return Taker(reacting.voter_of(occasion, "home", home), Voice.PARENTS.value, False, before)
    return Taker(reacting.voter_of(occasion, "hall", _mark(request)), _voice(request, occasion), True)


def _mark(request: Any) -> str:
    """Everybody in the hall has the same code, so this browser gets a random mark of its own."""
    if MARK not in request.session:
        request.session[MARK] = clock.secret_id().hex
    return str(request.session[MARK])


def _voice(request: HttpRequest, occasion: uuid.UUID) -> str:
    """What stands in the form that is sent now, or what was said before in this browser."""
    sent, kept = request.POST.get("voice", ""), str(request.session.get(VOICES_KEPT, {}).get(str(occasion), ""))
    if sent != kept and sent in Voice.values and sent in may_say(occasion):
        keep_voice(request, occasion, sent)
        return sent
    return kept if kept in Voice.values else ""


def to_choose(occasion: uuid.UUID) -> dict[str, Any]:
    """{voice: words} for a browser in the hall. At most one query."""
    may = may_say(occasion)
    return {voice: words for voice, words in VOICES.items() if voice in may}


def keep_voice(request: Any, occasion: uuid.UUID, voice: str) -> None:
    kept = dict(request.session.get(VOICES_KEPT, {}))
    if kept.get(str(occasion)) != voice:
        kept[str(occasion)] = voice
        request.session[VOICES_KEPT] = kept


def joined_up(taking: Taker, poll: Poll) -> None:
    """What this browser said by the code of the hall goes along with the personal link that it has opened since."""
    if taking.hall:
        reacting.adopt(poll=poll, hall=taking.hall, own=taking.voter)
