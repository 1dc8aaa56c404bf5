"""The page of a result: the first screen in words, then every item with its bars. Reads one frozen result; asks nothing itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from driehoek.algorithms.survey import Figure
from driehoek.library.partnership import GROUPS, Partnership, PartnershipGroup
from driehoek.library.reading_scan import load_model
from driehoek.people.guest_words import language_name
from driehoek.web.charts import voice_word

from .. import result_words as words
from ..result_drawing import SAMPLE, Piece, answers, diverging, drawn, laid_out, share_bar, table_rows
from ..result_said import Said, who_answered
from ..result_shapes import WHOLE, Answered, Frozen, ItemFigures, item_figures, item_figures_of_years
from ..rules import MOST, PARENTS, VOICES, Content, Item, in_language
from .result_first import TOP, Point, Top

FEWEST_TOGETHER = 3  # items of a partnership, before we say how they hang together
NOTHING = "nothing"  # the barrier that says that nothing is in the way


@dataclass(frozen=True)
class Bar:
    """One voice on one scale: the drawing, the same in words, and the cells of the table."""

    voice: str
    drawing: SafeString
    words: str
    of_whom: str
    cells: list[str]
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Line:
    """One item. `text` as parents read it (or the first voice that is asked), `others`: how another voice read it."""

    key: str
    partnership: str
    text: str
    language: str
    others: list[tuple[str, str, str]]
    verdict: str
    words: str
    now: list[Bar]
    important: list[Bar]
    drawn: SafeString
    drawn_important: SafeString | str
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    key: str
    title: str
    lines: list[Line]
    reliability: list[tuple[str, str]]
    rows: SafeString  # of the table with the numbers
    meaning: tuple[str, str]  # what the partnership is, for parents, and the language of that


@dataclass(frozen=True)
class Group:
    title: str
    parts: list[Part]


@dataclass(frozen=True)
class BarrierLine:
    key: str
    text: str
    language: str
    drawing: SafeString
    words: str


@dataclass(frozen=True)
class Page:
    """`who`: sentences (voice, who answered, what the silence means). `good`, `not_yet`: what is shared, by side. `years`: (key, words) of each filter, the whole school first."""

    enough: bool
    key: str
    label: str
    who: list[tuple[str, str, str]]
    good: list[Point]
    not_yet: list[Point]
    differing: list[Point]
    better: list[Point]
    in_the_way: list[Point]
    talk: list[str]
    groups: list[Group]
    trust: list[Line]
    trust_rows: SafeString
    barriers: list[BarrierLine]
    years: list[tuple[str, str]] = field(default_factory=list)
    classes: list[tuple[str, str, str]] = field(default_factory=list)
    languages: list[tuple[str, str]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    sample: SafeString | str = ""
    is_balanced: bool = False
    on_board: list[str] = field(default_factory=list)
    not_on_board: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for part in group.parts for line in part.lines]


def page(
    content: Content,
    found: Frozen,
    *,
    language: str = "nl",
    sector: str = "po",
    year: str = WHOLE,
    chosen: Mapping[str, Iterable[str]] | None = None,
) -> Page:
    """What is shown of a result. `year`: the number of a filter; another one is the whole school."""
    filters = _filters(found)
    place = int(year) if year.isdecimal() and int(year) < len(filters) else None
    view = _View(found, place)
    reader = _Reader(content, view, language, {key: frozenset(sorts) for key, sorts in (chosen or {}).items()})
    lines = reader.lines(content.items)
    top = Top({line.key: Point(line.key, line.text, line.language, "") for line in lines}, view.item, found)
    good, not_yet, differing, better = (
        (top.shared(1), top.shared(-1), top.differing(), top.better()) if place is None else ([], [], [], [])
    )
    barriers = _barriers(content, found, language) if place is None else []
    ticked = [one for one in barriers if one.key != NOTHING and found.barriers[one.key].bound != "≤"]  # else perhaps by nobody
    in_the_way = sorted(ticked, key=lambda one: -found.barriers[one.key].percent)[:TOP]
    who = [(voice, who_answered(voice, one), words.silent_words(voice, one)) for voice, one in view.answered.items()]
    silent = next((said for voice, _who, said in who if voice == PARENTS), "")
    trust = reader.trust_lines(content.trust) if place is None else []
    asked_words = [voice for voice in found.voices if content.questions_for(voice)]
    return Page(
        enough=found.enough,
        key=WHOLE if place is None else str(place),
        label=words.levels_words(sector, filters[place]) if place is not None else "",
        who=who,
        good=good,
        not_yet=not_yet,
        differing=differing,
        better=better,
        in_the_way=[Point(one.key, one.text, one.language, one.words) for one in in_the_way],
        talk=words.to_talk_about(*([one.text for one in some] for some in (good, not_yet, differing, better)), silent) if place is None else [],
        groups=_groups(lines, found, place is None, _meanings(language, sector)),
        trust=trust,
        trust_rows=rows_of(trust),
        barriers=barriers,
        years=[(WHOLE, _("De hele school")), *((str(at), words.levels_words(sector, one)) for at, one in enumerate(filters))],
        classes=[
            (", ".join(names), voice_word(voice), _("%(answers)s van %(people)s") % {"answers": said, "people": people} if said else _("te weinig om apart te tonen"))
            for voice, one in found.voices.items() for names, people, said in one.classes
        ],
        languages=[
            (language_name(code), _("%(answers)s van %(people)s") % {"answers": said, "people": people})
            for one in found.voices.values() for code, people, said in one.languages
        ],
        columns=words.columns(),
        sample=diverging(SAMPLE, PARENTS),
        is_balanced=found.balanced,
        on_board=[voice for voice in asked_words if found.voices[voice].on_board],
        not_on_board=[voice for voice in asked_words if not found.voices[voice].on_board],
    )  # fmt: skip


def _filters(found: Frozen) -> list[str]:
    """The years of each filter, of the first voice that has them."""
    own = next((one.years for one in found.voices.values() if one.years), ())
    return [", ".join(one.years) for one in own]


class _View:
    """The whole school (`place` None), or the years of one filter."""

    def __init__(self, found: Frozen, place: int | None) -> None:
        self.found, self.place = found, place
        self.answered: dict[str, Answered] = {}
        wanted = _filters(found)[place] if place is not None else ""
        self.places: dict[str, int] = {}
        for voice, one in found.voices.items():
            if place is None:
                self.answered[voice] = one.whole.answered
                continue
            for at, some in enumerate(one.years):
                if ", ".join(some.years) == wanted:
                    self.answered[voice], self.places[voice] = some.part.answered, at

    def item(self, key: str) -> ItemFigures:
        if self.place is None:
            return item_figures(self.found, key)
        return item_figures_of_years(self.found, self.places, key)

    def weighted(self, voice: str, key: str) -> int | None:
        return self.found.voices[voice].weighted.get(key) if self.place is None else None


class _Reader:
    """Items of one view as lines, in one language."""

    def __init__(self, content: Content, view: _View, language: str, chosen: Mapping[str, frozenset[str]]) -> None:
        self.view, self.language, self.chosen, self.said = view, language, chosen, Said()

    def lines(self, items: Sequence[Item]) -> list[Line]:
        """Only items of which something may be shown."""
        found = [(item, self.view.item(item.key)) for item in items]
        return [self._line(item, one) for item, one in found if one.now or one.important]

    def trust_lines(self, items: Sequence[Item]) -> list[Line]:
        """The block of trust: apart, each voice by itself, without a verdict."""
        lines = []
        for item in items:
            own = {voice: one.trust[item.key] for voice, one in self.view.found.voices.items() if item.key in one.trust}
            if own:
                lines.append(self._line(item, ItemFigures(own, {})))
        return lines

    def _line(self, item: Item, found: ItemFigures) -> Line:
        asked = [voice for voice in VOICES if item.texts.get(voice, {}).get("nl")]
        text, language = in_language(item.texts[asked[0]], self.language)
        others = [(voice, *in_language(item.texts[voice], self.language)) for voice in asked[1:] if voice in found.now]
        now = [self._bar(voice, one, self.said.now(one), item.key) for voice, one in found.now.items()]
        important = [self._bar(voice, one, self.said.important(one)) for voice, one in found.important.items()]
        return Line(
            key=item.key,
            partnership=item.partnership,
            text=text,
            language=language,
            others=others,
            verdict=found.verdict,
            words=words.verdict_words(found),
            now=now,
            important=important,
            drawn=beside_each_other(now),
            drawn_important=beside_each_other(important) if important else "",
            chosen=self.chosen.get(item.key, frozenset()),
        )

    def _bar(self, voice: str, figure: Figure, said: str, key: str = "") -> Bar:
        people = self.view.answered[voice].people if voice in self.view.answered else figure.answered
        weighted = self.view.weighted(voice, key) if key else None
        return bar_of(voice, figure, said, self.said.of_whom(figure, people, weighted))


def bar_of(voice: str, figure: Figure, said: str, of_whom: str) -> Bar:
    return Bar(
        voice=voice,
        drawing=drawn(figure, voice),
        words=said,
        of_whom=of_whom,
        cells=cells(figure),
        pieces=laid_out(figure),
    )


def beside_each_other(bars: Sequence[Bar]) -> SafeString:
    return answers([(bar.voice, bar.drawing, bar.words, bar.of_whom) for bar in bars])


def rows_of(lines: Sequence[Line]) -> SafeString:
    """The table of some items: the numbers of both scales."""
    scales = (_("nu"), _("hoe belangrijk"))
    made = []
    for line in lines:
        rows = [
            (bar.voice, scale, bar.cells) for scale, bars in zip(scales, (line.now, line.important), strict=True) for bar in bars
        ]
        made.append(table_rows(line.text, line.language, rows))
    return SafeString("".join(made))


def cells(figure: Figure) -> list[str]:
    """The five points where there are enough people, then niet, een beetje, wel, where 'wel' may lie, weet ik niet, and people."""
    points = [one.words for one in figure.points] or ["–"] * MOST
    unknown = figure.dont_know.words if figure.dont_know else "–"
    is_rough = figure.agree.bound or figure.disagree.bound  # then what is left between them says nothing
    between = "–" if is_rough else figure.between.words
    return [*points, figure.disagree.words, between, figure.agree.words, f"{figure.low}–{figure.high} %", unknown, figure.words]


def _meanings(language: str, sector: str) -> dict[str, tuple[str, str]]:
    """{partnership: one line of what it means, and the language that it is in}."""
    texts = {one.key: one.meaning for one in load_model().partnerships}
    return {key: (one.say(language, sector), language if language in one.languages else "nl") for key, one in texts.items()}


def _is_told(voice: str, lines: Sequence[Line]) -> bool:
    """How two items hang together says nothing."""
    return sum(any(bar.voice == voice for bar in line.now) for line in lines) >= FEWEST_TOGETHER


def _groups(lines: Sequence[Line], found: Frozen, is_whole: bool, meanings: Mapping[str, tuple[str, str]]) -> list[Group]:
    groups = []
    for group, parts in GROUPS.items():
        made = []
        for part in parts:
            own = [line for line in lines if line.partnership == part]
            if own:
                by_voice = [(voice, one) for voice, one in found.voices.items() if is_whole and _is_told(voice, own)]
                sure = [(voice, said) for voice, one in by_voice if (said := words.reliability_words(one.reliability.get(part)))]
                made.append(Part(str(part), str(Partnership(part).label), own, sure, rows_of(own), meanings[part]))
        if made:
            groups.append(Group(str(PartnershipGroup(group).label), made))
    return groups


def _barriers(content: Content, found: Frozen, language: str) -> list[BarrierLine]:
    """In the order of the questionnaire."""
    lines = []
    for one in content.barriers:
        if one.key in found.barriers:
            share, (text, tongue) = found.barriers[one.key], in_language(one.texts, language)
            lines.append(BarrierLine(one.key, text, tongue, share_bar(share.percent, "parents"), share.words))
    return lines
