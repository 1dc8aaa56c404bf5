"""Make a round of statements or dots, open it, close it, show what came of it."""

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion

from .. import poll_rules
from ..models import Poll, PollSort, Standing, Statement
from ..signals import tell_changed
from . import words
from .holding import hold

LOOKED = ("poll-looked", "poll-show")


def state_of(poll: Poll) -> str:
    return poll_rules.state(poll.opened_at, poll.closed_at, poll.shown_at)


def make_poll(*, occasion: Occasion, sort: str, title: str, budget: int = 3, may_add: bool = False, by: Who) -> Poll:
    """A new round, still empty and shut. RuleBroken 422 for what can't be."""
    if sort not in PollSort.values:
        raise RuleBroken("sort", _("Kies: stellingen of stippen."), 422)
    poll: Poll = Poll.objects.create(
        occasion=occasion,
        sort=sort,
        title=_title(title),
        budget=_budget(budget),
        may_add=bool(may_add) and sort == PollSort.STATEMENTS,
    )
    trail.write("poll-make", by=by, on=poll)
    return poll


def change_poll(*, poll: Poll, title: str, budget: int, may_add: bool, by: Who) -> None:
    """The title and whether participants may add, at any time; the number of dots only before it was opened."""
    now = held(poll)
    if budget != now.budget and now.opened_at:
        raise RuleBroken("opened", _("Het aantal stippen ligt vast: de ronde is al open geweest."), 422)
    now.title, now.budget, now.may_add = _title(title), _budget(budget), bool(may_add)
    now.save(update_fields=["title", "budget", "may_add"])
    trail.write("poll-change", by=by, on=now)
    tell_changed(now.occasion)


def remove_poll(*, poll: Poll, by: Who) -> None:
    """Away with a round that was never opened."""
    now = held(poll)
    if now.opened_at:
        raise RuleBroken("opened", _("Deze ronde is open geweest. Weghalen kan niet meer; sluiten wel."))
    trail.write("poll-remove", by=by, on=now)
    now.delete()


def turn(*, poll: Poll, verb: str, by: Who) -> bool:
    """'open' (again), 'close', 'show' or 'hide'. False when it stands so already: two taps are one."""
    now = held(poll)
    state = state_of(now)
    if verb not in poll_rules.TURNS:
        raise RuleBroken("verb", _("Laad de pagina opnieuw."), 422)
    goal = {"open": poll_rules.OPEN, "close": poll_rules.CLOSED, "show": poll_rules.SHOWN, "hide": poll_rules.CLOSED}[verb]
    if state == goal:
        return False
    if not poll_rules.may_turn(verb, state):
        raise RuleBroken("state", _REFUSED[verb](state))
    if verb == "open":
        _may_open(now, state)
    moment = clock.now()
    if verb == "open":
        now.opened_at, now.closed_at = now.opened_at or moment, None
    elif verb == "close":
        now.closed_at = moment
    else:
        now.shown_at = moment if verb == "show" else None
    now.save(update_fields=["opened_at", "closed_at", "shown_at"])
    trail.write(f"poll-{verb}", by=by, on=now)
    tell_changed(now.occasion)
    return True


_REFUSED = {
    "open": lambda state: _("De uitslag is te zien. Een nieuwe ronde maken kan wel."),
    "close": lambda state: _("Deze ronde is niet open."),
    "show": lambda state: _("Sluit de ronde eerst. Zolang mensen kiezen, ziet niemand de uitslag."),
    "hide": lambda state: _("De uitslag is niet te zien."),
}


def _may_open(poll: Poll, state: str) -> None:
    """Raises RuleBroken when there is nothing to choose, or when somebody saw the results."""
    ready = Statement.objects.filter(poll=poll, standing=Standing.APPROVED).count()
    if ready < poll_rules.FEWEST[poll.sort]:
        enough = (
            _("Zet er eerst minstens één stelling in.")
            if poll.sort == PollSort.STATEMENTS
            else _("Zet er eerst minstens twee dingen in om uit te kiezen.")
        )
        raise RuleBroken("empty", enough, 422)
    if state == poll_rules.CLOSED and was_looked_at(poll):
        raise RuleBroken(
            "looked", _("Iemand heeft de uitslag al gezien. Daarom kan deze ronde niet weer open. Maak een nieuwe ronde.")
        )


def was_looked_at(poll: Poll) -> bool:
    """Whether anybody saw the results: from then on they stand still, so that no two pictures can be compared."""
    return bool(TrailRow.objects.filter(object_id=poll.pk, act__in=LOOKED).exists())


def look(*, poll: Poll, by: Who) -> None:
    """Somebody who runs it looks at the results before they are shown to all. RuleBroken while people still choose."""
    if state_of(poll) not in {poll_rules.CLOSED, poll_rules.SHOWN}:
        raise RuleBroken("shut", _("Zolang de ronde open is, ziet niemand de uitslag. Sluit de ronde eerst."))
    if not was_looked_at(poll):
        trail.write("poll-looked", by=by, on=poll)


def held(poll: Poll) -> Poll:
    """The round as it is now, while nobody else reacts to it or turns it."""
    hold(poll.pk)
    now: Poll | None = Poll.for_gate().filter(pk=poll.pk).first()
    if now is None:
        raise RuleBroken("gone", _("Deze ronde is er niet meer."))
    return now


def _title(title: str) -> str:
    return words.take_line(title, poll_rules.MOST_POLL_TITLE, empty=_("Geef de ronde een naam."))


def _budget(budget: int) -> int:
    if not 1 <= budget <= poll_rules.MOST_BUDGET:
        raise RuleBroken("budget", _("Geef ieder 1 tot %(most)s stippen.") % {"most": poll_rules.MOST_BUDGET}, 422)
    return budget
