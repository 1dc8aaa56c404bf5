"""The plan as paper: for staff as it reads now with whose words it comes from, for parents as it was settled."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.actions.models import ActionItem
from driehoek.documents.plan import PaperChapter, PaperLine, PaperPart, PlanPaper
from driehoek.documents.voices import Voice as PaperVoice
from driehoek.schools.models import School
from driehoek.voices.models import Voice

from .. import rules
from ..cleaning import of_simple
from ..models import Chapter, Decision, Plan, SourceSort
from .parents import ParentPlan
from .reading import ReadLine, chapters
from .sources import Source
from .standing import page_of_plan
from .trace import actions_of_plan, told_actions

ON_PAPER: dict[str, PaperVoice] = {Voice.PARENTS: "parent", Voice.SCHOOL: "school", Voice.PUPIL: "pupil"}


def link_of(plan: Plan, school: School) -> str:
    """Where everybody reads it; '' until it is published."""
    return settings.SITE_URL + reverse("public_plan", args=[school.slug, plan.pk]) if plan.published_at else ""


def for_staff(plan: Plan, school: School) -> PlanPaper:
    """As it reads now, with sources, quotes and actions of this moment. At most nine queries."""
    page = page_of_plan(plan, school.slug)
    doing: dict[Any, list[ActionItem]] = defaultdict(list)
    for planned in actions_of_plan(plan):
        doing[planned.ambition_id].append(planned.action)
    notes = [state_words(plan)]
    notes += [
        _("%(what)s van %(who)s ingetrokken op %(day)s: %(why)s")
        % {"what": one.get_sort_display(), "who": one.get_body_display(), "day": date_format(one.withdrawn_on, "j F Y"), "why": one.withdrawn_why}
        for one in page.withdrawn
    ]  # fmt: skip
    if page.changed:
        notes.append(_("Sinds de vaststelling is de tekst veranderd."))
    if page.lost:
        notes.append(_("Bij een of meer regels is een bron teruggenomen door wie het zei. Die woorden staan hier niet meer."))
    made = tuple(
        PaperChapter(
            title=one.label.capitalize(),
            parts=tuple(
                PaperPart(
                    title=part.label.capitalize(),
                    above=part.group.capitalize(),
                    lines=tuple(_line(line, doing[line.line.pk]) for line in part.lines),
                )
                for part in one.groups
            ),
        )
        for one in page.chapters
        if one.lines
    )
    return PlanPaper(
        title=plan.title, about=str(plan.year), notes=tuple(notes), chapters=made, link=link_of(plan, school),
        decisions=tuple(_decision(one) for one in page.decisions),
    )  # fmt: skip


def state_words(plan: Plan) -> str:
    if plan.settled_number is None or plan.settled_at is None:
        return _("Dit is een concept. Het is nog niet vastgesteld.")
    facts = {"day": date_format(plan.settled_at, "j F Y"), "number": plan.settled_number}
    return _("Vastgesteld op %(day)s (versie %(number)s).") % facts


def _decision(one: Decision) -> tuple[str, str, str, str]:
    note = one.note
    if one.withdrawn_on:
        gone = _("Ingetrokken op %(day)s: %(why)s") % {"day": date_format(one.withdrawn_on, "j F Y"), "why": one.withdrawn_why}
        note = f"{note} {gone}".strip()
    return str(one.get_sort_display()), f"{one.get_body_display()} · {one.name}", date_format(one.decided_on, "j F Y"), note


def _line(one: ReadLine, doing: Iterable[ActionItem]) -> PaperLine:
    notes = []
    if actions := told_actions(doing):
        notes.append(_("Dit doen we: %(actions)s") % {"actions": actions})
    own = " ".join(rules.plain(one.line.text).split())
    told = [_beside(source_words(source), own) for source in one.sources if not source.is_gone and not source.is_quote]
    if told := [words for words in told if words]:
        notes.append(_("Komt uit: %(sources)s") % {"sources": "; ".join(told)})
    if one.lost_source:
        notes.append(_("Een bron is teruggenomen door wie het zei."))
    if not one.has_source:
        notes.append(_("Zonder bron."))
    quotes = tuple((quote.words, ON_PAPER[quote.voice]) for quote in one.quotes if quote.voice in ON_PAPER)
    return PaperLine(html=one.line.text, quotes=quotes, notes=tuple(notes))


def _beside(words: str, own: str) -> str:
    """A source without the words of the line itself, which stand right above it; '' when it says nothing more."""
    if words == own:
        return ""
    rest = words.replace(f"‘{own}’", "").strip()
    return rest.removeprefix("(").removesuffix(")") if rest != words else words


def source_words(source: Source) -> str:
    """'thema Contact: 5 keer inbreng (ouders 4, school 1)'"""
    counts = ", ".join(f"{Voice(voice).label} {many}" for voice, many in source.counts)
    words = source.words if source.sort != SourceSort.THEME else f"{source.label} {source.words}"
    return f"{words} ({counts})" if counts else words


def as_parents_read(read: ParentPlan, plan: Plan, school: School) -> PlanPaper:
    """In the language of the reader, without words of others."""
    with override(read.language):
        machine = (_("Door een machine vertaald, nog niet nagekeken."),)
    made = tuple(
        PaperChapter(
            title=_capital(one.title),
            parts=tuple(
                PaperPart(
                    title=_capital(part.title),
                    above=_capital(part.above),
                    lines=tuple(
                        PaperLine(html=line.text, is_dutch=line.is_dutch, notes=machine if line.by_machine else ())
                        for line in part.lines
                    ),
                )
                for part in one.parts
            ),
        )
        for one in read.chapters
    )
    return PlanPaper(
        title=read.title, about=str(plan.year), chapters=made, link=link_of(plan, school), language=read.language,
        title_is_dutch=read.language != "nl",
    )  # fmt: skip


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def guide_block(plan: Plan, school_slug: str) -> str:
    """One page for the school guide, the school plan and the year report: how the plan came about and what it wants, as typed text."""
    read = chapters(plan, school_slug)
    by_key = {one.key: one for one in read}
    themes = {source.about for one in read for line in one.lines for source in line.sources if source.sort == SourceSort.THEME}
    title = _("Ouders en school samen")
    told = [f"# {title}"]
    how = _("Dit staat in ons plan ‘%(title)s’, vanaf schooljaar %(year)s.") % {"title": plan.title, "year": plan.year}
    if themes:
        how += " " + _("Het komt uit wat ouders, leerlingen en medewerkers zelf zeiden.")
    told += [how, state_words(plan)]
    told += _listed(_("Onze visie"), by_key[Chapter.VISION].lines, 4)
    told += _listed(_("Hier gaan we aan werken"), by_key[Chapter.AMBITIONS].lines, 12)
    for one in Decision.objects.filter(plan=plan, withdrawn_on=None).order_by("decided_on", "pk"):
        told.append(
            _("%(what)s: %(who)s, %(day)s.")
            % {
                "what": str(one.get_sort_display()).capitalize(),
                "who": one.get_body_display(),
                "day": date_format(one.decided_on, "j F Y"),
            }
        )
    return "\n\n".join(told)


def _listed(title: str, lines: Iterable[ReadLine], most: int) -> list[str]:
    said = [" ".join(rules.plain(one.line.text).split()) for one in lines][:most]
    return [f"## {title}", "\n".join(f"- {one}" for one in said)] if said else []


def block_paper(plan: Plan, text: str) -> PlanPaper:
    return PlanPaper(title=plan.title, about=str(plan.year), intro=of_simple(text))
