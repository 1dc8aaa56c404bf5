"""The result of one fielding, the earlier ones of the same questionnaire, and what was chosen from it."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from driehoek.algorithms import survey
from driehoek.library.partnership import GROUPS, Partnership, PartnershipGroup

from ..models import ChosenPoint, Fielding, PointSort, Result
from ..result_said import Said
from ..result_shapes import Frozen, frozen
from ..rules import Content, as_content, in_language
from .result_page import Bar, bar_of


def result_of(fielding: Fielding) -> Frozen | None:
    """One query."""
    content = Result.objects.filter(fielding=fielding).order_by().values_list("content", flat=True).first()
    return frozen(content) if content is not None else None


def chosen_of(fielding: Fielding) -> dict[str, set[str]]:
    """{item: sorts} that were chosen from this result. One query."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = ChosenPoint.objects.filter(fielding=fielding).exclude(item="").order_by()
    for item, sort in rows.values_list("item", "sort"):
        found[item].add(sort)
    return found


def earlier_of(fielding: Fielding) -> list[Fielding]:
    """Fieldings of the same questionnaire that closed before, the last one first. One query."""
    if fielding.closed_at is None:
        return []
    rows = Fielding.objects.filter(version__instrument=fielding.version.instrument_id, closed_at__lt=fielding.closed_at)
    return list(rows.filter(result__isnull=False).select_related("version", "year").order_by("-closed_at", "pk"))


@dataclass(frozen=True)
class Beside:
    """One item of one voice in two years. `before`: the text of then, when it was another one."""

    key: str
    voice: str
    text: str
    language: str
    words: str
    before: str
    now: Bar
    then: Bar


@dataclass(frozen=True)
class BesidePart:
    title: str
    lines: list[Beside]


def beside(now: Fielding, then: Fielding, language: str = "nl") -> list[BesidePart] | None:
    """Every item that both asked, per voice, in the order of the model. None when one of both has no result. Two queries."""
    new, old = result_of(now), result_of(then)
    if new is None or old is None:
        return None
    content, past = as_content(now.version.content), as_content(then.version.content)
    lines: dict[str, list[Beside]] = defaultdict(list)
    for voice in new.shown:
        if voice in old.shown:
            for part, line in _of_voice(voice, new, old, content, past, language):
                lines[part].append(line)
    order = {item.key: place for place, item in enumerate(content.items)}
    for some in lines.values():
        some.sort(key=lambda line: order[line.key])  # stable: voices in their order
    return [BesidePart(str(Partnership(part).label), lines[part]) for parts in GROUPS.values() for part in parts if lines[part]]


def _of_voice(voice: str, new: Frozen, old: Frozen, content: Content, past: Content, language: str) -> list[tuple[str, Beside]]:
    figures, before = new.voices[voice].whole, old.voices[voice].whole
    texts, then_texts = _dutch(content, voice), _dutch(past, voice)
    items, said = {item.key: item for item in content.items}, Said()
    found = []
    for change in survey.changes(figures.now, before.now, texts, then_texts):
        item = items.get(change.item)
        if item is None:
            continue
        text, tongue = in_language(item.texts[voice], language)
        was = then_texts.get(change.item, "")
        bars = [
            bar_of(voice, one, said.now(one), said.of_whom(one, people))
            for one, people in (
                (figures.now[change.item], figures.answered.people),
                (before.now[change.item], before.answered.people),
            )
        ]
        other = was if was != texts.get(change.item) else ""
        found.append((item.partnership, Beside(change.item, voice, text, tongue, _changed(change), other, bars[0], bars[1])))
    return found


def _dutch(content: Content, voice: str) -> dict[str, str]:
    return {item.key: item.texts[voice]["nl"] for item in content.items_for(voice)}


def _changed(change: survey.Change) -> str:
    if change.verdict == survey.OTHER_TEXT:
        return _("De tekst is veranderd. Daarom zeggen we niet of er iets veranderd is.")
    if change.verdict == survey.CHANGED:
        return _("Vaker ‘wel’ dan toen.") if change.points > 0 else _("Minder vaak ‘wel’ dan toen.")
    return _("Geen verandering aangetoond.")


@dataclass(frozen=True)
class ChosenLine:
    """A point with where it came from, in words."""

    id: uuid.UUID
    text: str
    source: str
    fielding: uuid.UUID | None
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class ChosenPart:
    title: str
    strengths: list[ChosenLine] = field(default_factory=list)
    ambitions: list[ChosenLine] = field(default_factory=list)


@dataclass(frozen=True)
class ChosenGroup:
    title: str
    parts: list[ChosenPart]


def chosen() -> list[ChosenGroup]:
    """Everything that was chosen, by partnership in the order of the model. One query."""
    heaps: dict[tuple[str, str], list[ChosenPoint]] = defaultdict(list)
    for row in ChosenPoint.objects.select_related("session", "fielding"):
        heaps[row.partnership, row.sort].append(row)
    groups = []
    for group, parts in GROUPS.items():
        made = [
            ChosenPart(
                str(Partnership(part).label), *(_lines(heaps[part, sort]) for sort in (PointSort.STRENGTH, PointSort.AMBITION))
            )
            for part in parts
            if heaps[part, PointSort.STRENGTH] or heaps[part, PointSort.AMBITION]
        ]
        if made:
            groups.append(ChosenGroup(str(PartnershipGroup(group).label), made))
    return groups


def _lines(rows: list[ChosenPoint]) -> list[ChosenLine]:
    last = len(rows) - 1
    return [
        ChosenLine(row.pk, row.text, _source(row), row.fielding_id if row.item else None, place == 0, place == last)
        for place, row in enumerate(rows)
    ]


def _source(row: ChosenPoint) -> str:
    parts = []
    if row.session is not None:
        parts.append(_("uit de sessie ‘%(title)s’") % {"title": row.session.title})
    if row.fielding is not None:
        parts.append(_("uit de vragenlijst ‘%(title)s’") % {"title": row.fielding.title})
    if row.dots is not None:
        parts.append(_("%(dots)s stippen") % {"dots": row.dots})
    return ", ".join(parts) or _("zelf gekozen")
