"""The board: contributions into themes, by drag, by key, or by form."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations.models import Occasion
from driehoek.web.pages import page_of

from .. import forms, queries, services
from ..models import Kind, Theme, Voice
from ..queries.library import themes

FILTERS = ("q", "voice", "kind", "open")


@allows(Action.SORT_HARVEST)
@require_GET
def voices(request: HttpRequest) -> HttpResponse:
    page = page_of(queries.occasions(request.GET.get("q", "")[:100]), request.GET)
    return render(request, "voices/list.html", {"page": page, "q": request.GET.get("q", "")})


@allows(Action.SORT_HARVEST, on=Occasion)
@require_GET
def harvest_board(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """The whole page, or only its board for who polls with `?v=`: 204 when nothing changed."""
    return _board(request, occasion, "voices/parts/board.html" if request.htmx else "voices/board.html")


def _board(request: HttpRequest, occasion: Occasion, template: str, status: int = 200, problem: str = "") -> HttpResponse:
    found = queries.board(occasion, request.GET, request.who.user_id)
    if status == 200 and request.method == "GET" and request.GET.get("v") == found.version:
        return HttpResponse(status=204)
    kept = request.GET.copy()
    kept.pop("v", None)
    shown: dict[str, Any] = {
        "board": found,
        "occasion": occasion,
        "kinds": Kind.choices,
        "voices": Voice.choices,
        "query": request.GET,
        "filtered": any(request.GET.get(name) for name in ("q", "voice", "kind")),
        "kept": kept.urlencode(),
        "problem": problem,
        "offered": _offered(request, {column.title for column in found.columns}),
    }
    return render(request, template, shown, status=status)


def _offered(request: HttpRequest, have: set[str]) -> list[str]:
    """Titles of the library that are not on the board yet; what is meant for the team alone is not among them."""
    titles = [theme.title.say("nl", request.school.sector) for theme in themes("mixed")]
    return [title for title in titles if title not in have]


def _themed(occasion: Occasion, column: str) -> Theme | None:
    if column == "none":
        return None
    found = Theme.objects.filter(occasion=occasion, pk=forms.as_key(column)).first()
    if found is None:
        raise RuleBroken("theme-gone", _("Dit thema is er niet meer. Zo staat het nu."))
    return found


@allows(Action.SORT_HARVEST, on=Occasion)
@require_POST
def harvest_move(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """One card or many. A script gets the board as it is now, 409 when somebody else was first; a form goes back to it."""
    cards = [(key, _seen(text)) for key, text in forms.cards(request.POST)]
    problem = ""
    if not cards:
        problem = _("Vink eerst een of meer kaarten aan.")
    else:
        try:
            placed = services.place_many(
                occasion=occasion, cards=cards, theme=_themed(occasion, request.POST.get("column", "")), by=request.who
            )
            if not placed.moved and not placed.there and not placed.stale:
                raise Http404
            problem = _trouble(placed, len(cards))
        except RuleBroken as broken:
            problem = str(broken.message)
    if request.htmx:
        return _board(request, occasion, "voices/parts/board.html", 409 if problem else 200, problem)
    if problem:
        messages.warning(request, problem)
    return _back(request, occasion)


def _seen(text: str) -> Any:
    """Where the screen showed a card: a theme, 'none', or not said."""
    if text == "none":
        return None
    return forms.as_key(text) or services.UNCHECKED


def _trouble(placed: services.Placed, asked: int) -> str:
    gone = asked - len(placed.moved) - placed.there - placed.stale
    stayed = placed.stale + gone
    if not stayed:
        return ""
    return ngettext(
        "Iemand anders heeft een kaart net verplaatst. Die bleef staan. Zo staat het nu.",
        "Iemand anders heeft %(count)s kaarten net verplaatst. Die bleven staan. Zo staat het nu.",
        stayed,
    ) % {"count": stayed}


def _back(request: HttpRequest, occasion: Occasion) -> HttpResponse:
    """To the board as it was filtered, or to the card from where it was moved."""
    card: uuid.UUID | None = forms.as_key(request.POST.get("back", ""))
    if card:
        return redirect("contribution", request.school.slug, card)
    kept = request.GET.urlencode()
    return redirect(reverse("harvest_board", args=[request.school.slug, occasion.pk]) + (f"?{kept}" if kept else ""))


@allows(Action.SORT_HARVEST, on=Occasion)
@require_POST
def harvest_undo(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    undone = services.undo(occasion=occasion, by=request.who)
    if undone is None:
        said = _("Er is niets om terug te zetten van de laatste tien minuten.")
    elif undone.stayed:
        said = _("Iemand anders had dit al verder verplaatst. Zo staat het nu.")
    else:
        said = ngettext(
            "%(count)s kaart staat weer waar die stond.", "%(count)s kaarten staan weer waar ze stonden.", undone.back
        )
        said %= {"count": undone.back}
    if request.htmx:
        return _board(request, occasion, "voices/parts/board.html", problem=said)
    messages.info(request, said)
    return _back(request, occasion)


@allows(Action.SORT_HARVEST, on=Occasion)
@require_POST
def theme_make(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    form = forms.ThemeForm({"title": request.POST.get("title", ""), "meaning": request.POST.get("meaning", "")})
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return _back(request, occasion)
    title = form.cleaned_data["title"]
    try:
        known = {"meaning": form.cleaned_data["meaning"]} | _from_library(request, title)
        theme = services.make_theme(occasion=occasion, title=title, by=request.who, **known)
        messages.success(request, _("Thema ‘%(title)s’ staat op het bord.") % {"title": theme.title})
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    return _back(request, occasion)


def _from_library(request: HttpRequest, title: str) -> dict[str, str]:
    """A theme of the library brings its meaning and its key along, so that parents read it in their own language."""
    sector = request.school.sector
    for theme in themes("mixed"):
        if title == theme.title.say("nl", sector):
            return {"meaning": theme.meaning.say("nl", sector), "library_key": theme.key}
    return {}
