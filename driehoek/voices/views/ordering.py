"""The board: contributions into themes, by drag, by key, or by form."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations.models import Occasion
from driehoek.library.reading import load_themes, selectable
from driehoek.web.pages import page_of

from .. import queries, services
from ..forms import ThemeForm
from ..models import Contribution, Kind, Theme, Voice


@allows(Action.SORT_HARVEST)
@require_GET
def voices(request: HttpRequest) -> HttpResponse:
    page = page_of(queries.occasions(request.GET.get("q", "")[:100]), request.GET)
    return render(request, "voices/list.html", {"page": page, "q": request.GET.get("q", "")})


@allows(Action.SORT_HARVEST, on=Occasion)
@require_GET
def harvest_board(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    return _board(request, occasion, "voices/board.html")


def _board(request: HttpRequest, occasion: Occasion, template: str, status: int = 200) -> HttpResponse:
    found = queries.board(occasion, request.GET, request.who.user_id)
    have = {column.title for column in found.columns}
    sector, language = request.school.sector, getattr(request, "LANGUAGE_CODE", "nl")
    offered = [theme for theme in selectable(load_themes(), "mixed") if theme.title.say(language, sector) not in have]
    shown: dict[str, Any] = {
        "board": found,
        "occasion": occasion,
        "kinds": Kind.choices,
        "voices": Voice.choices,
        "query": request.GET,
    }
    shown["offered"] = [theme.title.say(language, sector) for theme in offered]
    return render(request, template, shown, status=status)


def _themed(occasion: Occasion, column: str) -> Theme | None:
    if column in {"", "none"}:
        return None
    try:
        found = Theme.objects.filter(occasion=occasion, pk=uuid.UUID(column)).first()
    except ValueError:
        found = None
    if found is None:
        raise RuleBroken("theme-gone", _("Dit thema is er niet meer. Zo staat het nu."))
    return found


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@allows(Action.SORT_HARVEST, on=Occasion)
@require_POST
def harvest_move(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """From the board (answers 204, or 409 with how it is now) or from a form (goes back to the board)."""
    card = _uuid(request.POST.get("card", ""))
    contribution = Contribution.objects.filter(occasion=occasion, pk=card).first() if card else None
    if contribution is None:
        raise Http404
    try:
        theme = _themed(occasion, request.POST.get("column", ""))
        if theme is None or theme.pk != contribution.theme_id:
            services.place(contribution=contribution, theme=theme, by=request.who, seen=_uuid(request.POST.get("version", "")))
    except RuleBroken as broken:
        if request.htmx:
            return _board(request, occasion, "voices/parts/board.html", status=409)
        messages.warning(request, broken.message)
    if request.htmx:
        return HttpResponse(status=204)
    return redirect("harvest_board", request.school.slug, occasion.pk)


@allows(Action.SORT_HARVEST, on=Occasion)
@require_POST
def harvest_undo(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    undone = services.undo(occasion=occasion, by=request.who)
    messages.info(request, _("Teruggezet.") if undone else _("Er is niets om terug te zetten van de laatste tien minuten."))
    return redirect("harvest_board", request.school.slug, occasion.pk)


@allows(Action.SORT_HARVEST, on=Occasion)
@require_POST
def theme_make(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    form = ThemeForm(
        {"title": request.POST.get("title") or request.POST.get("offered", ""), "meaning": request.POST.get("meaning", "")}
    )
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    else:
        title = form.cleaned_data["title"]
        known = _from_library(request, title)
        services.make_theme(occasion=occasion, title=title, by=request.who, **known)
        messages.success(request, _("Thema ‘%(title)s’ staat op het bord.") % {"title": title})
    return redirect("harvest_board", request.school.slug, occasion.pk)


def _from_library(request: HttpRequest, title: str) -> dict[str, str]:
    """A theme of the library brings its meaning along, in Dutch: that is what the report tells."""
    sector = request.school.sector
    for theme in selectable(load_themes(), "mixed"):
        if title in {theme.title.say("nl", sector), theme.title.say("en", sector)}:
            return {"meaning": theme.meaning.say("nl", sector), "library_key": theme.key}
    return {}
