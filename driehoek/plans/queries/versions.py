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

    key: str
    html: SafeString
    partnership: str


@dataclass(frozen=True)
class Beside:
    """A line in both versions; `moved`: it stands in another chapter or at another partnership."""

    state: str
    chapter: str
    before: Side | None
    after: Side | None
    pieces: tuple[tuple[str, str], ...]
    moved: bool


def read(version: PlanVersion) -> list[tuple[str, list[Side]]]:
    """Chapters in words, with their lines."""
    text = rules.as_text(version.content)
    return [(str(Chapter(one).label), [_side(line, 3) for line in text.of(one)]) for one in Chapter.values]


def beside(plan: Plan, before: PlanVersion, after: PlanVersion | None) -> list[Beside]:
    """`after` None: the plan as it reads now."""
    now = rules.as_text(after.content) if after is not None else text_of(plan)
    pairs = rules.compared(rules.as_text(before.content), now)
    return sorted(
        (_beside(one) for one in pairs), key=lambda one: [str(Chapter(key).label) for key in Chapter.values].index(one.chapter)
    )


def _beside(pair: rules.Pair) -> Beside:
    line: Any = pair.after or pair.before
    moved = bool(
        pair.before and pair.after
        and (pair.before.chapter, pair.before.partnership) != (pair.after.chapter, pair.after.partnership)
    )  # fmt: skip
    before, after = (_side(one) if one else None for one in (pair.before, pair.after))
    return Beside(pair.state, str(Chapter(line.chapter).label), before, after, pair.pieces, moved)


def _side(line: rules.TextLine, level: int = 0) -> Side:
    part = str(Partnership(line.partnership).label) if line.partnership in Partnership.values else ""
    return Side(line.key, shown(line.text, level), part)


def numbered(plan: Plan, text: str) -> PlanVersion | None:
    """The version that an address names by number; None for none."""
    found: PlanVersion | None = (
        PlanVersion.objects.filter(plan=plan, number=int(text)).first() if text.isdecimal() and len(text) < 5 else None
    )
    return found
