"""The days that the school plans around."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek import clock
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.schools.models import CalendarEntry

from ..forms_calendar import EntryForm, RegionForm
from ..queries.calendar import year_of
from ..services import calendar as services
from .paths import undo
from .undoing import Aside

REMOVED = Aside("removed_day")


@allows(Action.SET_CALENDAR)
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    form = EntryForm(request.POST or None, initial={"key": clock.new_id(), "is_free": "ja"})
    if request.method == "POST" and form.is_valid():
        services.add_entry(by=request.who, **form.cleaned_data)
        messages.success(request, _("Staat in de kalender: %(name)s") % {"name": form.cleaned_data["name"]})
        return redirect("calendar", request.school.slug)
    return _page(request, form)


def _page(request: HttpRequest, form: EntryForm) -> HttpResponse:
    shown = {"form": form, "region_form": RegionForm(initial={"region": request.school.region}), "year": year_of(request.school)}
    return render(request, "meetings/calendar.html", shown, status=422 if form.is_bound else 200)


@allows(Action.SET_CALENDAR)
@require_POST
def calendar_region(request: HttpRequest) -> HttpResponse:
    form = RegionForm(request.POST)
    if form.is_valid():
        services.set_region(by=request.who, school=request.school, region=form.cleaned_data["region"])
        messages.success(request, _("Bewaard. Voor nieuwe bijeenkomsten tellen deze vakanties mee."))
    return redirect("calendar", request.school.slug)


@allows(Action.SET_CALENDAR, on=CalendarEntry)
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_edit(request: HttpRequest, *, calendarentry: CalendarEntry) -> HttpResponse:
    entry = calendarentry
    first: dict[str, Any] = {"key": entry.pk, "name": entry.name, "first_day": entry.first_day, "last_day": entry.last_day}
    form = EntryForm(request.POST or None, initial=first | {"is_free": "ja" if entry.is_free else "nee"})
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        services.change_entry(by=request.who, entry=entry, **values)
        messages.success(request, _("Bewaard."))
        return redirect("calendar", request.school.slug)
    return render(request, "meetings/calendar_edit.html", {"form": form, "entry": entry}, status=422 if form.is_bound else 200)


@allows(Action.SET_CALENDAR, on=CalendarEntry)
@require_POST
def calendar_remove(request: HttpRequest, *, calendarentry: CalendarEntry) -> HttpResponse:
    REMOVED.keep(request, services.remove_entry(by=request.who, entry=calendarentry))
    words = _("Uit de kalender: %(name)s") % {"name": calendarentry.name}
    messages.success(request, words, extra_tags=undo(request, "calendar_put_back"))
    return redirect("calendar", request.school.slug)


@allows(Action.SET_CALENDAR)
@require_POST
def calendar_put_back(request: HttpRequest) -> HttpResponse:
    with REMOVED.taken(request) as kept:
        services.put_back_entry(by=request.who, kept=kept)
    messages.success(request, _("Staat weer in de kalender: %(name)s") % {"name": kept["name"]})
    return redirect("calendar", request.school.slug)
