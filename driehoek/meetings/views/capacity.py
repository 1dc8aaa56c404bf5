"""What the evening asks for: tables, leaders, scribes, interpreters, and how often it must be held."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations.queries.changing import is_untold

from ..forms_capacity import CapacityForm
from ..forms_preparing import SplitForm
from ..models import Meeting
from ..queries import capacity as queries
from ..services.capacity import settle_capacity
from ..services.splitting import split
from .paths import path_to


@allows(Action.PLAN_MEETING, on=Meeting)
@require_safe
def capacity(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """The numbers stand in the address, so that a page can be sent along."""
    soon = queries.expected(meeting)
    first = _first(meeting, soon)
    asked = {name: request.GET[name] for name in first if name in request.GET}
    form = _form(meeting, {**{name: "" if value is None else value for name, value in first.items()}, **asked})
    page = _page(request, meeting, soon, form) if form.is_valid() else None
    shown = {"meeting": meeting, "form": form, "page": page, "expected": soon}
    return render(request, "meetings/capacity.html", shown, status=200 if page else 422)


def _page(request: HttpRequest, meeting: Meeting, soon: queries.Expected, form: CapacityForm) -> queries.Page:
    numbers = {name: form.cleaned_data[name] for name in ("people", "table_size", "room_tables")}
    return queries.page(meeting, soon, have=form.have(), sector=request.school.sector, **numbers)


def _form(meeting: Meeting, data: Any) -> CapacityForm:
    return CapacityForm(data, roles={one.role for one in queries.crew_of(meeting)})


def _first(meeting: Meeting, soon: queries.Expected) -> dict[str, int | None]:
    """What is known already. Leaders count only once somebody is put down as one."""
    known = queries.known(meeting)
    people = meeting.expected if meeting.expected is not None else (soon.replied or soon.guess) + soon.staff
    return {
        "people": people,
        "table_size": meeting.table_size,
        "table_leader": known["table_leader"] or None,
        "scribe": known["scribe"] or None,
        "room_tables": None,
    }


@allows(Action.PLAN_MEETING, on=Meeting)
@require_POST
def capacity_settle(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    form, soon = _form(meeting, request.POST), queries.expected(meeting)
    if not form.is_valid():
        shown = {"meeting": meeting, "form": form, "page": None, "expected": soon}
        return render(request, "meetings/capacity.html", shown, status=422)
    data, found = form.cleaned_data, _page(request, meeting, soon, form).found
    made = settle_capacity(
        by=request.who, meeting=meeting, expected=data["people"], table_size=data["table_size"], tables=found.tables
    )
    if made:
        messages.success(request, _("Bewaard. De bijeenkomst heeft nu %(count)s tafels.") % {"count": found.tables})
    else:
        messages.info(request, _("Bewaard. Er zitten al mensen aan tafels; verander het aantal tafels bij de indeling."))
    return redirect("capacity", request.school.slug, meeting.pk)


@allows(Action.PLAN_MEETING, on=Meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_split(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """Hold it twice: the classes that are chosen go to the second time, with what they answered."""
    begins = meeting.occasion.starts_at.astimezone(clock.SCHOOL_TIME)
    first = {"key": clock.new_id(), "time": begins.time(), "place": meeting.occasion.place, "title": meeting.occasion.title}
    form = SplitForm(request.POST or None, initial=first, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "classes": [row.pk for row in form.cleaned_data["classes"]]}
        try:
            second = split(by=request.who, meeting=meeting, **values)
        except RuleBroken as broken:
            form.add_error(None, broken.message)
        else:
            messages.success(request, _("De tweede keer staat klaar, met hetzelfde draaiboek. Wie al antwoordde, ging mee."))
            tell = path_to(request, "invite_change", second.occasion_id) if is_untold(second.occasion) else ""
            return redirect(tell) if tell else redirect("meeting", request.school.slug, second.pk)
    return render(request, "meetings/split.html", {"meeting": meeting, "form": form}, status=422 if form.is_bound else 200)
