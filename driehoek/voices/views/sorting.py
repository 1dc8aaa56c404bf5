"""Sorting with help: what seems certain, one by one, and cards behind one another."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.limits import Limit, take
from driehoek.access.policy import Action
from driehoek.invitations.models import Occasion

from .. import forms, services
from ..models import Contribution, Theme
from ..queries.desk import certain, desk
from ..services.ordering import place_each
from ..services.stacking import lay_back, put_behind, put_beside
from .ordering import back_to_board, board_now

HANDED_OUT = Limit("sorting-desk", 1, 60)  # one note is handed to one person in a minute
KEPT = "laid-behind"  # in the session: {which time: what it takes to lay it back}, the last time only


@allows(Action.SORT_HARVEST, on=Occasion)
@require_http_methods(["GET", "POST"])
def harvest_certain(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """What seems certain, ticked beforehand; a person looks and presses, and one undo takes it all back."""
    if request.method == "GET":
        return render(request, "voices/certain.html", {"occasion": occasion, "found": certain(occasion)})
    wanted = [(key, None, goal) for key, text in forms.cards(request.POST) if (goal := forms.as_key(str(text)))]
    try:
        placed = place_each(occasion=occasion, cards=wanted, by=request.who)
    except RuleBroken as broken:
        messages.warning(request, str(broken.message))
        return redirect("harvest_certain", request.school.slug, occasion.pk)
    count = len(placed.moved)
    said = ngettext("%(count)s kaart staat nu bij een thema.", "%(count)s kaarten staan nu bij een thema.", count)
    back = reverse("harvest_undo", args=[request.school.slug, occasion.pk])
    if count:
        messages.success(request, said % {"count": count}, extra_tags=f"undo:{back}")
    else:
        messages.info(request, _("Er is niets verplaatst."))
    return back_to_board(request, occasion)


@allows(Action.SORT_HARVEST, on=Occasion)
@require_http_methods(["GET", "POST"])
def harvest_desk(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """One note at a time. What is handed to somebody else this minute comes later, as far as there is something else."""
    if request.method == "GET":
        shown = {"occasion": occasion, "found": desk(occasion, request.who.user_id, forms.as_key(request.GET.get("nu", "")))}
        return render(request, "voices/desk.html", shown)
    here = forms.as_key(request.POST.get("card", ""))
    if here and request.POST.get("column"):
        _desk_place(request, occasion, here)
    elif request.POST.get("undo"):
        undone = services.undo(occasion=occasion, by=request.who)
        messages.info(request, _("De laatste stap is terug.") if undone and undone.back else _("Er is niets om terug te zetten."))
        here = None
    return redirect(_next(request, occasion, here))


def _desk_place(request: HttpRequest, occasion: Occasion, card: uuid.UUID) -> None:
    """Was it placed by somebody else meanwhile, then it stays there and the next one comes."""
    theme = Theme.objects.filter(occasion=occasion, pk=forms.as_key(request.POST["column"])).first()
    if theme is None:
        messages.warning(request, _("Dit thema is er niet meer. Zo staat het nu."))
        return
    placed = services.place_many(occasion=occasion, cards=[(card, None)], theme=theme, by=request.who, along=True)
    if placed.moved:
        messages.success(request, _("Bij ‘%(title)s’ gezet.") % {"title": theme.title})
    else:
        messages.warning(request, _("Iemand anders heeft dit net verplaatst. Hier is de volgende."))


def _next(request: HttpRequest, occasion: Occasion, here: uuid.UUID | None) -> str:
    """The address of the next note: the first in this person's pile that nobody else holds."""
    found = desk(occasion, request.who.user_id, None, after=here)
    address = reverse("harvest_desk", args=[request.school.slug, occasion.pk])
    free = next((key for key in found.coming if take(HANDED_OUT, str(key))), found.coming[0] if found.coming else None)
    return f"{address}?nu={free}" if free else address


@allows(Action.SORT_HARVEST, on=Occasion)
@require_POST
def harvest_behind(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """Lay the ticked notes behind the card that was pressed."""
    front = forms.as_key(request.POST.get("front", ""))
    chosen = forms.ticked(request.POST, f"with-{front}")
    row = Contribution.objects.select_related("occasion").filter(occasion=occasion, pk=front).first()
    if row is None or not chosen:
        return _told(request, occasion, _("Vink eerst aan wat erachter moet."))
    try:
        laid = put_behind(contribution=row, keys=chosen, by=request.who)
    except RuleBroken as broken:
        return _told(request, occasion, str(broken.message))
    count, time = len(laid["was"]), str(clock.secret_id())
    request.session[KEPT] = {time: laid}
    said = ngettext("%(count)s kaart ligt erachter.", "%(count)s kaarten liggen erachter.", count) % {"count": count}
    back = reverse("harvest_beside", args=[request.school.slug, occasion.pk]) + f"?keer={time}"
    return _told(request, occasion, said, back if count else "")


@allows(Action.SORT_HARVEST, on=Occasion)
@require_POST
def harvest_beside(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """One card by its own button, which stays in its column; or the last time as it was, column and all."""
    keys = forms.ticked(request.POST, "card")
    kept = request.GET.copy()
    time = "".join(kept.pop("keer", [])[:1])
    request.GET = kept  # the board that is shown now keeps its filters, and not which time this was
    laid = None if keys else request.session.get(KEPT, {}).get(time)
    if laid:
        count = lay_back(occasion=occasion, laid=laid, by=request.who)
    else:
        count = put_beside(occasion=occasion, keys=keys, by=request.who)
    said = ngettext("%(count)s kaart ligt er weer naast.", "%(count)s kaarten liggen er weer naast.", count) % {"count": count}
    return _told(request, occasion, said if count else _("Deze kaart lag er al naast."))


def _told(request: HttpRequest, occasion: Occasion, said: str, undo: str = "") -> HttpResponse:
    if request.htmx:
        answer = board_now(request, occasion, problem=said)
        if undo:
            answer["X-Undo"] = undo
        return answer
    messages.info(request, said, extra_tags=f"undo:{undo}" if undo else "")
    return back_to_board(request, occasion)
