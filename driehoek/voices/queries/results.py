"""What came of a round, the voices apart. Only asked when it is closed; small numbers tell nothing about one person.

A voice with fewer than ten who took part is left out of everything, so that no total can be taken apart again.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from driehoek.algorithms.arrays import np
from driehoek.algorithms.disclosure import FEW, about, people_words, spared
from driehoek.algorithms.disclosure.shares import least_people
from driehoek.algorithms.opinions.counts import Tally, tally
from driehoek.algorithms.opinions.groupstats import group_stats
from driehoek.algorithms.opinions.verdicts import DIFFERENCE, SHARED, TOO_EARLY, Verdict, verdicts
from driehoek.algorithms.opinions.votes import Votes, from_answers
from driehoek.algorithms.sure import wilson
from driehoek.web.charts import voice_word

from .. import poll_rules
from ..interval import interval_svg
from ..models import Poll, PollSort, Reaction, Standing, Statement, Voice
from . import ways
from .dots import DotResults, dot_results
from .polls import tongue

MOST_BRIDGES = 5
MOST_NEEDED = 300  # more answers than that a school will not get


@dataclass(frozen=True)
class Bar:
    """What one voice said of one statement. `drawing` and `seen` are '' when too few of this voice answered this one."""

    voice: str
    seen: str
    agree: str
    disagree: str
    between: str
    drawing: SafeString | str


@dataclass(frozen=True)
class StatementResult:
    key: str
    text: str
    language: str
    verdict: str
    words: str
    more: str
    bars: list[Bar]


@dataclass(frozen=True)
class Group:
    """Statements with the same verdict."""

    verdict: str
    title: str
    rows: list[StatementResult]


@dataclass(frozen=True)
class Results:
    """`small`: voices that are left out, since too few of them took part."""

    took_part: int
    small: list[str]
    groups: list[Group] = field(default_factory=list)
    bridges: list[StatementResult] = field(default_factory=list)
    ways: "ways.Ways | None" = None
    dots: DotResults | None = None

    @property
    def rows(self) -> list[StatementResult]:
        return [row for group in self.groups for row in group.rows]

    @property
    def is_empty(self) -> bool:
        return not self.rows and not (self.dots and self.dots.voices)


@dataclass(frozen=True)
class Said:
    """Everything that was said in a round, as plain values: (voter, statement, value), and the voice of each voter."""

    statements: list[Statement]
    answers: list[tuple[str, str, int]]
    voices: dict[str, str]

    @property
    def counts(self) -> dict[str, int]:
        found = dict.fromkeys(Voice.values, 0)
        for voice in self.voices.values():
            found[voice] += 1
        return found


def said(polls: Sequence[Poll]) -> dict[uuid.UUID, Said]:
    """Of each round. Two queries, in an order that tells nothing."""
    found = {poll.pk: Said([], [], {}) for poll in polls}
    for row in Statement.objects.filter(poll__in=polls, standing=Standing.APPROVED):
        found[row.poll_id].statements.append(row)
    rows = Reaction.objects.filter(statement__poll__in=polls, statement__standing=Standing.APPROVED)
    values = rows.order_by("voter", "statement").values_list("statement__poll", "voter", "statement", "value", "voice")
    for poll, voter, key, value, voice in values:
        found[poll].answers.append((voter, str(key), value))
        found[poll].voices[voter] = voice
    return found


def results(poll: Poll, language: str, everything: Said | None = None) -> Results:
    """Two queries, none with `everything` that was said. Whether they may be seen is the caller's business."""
    everything = everything or said([poll])[poll.pk]
    counts = everything.counts
    large = [voice for voice in Voice.values if counts[voice] >= poll_rules.SMALL]
    small = [voice for voice in Voice.values if 0 < counts[voice] < poll_rules.SMALL]
    took = poll_rules.in_steps(len(everything.voices))
    if poll.sort == PollSort.DOTS:
        return Results(took, small, dots=dot_results(everything.statements, _ballots(everything, large), poll.budget, language))
    answers = [one for one in everything.answers if everything.voices[one[0]] in large]
    keys = [str(row.pk) for row in everything.statements]
    votes = from_answers(answers, keys, everything.voices)
    names = tuple(large)
    counted = _shown(votes, names)
    found = (
        [
            _result(row, j, counted, names, verdict, language)
            for j, (row, verdict) in enumerate(zip(everything.statements, verdicts(counted, names), strict=True))
        ]
        if names
        else []
    )
    looking = ways.ways(poll, votes, [(one.text, one.language) for one in found]) if found else None
    return Results(took, small, _grouped(found), _bridges(found, counted, names), looking)


def _ballots(everything: Said, large: Sequence[str]) -> dict[str, list[dict[uuid.UUID, int]]]:
    per_voter: dict[str, dict[uuid.UUID, int]] = defaultdict(dict)
    for voter, key, value in everything.answers:
        per_voter[voter][uuid.UUID(key)] = value
    return {voice: [ballot for voter, ballot in per_voter.items() if everything.voices[voter] == voice] for voice in large}


def _shown(votes: Votes, names: tuple[str, ...]) -> Tally:
    """Voices × statements; where fewer than ten of a voice answered one statement, nothing; counts of few are softened."""
    place = {name: number for number, name in enumerate(names)}
    labels = np.array([place.get(role, -1) for role in votes.roles], dtype=np.intp)
    counted = tally(votes.values, labels, len(names))
    enough = counted.seen >= poll_rules.SMALL
    soft = np.vectorize(spared, otypes=[np.int64])
    agree, disagree = soft(counted.agree, counted.seen), soft(counted.disagree, counted.seen)
    return Tally(*(np.where(enough, part, 0) for part in (agree, disagree, counted.seen)))


def _result(row: Statement, j: int, counted: Tally, names: tuple[str, ...], verdict: Verdict, language: str) -> StatementResult:
    text, written_in = tongue(row, language)
    bars = [
        _bar(voice, int(counted.agree[i, j]), int(counted.disagree[i, j]), int(counted.seen[i, j]))
        for i, voice in enumerate(names)
    ]
    return StatementResult(str(row.pk), text, written_in, verdict.name, _words(verdict, names), _more(verdict), bars)


def _bar(voice: str, agree: int, disagree: int, seen: int) -> Bar:
    """The interval is that of what is shown, so it tells no more; beside a bound it is open to that side."""
    if not seen:
        return Bar(voice, "", "", "", "", "")
    shown, people = about(agree, seen), least_people(seen)
    low, high = wilson(agree if seen >= FEW else round(shown.percent * people / 100), people)
    low, high = 0.0 if shown.bound == "≤" else low, 1.0 if shown.bound == "≥" else high
    between = f"{round(100 * low)}–{round(100 * high)} %"
    share = agree / seen if seen >= FEW else shown.percent / 100
    drawing = interval_svg(share, low, high, voice)
    return Bar(voice, people_words(seen), shown.words, about(disagree, seen).words, between, drawing)


def _words(verdict: Verdict, names: tuple[str, ...]) -> str:
    if verdict.name == SHARED and len(names) > 1:
        return (
            _("Gedeeld: in elke groep is de meerderheid het eens.")
            if verdict.side > 0
            else _("Gedeeld: in elke groep is de meerderheid het oneens.")
        )
    if verdict.name == SHARED:
        return _("De meerderheid is het eens.") if verdict.side > 0 else _("De meerderheid is het oneens.")
    if verdict.name == DIFFERENCE:
        pairs = ", ".join(f"{voice_word(one)} – {voice_word(other)}" for one, other in verdict.between)
        return _("Verschil aangetoond: %(between)s.") % {"between": pairs}
    return _("Nog niet te zeggen")


def _more(verdict: Verdict) -> str:
    if verdict.name != TOO_EARLY or verdict.needed is None:
        return ""
    if sum(verdict.needed.values()) > MOST_NEEDED:
        return ""
    needed = [f"{voice_word(voice)} {count}" for voice, count in verdict.needed.items() if count]
    return _("Met meer antwoorden wel, ongeveer: %(needed)s.") % {"needed": ", ".join(needed)} if needed else ""


def _grouped(found: list[StatementResult]) -> list[Group]:
    titles = {
        SHARED: _("Hier denken we hetzelfde over"),
        DIFFERENCE: _("Hier denken we verschillend over"),
        TOO_EARLY: _("Nog niet te zeggen"),
    }
    groups = [Group(name, title, [row for row in found if row.verdict == name]) for name, title in titles.items()]
    return [group for group in groups if group.rows]


def _bridges(found: list[StatementResult], counted: Tally, names: tuple[str, ...]) -> list[StatementResult]:
    """Statements that most of every voice agrees with, the one first that all voices agree with most."""
    if len(names) < 2:
        return []
    consensus = group_stats(counted).consensus
    half = (counted.seen > 0).all(axis=0) & (2 * counted.agree > counted.seen).all(axis=0)
    places = [j for j in np.argsort(-consensus, kind="stable") if half[j]]
    return [found[int(j)] for j in places[:MOST_BRIDGES]]
