"""The open call of a team, and what is answered to who comes forward."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.meetings.models import Layer
from driehoek.outbox import letters

from .. import rules_teams as rules
from ..models import Candidate, Member, Team
from .team_members import UNDO, add_member, come_back, mail_code, remove_member

CALL = "teamcall"
NO_LETTER = "team_call_no"
MOST_WORDS = 2000
FURTHEST = dt.timedelta(days=366)


def save_call(*, by: Who, team: Team, words: dict[str, str], until: dt.date) -> None:
    """Open it, or change it. The link and the code stay the same as long as the team is there."""
    if team.ended_at is not None:
        raise RuleBroken("ended", _("Dit team is gestopt. Laat het eerst verder gaan."))
    kept = {language: text.strip() for language, text in words.items() if text.strip()}
    if any(len(text) > MOST_WORDS for text in kept.values()):
        raise RuleBroken("long", _("Maak de oproep korter: hoogstens 2000 tekens."), 422)
    if until > clock.today() + FURTHEST:
        raise RuleBroken("day", _("Kies een dag binnen een jaar."), 422)
    Team.objects.filter(pk=team.pk).update(call_words=kept, call_until=until)
    if not codes.codes_for(CALL, [team.pk], working=True):
        codes.issue(CALL, team.pk, clock.now() + 3 * FURTHEST, kinds=("link", "printed"))
    trail.write("open_call", by=by, on=team)


def close_call(*, by: Who, team: Team) -> None:
    """From now on nobody can come forward; who did stays on the list."""
    Team.objects.filter(pk=team.pk, call_until__gte=clock.today()).update(call_until=clock.today() - dt.timedelta(days=1))
    trail.write("close_call", by=by, on=team)


def say_yes(*, by: Who, candidate: Candidate) -> Member:
    """They are in the team, with a code of their own; who gave an address gets it by mail.

    Their key in the team is made here: the one of the answer came from a browser, and may be anybody's.
    """
    _answer(by, candidate, "yes")
    member = _before(candidate)
    if member is None:
        member = add_member(
            by=by, team=candidate.team, key=clock.new_id(), layer=Layer.PARENT, name=candidate.name, email=candidate.email,
            language=candidate.language,
        )  # fmt: skip
        Candidate.objects.filter(pk=candidate.pk).update(member=member)
    elif member.left_at is not None:  # said yes, taken back and said yes again
        come_back(by=by, member=member)
    if member.email:
        mail_code(by=by, member=member, due_at=clock.now() + UNDO)
    return member


def say_no(*, by: Who, candidate: Candidate) -> None:
    """Not now. Who gave an address hears it in a friendly mail, ten minutes later."""
    _answer(by, candidate, "no")
    if candidate.email:
        letters.put(
            to=candidate.pk, letter=NO_LETTER, about=candidate.pk, once=f"{NO_LETTER}:{candidate.pk}:{_minute()}",
            due_at=clock.now() + UNDO,
        )  # fmt: skip


def take_back(*, by: Who, candidate: Candidate) -> None:
    """Undo of either: they wait for an answer again."""
    if Candidate.objects.filter(pk=candidate.pk).exclude(answer="").update(answer="", answered_at=None):
        member = _before(candidate)
        if member is not None and member.left_at is None:
            remove_member(by=by, member=member)
        trail.write("take_back_answer", by=by, on=candidate)


def _before(candidate: Candidate) -> Member | None:
    """Who they became by an earlier yes of this team."""
    found: Member | None = Member.for_gate().filter(candidate=candidate.pk, team=candidate.team_id, staff=None).first()
    return found


def drop_candidate(*, by: Who, candidate: Candidate) -> dict[str, Any]:
    """Gone without a word, such as what nobody meant; the plain values that come back put it back."""
    if candidate.answer:
        raise RuleBroken("answered", _("Een collega gaf net al antwoord. Zo staat het nu."))
    kept = {name: str(getattr(candidate, name)) for name in ("name", "email", "phone", "language", "said")}
    trail.write("drop_candidate", by=by, on=candidate)
    Candidate.objects.filter(pk=candidate.pk).delete()
    return kept | {"key": str(candidate.pk), "made_at": candidate.made_at.isoformat()}


def put_back_candidate(*, by: Who, team: Team, kept: dict[str, Any]) -> None:
    said = {name: kept[name] for name in ("name", "email", "phone", "language", "said")}
    row = Candidate(id=uuid.UUID(kept["key"]), team=team, made_at=dt.datetime.fromisoformat(kept["made_at"]), **said)
    Candidate.objects.bulk_create([row], ignore_conflicts=True)
    trail.write("come_forward", by=by, on=row)


def _answer(by: Who, candidate: Candidate, answer: str) -> None:
    rows = Candidate.objects.filter(pk=candidate.pk, answer="")
    if not rows.update(answer=answer, answered_at=clock.now()):
        raise RuleBroken("answered", _("Een collega gaf net al antwoord. Zo staat het nu."))
    trail.write(f"candidate_{answer}", by=by, on=candidate)


def _minute() -> int:
    return int(clock.now().timestamp() // 60)


def may_come_forward(team: Team) -> bool:
    return rules.is_call_open(team.call_until, team.ended_at is not None, clock.today())


def come_forward(
    *, team: Team, key: uuid.UUID, name: str, email: str, phone: str, language: str, said: str, by: Who
) -> Candidate | None:
    """A parent answers the call. Sent twice is once. None when it is closed or full: who asks says so in their language.

    Only who waits for an answer counts, so that what is cleared away makes room again. A key that is of something else is refused.
    """
    if not may_come_forward(team) and not Candidate.objects.filter(pk=key, team=team).exists():
        return None
    if Candidate.objects.filter(team=team, answer="").exclude(pk=key).count() >= rules.MOST_CANDIDATES:
        return None
    if Member.objects.filter(pk=key).exists():
        return None
    row = Candidate(
        id=key, team=team, name=" ".join(name.split()), email=email.strip(), phone=phone.strip(), language=language, said=said.strip()
    )  # fmt: skip
    Candidate.objects.bulk_create([row], ignore_conflicts=True)
    made: Candidate | None = Candidate.objects.filter(pk=key, team=team).first()
    if made is not None:
        trail.write("come_forward", by=by, on=made)
    return made
