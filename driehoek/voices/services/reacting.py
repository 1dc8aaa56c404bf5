"""Somebody says what they think of a statement, or divides dots. Sent twice counts once; the database alone tells nobody who.

Leaves no trail: a line with a time would lead back to who spoke at that moment.
"""

import hmac
import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.access.errors import RuleBroken
from driehoek.people.queries.naming import names_of_school
from driehoek.schools.sealing import derived_key

from .. import poll_rules
from ..held_letter import tell_leadership
from ..models import Poll, PollSort, Reaction, Standing, Statement, StatementSource, Voice
from ..personal import Recogniser
from . import words
from .holding import hold
from .polling import state_of

DIGITS = 32  # of the voter: 128 bits


def voter_of(occasion_id: uuid.UUID, kind: str, about: object) -> str:
    """The same person at the same occasion is the same voter; nobody can compute it without the key outside the database.

    `kind`: 'home' (about the invitation), 'staff' (about the account) or 'hall' (about a random mark of one browser).
    """
    return hmac.digest(derived_key("voters"), f"{occasion_id}|{kind}|{about}".encode(), "sha256").hex()[:DIGITS]


def react(*, statement: Statement, voter: str, voice: str, value: int) -> None:
    """Agree (1), disagree (-1) or pass (0); a second time changes the first. RuleBroken 409 when it is shut, 422 for odd values."""
    if value not in poll_rules.ANSWERS:
        raise RuleBroken("value", _("Dit is veranderd. Laad de pagina opnieuw."), 422)
    poll = _open(statement.poll_id, PollSort.STATEMENTS, voice, voter)
    if not Statement.objects.filter(pk=statement.pk, standing=Standing.APPROVED).exists():
        raise RuleBroken("gone", _("Deze stelling doet niet meer mee. Ga verder met de volgende."))
    row = Reaction(statement_id=statement.pk, voter=voter, voice=voice, value=value)
    Reaction.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["school", "statement", "voter"], update_fields=["value", "voice"]
    )
    _one_voice(poll, voter, voice)


def give_dots(*, poll: Poll, voter: str, voice: str, ballot: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, int]:
    """Replace all dots of this voter; what is kept. RuleBroken 409 when it is shut, 422 for more than there are to give."""
    now = _open(poll.pk, PollSort.DOTS, voice, voter)
    known = set(Statement.objects.filter(poll=now, standing=Standing.APPROVED).values_list("pk", flat=True))
    trouble = poll_rules.ballot_trouble(ballot, known, now.budget)
    if trouble == "too-many":
        raise RuleBroken("budget", too_many(sum(ballot.values()), now.budget), 422)
    if trouble:
        raise RuleBroken(trouble, _("Dit is veranderd. Laad de pagina opnieuw."), 422)
    given = {key: dots for key, dots in ballot.items() if dots}
    Reaction.objects.filter(statement__poll=now, voter=voter).delete()
    Reaction.objects.bulk_create(
        [Reaction(statement_id=key, voter=voter, voice=voice, value=dots) for key, dots in given.items()]
    )
    return given


def too_many(given: int, budget: int) -> str:
    return ngettext(
        "U gaf %(given)s stippen. U heeft er %(budget)s: haal er één weg.",
        "U gaf %(given)s stippen. U heeft er %(budget)s: haal er %(over)s weg.",
        given - budget,
    ) % {"given": given, "budget": budget, "over": given - budget}


def propose(*, poll: Poll, key: uuid.UUID, text: str) -> Statement:
    """A statement of who takes part; it waits until somebody looked at it. The same key again is the same one.

    The language of the page is not kept: beside words in Dutch it would tell from which few families they are.
    """
    hold(poll.pk, together=True)
    now = Poll.objects.get(pk=poll.pk)
    if state_of(now) != poll_rules.OPEN:
        raise RuleBroken("closed", closed(now))
    if not now.may_add:
        raise RuleBroken("may-not-add", _("Er kan nu niets bij."))
    said = words.take_line(text, poll_rules.MOST_STATEMENT, empty=_("Er staat nog niets. Schrijf eerst op wat u wilt zeggen."))
    if Statement.objects.filter(poll=now, standing=Standing.WAITING).count() >= poll_rules.MOST_PROPOSALS:
        raise RuleBroken("full", _("Er kan nu niets bij."))
    row = Statement(
        id=key,
        poll=now,
        text=said,
        source=StatementSource.PARTICIPANT,
        standing=first_look(said),
    )
    if row.standing == Standing.PARKED:
        tell_leadership()
    Statement.objects.bulk_create([row], ignore_conflicts=True)
    kept: Statement | None = Statement.objects.filter(pk=key, poll=now).first()
    if kept is None:
        raise RuleBroken("other-poll", _("Dit is veranderd. Laad de pagina opnieuw."))
    return kept


def first_look(text: str) -> str:
    """How a proposal stands before a person sees it: it waits. What looks like an attack on who works here is put apart at once."""
    return Standing.PARKED if Recogniser(names_of_school()).attack(text) else Standing.WAITING


def adopt(*, poll: Poll, hall: str, own: str) -> int:
    """This browser took part by the code of the hall and has opened a personal link since: it is one person, so one voter.

    What was said under the personal link stands; how many reactions went along. Nothing once the round is shut.
    """
    hold(poll.pk, together=True)
    hold(*sorted({hall, own}))
    now = Poll.objects.get(pk=poll.pk)
    mine = Reaction.objects.filter(statement__poll=now, voter=hall)
    if state_of(now) != poll_rules.OPEN or not mine.exists():
        return 0
    theirs = Reaction.objects.filter(statement__poll=now, voter=own).values("statement")
    if now.sort == PollSort.DOTS and theirs.exists():
        mine.delete()
        return 0
    mine.filter(statement__in=theirs).delete()
    return int(mine.update(voter=own))


def _open(poll_id: uuid.UUID, sort: str, voice: str, voter: str) -> Poll:
    """The round, open and held together with everybody who reacts, and this voter alone. RuleBroken when it is shut."""
    if voice not in Voice.values:
        raise RuleBroken("voice", _("Kies eerst wie u bent."), 422)
    hold(poll_id, together=True)
    hold(voter)
    poll: Poll | None = Poll.objects.filter(pk=poll_id, sort=sort).first()
    if poll is None:
        raise RuleBroken("gone", _("Dit is veranderd. Laad de pagina opnieuw."))
    if state_of(poll) != poll_rules.OPEN:
        raise RuleBroken("closed", closed(poll))
    return poll


def closed(poll: Poll) -> str:
    if poll.opened_at is None:
        return _("Deze ronde is nog niet open. Probeer het straks nog eens.")
    return _("Deze ronde is gesloten. Dit antwoord telt niet meer mee; alles wat eerder is verstuurd wel.")


def _one_voice(poll: Poll, voter: str, voice: str) -> None:
    """Who says to be somebody else now, is so in the whole round: one person is never two voices."""
    Reaction.objects.filter(statement__poll=poll, voter=voter).exclude(voice=voice).update(voice=voice)
