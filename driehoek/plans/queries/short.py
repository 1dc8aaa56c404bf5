"""A first text for the one page for parents."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from .. import rules
from ..models import Chapter, Line, LineWords, Plan

MOST_SHORT = 1800  # characters on one A4
MOST_POINT = 240


def short_draft(plan: Plan, language: str = "nl") -> str:
    """The ambitions as a list, to be said in plain words by a person; '' without any.

    In another language only what a person translated, of the text as it reads now. At most two queries.
    """
    rows = Line.objects.filter(plan=plan, chapter=Chapter.AMBITIONS, dropped_at=None).order_by("position", "pk")
    if language == "nl":
        said = [rules.plain(one.text) for one in rows]
    else:
        found = LineWords.objects.filter(line__in=rows, language=language, by_machine=False).select_related("line")
        own = {one.line_id: one for one in found if one.of_edits == one.line.edits}
        said = [rules.plain(own[one.pk].text) for one in rows if one.pk in own]
    if not said:
        return ""
    with override(language):
        head = _("Hier gaan we samen aan werken:")
    points = "\n".join(f"- {' '.join(one.split())[:MOST_POINT]}" for one in said)
    return f"{head}\n\n{points}"[:MOST_SHORT]


def on_one_page(plan: Plan, language: str) -> tuple[str, bool]:
    """What the page holds in this language, and whether it is Dutch for who reads another one."""
    own = str(plan.short.get(language, "")) or short_draft(plan, language)
    if own or language == "nl":
        return own, False
    return str(plan.short.get("nl", "")) or short_draft(plan), True
