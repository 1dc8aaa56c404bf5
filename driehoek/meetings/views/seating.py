"""Who comes and who sits where."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.people.models import StaffMember
from driehoek.voices.models import Theme

from .. import queries, rules, services
from ..forms_seating import DivideForm, FurnishForm, LateForm, StaffForm
from ..models import Attendee, Meeting, MeetingTable
from .paths import undo

PRESSED_ON = {"papers": "meeting_papers", "door": "live_door"}  # pages with a button that fills the list


def _shown(request: Any, meeting: Meeting, **more: Any) -> dict[str, Any]:
    board = queries.board(meeting)
    form = DivideForm(initial={"tables": meeting.table_count, "couples": meeting.couples, "classes": meeting.classes})
    chosen = request.GET.get("wie", "")
    moving = next((card for column in board.columns for card in column.cards if str(card.id) == chosen), None)
    moving = moving or next((card for card in board.waiting if str(card.id) == chosen), None)
    shown = {"meeting": meeting, "board": board, "form": form, "moving": moving, "one_circle": rules.ONE_CIRCLE}
    return shown | {"small": 0 < board.people < rules.ONE_CIRCLE} | more


@allows(Action.DIVIDE, on=Meeting)
@require_safe
def seating(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return render(request, "meetings/seating.html", _shown(request, meeting))


def _to(request: Any, meeting: Meeting) -> HttpResponse:
    return redirect("seating", request.school.slug, meeting.pk)


@allows(Action.DIVIDE, on=Meeting)
@require_POST
def seat_move(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """From the board (answer: the fresh board, 409 when nothing moved) or from the form (answer: the page)."""
    by_board = bool(request.headers.get("HX-Request"))
    attendee = _one(
        Attendee.objects.filter(meeting=meeting).select_related("meeting__occasion", "staff"), request.POST.get("card")
    )
    table = _one(MeetingTable.objects.filter(meeting=meeting), request.POST.get("column"))
    asks, refused = [], ""
    if attendee is None or table is None:
        refused = _("Deze gast of tafel is er niet meer. Zo is het nu.")
    else:
        try:
            moved = services.move(by=request.who, attendee=attendee, table=table, anyway=bool(request.POST.get("anyway")))
            asks = moved.asks
            tells = moved.tells
        except RuleBroken as broken:
            refused = str(broken.message)
    stuck = bool(asks or refused)
    if not by_board and not stuck:
        words = _("%(name)s zit nu aan tafel %(table)s.") % {"name": attendee.name, "table": table.number}
        messages.success(request, " ".join([words, *tells]))
        return _to(request, meeting)
    say = refused or " ".join(asks) or " ".join(tells)
    shown = _shown(request, meeting, asks=asks, refused=refused, attendee=attendee, table=table, say=say)
    page = "meetings/parts/board.html" if by_board else "meetings/seating.html"
    return render(request, page, shown, status=409 if stuck else 200)


def _one(rows: Any, key: str | None) -> Any:
    try:
        return rows.filter(pk=uuid.UUID(key or "")).first()
    except ValueError:
        return None


@allows(Action.DIVIDE, on=Meeting)
@require_POST
def seat_divide(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """Divide anew. When moves by hand would be lost, ask first."""
    form = DivideForm(request.POST)
    if not form.is_valid():
        return render(request, "meetings/seating.html", _shown(request, meeting) | {"form": form}, status=422)
    hand = queries.hall(meeting).by_hand
    sure = request.POST.get("hand", "")
    if hand and not sure:
        return render(request, "meetings/divide_again.html", {"meeting": meeting, "form": form, "hand": hand})
    services.gather(by=request.who, meeting=meeting)
    made = services.divide(by=request.who, meeting=meeting, keep_hand=sure == "keep", **form.cleaned_data)
    messages.success(request, _divided_words(made), extra_tags=undo(request, "seat_undo", meeting.pk))
    if made.broken:
        messages.info(request, " ".join(made.broken[:4]))
    return _to(request, meeting)


def _divided_words(made: services.Divided) -> str:
    if made.one_circle:
        return _("Met %(people)s mensen praat je beter in één kring: er is één tafel.") % {"people": made.people}
    return ngettext(
        "%(people)s mensen zitten aan %(count)s tafel.", "%(people)s mensen zitten aan %(count)s tafels.", made.tables
    ) % {"people": made.people, "count": made.tables}


@allows(Action.DIVIDE, on=Meeting)
@require_POST
def seat_undo(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    services.undo_division(by=request.who, meeting=meeting)
    messages.success(request, _("De vorige indeling staat er weer."), extra_tags=undo(request, "seat_undo", meeting.pk))
    return _to(request, meeting)


@allows(Action.DIVIDE, on=Meeting)
@require_POST
def seat_gather(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    added = services.gather(by=request.who, meeting=meeting)
    words = ngettext("%(count)s gast is op de lijst gezet.", "%(count)s gasten zijn op de lijst gezet.", added)
    messages.success(request, words % {"count": added} if added else _("De lijst was al bij."))
    return redirect(PRESSED_ON.get(request.POST.get("from", ""), "seating"), request.school.slug, meeting.pk)


@allows(Action.DIVIDE, on=Meeting)
@require_http_methods(["GET", "POST"])
def seat_staff(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    chosen = Attendee.objects.filter(meeting=meeting, staff__isnull=False).values_list("staff_id", flat=True)
    form = StaffForm(request.POST if request.method == "POST" else None, initial={"staff": list(chosen)})
    if request.method == "POST" and form.is_valid():
        services.choose_staff(by=request.who, meeting=meeting, staff=form.cleaned_data["staff"])
        messages.success(request, _("De collega's staan op de lijst."))
        return _to(request, meeting)
    return render(request, "meetings/staff.html", {"form": form, "meeting": meeting}, status=422 if form.is_bound else 200)


@allows(Action.CHECK_IN, on=Meeting)
@require_http_methods(["GET", "POST"])
def seat_late(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """Somebody who was not expected: name in, table out."""
    form = LateForm(request.POST or None, initial={"key": clock.new_id()})
    if request.method == "POST" and form.is_valid():
        attendee = services.add_by_hand(by=request.who, meeting=meeting, **form.cleaned_data)
        number = services.seat_late(by=request.who, attendee=attendee)
        facts = {"name": attendee.name, "table": number}
        words = _("Welkom %(name)s: tafel %(table)s.") if number else _("%(name)s staat op de lijst.")
        messages.success(request, words % facts)
        return redirect("seat_late", request.school.slug, meeting.pk)
    return render(request, "meetings/late.html", {"form": form, "meeting": meeting}, status=422 if form.is_bound else 200)


@allows(Action.DIVIDE, on=Attendee)
@require_POST
def seat_take_off(request: HttpRequest, *, attendee: Attendee) -> HttpResponse:
    """Somebody who was put on the list by hand, by mistake."""
    meeting = attendee.meeting
    services.take_off(by=request.who, attendee=attendee)
    messages.success(request, _("%(name)s staat niet meer op de lijst.") % {"name": attendee.name})
    return _to(request, meeting)


@allows(Action.DIVIDE, on=Meeting)
@require_http_methods(["GET", "POST"])
def seat_furnish(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """A theme and a leader for every table."""
    tables = list(MeetingTable.objects.filter(meeting=meeting))
    themes = list(Theme.objects.filter(occasion_id=meeting.occasion_id))
    there = Attendee.objects.filter(meeting=meeting, staff__isnull=False).values("staff_id")
    form = FurnishForm(request.POST or None, tables=tables, themes=themes, staff=list(StaffMember.objects.filter(pk__in=there)))
    if request.method == "POST" and form.is_valid():
        services.furnish(by=request.who, meeting=meeting, choices=form.choices())
        messages.success(request, _("Bewaard. De tafelbordjes kloppen weer."))
        return _to(request, meeting)
    return render(
        request,
        "meetings/furnish.html",
        {"form": form, "meeting": meeting, "has_themes": bool(themes)},
        status=422 if form.is_bound else 200,
    )
