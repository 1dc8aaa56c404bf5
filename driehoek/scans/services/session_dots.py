"""Dots on ambitions: a fixed number a person, on a phone or stuck on paper. Nobody sees them before they are counted."""

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.voices.poll_rules import ballot_trouble
from driehoek.voices.services.holding import hold

from .. import session_rules
from ..models import Dot, Note, TeamSession
from ..queries.session_dots import dots_part, dotted, paper_voter
from .session_late import arrived_late, opened_now, went_again
from .sessions import running, screens_change, writing

MOST_DOTS = 999


def give_dots(*, session: TeamSession, voter: str, ballot: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, int]:
    """Replace all dots of this voter on ambitions; what is kept.

    RuleBroken 409 when the dots are shut, were counted already, or a note was taken off meanwhile; 422 for more than there are.
    """
    now = writing(session)
    part = dots_part(now)
    if not part or part in now.opened:
        raise RuleBroken("counted", _("De stippen zijn al geteld. Er kan niets meer bij."))
    known = set(dotted(now).values_list("pk", flat=True))
    given = {key: count for key, count in ballot.items() if count}
    trouble = ballot_trouble(given, known, now.budget)
    if trouble == "too-many":
        over = sum(given.values()) - now.budget
        raise RuleBroken(
            "budget", ngettext("Dat is %(over)s stip te veel.", "Dat zijn %(over)s stippen te veel.", over) % {"over": over}, 422
        )
    if trouble == "unknown":
        raise RuleBroken("taken-off", _("Een briefje is net weggehaald. Je stippen daarop zijn weer vrij: kies opnieuw."))
    if trouble == "negative":
        raise RuleBroken(trouble, _("Kies een heel getal van 0 tot en met %(most)s.") % {"most": now.budget}, 422)
    if trouble:
        raise RuleBroken(trouble, _("Dit is veranderd. Laad de pagina opnieuw."), 422)
    hold(voter)
    mine, opened = Dot.objects.filter(note__session=now, voter=voter), opened_now(now)
    was_shown, is_late = session_rules.was_shown(opened, part), voter in session_rules.late_of(opened, part)
    if was_shown and not is_late and mine.exists():
        raise RuleBroken("counted", _("Jouw stippen zijn al geteld. Die veranderen niet meer."))
    mine.delete()
    Dot.objects.bulk_create([Dot(note_id=key, voter=voter, count=count) for key, count in given.items()])
    if was_shown and bool(given) is not is_late:
        (arrived_late if given else went_again)(now, part, voter)
    return given


def dots_on_paper(*, note: Note, count: int, by: Who) -> None:
    """How many dots were stuck on paper beside this note; it replaces what was typed in before."""
    now = running(note.session)
    if not 0 <= count <= MOST_DOTS:
        raise RuleBroken("count", _("Kies een heel getal van 0 tot en met %(most)s.") % {"most": MOST_DOTS}, 422)
    voter = paper_voter(now)
    Dot.objects.filter(note_id=note.pk, voter=voter).delete()
    if count:
        Dot.objects.create(note_id=note.pk, voter=voter, count=count)
    screens_change(now)
    trail.write("dots_on_paper", by=by, on=note)
