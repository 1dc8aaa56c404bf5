"""The plan as parents read it: the version that was settled, in their language where a line was translated, else in Dutch.

No words of somebody stand in it: it is for everybody, and who said something was not asked whether the whole world may read it.
"""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import override

from driehoek.library.partnership import GROUPS, Partnership, PartnershipGroup

from .. import rules
from ..models import Chapter, LineWords, Plan, PlanVersion
from .reading import shown

DUTCH = "nl"


@dataclass(frozen=True)
class ParentLine:
    """`language` is what the line is written in."""

    text: str
    language: str
    reader: str
    level: int = 3  # of headings within it
    by_machine: bool = False  # nobody looked at this translation yet

    @property
    def html(self) -> SafeString:
        return shown(self.text, self.level)

    @property
    def is_dutch(self) -> bool:
        return self.language == DUTCH != self.reader


@dataclass(frozen=True)
class ParentPart:
    title: str
    above: str
    lines: tuple[ParentLine, ...]


@dataclass(frozen=True)
class ParentChapter:
    key: str
    title: str
    parts: tuple[ParentPart, ...]


@dataclass(frozen=True)
class ParentPlan:
    title: str
    short: str
    short_is_dutch: bool
    chapters: tuple[ParentChapter, ...]
    language: str

    @property
    def lines(self) -> list[ParentLine]:
        return [line for chapter in self.chapters for part in chapter.parts for line in part.lines]

    @property
    def has_dutch(self) -> bool:
        return (self.short_is_dutch and bool(self.short)) or any(line.is_dutch for line in self.lines)

    @property
    def has_machine(self) -> bool:
        return any(line.by_machine for line in self.lines)


def for_parents(plan: Plan, language: str) -> ParentPlan | None:
    """None when nothing was settled. Two queries."""
    number = plan.settled_number
    content = (
        PlanVersion.objects.filter(plan=plan, number=number).order_by().values_list("content", flat=True).first()
        if number
        else None
    )
    if content is None:
        return None
    words: dict[str, LineWords] = {}
    if language != DUTCH:
        words = {str(one.line_id): one for one in LineWords.objects.filter(line__plan=plan, language=language)}
    with override(language):
        return _read(rules.as_text(content), words, plan, language)


def _read(text: rules.PlanText, words: dict[str, LineWords], plan: Plan, language: str) -> ParentPlan:
    chapters = []
    for key in Chapter.values:
        lines = text.of(key)
        if lines:
            chapters.append(ParentChapter(key, str(Chapter(key).label), tuple(_parts(key, lines, words, language))))
    own = str(plan.short.get(language, "")).strip()
    short = own or str(plan.short.get(DUTCH, "")).strip()
    return ParentPlan(text.title, short, not own and language != DUTCH, tuple(chapters), language)


def _parts(key: str, lines: list[rules.TextLine], words: dict[str, LineWords], language: str) -> list[ParentPart]:
    if key != Chapter.AMBITIONS:
        return [ParentPart("", "", tuple(_line(one, words, language) for one in lines))]
    found = [
        ParentPart(
            str(Partnership(part).label),
            str(PartnershipGroup(group).label),
            tuple(_line(one, words, language, 4) for one in lines if one.partnership == part),
        )
        for group, parts in GROUPS.items()
        for part in parts
    ]
    rest = ParentPart("", "", tuple(_line(one, words, language) for one in lines if one.partnership not in Partnership.values))
    return [one for one in [rest, *found] if one.lines]


def _line(line: rules.TextLine, words: dict[str, LineWords], language: str, level: int = 3) -> ParentLine:
    """A translation counts when it was made of exactly this text; one that only a machine saw says so."""
    own = words.get(line.key)
    if own is not None and own.of_edits == line.edits:
        return ParentLine(own.text, language, language, level, own.by_machine)
    return ParentLine(line.text, DUTCH, language, level)
