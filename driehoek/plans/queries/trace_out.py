"""The whole chain of a plan on paper: as two tables, and as a Word file with a chapter for each theme."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.actions.models import ActionItem
from driehoek.documents.plan import PaperChapter, PaperLine, PaperPart, PlanPaper
from driehoek.voices.models import Contribution, Masking, Theme

from .. import rules
from ..models import Chapter, Line, LineSource, Plan, PlannedAction, SourceSort
from .trace import actions_of_plan, said_about, told_actions

Row = tuple[object, ...]


@dataclass(frozen=True)
class Chain:
    """All of a plan, by key: its lines (also taken out ones with actions) and their words, lines behind a theme, themes of a line, actions of a line, what was said."""

    lines: list[Line]
    words: dict[uuid.UUID, str]
    behind: dict[uuid.UUID, list[Line]]
    themes_of: dict[uuid.UUID, list[uuid.UUID]]
    themes: dict[uuid.UUID, Theme]
    planned: dict[uuid.UUID, list[PlannedAction]]
    said: dict[uuid.UUID, list[Contribution]]


def chain_of(plan: Plan) -> Chain:
    """Five queries."""
    acted = Exists(PlannedAction.objects.filter(ambition=OuterRef("pk")))
    lines = list(Line.objects.filter(Q(dropped_at=None) | acted, plan=plan).order_by("position", "pk"))
    words = {line.pk: " ".join(rules.plain(line.text).split()) for line in lines}
    behind: dict[uuid.UUID, list[Line]] = defaultdict(list)
    themes_of: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    by_key = {line.pk: line for line in lines}
    sources = LineSource.objects.filter(line__in=list(by_key), sort=SourceSort.THEME, gone_at=None)
    for source in sources.order_by("pk"):
        behind[source.about].append(by_key[source.line_id])
        themes_of[source.line_id].append(source.about)
    wanted = Theme.objects.filter(occasion__in=plan.draws.get("occasions", [])) | Theme.objects.filter(pk__in=list(behind))
    themes = {one.pk: one for one in wanted.select_related("answer__action__owner").order_by("position", "title", "pk")}
    planned: dict[uuid.UUID, list[PlannedAction]] = defaultdict(list)
    for one in actions_of_plan(plan):
        planned[one.ambition_id].append(one)
    said: dict[uuid.UUID, list[Contribution]] = defaultdict(list)
    for contribution in said_about(themes).select_related("answer__action__owner"):
        said[contribution.theme_id].append(contribution)
    return Chain(lines, words, behind, themes_of, themes, planned, said)


def sheets_of(plan: Plan) -> list[tuple[str, list[Row]]]:
    """Two tables: every contribution with what was done, and every action with where it came from. Five queries."""
    chain = chain_of(plan)
    return [
        (_("Van inbreng naar actie"), [_head(), *_rows(chain)]),
        (_("Van actie naar inbreng"), [_action_head(), *_action_rows(chain)]),
    ]


def trace_paper(plan: Plan) -> PlanPaper:
    """A chapter for each theme: what it led to, then all that was said; last every action with where it came from. Five queries."""
    chain = chain_of(plan)
    chapters = [
        PaperChapter(title=theme.title, parts=(PaperPart(lines=tuple(_of_theme(theme, chain))),))
        for theme in chain.themes.values()
    ]
    actions = [
        PaperLine(
            html=f"<p><strong>{escape(str(title))}</strong></p>",
            notes=(" · ".join(str(one) for one in (state, day, who) if one), *from_where),
        )
        for title, who, day, state, *from_where in _actions_with(chain)
    ]
    if actions:
        chapters.append(PaperChapter(title=_("Acties en waar ze vandaan komen"), parts=(PaperPart(lines=tuple(actions)),)))
    return PlanPaper(title=_("Van inbreng tot actie"), about=f"{plan.title} · {plan.year}", chapters=tuple(chapters))


def _of_theme(theme: Theme, chain: Chain) -> Iterable[PaperLine]:
    told = str(theme.answer.get_kind_display()) if theme.answer else _("nog geen antwoord")
    ways = [" — ".join(part for part in way if part) for way in _ways(theme, chain)]
    led = "".join(f"<li>{escape(way)}</li>" for way in ways)
    yield PaperLine(html=f"<p><strong>{escape(_('Waar leidde het toe'))}</strong> ({escape(told)})</p><ul>{led}</ul>")
    said = chain.said[theme.pk]
    head = ngettext("%(count)s keer gezegd", "%(count)s keer gezegd", len(said)) % {"count": len(said)}
    own = "".join(f"<li>{escape(_words(one))} ({escape(one.get_voice_display())}){_own(one)}</li>" for one in said)
    yield PaperLine(html=f"<p><strong>{escape(head)}</strong></p><ul>{own}</ul>")


def _own(one: Contribution) -> str:
    """The answer that this contribution got by itself."""
    if one.answer is None:
        return ""
    told = [str(one.answer.get_kind_display()), *([told_actions([one.answer.action])] if one.answer.action else [])]
    return escape(f": {'; '.join(told)}")


def _actions_with(chain: Chain) -> Iterable[list[str]]:
    for title, who, day, state, _result, chapter, line, themes, many in _action_rows(chain):
        times = ngettext("%(count)s keer inbreng", "%(count)s keer inbreng", int(str(many))) % {"count": many}
        yield [str(title), str(who), str(day), str(state), f"{chapter}: {line}", f"{themes or '–'} ({times})"]


def _head() -> Row:
    return (
        _("Wat er gezegd is"), _("Kant"), _("Soort"), _("Thema"), _("Antwoord"), _("Hoofdstuk"), _("Regel van het plan"), _("Acties"),
    )  # fmt: skip


def _rows(chain: Chain) -> Iterable[Row]:
    """A row for each contribution and each line that it stands behind; actions of that line in one cell."""
    for theme in chain.themes.values():
        ways = _ways(theme, chain)
        for one in chain.said[theme.pk]:
            answer = one.answer or theme.answer
            start = (_words(one), str(one.get_voice_display()), str(one.get_kind_display()), theme.title)
            told = str(answer.get_kind_display()) if answer else _("nog geen antwoord")
            own = [("", "", told_actions([one.answer.action]))] if one.answer and one.answer.action else []
            for chapter, line, actions in [*ways, *own]:
                yield (*start, told, chapter, line, actions)


def _ways(theme: Theme, chain: Chain) -> list[tuple[str, str, str]]:
    """Where a theme leads: to lines with their actions, and to the action of its answer. At least one."""
    lines = chain.behind[theme.pk]
    ways = [(_place(one), chain.words[one.pk], told_actions([own.action for own in chain.planned[one.pk]])) for one in lines]
    seen = {own.action_id for one in lines for own in chain.planned[one.pk]}
    if theme.answer is not None and theme.answer.action is not None and theme.answer.action_id not in seen:
        ways.append(("", "", told_actions([theme.answer.action])))
    return ways or [("", _("nog niet in het plan"), "")]


def _action(action: ActionItem) -> tuple[object, ...]:
    state = str(action.get_state_display())
    return (action.title, str(action.owner or ""), action.due_on.isoformat(), state, action.result)


def _words(one: Contribution) -> str:
    if one.masking == Masking.MASKED:
        return _("(Hier is een naam uit weggehaald. De woorden blijven op school.)")
    return one.text


def _place(line: Line) -> str:
    chapter = str(Chapter(line.chapter).label)
    return chapter if line.dropped_at is None else _("%(chapter)s (uit het plan gehaald)") % {"chapter": chapter}


def _action_head() -> Row:
    return (
        _("Actie"), _("Wie"), _("Klaar op"), _("Stand"), _("Resultaat"), _("Hoofdstuk"), _("Regel van het plan"), _("Thema's"),
        _("Keer inbreng"),
    )  # fmt: skip


def _action_rows(chain: Chain) -> Iterable[Row]:
    for line in chain.lines:
        there = [chain.themes[key] for key in chain.themes_of[line.pk] if key in chain.themes]
        about = (_place(line), chain.words[line.pk], "; ".join(one.title for one in there))
        for one in chain.planned[line.pk]:
            yield (*_action(one.action), *about, sum(len(chain.said[theme.pk]) for theme in there))
