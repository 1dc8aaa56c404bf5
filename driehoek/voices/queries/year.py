"""What became of every theme through a school year: said, answered, promised, done. Words for every state, never a score."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from driehoek import clock
from driehoek.actions.models import ActionState, AnswerKind, Update, UpdateSort
from driehoek.actions.updates import day_of, updates_of
from driehoek.clock import SCHOOL_TIME
from driehoek.invitations import wording
from driehoek.people.names import folded

from ..models import Contribution, Standing, TextSort, Theme
from . import library
from .quiet import is_quiet, last_news
from .said import Reader, SaidAnswer, answer_for, title_for

OPEN, HEARD, WE_DO, DONE, STOPPED, WE_DONT, LATER = "open", "heard", "we_do", "done", "stopped", "we_dont", "later"
SAID, PROMISED, NEXT = "said", "promised", "next"  # beside the sorts of an update


@dataclass(frozen=True)
class Step:
    """One line of time. `sort` is SAID, PROMISED, NEXT or a sort of update; `is_ahead`: it still has to come."""

    day: dt.date
    sort: str
    kind: str = ""
    text: str = ""
    about: str = ""  # the meeting where it was said, the action that it belongs to
    language: str = "nl"
    count: int = 0
    is_ahead: bool = False


@dataclass(frozen=True)
class YearTheme:
    """Themes of the same name at several meetings are one. `answers` are those that stand now, the newest first."""

    title: str
    meaning: str
    language: str
    count: int
    state: str
    steps: list[Step]
    answers: list[SaidAnswer]
    themes: list[Theme]
    quiet_since: dt.date | None = None
    told: str = ""  # when there last was news, for the device to compare

    @property
    def key(self) -> str:
        return str(self.themes[0].pk)

    @property
    def last_on(self) -> dt.date:
        return max((step.day for step in self.steps if not step.is_ahead), default=dt.date.min)


@dataclass
class _Heap:
    themes: list[Theme] = field(default_factory=list)


def year_of(occasions: Any, reader: Reader, *, for_guest: bool, reported: Iterable[uuid.UUID] = ()) -> list[YearTheme]:
    """Every theme of these occasions about which something was said, what has news first. Five queries, whatever was said.

    Guests are counted what was approved; the team what was not put apart, and every theme. Guests see what has no answer yet of
    the occasions `reported` alone.
    """
    themes = list(Theme.objects.filter(occasion__in=occasions).select_related("occasion", "answer__action__owner"))
    said = Contribution.objects.filter(theme__in=[theme.pk for theme in themes])
    said = said.filter(standing=Standing.APPROVED) if for_guest else said.exclude(standing=Standing.PARKED)
    counts = Counter(said.order_by().values_list("theme_id", flat=True))
    out = set(reported)
    if for_guest:
        themes = [one for one in themes if counts[one.pk] and (one.answer_id or one.occasion_id in out)]
    shelf = library.by_key(TextSort.THEME) if themes else {}
    told: dict[uuid.UUID, list[Update]] = defaultdict(list)
    for update in updates_of([theme.answer for theme in themes if theme.answer]) if themes else ():
        told[update.answer_id or update.action_id].append(update)
    heaps: dict[str, _Heap] = defaultdict(_Heap)
    for theme in themes:
        heaps[theme.library_key or folded(theme.title)].themes.append(theme)
    found = [_of_heap(heap.themes, counts, told, shelf, reader) for heap in heaps.values()]
    return sorted(found, key=lambda one: (-one.last_on.toordinal(), one.title))


def _of_heap(themes: list[Theme], counts: Counter[Any], told: Any, shelf: Any, reader: Reader) -> YearTheme:
    themes = sorted(themes, key=lambda one: one.occasion.starts_at, reverse=True)
    steps: dict[Step, None] = {}  # an action that answers two themes is told once
    for theme in themes:
        steps |= dict.fromkeys(_steps(theme, counts[theme.pk], told, reader))
    title, meaning, language = title_for(themes[0], reader, shelf)
    answers = [theme.answer for theme in themes if theme.answer]
    quiet = [last_news(theme) for theme in themes if counts[theme.pk] and is_quiet(theme, last_news(theme))]
    return YearTheme(
        title=title,
        meaning=meaning,
        language=language,
        count=sum(counts[theme.pk] for theme in themes),
        state=state_of(themes),
        steps=sorted(steps, key=lambda step: (step.is_ahead, step.day)),
        answers=[answer_for(answer, reader) for answer in sorted(answers, key=lambda one: one.told_at, reverse=True)],
        themes=themes,
        quiet_since=min(quiet, default=None),
        told=max(answer.told_at for answer in answers).isoformat() if answers else "",
    )


def state_of(themes: Iterable[Theme]) -> str:
    """How it stands with the newest answer; without any it is open."""
    answers = [theme.answer for theme in themes if theme.answer]
    if not answers:
        return OPEN
    newest = max(answers, key=lambda one: one.told_at)
    if newest.kind != AnswerKind.WE_DO or newest.action is None:
        return str(newest.kind)
    return {ActionState.DONE: DONE, ActionState.STOPPED: STOPPED}.get(newest.action.state, WE_DO)


def _steps(theme: Theme, count: int, told: Any, reader: Reader) -> Iterable[Step]:
    occasion, answer, today = theme.occasion, theme.answer, clock.today()
    evening = occasion.starts_at.astimezone(SCHOOL_TIME).date()
    if count:
        yield Step(
            evening, SAID, about=wording.title(occasion, reader.language, reader.sector), count=count, is_ahead=evening > today
        )
    if answer is None:
        return
    if not told[answer.pk]:
        now = answer_for(answer, reader)
        yield Step(
            answer.given_at.astimezone(SCHOOL_TIME).date(), UpdateSort.ANSWERED, answer.kind, now.text, language=now.language
        )
    for update in told[answer.pk]:
        text, language = _written(update, answer, reader)
        yield Step(day_of(update), update.sort, update.kind, text, language=language)
    action = answer.action
    if action is not None:
        for update in told[action.pk]:
            yield Step(day_of(update), update.sort, text=update.text, about=action.title)
        if action.state == ActionState.OPEN:
            yield Step(action.due_on, PROMISED, about="" if action.title == answer.text else action.title, is_ahead=True)
    if answer.news_on and answer.news_on > today and (action is None or action.state == ActionState.OPEN):
        yield Step(answer.news_on, NEXT, is_ahead=True)


def _written(update: Update, answer: Any, reader: Reader) -> tuple[str, str]:
    """A sentence of the library is there in the reader's language; the school's own is Dutch."""
    if update.sort == UpdateSort.NEWS or not update.text:
        return update.text, "nl"
    found = answer_for(answer, reader, update.text)
    return found.text, found.language
