"""What was done with what you said, for parents: their own words first, then everybody's themes."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.invitations import words
from driehoek.invitations.models import Occasion
from driehoek.library.texts import language_of

from .. import queries, services
from ..forms import as_key
from ..queries import polls as rounds


def _keys(request: HttpRequest) -> list[uuid.UUID]:
    """Keys that this device kept, one a line; anything odd is left out. They are looked up and forgotten."""
    found = (as_key(text) for text in request.POST.get("keys", "")[:20_000].split())
    return [key for key in found if key]


@allows(Action.SEE_REPORT, on=Occasion)
@require_http_methods(["GET", "POST"])
def said(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """A POST asks for the words of this device; with the header `X-Part: own` only they are answered."""
    reader = queries.Reader(language_of(get_language() or "nl"), request.school.sector)
    own = queries.mine(occasion, reader, invitations=request.who.held("reply"), keys=_keys(request))
    report = words.final_report(request.school.slug, occasion)
    shown = {"occasion": occasion, "report": report, "own": own, "asked": request.method == "POST", "language": reader.language}
    shown["on_device"] = True
    if request.method == "POST" and request.headers.get("X-Part") == "own":
        return render(request, "voices/guest/own.html", shown)
    doors = rounds.doors(occasion.pk) if may(request.who, Action.REACT, occasion) else []
    return render(request, "voices/guest/said.html", shown | {"themes": queries.of_everybody(occasion, reader), "doors": doors})


@allows(Action.SEE_REPORT, on=Occasion)
@require_POST
def said_back(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """Words under the name of one's own home are taken back; those of another home are not there."""
    key = as_key(request.POST.get("key", ""))
    gone = key is not None and services.withdraw(queries.named_words(occasion, request.who.held("reply")).filter(pk=key))
    if gone:
        messages.success(request, _("Uw woorden zijn weg. De school leest ze niet meer."))
    else:
        messages.info(request, _("Deze woorden zijn er niet (meer)."))
    return redirect("said", request.school.slug, occasion.pk)
