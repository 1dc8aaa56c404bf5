"""Look at what one family gets, before it goes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from driehoek.access import trail
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.people.words_families import language_word
from driehoek.web.pages import page_of

from ..models import Invitation, Occasion
from ..preview import KINDS, family_preview
from ..queries import previewing, search


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_safe
def preview_families(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    text, which = request.GET.get("zoek", "")[:200], request.GET.get("wie", "")[:10]
    page = page_of(previewing.to_look_at(occasion, text, which), request.GET, size=20)
    paper, languages = previewing.ways(occasion)
    shown = {
        "occasion": occasion,
        "text": text,
        "which": which,
        "page": page,
        "found": search.shown(list(page.object_list)),
        "paper": paper,
        "languages": [(code, language_word(code), families) for code, families in languages.items()],
        "anybody": bool(languages),
    }
    return render(request, "invitations/preview_families.html", shown)


@allows(Action.SEND_INVITATIONS, on=Invitation)
@require_safe
def preview_family(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    """Addresses, and why somebody gets nothing: a look that is written down."""
    trail.write(f"look:{Action.SEE_PEOPLE}", by=request.who, on=invitation)
    asked = request.GET.get("brief", "")
    kind = asked if asked in KINDS else KINDS[invitation.sent_at is not None]
    shown = {"preview": family_preview(request.school, invitation, kind), "occasion": invitation.occasion}
    return render(request, "invitations/preview_family.html", shown)
