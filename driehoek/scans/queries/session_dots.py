"""Dots as far as they may be shown: only once they are counted, and of few people softened."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from driehoek.algorithms.disclosure import FEW, LEAST, people_words, spared_dots
from driehoek.voices.services.reacting import voter_of

from .. import session_rules
from ..models import Dot, Note, PointSort, TeamSession
from .session_guide import steps


@dataclass(frozen=True)
class Counted:
    """`shown`: dots of phones as they may be told; `paper`: those stuck on paper, which everybody saw. `people` gave dots on phones."""

    is_open: bool
    people: int
    shown: dict[uuid.UUID, int]
    paper: dict[uuid.UUID, int]
    few: bool  # under five people: their dots are not shown

    def of(self, key: uuid.UUID) -> tuple[str, int]:
        """(words, what it weighs in the order) of one ambition."""
        if not self.is_open:
            return "", 0
        total = self.shown.get(key, 0) + self.paper.get(key, 0)
        if total:
            return ngettext("%(count)s stip", "%(count)s stippen", total) % {"count": total}, total
        return "", 0

    def kept(self, key: uuid.UUID) -> int | None:
        """What goes along to the plan."""
        return self.of(key)[1] or None if self.is_open else None

    @property
    def people_words(self) -> str:
        return people_words(self.people) if self.people >= LEAST else ""


def counted(session: TeamSession) -> Counted:
    """At most two queries, and none before the dots are counted."""
    part = dots_part(session)
    if not part or part not in session.opened:
        return Counted(False, 0, {}, {}, False)
    notes = list(dotted(session).order_by("pk").values_list("pk", flat=True))
    totals, paper, voters = dict.fromkeys(notes, 0), dict.fromkeys(notes, 0), set()
    by_paper, late = paper_voter(session), session_rules.late_of(session.opened, part)
    for note, voter, count in Dot.objects.filter(note__session=session).order_by().values_list("note", "voter", "count"):
        if note not in totals or voter in late:
            continue
        if voter == by_paper:
            paper[note] += count
        else:
            totals[note] += count
            voters.add(voter)
    people = len(voters)
    if people < LEAST:
        return Counted(True, people, {}, paper, bool(people))
    shown = totals if people >= FEW else spared_dots(totals, people, session.budget)
    return Counted(True, people, shown, paper, False)


def dotted(session: TeamSession) -> Any:
    """The notes that dots can be given to: ambitions that everybody sees."""
    late = session_rules.late_of(session.opened, session_rules.part_of_sort(steps(session), PointSort.AMBITION))
    return Note.objects.filter(session=session, sort=PointSort.AMBITION, taken_off=False).exclude(pk__in=late)


def dots_part(session: TeamSession) -> str:
    return next((one.key for one in steps(session) if one.form == session_rules.DOTS), "")


def paper_voter(session: TeamSession) -> str:
    return voter_of(session.pk, "paper", "dots")
