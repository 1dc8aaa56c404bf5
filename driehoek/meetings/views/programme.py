"""The run-book on screen: look, change, move, fill in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import queries, rules, services
from ..forms import ItemForm
from ..forms_fill_ins import FillInForm
from ..models import Meeting, ProgrammeItem
from ..queries.double import in_two_places
from ..queries.questions import statements_at
from .paths import path_to, plans, undo
from .undoing import Aside

REMOVED = Aside("removed_items")


def _shown(request: Any, meeting: Meeting) -> dict[str, Any]:
    can_plan = plans(request) and rules.may_change_programme(meeting.state)
    live = path_to(request, "live_leader", meeting.pk)
    return {
        "meeting": meeting,
        "book": queries.run_book(meeting),
        "can_plan": can_plan,
        "live_path": live,
        "double": in_two_places(meeting),
        "statements": [one.text.say("nl", request.school.sector) for one in statements_at(meeting)],
    }


@allows(Action.SEE_MEETINGS, on=Meeting)
@require_safe
def programme(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return render(request, "meetings/programme.html", _shown(request, meeting))


@allows(Action.PLAN_MEETING, on=Meeting)
@require_POST
def programme_move(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """From the board: `card` goes to `position`, counted from 0. A card that is gone meanwhile: 409 with how it is now."""
    item = _item(meeting, request.POST.get("card", ""))
    place = request.POST.get("position", "")
    if item is not None and place.isdecimal() and len(place) < 5:
        services.move_item(by=request.who, item=item, to=int(place))
    status = 200 if item is not None else 409
    return render(request, "meetings/parts/runbook.html", _shown(request, meeting), status=status)


def _item(meeting: Meeting, key: str) -> ProgrammeItem | None:
    return next(
        (row for row in ProgrammeItem.objects.filter(meeting=meeting).select_related("meeting__occasion") if str(row.pk) == key),
        None,
    )


@allows(Action.PLAN_MEETING, on=ProgrammeItem)
@require_POST
def item_shift(request: HttpRequest, *, programmeitem: ProgrammeItem) -> HttpResponse:
    services.shift_item(by=request.who, item=programmeitem, step=-1 if request.POST.get("step") == "up" else 1)
    return redirect(_to(request, programmeitem.meeting) + f"#{programmeitem.pk}")


def _to(request: Any, meeting: Meeting) -> str:
    return path_to(request, "programme", meeting.pk)


@allows(Action.PLAN_MEETING, on=Meeting)
@require_http_methods(["GET", "POST"])
def item_new(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    rows = list(ProgrammeItem.objects.filter(meeting=meeting))
    places = [(0, _("helemaal vooraan")), *((row.position, row.title) for row in rows)]
    form = ItemForm(
        request.POST or None, places=places, initial={"minutes": 5, "after": len(rows), "block": rows[-1].block if rows else ""}
    )
    if request.method == "POST" and form.is_valid():
        item = services.add_item(by=request.who, meeting=meeting, **form.cleaned_data)
        messages.success(request, _("‘%(title)s’ staat in het draaiboek. De tijden schuiven mee.") % {"title": item.title})
        return redirect(_to(request, meeting) + f"#{item.pk}")
    shown = {"form": form, "meeting": meeting, "item": None}
    return render(request, "meetings/item.html", shown, status=422 if form.is_bound else 200)


@allows(Action.PLAN_MEETING, on=ProgrammeItem)
@require_http_methods(["GET", "POST"])
def item_edit(request: HttpRequest, *, programmeitem: ProgrammeItem) -> HttpResponse:
    names = ("title", "minutes", "who", "form", "block", "aim", "spoken", "needs", "remark")
    form = ItemForm(request.POST or None, initial={name: getattr(programmeitem, name) for name in names})
    if request.method == "POST" and form.is_valid():
        services.change_item(by=request.who, item=programmeitem, **form.cleaned_data)
        messages.success(request, _("Bewaard. De tijden schuiven mee."))
        return redirect(_to(request, programmeitem.meeting) + f"#{programmeitem.pk}")
    shown = {"form": form, "meeting": programmeitem.meeting, "item": programmeitem}
    return render(request, "meetings/item.html", shown, status=422 if form.is_bound else 200)


@allows(Action.PLAN_MEETING, on=ProgrammeItem)
@require_POST
def item_remove(request: HttpRequest, *, programmeitem: ProgrammeItem) -> HttpResponse:
    meeting = programmeitem.meeting
    kept = services.remove_item(by=request.who, item=programmeitem)
    REMOVED.keep(request, kept, meeting.pk)
    words = _("‘%(title)s’ is uit het draaiboek gehaald.") % {"title": kept["title"]}
    messages.success(request, words, extra_tags=undo(request, "item_put_back", meeting.pk))
    return redirect(_to(request, meeting))


@allows(Action.PLAN_MEETING, on=Meeting)
@require_POST
def item_put_back(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    with REMOVED.taken(request, meeting.pk) as kept:
        services.put_back_item(by=request.who, meeting=meeting, kept=kept)
    messages.success(request, _("‘%(title)s’ staat er weer.") % {"title": kept["title"]})
    return redirect(_to(request, meeting))


@allows(Action.PLAN_MEETING, on=Meeting)
@require_http_methods(["GET", "POST"])
def fill_ins(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    book = queries.run_book(meeting)
    form = FillInForm(request.POST or None, blanks=book.blanks)
    if request.method == "POST" and form.is_valid():
        services.fill_in(by=request.who, meeting=meeting, values=form.cleaned_data)
        messages.success(request, _("Bewaard. De spreekteksten zijn aangevuld."))
        return redirect(_to(request, meeting))
    return render(
        request, "meetings/fill_ins.html", {"form": form, "meeting": meeting, "book": book}, status=422 if form.is_bound else 200
    )
