"""Lines of a plan beside what they are in another language."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from ..cleaning import as_simple
from ..models import Chapter, LineWords, Plan
from ..models import Line as PlanLine
from .reading import in_order, shown


@dataclass
class Translated:
    """`kept` is the translation as it is typed, `typed` what stands in the box; `is_stale`: the Dutch was changed since."""

    key: str
    dutch: SafeString
    chapter: str
    edits: int
    kept: str
    typed: str
    is_stale: bool
    by_machine: bool

    @property
    def done(self) -> bool:
        """A person looked at it."""
        return bool(self.kept) and not self.is_stale and not self.by_machine

    @property
    def for_machine(self) -> bool:
        return not self.kept or (self.by_machine and self.is_stale)


def lines_to_translate(plan: Plan, language: str) -> list[Translated]:
    """In the order of the plan. Two queries."""
    words = {one.line_id: one for one in LineWords.objects.filter(line__plan=plan, language=language)}
    found = []
    for row in in_order(PlanLine.objects.filter(plan=plan, dropped_at=None)):
        own = words.get(row.pk)
        kept = as_simple(own.text) if own else ""
        stale, machine = own is not None and own.of_edits != row.edits, own is not None and own.by_machine
        chapter = str(Chapter(row.chapter).label)
        found.append(Translated(str(row.pk), shown(row.text), chapter, row.edits, kept, kept, stale, machine))
    return found
