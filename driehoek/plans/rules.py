"""The shape of a plan's text, what changed between two, and what must be there before it is settled. Plain values; no Django."""

import difflib
import html
import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

CHAPTERS = ("vision", "strengths", "wishes", "expectations", "ambitions")
MOST_TEXT = 6000  # characters of one line, marks included
MOST_LINES = 1200  # of one plan: more than 200 pages
SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
_TAG = re.compile(r"<[^>]+>")
_BLOCK = re.compile(r"</(p|li|h3|h4|blockquote)>|<br\s*/?>")


@dataclass(frozen=True)
class TextLine:
    """A line as it read: `key` of the line, safe HTML, and its sources as 'sort|key of the thing|part of it'.

    The words of a source are not kept: what a giver takes back disappears from old versions too.
    """

    key: str
    chapter: str
    partnership: str
    text: str
    sources: tuple[str, ...] = ()
    edits: int = field(default=0, compare=False)  # how often it was changed by then, so that a translation knows what it is of


@dataclass(frozen=True)
class PlanText:
    """All that a version says, in the order in which it is read."""

    title: str
    lines: tuple[TextLine, ...] = ()

    def of(self, chapter: str) -> list[TextLine]:
        return [line for line in self.lines if line.chapter == chapter]


@dataclass(frozen=True)
class Pair:
    """A line in two versions."""

    state: str
    before: TextLine | None
    after: TextLine | None

    @property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        """(what happened, words) of the newer text, for who compares side by side."""
        if self.after is None:
            return ()
        if self.before is None:
            return ((ADDED, plain(self.after.text)),)
        return tuple(_pieces(plain(self.before.text).split(), plain(self.after.text).split()))


def as_json(text: PlanText) -> dict[str, Any]:
    return asdict(text)


def as_text(data: Mapping[str, Any]) -> PlanText:
    lines = (TextLine(**{**one, "sources": tuple(one.get("sources", ()))}) for one in data.get("lines", ()))
    return PlanText(data.get("title", ""), tuple(lines))


def without_sources(text: PlanText) -> PlanText:
    """Only what it says."""
    return PlanText(text.title, tuple(replace(line, sources=()) for line in text.lines))


def plain(text: str) -> str:
    """Safe HTML as words alone, a line for each paragraph."""
    lines = html.unescape(_TAG.sub("", _BLOCK.sub("\n", text))).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def compared(before: PlanText, after: PlanText) -> list[Pair]:
    """Every line of both, in the order of the newer; what was taken out stands where it stood."""
    old = {line.key: line for line in before.lines}
    place = {line.key: number for number, line in enumerate(before.lines)}
    new = {line.key for line in after.lines}
    pairs: list[Pair] = []
    left = deque(line for line in before.lines if line.key not in new)
    for line in after.lines:
        while left and place[left[0].key] < place.get(line.key, -1):
            pairs.append(Pair(REMOVED, left.popleft(), None))
        pairs.append(_pair(old.get(line.key), line))
    return pairs + [Pair(REMOVED, line, None) for line in left]


def _pair(before: TextLine | None, after: TextLine) -> Pair:
    if before is None:
        return Pair(ADDED, None, after)
    same = (before.text, before.partnership, before.chapter) == (after.text, after.partnership, after.chapter)
    return Pair(SAME if same else CHANGED, before, after)


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[str, str]]:
    for what, start, end, first, last in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield SAME, " ".join(after[first:last])
            continue
        if end > start:
            yield REMOVED, " ".join(before[start:end])
        if last > first:
            yield ADDED, " ".join(after[first:last])


DRAFT, SETTLED, PUBLISHED = "draft", "settled", "published"


def state(settled: int | None, is_published: bool) -> str:
    if settled is None:
        return DRAFT
    return PUBLISHED if is_published else SETTLED


def unsettles(sort: str, body: str) -> bool:
    """Whether a plan is no longer settled when this decision is withdrawn: the approval itself, or the consent of the MR."""
    return sort == "approval" or (sort == "consent" and body == "mr")


def missing(text: PlanText, bodies_consented: Iterable[str]) -> list[str]:
    """What a plan still lacks before the school settles it: chapters without a line, and consent of the MR ('mr')."""
    gaps = [chapter for chapter in CHAPTERS if not text.of(chapter)]
    return gaps if "mr" in set(bodies_consented) else [*gaps, "mr"]


# What happens to an activity. verb: (from, to)
ACTIVITY_TRANSITIONS: dict[str, tuple[frozenset[str], str]] = {
    "plan": (frozenset({"idea"}), "planned"),
    "hold": (frozenset({"planned"}), "done"),
    "stop": (frozenset({"idea", "planned"}), "stopped"),
    "unplan": (frozenset({"planned"}), "idea"),
    "unhold": (frozenset({"done"}), "planned"),
    "revive": (frozenset({"stopped"}), "idea"),
    "resume": (frozenset({"stopped"}), "planned"),
}
