"""A pile of paper slips: typed or pasted, looked at, kept."""

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
from driehoek.access.policy import Action
from driehoek.invitations.models import Occasion

from .. import sorting
from ..forms_paste import PasteForm
from ..services.pasting import check, paste, take_back_pile

FIRST = 10
KEPT = "pasted"  # in the session: {which time: keys of what it kept}, the last time only


@allows(Action.SORT_HARVEST, on=Occasion)
@require_http_methods(["GET", "POST"])
def harvest_paste(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """First a look at what will be kept, then all of it or nothing. Pressed twice it is there once, by the key of the form."""
    form = PasteForm(request.POST or None)
    pile = None
    if form.is_valid():
        given = form.cleaned_data
        pile = sorting.slips_of(given["text"], given["language"])
        try:
            check(pile)
            if request.POST.get("keep"):
                return _kept(request, occasion, form)
        except RuleBroken as broken:
            form.add_error("text", str(broken.message))
            pile = None
    shown = {"occasion": occasion, "form": form, "pile": pile, "first": pile.slips[:FIRST] if pile else []}
    shown["more"] = max(0, len(pile.slips) - FIRST) if pile else 0
    return render(request, "voices/paste.html", shown, status=422 if form.is_bound and form.errors else 200)


def _kept(request: HttpRequest, occasion: Occasion, form: PasteForm) -> HttpResponse:
    given = form.cleaned_data
    fresh = paste(
        occasion=occasion, pile=given["pile"], text=given["text"], kind=given["kind"], voice=given["voice"],
        table_number=given["table"], language=given["language"], by=request.who,
    )  # fmt: skip
    if fresh:
        time = clock.secret_id()
        request.session[KEPT] = {str(time): [str(key) for key in fresh]}
        back = reverse("harvest_unpaste", args=[request.school.slug, occasion.pk, time])
        said = ngettext("%(count)s briefje staat erbij.", "%(count)s briefjes staan erbij.", len(fresh)) % {"count": len(fresh)}
        messages.success(request, said, extra_tags=f"undo:{back}")
    else:
        messages.info(request, _("Deze briefjes stonden er al. Er is niets dubbel bewaard."))
    return redirect("harvest_board", request.school.slug, occasion.pk)


@allows(Action.SORT_HARVEST, on=Occasion)
@require_POST
def harvest_unpaste(request: HttpRequest, *, occasion: Occasion, pile: uuid.UUID) -> HttpResponse:
    """`pile` is one time that somebody in this browser kept slips; what stood there before it stays."""
    keys = request.session.get(KEPT, {}).get(str(pile), [])
    gone = take_back_pile(occasion=occasion, keys=[uuid.UUID(key) for key in keys], by=request.who)
    said = ngettext("%(count)s briefje is weer weg.", "%(count)s briefjes zijn weer weg.", gone) % {"count": gone}
    messages.info(request, said if gone else _("Er is niets weggehaald: iemand is er al mee aan het werk gegaan."))
    return redirect("harvest_board", request.school.slug, occasion.pk)
