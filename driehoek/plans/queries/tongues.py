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

    @property
    def done(self) -> bool:
        return bool(self.kept) and not self.is_stale


def lines_to_translate(plan: Plan, language: str) -> list[Translated]:
    """In the order of the plan. Two queries."""
    words = {one.line_id: one for one in LineWords.objects.filter(line__plan=plan, language=language)}
    found = []
    for row in in_order(PlanLine.objects.filter(plan=plan, dropped_at=None)):
        own = words.get(row.pk)
        kept = as_simple(own.text) if own else ""
        stale = own is not None and (own.of_edits != row.edits or own.by_machine)
        found.append(Translated(str(row.pk), shown(row.text), str(Chapter(row.chapter).label), row.edits, kept, kept, stale))
    return found
