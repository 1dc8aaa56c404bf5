"""Versions of a plan, one to read and two side by side."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from driehoek.library.partnership import Partnership

from .. import rules
from ..models import Chapter, Plan, PlanVersion
from .reading import shown, text_of

NOW = "nu"


def versions_of(plan: Plan) -> list[PlanVersion]:
    """The last one first, without what they say. One query."""
    return list(PlanVersion.objects.filter(plan=plan).defer("content").select_related("made_by").order_by("-number"))


@dataclass(frozen=True)
class Side:
    """A line of a version as it is shown."""

    line: rules.TextLine
    level: int = 0

    @property
    def key(self) -> str:
        return self.line.key

    @property
    def chapter(self) -> str:
        return str(Chapter(self.line.chapter).label)

    @property
    def partnership(self) -> str:
        known = self.line.partnership in Partnership.values
        return str(Partnership(self.line.partnership).label) if known else ""

    @property
    def html(self) -> SafeString:
        return shown(self.line.text, self.level)


@dataclass(frozen=True)
class Beside:
    """A line in both versions. What it says, and which words changed, is worked out when it is shown."""

    pair: rules.Pair

    @property
    def state(self) -> str:
        return self.pair.state

    @property
    def chapter(self) -> str:
        there: Any = self.pair.after or self.pair.before
        return str(Chapter(there.chapter).label)

    @property
    def before(self) -> Side | None:
        return Side(self.pair.before) if self.pair.before else None

    @property
    def after(self) -> Side | None:
        return Side(self.pair.after) if self.pair.after else None

    @property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        return self.pair.pieces

    @property
    def moved(self) -> bool:
        """It stands in another chapter or at another partnership."""
        old, new = self.pair.before, self.pair.after
        return bool(old and new and (old.chapter, old.partnership) != (new.chapter, new.partnership))


def read(version: PlanVersion) -> list[Side]:
    """Its lines, chapter after chapter."""
    text = rules.as_text(version.content)
    return [Side(line, 3) for one in Chapter.values for line in text.of(one)]


def beside(plan: Plan, before: PlanVersion, after: PlanVersion | None) -> list[Beside]:
    """`after` None: the plan as it reads now."""
    now = rules.as_text(after.content) if after is not None else text_of(plan)
    place = {str(Chapter(key).label): number for number, key in enumerate(Chapter.values)}
    pairs = [Beside(one) for one in rules.compared(rules.as_text(before.content), now)]
    return sorted(pairs, key=lambda one: place[one.chapter])


def numbered(plan: Plan, text: str) -> PlanVersion | None:
    """The version that an address names by number; None for none."""
    found: PlanVersion | None = (
        PlanVersion.objects.filter(plan=plan, number=int(text)).first() if text.isdecimal() and len(text) < 5 else None
    )
    return found
