"""The new school year: what becomes of each class, who does otherwise, a preview with numbers, and then all of it or nothing."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from ..forms_rollover import PlacesForm, RollOverForm
from ..models import RosterImport, SchoolClass
from ..queries.rollover import Years, pupils_to_place, years_now
from ..rollover_draft import Draft, draft_of, forget, keep
from ..rollover_words import places, preview_of
from ..services import rollover as rolling
from ..services.undoing import why_not

STEPS = (gettext_lazy("Groepen en klassen"), gettext_lazy("Bekijken"), gettext_lazy("Klaarzetten"))


def steps(now: int) -> list[dict[str, object]]:
    states = ["done"] * now + ["now"] + ["next"] * len(STEPS)
    return [{"label": label, "words": "", "state": state, "url": ""} for label, state in zip(STEPS, states, strict=False)]


def _choices(request: Any, years: Years, draft: Draft) -> dict[Any, Any]:
    known = {old.id for old in years.classes}
    own = {key: choice for key, choice in draft.choices.items() if key in known}
    return rolling.first_choices(years, request.school.sector) | own


@allows(Action.ROLL_OVER)
@require_http_methods(["GET", "POST"])
def rollover(request: HttpRequest) -> HttpResponse:
    years = years_now()
    if years is None:
        return render(request, "people/rollover_empty.html")
    if _is_other_year(request, years):
        return redirect("rollover", request.school.slug)
    draft = draft_of(request, years.new)
    options: dict[str, Any] = {
        "years": years,
        "choices": _choices(request, years, draft),
        "left_on": draft.left_on or years.last_day,
    }
    form = RollOverForm(request.POST if request.method == "POST" else None, **options)
    if request.method == "POST" and form.is_valid():
        keep(request, Draft(years.new, form.choices(), draft.targets, form.cleaned_data["left_on"]))
        wanted = request.POST.get("class", "")
        opened = next((old for old in years.classes if str(old.id) == wanted), None)
        if opened is not None:
            return redirect("rollover_class", request.school.slug, opened.id)
        return redirect("rollover_preview", request.school.slug)
    exceptions = {old.id: sum(pupil in draft.targets for pupil in old.pupils) for old in years.classes}
    done = rolling.last_roll_over()
    shown = {
        "form": form,
        "years": years,
        "steps": steps(0),
        "rows": [(old, *fields, exceptions[old.id]) for old, *fields in form.rows()],
        "is_early": clock.today().isoformat() < f"{years.new}-04-01",
        "done": done,
        "may_undo": done is not None and not why_not(done),
    }
    return render(request, "people/rollover.html", shown, status=422 if form.is_bound else 200)


@allows(Action.ROLL_OVER, on=SchoolClass)
@require_http_methods(["GET", "POST"])
def rollover_class(request: HttpRequest, *, schoolclass: SchoolClass) -> HttpResponse:
    years = years_now()
    if years is None:
        raise Http404
    old = next((each for each in years.classes if each.id == schoolclass.pk), None)
    if _is_other_year(request, years):
        return redirect("rollover", request.school.slug)
    if old is None:
        messages.info(request, _("In %(name)s is niemand meer in te delen.") % {"name": schoolclass.name})
        return redirect("rollover", request.school.slug)
    draft = draft_of(request, years.new)
    choices = _choices(request, years, draft)
    options: dict[str, Any] = {"pupils": pupils_to_place(old), "places": places(years, choices), "targets": draft.targets}
    form = PlacesForm(request.POST if request.method == "POST" else None, **options)
    if request.method == "POST" and form.is_valid():
        keep(request, draft.with_targets(form.targets()))
        messages.success(request, _("Onthouden. Er is nog niets veranderd."))
        return redirect("rollover", request.school.slug)
    trail.write("look:see_people", by=request.who, on=schoolclass)
    shown = {"form": form, "old": old, "years": years, "choice": choices[old.id]}
    return render(request, "people/rollover_class.html", shown, status=422 if form.is_bound else 200)


@allows(Action.ROLL_OVER)
@require_safe
def rollover_preview(request: HttpRequest) -> HttpResponse:
    return _preview(request)


def _preview(request: HttpRequest, refused: str = "", status: int = 200) -> HttpResponse:
    years = years_now()
    if years is None:
        return render(request, "people/rollover_empty.html")
    draft = draft_of(request, years.new)
    settled = rolling.settled(choices=_choices(request, years, draft), targets=draft.targets, left_on=draft.left_on, years=years)
    shown = {
        "years": years,
        "preview": preview_of(settled),
        "digest": settled.digest,
        "key": clock.new_id(),
        "left_on": settled.left_on,
        "steps": steps(1),
        "refused": refused,
    }
    return render(request, "people/rollover_preview.html", shown, status=status)


@allows(Action.ROLL_OVER)
@require_POST
def rollover_apply(request: HttpRequest) -> HttpResponse:
    """A second press leads to what the first one did."""
    years = years_now()
    if years is None:
        return redirect("rollover", request.school.slug)
    draft = draft_of(request, years.new)
    try:
        done = rolling.roll_over(
            key=_key(request.POST.get("key", "")),
            digest=request.POST.get("digest", ""),
            choices=_choices(request, years, draft),
            targets=draft.targets,
            left_on=draft.left_on,
            year=_year(request),
            by=request.who,
        )
    except RuleBroken as broken:
        return _preview(request, str(broken.message), broken.status)
    forget(request)
    counts = {"year": years.label, "count": done.added, "left": done.left}
    messages.success(request, _("Schooljaar %(year)s staat klaar: %(count)s plaatsen, %(left)s vertrekken.") % counts)
    return redirect("rollover", request.school.slug)


def _year(request: HttpRequest) -> int | None:
    """The year that the page was about, as its form says."""
    said = request.POST.get("year", "")
    return int(said) if said.isdecimal() and len(said) == 4 else None


def _is_other_year(request: HttpRequest, years: Years) -> bool:
    """Whether a form is about a year that is not to be prepared any more; then it is said."""
    is_other = request.method == "POST" and _year(request) not in (None, years.new)
    if is_other:
        messages.warning(request, rolling.other_year(years))
    return is_other


def _key(given: str) -> uuid.UUID:
    try:
        return uuid.UUID(given)
    except ValueError:
        return clock.new_id()


@allows(Action.ROLL_OVER, on=RosterImport)
@require_POST
def rollover_undo(request: HttpRequest, *, rosterimport: RosterImport) -> HttpResponse:
    rolling.undo_roll_over(done=rosterimport, by=request.who)
    messages.success(request, _("Teruggedraaid. Alles staat weer zoals voor het klaarzetten."))
    return redirect("rollover", request.school.slug)
