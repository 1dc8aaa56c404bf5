"""Small taps of a parent: no more reminders about this occasion, or 'still so' when it moved. From the page of the invitation, or for reminders with
the button of a mail program."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from driehoek.access import codes
from driehoek.access.gate import allows, public
from driehoek.access.policy import Action
from driehoek.access.who import Who
from driehoek.schools.scoping import within

from .. import services
from ..models import Invitation
from ..queries.receiving import still_open
from .guest import about, in_their_language

AGAIN = "weer"  # 'remind me after all'


@csrf_exempt  # a mail program posts this by itself (RFC 8058); the link in the address is the key
@public("whoever has the mail may say 'no more reminders', with one POST and no cookie")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def quiet(request: HttpRequest, code: str) -> HttpResponse:
    """Looking changes nothing: scanners of mail follow links, they don't post."""
    found = codes.find(code)
    if found is None or found.purpose != "reply:link":
        raise Http404
    with within(found.school, write=request.method == "POST"):
        invitation = Invitation.for_gate().filter(pk=found.about).first()
        if invitation is None or not still_open([invitation.pk]):
            raise Http404
        request.school, request.who = found.school, Who("guest")
        invitation.school = found.school
        return _answered(request, invitation=invitation)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.REPLY, on=Invitation)
def reply_quiet(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    return _answered(request, invitation=invitation)


@require_POST
@allows(Action.REPLY, on=Invitation)
def reply_stands(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    """It moved to another day, and their answer is still so."""
    services.still_so(invitation=invitation, by=request.who)
    return redirect("reply_thanks", request.school.slug, invitation.pk)


@in_their_language
def _answered(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        services.no_more_reminders(invitation=invitation, stop=AGAIN not in request.POST, by=request.who)
        invitation.refresh_from_db(fields=["attempt_at", "attempt_outcome"])
    shown = about(request, invitation) | {"is_quiet": invitation.is_let_go, "may_undo": invitation.attempt_at is None}
    return render(request, "invitations/guest/quiet.html", shown)
