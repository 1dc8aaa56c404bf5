"""A line in another language, by a person or marked by a machine; and the one page for parents, in each language."""

import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library.texts import PARENT_LANGUAGES
from driehoek.outbox.machine import visible

from .. import rules
from ..cleaning import clean, of_simple, readable
from ..models import Line, LineWords, Plan
from ..queries.short import MOST_SHORT

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def translate(*, plan: Plan, language: str, texts: Mapping[str, tuple[str, int]], by: Who) -> int:
    """`texts`: {key of the line: (typed text, which `edits` the translator saw)}; an empty one takes the translation away.

    Says how many changed. Who translated an older text is kept as such: that translation is stale and is not shown.
    """
    if language not in PARENT_LANGUAGES or language == "nl":
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    keys = [key for key in texts if _UUID.fullmatch(key)]
    lines = {str(one.pk): one for one in Line.objects.filter(plan=plan, pk__in=keys)}
    done = 0
    for key, (text, seen) in texts.items():
        line, html = lines.get(key), of_simple(readable(text))
        if line is None:
            continue
        if len(html) > rules.MOST_TEXT:
            raise RuleBroken("too-long", _("Deze tekst is te lang. Knip haar in meer regels."), 422)
        if html:
            LineWords.objects.update_or_create(
                line=line, language=language, defaults={"text": html, "by_machine": False, "of_edits": seen}
            )
        else:
            LineWords.objects.filter(line=line, language=language).delete()
        done += 1
    if done:
        trail.write("translate_plan", by=by, on=plan)
    return done


@dataclass(frozen=True)
class Untranslated:
    """A line that no person translated: its key, its Dutch and which `edits` that is of."""

    key: uuid.UUID
    text: str
    edits: int


def for_machine(*, plan: Plan, language: str, keys: Collection[str]) -> list[Untranslated]:
    """Of these lines those that a machine may do. What a person wrote is never sent and never replaced, however old."""
    if language not in PARENT_LANGUAGES or language == "nl":
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    wanted = {uuid.UUID(key) for key in keys if _UUID.fullmatch(key)}
    kept = {one.line_id: one for one in LineWords.objects.filter(line__in=wanted, language=language)}
    found = []
    for line in Line.objects.filter(plan=plan, pk__in=wanted, dropped_at=None).order_by("position", "pk"):
        own = kept.get(line.pk)
        if own is None or (own.by_machine and own.of_edits != line.edits):
            found.append(Untranslated(line.pk, line.text, line.edits))
    return found


def keep_machine(*, plan: Plan, language: str, found: Iterable[tuple[Untranslated, str]], by: Who) -> int:
    """What a machine made, marked as such; how many. A person who was first stays first, and so does a younger text."""
    done = 0
    for one, html in found:
        words = visible(clean(html))
        if (
            not rules.plain(words).strip()
            or len(words) > rules.MOST_TEXT
            or not Line.objects.filter(pk=one.key, plan=plan).exists()
        ):
            continue
        row = LineWords(line_id=one.key, language=language, text=words, by_machine=True, of_edits=one.edits)
        LineWords.objects.bulk_create([row], ignore_conflicts=True)
        there = LineWords.objects.filter(line=one.key, language=language, by_machine=True, of_edits__lte=one.edits)
        done += there.update(text=words, of_edits=one.edits)
    if done:
        trail.write("translate_plan_by_machine", by=by, on=plan)
    return done


def write_short(*, plan: Plan, language: str, text: str, seen: str, by: Who) -> None:
    """`seen`: what stood there when the form was opened; RuleBroken 409 'edited' when somebody was first."""
    if language not in PARENT_LANGUAGES:
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    words = readable(text).replace("\r\n", "\n").strip()
    if len(words) > MOST_SHORT:
        raise RuleBroken("too-long", _("Dit past niet op één bladzijde. Maak het korter."), 422)
    row = Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).order_by("pk").get()
    now = str(row.short.get(language, ""))
    if now not in {seen.replace("\r\n", "\n").strip(), words}:
        raise RuleBroken("edited", _("Een collega heeft deze bladzijde net ook veranderd. Dat staat er nu naast."))
    Plan.objects.filter(pk=plan.pk).update(short={**row.short, language: words})
    trail.write("write_plan_short", by=by, on=plan)
