"""A parent calls or stands at the door: somebody at school finds the family and enters the answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.web.pages import page_of

from .. import services, words
from ..forms import ReplyForm, blank_reply
from ..models import Invitation, Occasion
from ..queries import search
from ..queries.class_links import asked_classes


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_safe
def find(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    text = request.GET.get("zoek", "")[:200]
    rows = search.invited(occasion, text)
    calling = "bellen" in request.GET
    page = page_of(search.to_call(rows) if calling else rows, request.GET)
    found = search.shown(list(page.object_list))
    shown = {
        "occasion": occasion,
        "text": text,
        "page": page,
        "found": found,
        "calling": calling,
        "openly": asked_classes(occasion),
    }
    return render(request, "invitations/find.html", shown)


@allows(Action.SEND_INVITATIONS, on=Invitation)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    """The same form as the family's own, filled in for them."""
    occasion = invitation.occasion
    if request.method != "POST":
        trail.write(f"look:{Action.SEE_NEEDS}", by=request.who, on=invitation)
        return _page(request, invitation, ReplyForm(initial=blank_reply(invitation), occasion=occasion))
    form = ReplyForm(request.POST, occasion=occasion)
    if not form.is_valid():
        return _page(request, invitation, form, status=422)
    try:
        services.reply(invitation=invitation, given=form.given("nl"), by=request.who)
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        form.new_key_when_used(broken.code)
        return _page(request, invitation, form, status=broken.status)
    messages.success(request, _("Het antwoord is genoteerd. Wie e-mail heeft, krijgt een bevestiging."))
    return redirect("invite_find", school=request.school.slug, occasion_id=occasion.pk)


def _page(request: HttpRequest, invitation: Invitation, form: ReplyForm, status: int = 200) -> HttpResponse:
    shown = {
        "invitation": invitation,
        "occasion": invitation.occasion,
        "family": search.shown([invitation])[0],
        "form": form,
        "can_say": words.can_be_said(),
    }
    return render(request, "invitations/enter.html", shown, status=status)
