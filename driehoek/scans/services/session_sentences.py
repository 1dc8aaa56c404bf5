"""What everybody answers alone and at once, and the sentences that the team agrees on. Answering leaves no trail."""

import uuid
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library.partnership import Partnership
from driehoek.library.reading_scan import CLOSINGS
from driehoek.voices.services import words
from driehoek.voices.services.holding import hold
from driehoek.voices.services.reacting import voter_of

from .. import session_rules
from ..models import Agreed, Alone, TeamSession
from ..queries.session_guide import steps
from .session_late import arrived_late, opened_now, went_again
from .sessions import running, screens_change, writing

MOST_ALONE, MOST_AGREED = 500, 600


def say_alone(*, session: TeamSession, question: str, voter: str, text: str = "", stand: int | None = None) -> None:
    """Words, where we stand (1 to 5), or both; a second time replaces the first, with nothing it goes.

    RuleBroken 409 while the leader shows the answers to this question, and afterwards for an answer that was shown; 422 for what
    can't be taken.
    """
    now = writing(session)
    if question not in {one.question for one in steps(now) if one.question}:
        raise RuleBroken("question", _("Dit is veranderd. Laad de pagina opnieuw."), 422)
    if question in now.opened:
        raise RuleBroken("opened", _("De antwoorden op deze vraag zijn al te zien. Vertel het in het gesprek."))
    if stand is not None and stand not in session_rules.POINTS:
        raise RuleBroken("stand", _("Kies een van de vijf plekken."), 422)
    line = words.take_line(text, MOST_ALONE, optional=True)
    hold(voter)
    mine = Alone.objects.filter(session=now, question=question, voter=voter)
    there, opened = mine.first(), opened_now(now)
    was_shown = session_rules.was_shown(opened, question)
    if was_shown and there is not None and str(there.pk) not in session_rules.late_of(opened, question):
        raise RuleBroken("opened", _("Je antwoord op deze vraag is al te zien geweest. Vertel het in het gesprek."))
    if not line and stand is None:
        mine.delete()
        if there is not None and was_shown:
            went_again(now, question, there.pk)
        return
    row = Alone(session=now, question=question, voter=voter, text=line, stand=stand)
    if was_shown and there is None:
        arrived_late(now, question, row.pk)
    Alone.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["school", "session", "question", "voter"], update_fields=["text", "stand"]
    )


def alone_from_paper(
    *, session: TeamSession, question: str, lines: Sequence[str], stands: Mapping[int, int], base: uuid.UUID, by: Who
) -> int:
    """What was written on paper, a line each, and how many stood at each point; how many there are.

    `base`: the key of the form, so that sending it twice is once.
    """
    now = running(session)
    if question not in {one.question for one in steps(now) if one.question}:
        raise RuleBroken("question", _("Dit is veranderd. Laad de pagina opnieuw."), 422)
    said = [words.take_line(line, MOST_ALONE, optional=True) for line in lines]
    points = [point for point in session_rules.POINTS for _one in range(stands.get(point, 0))]
    rows = [Alone(text=line) for line in said if line] + [Alone(stand=point) for point in points]
    for place, row in enumerate(rows):
        row.session, row.question, row.voter = now, question, voter_of(now.pk, "paper", f"{question}|{base}|{place}")
    if Alone.objects.filter(session=now).count() + len(rows) > session_rules.MOST_NOTES * 3:
        raise RuleBroken("full", _("Er liggen al erg veel briefjes. Er kan nu niets bij."), 422)
    Alone.objects.bulk_create(rows, ignore_conflicts=True)
    screens_change(now)
    trail.write("alone_from_paper", by=by, on=now)
    return len(rows)


def set_agreed(*, session: TeamSession, about: str, text: str, by: Who) -> None:
    """One sentence of a question, of a sheet ('didactic:strength') or of the end; empty takes it away."""
    set_all(session=session, said={about: text}, by=by)


def set_all(*, session: TeamSession, said: Mapping[str, str], by: Who) -> int:
    """{what it is about: sentence} at once, all of them or none; how many are other than they were."""
    now = running(session)
    if not set(said) <= abouts(now):
        raise RuleBroken("unknown", _("Dit is veranderd. Laad de pagina opnieuw."), 422)
    lines = {about: words.take(text, MOST_AGREED) if text.strip() else "" for about, text in said.items()}
    there = dict(Agreed.objects.filter(session=now, about__in=lines).values_list("about", "text"))
    lines = {about: line for about, line in lines.items() if line != there.get(about, "")}
    for about, line in lines.items():
        if line:
            Agreed.objects.update_or_create(session=now, about=about, defaults={"text": line})
        else:
            Agreed.objects.filter(session=now, about=about).delete()
    if lines:
        screens_change(now)
        trail.write("agree_sentence", by=by, on=now)
    return len(lines)


def abouts(session: TeamSession) -> set[str]:
    """What a sentence can be about in a session of this kind."""
    found = {one.question for one in steps(session) if one.question}
    sorts = {sort for one in steps(session) for sort in one.sorts}
    found |= {f"{sheet}:{sort}" for sheet in Partnership.values for sort in sorts}
    if any(one.form == session_rules.SENTENCES for one in steps(session)):
        found |= set(CLOSINGS)
    return found
