"""'Thema's en vragen' of a meeting: what it is about, what is asked, which statements there are to react to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.voices import services as voices
from driehoek.voices.models import Theme
from driehoek.voices.queries.library import as_key

from ..models import Meeting
from ..queries.choosing import shelves
from ..queries.questions import planned_keys
from ..services import choosing as services
from .paths import plans, undo
from .undoing import Aside

TAKEN_OFF = Aside("taken_off")


def _shown(request: Any, meeting: Meeting, problem: str = "") -> dict[str, Any]:
    can_plan = plans(request)
    return {"meeting": meeting, "shelves": shelves(meeting, request.school), "can_plan": can_plan, "problem": problem}


@allows(Action.SEE_MEETINGS, on=Meeting)
@require_safe
def chosen(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return render(request, "meetings/chosen.html", _shown(request, meeting))


def _kind(request: HttpRequest, name: str = "kind") -> str:
    kind = request.POST.get(name, "")
    if kind not in services.SORT_OF:
        raise Http404
    return kind


def _theme(meeting: Meeting, key: str) -> Theme | None:
    return Theme.for_gate().filter(occasion_id=meeting.occasion_id, pk=as_key(key)).first() if as_key(key) else None


def _back(request: Any, meeting: Meeting, kind: str) -> HttpResponse:
    answer = redirect("meeting_chosen", request.school.slug, meeting.pk)
    answer["Location"] += f"#{kind}"
    return answer


@allows(Action.PLAN_MEETING, on=Meeting)
@require_POST
def chosen_add(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    kind, keys = _kind(request), request.POST.getlist("key")[: services.MOST]
    if not keys:
        messages.warning(request, _("Vink eerst aan wat je erbij wilt."))
        return _back(request, meeting, kind)
    count = services.choose(meeting=meeting, kind=kind, keys=keys, by=request.who)
    messages.success(
        request, ngettext("%(count)s tekst erbij gezet.", "%(count)s teksten erbij gezet.", count) % {"count": count}
    )
    return _back(request, meeting, kind)


@allows(Action.PLAN_MEETING, on=Meeting)
@require_POST
def chosen_drop(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """Off the list, with undo. A theme with words under it stays, and the page says why."""
    kind, key = _kind(request), request.POST.get("key", "")
    if kind == services.THEMES:
        theme = _theme(meeting, key)
        if theme is None:
            raise Http404
        try:
            kept: dict[str, Any] = services.take_off(meeting=meeting, theme=theme, by=request.who) | {"kind": kind}
        except RuleBroken as broken:
            messages.warning(request, str(broken.message))
            return _back(request, meeting, kind)
    else:
        there = planned_keys(meeting, kind)
        if key not in there:
            raise Http404
        services.drop(meeting=meeting, kind=kind, key=key, by=request.who)
        kept = {"kind": kind, "key": key, "to": there.index(key)}
    TAKEN_OFF.keep(request, kept, meeting.pk)
    messages.success(request, _("Van de lijst gehaald."), extra_tags=undo(request, "meeting_chosen_put_back", meeting.pk))
    return _back(request, meeting, kind)


@allows(Action.PLAN_MEETING, on=Meeting)
@require_POST
def chosen_put_back(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    with TAKEN_OFF.taken(request, meeting.pk) as kept:
        kind = kept.pop("kind")
        if kind == services.THEMES:
            voices.make_theme(occasion=meeting.occasion, by=request.who, **kept)
        else:
            services.choose(meeting=meeting, kind=kind, keys=[kept["key"]], by=request.who)
            services.put(meeting=meeting, kind=kind, key=kept["key"], to=kept["to"], by=request.who)
    return _back(request, meeting, kind)


@allows(Action.PLAN_MEETING, on=Meeting)
@require_POST
def chosen_move(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """By drag or key: `card` to `position` in `column`, which gets the list back, 409 when it is gone. By button: `step`."""
    kind, key = _kind(request, "column"), request.POST.get("card", "")
    place, step, problem = request.POST.get("position", ""), request.POST.get("step", ""), ""
    try:
        _move(request, meeting, kind, key, int(place) if place.isdecimal() and len(place) < 4 else None, step)
    except RuleBroken as broken:
        problem = str(broken.message)
    if not request.htmx:
        return _back(request, meeting, kind)
    fresh = Meeting.for_gate().get(pk=meeting.pk)
    return render(request, "meetings/parts/chosen.html", _shown(request, fresh, problem), status=409 if problem else 200)


def _move(request: Any, meeting: Meeting, kind: str, key: str, place: int | None, step: str) -> None:
    if kind == services.THEMES:
        rows = list(Theme.objects.filter(occasion_id=meeting.occasion_id).values_list("pk", flat=True))
        keys = [str(row) for row in rows]
    else:
        keys = planned_keys(meeting, kind)
    if key not in keys:
        raise RuleBroken("gone", _("Dit is er niet meer. Zo staat het nu."))
    to = keys.index(key) + (-1 if step == "up" else 1) if place is None else place
    theme = _theme(meeting, key) if kind == services.THEMES else None
    if theme is not None:
        voices.move_theme(theme=theme, to=max(to, 0), by=request.who)
    else:
        services.put(meeting=meeting, kind=kind, key=key, to=max(to, 0), by=request.who)
