"""What a session shows now: on the leader's screen, on the large one, and on phones. Only what the part of now shows."""

import uuid
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes
from driehoek.algorithms.disclosure import live_total
from driehoek.documents.qr import grouped, qr_svg
from driehoek.library.reading_scan import load_model
from driehoek.schools.models import School
from driehoek.voices.personal import is_sure

from .. import session_rules
from ..models import Agreed, Alone, Dot, Note, TeamSession
from ..session_rules import Step
from . import session_guide
from .session_dots import Counted, counted
from .session_names import allowed, masked, named, spans_of
from .session_turnout import Turnout, turnout_of


@dataclass(frozen=True)
class NoteShown:
    """`dots` in words: '' before they are counted. `waits`: came in after the others were shown."""

    id: uuid.UUID
    sheet: str
    sort: str
    text: str
    agreed: bool = False
    taken_off: bool = False
    dots: str = ""
    weight: int = 0
    is_named: bool = False  # holds something like a name or a number, and stands masked for everybody


@dataclass(frozen=True)
class Sheet:
    """One partnership: its line in the model, what is on it, and the sentences that were agreed."""

    key: str
    title: str
    meaning: str
    group: str
    strengths: list[NoteShown] = field(default_factory=list)
    ambitions: list[NoteShown] = field(default_factory=list)
    strength_sentence: str = ""
    ambition_sentence: str = ""

    @property
    def agreed_strengths(self) -> list[NoteShown]:
        return [one for one in self.strengths if one.agreed]

    @property
    def agreed_ambitions(self) -> list[NoteShown]:
        return [one for one in self.ambitions if one.agreed]


@dataclass(frozen=True)
class Group:
    key: str
    title: str
    meaning: str
    partnerships: list[Sheet]


@dataclass(frozen=True)
class Question:
    """`sentence`: what was agreed. `strip` and `words` only once it was opened and five answered."""

    key: str
    text: str
    ask_on: str
    is_open: bool
    sentence: str = ""
    strip: list[session_rules.Place] | None = None
    words: list[tuple[str, list[str]]] = field(default_factory=list)
    with_stand: bool = False

    @property
    def has_few(self) -> bool:
        return self.is_open and self.strip is None and not self.words


@dataclass(frozen=True)
class Closing:
    key: str
    text: str
    start: str
    sentence: str


@dataclass(frozen=True)
class Later:
    key: str
    title: str
    minutes: int
    here: bool


@dataclass(frozen=True)
class Screen:
    """`part`: what can be opened now ('' for nothing); `waiting`: in steps, what came in after the rest was shown."""

    session: TeamSession
    version: str
    phase: str  # before, open, after
    step: Step
    said: session_guide.Said
    place: int
    of: int
    left: int
    length: int
    parts: list[Later]
    part: str
    is_open: bool
    written: int
    waiting: int
    named: int
    was_shown: bool
    groups: list[Group]
    sheets: list[Sheet]
    question: Question | None
    closings: list[Closing]
    counted: Counted | None
    code: str
    type_at: str
    qr: SafeString | str
    credit: str
    turnout: Turnout | None

    @property
    def invites(self) -> bool:
        """Whether telephones have something to do now, so that the code stands large."""
        return bool(self.code) and not self.is_open and (bool(self.part) or self.step.form == session_rules.EVERY)

    @property
    def shown(self) -> int:
        """Notes of one sort that fit on a sheet of the large screen."""
        return HALF if len(self.step.sorts) == 2 or self.step.form == session_rules.PICTURE else 2 * HALF

    @property
    def most(self) -> str:
        return f":{self.shown}"

    @property
    def size(self) -> str:
        """As large as the fullest sheet allows."""
        picture, sorts = self.step.form == session_rules.PICTURE, self.step.sorts
        both = [
            min(len(one.agreed_strengths if picture else one.strengths if session_rules.STRENGTH in sorts else []), self.shown)
            + min(len(one.agreed_ambitions if picture else one.ambitions), self.shown)
            for one in self.sheets
        ]
        return "few" if max(both, default=0) <= 4 else "many"

    @property
    def before(self) -> Later | None:
        return self.parts[self.place - 2] if self.place > 1 else None

    @property
    def behind(self) -> Later | None:
        return self.parts[self.place] if self.place < self.of else None


HALF = 4
PHASES = {"planned": "before", "running": "open", "closed": "after"}


def phase_of(session: TeamSession) -> str:
    return PHASES[session_rules.state_of(session.started_at, session.closed_at)]


def step_of(session: TeamSession) -> Step:
    """The part of now; the first one before it begins."""
    found = session_guide.steps(session)
    return session_rules.step_at(found, session.step) or found[0]


def part_of(step: Step) -> str:
    """What the leader opens in this part: its notes, its dots or its question."""
    if step.sorts or step.form == session_rules.DOTS:
        return step.key
    return step.question


def written(session: TeamSession) -> int:
    """How much came in for the part of now, in steps of five: nobody sees the one of a neighbour come in. At most one query."""
    step = step_of(session)
    part = part_of(step)
    if phase_of(session) != "open" or part in session.opened:
        return 0
    if part and session_rules.was_shown(session.opened, part):
        return session_rules.waits(len(session_rules.late_of(session.opened, part)))
    if step.sorts:
        return live_total(Note.objects.filter(session=session, sort__in=step.sorts, taken_off=False).count())
    if step.form == session_rules.DOTS:
        return live_total(Dot.objects.filter(note__session=session).values("voter").distinct().count())
    if step.question:
        return live_total(Alone.objects.filter(session=session, question=step.question).count())
    return 0


def version(session: TeamSession, count: int) -> str:
    """Changes when a screen must change; cheap, however often it is asked."""
    return f"{session.version}-{count}"


def screen(session: TeamSession, school: School, count: int) -> Screen:
    """Everything that the part of now shows; at most nine queries."""
    step, steps = step_of(session), session_guide.steps(session)
    part = part_of(step)
    join = codes.codes_for("session", [session.pk]).get(session.pk, {}).get("hall", "")
    link = codes.address(join) if join else ""
    needs_sheets = step.form in {session_rules.SHEETS, session_rules.DOTS, session_rules.PICTURE}
    sentences = dict(Agreed.objects.filter(session=session).values_list("about", "text"))
    found = counted(session) if needs_sheets else None
    return Screen(
        session=session,
        version=version(session, count),
        phase=phase_of(session),
        step=step,
        said=session_guide.said(session.kind, step, school),
        place=steps.index(step) + 1,
        of=len(steps),
        left=session_rules.seconds_left(step, session.step_since, clock.now()),
        length=step.minutes * 60,
        parts=[
            Later(one.key, session_guide.said(session.kind, one, school).title, one.minutes, one.key == step.key) for one in steps
        ],
        part=part,
        is_open=bool(part) and part in session.opened,
        written=count,
        waiting=session_rules.waits(len(session_rules.late_of(session.opened, part))) if part else 0,
        was_shown=bool(part) and session_rules.was_shown(session.opened, part),
        named=len(named(session, step.sorts)) if step.sorts else 0,
        groups=groups(school) if step.form == session_rules.MODEL else [],
        sheets=sheets(session, school, sentences, found) if needs_sheets else [],
        question=_question(session, step, school, sentences) if step.question else None,
        closings=_closings(school, sentences) if step.form == session_rules.SENTENCES else [],
        counted=found,
        code=grouped(join),
        type_at=codes.address("").partition("://")[2],
        qr=_qr(link, _("QR-code om mee te doen. De code staat eronder.")) if link else "",
        credit=load_model().credit.say(get_language() or "nl", school.sector) if step.form == session_rules.MODEL else "",
        turnout=turnout_of(session) if step.form == session_rules.TURNOUT else None,
    )


@lru_cache(maxsize=32)
def _qr(link: str, title: str) -> SafeString:
    """It hangs on the wall, so it may be remembered."""
    return qr_svg(link, title=title)


def groups(school: School) -> list[Group]:
    """The model in its three groups, in its own order."""
    language = get_language() or "nl"
    return [
        Group(
            group.key,
            group.title.say(language, school.sector),
            group.meaning.say(language, school.sector),
            [
                Sheet(
                    one.key,
                    one.title.say(language, school.sector),
                    one.meaning.say(language, school.sector),
                    group.title.say(language, school.sector),
                )
                for one in group.partnerships
            ],
        )
        for group in load_model().groups
    ]


def sheets(
    session: TeamSession, school: School, sentences: dict[str, str], found: Counted | None, *, every: bool = False
) -> list[Sheet]:
    """The five sheets with what may be seen on them. `every`: also what is not opened yet, for who types in. One query."""
    steps, waiting = session_guide.steps(session), session_rules.late_of(session.opened)
    shown = {sort for sort in session_rules.SORTS if every or session_rules.part_of_sort(steps, sort) in session.opened}
    rows = Note.objects.filter(session=session, sort__in=shown).order_by("pk") if shown else Note.objects.none()
    rows, may = list(rows), allowed(session)
    spans, safe = spans_of(session, [row.text for row in rows]), masked(session, [row.text for row in rows])
    notes: dict[tuple[str, str], list[NoteShown]] = {}
    for row in rows:
        if row.taken_off and not every:
            continue
        if str(row.pk) in waiting:
            continue
        words, weight = found.of(row.pk) if found and row.sort == session_rules.AMBITION else ("", 0)
        is_named = is_sure(spans[row.text]) and str(row.pk) not in may
        text = safe[row.text] if is_named and not every else row.text
        notes.setdefault((row.sheet, row.sort), []).append(
            NoteShown(row.pk, row.sheet, row.sort, text, row.agreed, row.taken_off, words, weight, is_named)
        )
    for some in notes.values():
        some.sort(key=lambda one: (one.taken_off, not one.agreed, -one.weight))
    return [
        Sheet(
            one.key,
            one.title,
            one.meaning,
            one.group,
            notes.get((one.key, session_rules.STRENGTH), []),
            notes.get((one.key, session_rules.AMBITION), []),
            sentences.get(f"{one.key}:{session_rules.STRENGTH}", ""),
            sentences.get(f"{one.key}:{session_rules.AMBITION}", ""),
        )
        for group in groups(school)
        for one in group.partnerships
    ]


def question_words(session: TeamSession, key: str, school: School) -> tuple[str, str]:
    """(the question, words to go on asking); of the one sentence of a team scan the words of its part."""
    if key == "vision":
        step = next(one for one in session_guide.steps(session) if one.question == key)
        said = session_guide.said(session.kind, step, school)
        return said.title, ""
    return session_guide.questions(school).get(key, ("", ""))


def _question(session: TeamSession, step: Step, school: School, sentences: dict[str, str]) -> Question:
    text, ask_on = question_words(session, step.question, school)
    if step.question not in session.opened:
        return Question(step.question, text, ask_on, False, sentences.get(step.question, ""))
    said: list[Any] = list(
        Alone.objects.filter(session=session, question=step.question)
        .exclude(pk__in=session_rules.late_of(session.opened, step.question))
        .order_by("pk")
        .values_list("stand", "text")
    )
    safe = masked(session, [words for _stand, words in said])
    said = [(stand, safe[words]) for stand, words in said]
    stands = [stand for stand, _words in said if stand is not None]
    return Question(
        step.question,
        text,
        ask_on,
        True,
        sentences.get(step.question, ""),
        session_rules.strip(stands),
        session_rules.words_grouped(said),
        session_guide.with_stand(step.question),
    )


def _closings(school: School, sentences: dict[str, str]) -> list[Closing]:
    return [Closing(key, text, start, sentences.get(key, "")) for key, (text, start) in session_guide.closings(school).items()]
