"""How sending goes, and what to do about what did not arrive."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import services
from ..models import Invitation, Occasion
from ..queries.progress import progress
from ..words_sending import said

EVERY = 3  # seconds


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_safe
def sending(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    found = progress(occasion)
    return render(request, "invitations/sending.html", {"occasion": occasion, "every": EVERY, **said(found)})


@allows(Action.SEND_INVITATIONS, on=Invitation)
@require_POST
def again(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    n = services.send_again(invitation=invitation, by=request.who)
    if n:
        messages.success(request, ngettext("%(n)d mail gaat opnieuw.", "%(n)d mails gaan opnieuw.", n) % {"n": n})
    else:
        messages.info(request, _("De mail gaat al opnieuw."))
    return redirect("invite_progress", request.school.slug, invitation.occasion_id)
