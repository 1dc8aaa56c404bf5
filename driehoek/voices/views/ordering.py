"""The board: contributions into themes, by drag, by key, or by form."""

import uuid
from collections.abc import Collection
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
from ..drawing import draw
from ..models import OwnText, TextSort, Theme
from ..queries import library
from ..queries.piles import is_filtered
from ..queries.sifts import QUESTIONS, sifts


@allows(Action.SORT_HARVEST)
@require_GET
def voices(request: HttpRequest) -> HttpResponse:
    page = page_of(queries.occasions(request.GET.get("q", "")[:100]), request.GET)
    return render(request, "voices/list.html", {"page": page, "q": request.GET.get("q", "")})


@allows(Action.SORT_HARVEST, on=Occasion)
@require_GET
def harvest_board(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """The whole page, or for who polls with `?v=` only the columns that changed: 204 when none did."""
    return board_now(request, occasion)


def board_now(
    request: HttpRequest, occasion: Occasion, *, status: int = 200, problem: str = "", fresh: Collection[uuid.UUID] = ()
) -> HttpResponse:
    """The page; a script gets the board, or with the version that it shows (`v`) the columns that differ from it.

    After a refusal the board comes whole: a card may stand on that screen where it never went.
    """
    query = request.GET
    have = (request.POST if request.method == "POST" else query).get("v", "") if request.htmx and status == 200 else ""
    found = queries.board(occasion, query, request.who.user_id, have, fresh)
    if request.method == "GET" and have == found.version:
        return HttpResponse(status=204)
    kept = query.copy()
    kept.pop("v", None)
    draw(found, request.school.slug, kept.urlencode())
    shown: dict[str, Any] = {"board": found, "occasion": occasion, "query": query, "kept": kept.urlencode(), "problem": problem}
    kept.pop("open", None)
    shown["sifted"] = kept.urlencode()
    if request.htmx:
        answer = render(request, "voices/parts/board.html" if found.whole else "voices/parts/changed.html", shown, status=status)
        if not found.whole:
            answer["HX-Reswap"] = "none"  # every part names its own place
        return answer
    own = library.own_texts([TextSort.THEME, *QUESTIONS])
    shown |= {"sifts": sifts(found.values, query, own, request.school.sector), "filtered": is_filtered(query)}
    shown["more_sifts"] = bool(query.get("sort")) or is_filtered({**query.dict(), "q": ""})
    shown["offered"] = _offered(request, {column.title for column in found.columns}, own)
    return render(request, "voices/board.html", shown, status=status)


def _offered(request: HttpRequest, have: set[str], own: list[OwnText]) -> list[str]:
    """Titles of the library that are not on the board yet; what is meant for the team alone is not among them."""
    titles = [
        theme.title.say("nl", request.school.sector) for theme in library.choosable(library.entries(TextSort.THEME, own), "mixed")
    ]
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
    """One card or many. A script gets what changed, 409 when somebody else was first; a form goes back to the board."""
    goal, cards = forms.wanted_move(request.POST)
    problem = ""
    fresh: list[uuid.UUID] = []
    if not cards:
        problem = _("Vink eerst een of meer kaarten aan.")
    else:
        try:
            placed = services.place_many(
                occasion=occasion,
                cards=[(key, _seen(text)) for key, text in cards],
                theme=_themed(occasion, goal),
                by=request.who,
                along="back" not in request.POST,  # who opened one card moves that one
            )
            if not placed.moved and not placed.there and not placed.stale:
                raise Http404
            problem = _trouble(placed, [key for key, _text in cards])
            fresh = [one.contribution_id for one in placed.moved]
        except RuleBroken as broken:
            problem = str(broken.message)
    if request.htmx:
        return board_now(request, occasion, status=409 if problem else 200, problem=problem, fresh=fresh)
    if problem:
        messages.warning(request, problem)
    return back_to_board(request, occasion)


def _seen(text: str) -> Any:
    """Where the screen showed a card: a theme, 'none', or not said."""
    if text == "none":
        return None
    return forms.as_key(text) or services.UNCHECKED


def _trouble(placed: services.Placed, asked: list[uuid.UUID]) -> str:
    went = {one.contribution_id for one in placed.moved}
    gone = len(asked) - len(went.intersection(asked)) - placed.there - placed.stale
    stayed = placed.stale + gone
    if not stayed:
        return ""
    return ngettext(
        "Iemand anders heeft een kaart net verplaatst. Die bleef staan. Zo staat het nu.",
        "Iemand anders heeft %(count)s kaarten net verplaatst. Die bleven staan. Zo staat het nu.",
        stayed,
    ) % {"count": stayed}


def back_to_board(request: HttpRequest, occasion: Occasion) -> HttpResponse:
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
        return board_now(request, occasion, problem=said)
    messages.info(request, said)
    return back_to_board(request, occasion)


@allows(Action.SORT_HARVEST, on=Occasion)
@require_POST
def theme_make(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    form = forms.ThemeForm({"title": request.POST.get("title", ""), "meaning": request.POST.get("meaning", "")})
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return back_to_board(request, occasion)
    title = form.cleaned_data["title"]
    try:
        known = {"meaning": form.cleaned_data["meaning"]} | _from_library(request, title)
        theme = services.make_theme(occasion=occasion, title=title, by=request.who, **known)
        messages.success(request, _("Thema ‘%(title)s’ staat op het bord.") % {"title": theme.title})
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    return back_to_board(request, occasion)


def _from_library(request: HttpRequest, title: str) -> dict[str, str]:
    """A theme of the library brings its meaning and its key along, so that parents read it in their own language."""
    sector = request.school.sector
    for theme in library.themes("mixed"):
        if title == theme.title.say("nl", sector):
            return {"meaning": theme.meaning.say("nl", sector), "library_key": theme.key}
    return {}
