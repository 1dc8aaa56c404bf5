"""The call round: the office asks who speaks to whom; a colleague sees their own list, and notes what came of it in one tap."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.web.pages import page_of

from .. import services, words
from ..forms import ReplyForm, blank_reply
from ..forms_calling import CallersForm
from ..models import Invitation, Occasion, Outcome
from ..queries import calling, search


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_http_methods(["GET", "HEAD", "POST"])
def call_round(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """Who may get the one attempt, and who makes it."""
    form = CallersForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and ("mentors" in request.POST or form.is_valid()):
        if "mentors" in request.POST:
            n = services.assign_mentors(occasion=occasion, by=request.who)
        else:
            given = form.cleaned_data
            n = services.assign_caller(occasion=occasion, invitations=given["invitation"], caller=given["caller"], by=request.who)
        said = ngettext("%(n)d gezin is verdeeld.", "%(n)d gezinnen zijn verdeeld.", n) % {"n": n}
        nobody = _("Er viel niets te verdelen: er is al een beller, of er is geen mentor met een account.")
        messages.success(request, said if n else nobody)
        return redirect("call_round", request.school.slug, occasion.pk)
    page = page_of(calling.round_of(occasion), request.GET)
    rows = list(page.object_list)
    chosen = request.POST.getlist("invitation")
    shown = {
        "occasion": occasion,
        "page": page,
        "lines": list(zip(rows, search.shown(rows), strict=True)),
        "form": form,
        "today": clock.today(),
        "chosen": [uuid.UUID(key) for key in chosen] if form.is_bound and "invitation" not in form.errors else [],
    }
    return render(request, "invitations/call_round.html", shown, status=422 if form.is_bound else 200)


@allows(Action.SEE_MEETINGS)
@require_safe
def my_calls(request: HttpRequest) -> HttpResponse:
    rows = calling.my_calls(request.who)
    return render(request, "invitations/my_calls.html", {"lines": list(zip(rows, search.shown(rows), strict=True))})


@allows(Action.CALL_FAMILY, on=Invitation)
@require_safe
def call_family(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    """Names, number and language; what to say; four taps. Numbers go once the attempt was made."""
    trail.write(f"look:{Action.CALL_FAMILY}", by=request.who, on=invitation)
    is_open = calling.to_call(invitation.occasion).filter(pk=invitation.pk).exists()
    shown = {
        "invitation": invitation,
        "occasion": invitation.occasion,
        "family": search.shown([invitation])[0],
        "is_open": is_open,
        "people": calling.reachable(invitation) if is_open else [],
        "outcomes": Outcome.choices,
        "may_reveal": may(request.who, Action.REVEAL_SECRET),
    }
    return render(request, "invitations/call_family.html", shown)


@allows(Action.CALL_FAMILY, on=Invitation)
@require_POST
def call_outcome(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    outcome = request.POST.get("outcome", "")
    services.record_attempt(invitation=invitation, outcome=outcome, by=request.who)
    undo = "undo:" + reverse("call_take_back", args=[request.school.slug, invitation.pk])
    messages.success(request, _("Genoteerd. Dit gezin laten we nu met rust."), extra_tags=undo)
    return _on(request, invitation)


@allows(Action.CALL_FAMILY, on=Invitation)
@require_POST
def call_take_back(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    services.take_back_attempt(invitation=invitation, by=request.who)
    messages.success(request, _("Teruggedraaid."))
    return redirect("call_family", request.school.slug, invitation.pk)


@allows(Action.CALL_FAMILY, on=Invitation)
@require_http_methods(["GET", "HEAD", "POST"])
def call_reply(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    """They answered while you spoke: the same form as their own, filled in for them. What they answered before, and need,
    is for who organises: not shown here, nor written over."""
    if hasattr(invitation, "reply"):
        return redirect("call_family", request.school.slug, invitation.pk)
    if request.method != "POST":
        return _form(request, invitation, ReplyForm(initial=blank_reply(invitation), occasion=invitation.occasion))
    form = ReplyForm(request.POST, occasion=invitation.occasion)
    if not form.is_valid():
        return _form(request, invitation, form, status=422)
    try:
        services.reply(invitation=invitation, given=form.given("nl"), by=request.who)
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        form.new_key_when_used(broken.code)
        return _form(request, invitation, form, status=broken.status)
    services.attempt_answered(invitation=invitation, by=request.who)
    messages.success(request, _("Het antwoord is genoteerd. Wie e-mail heeft, krijgt een bevestiging."))
    return _on(request, invitation)


def _form(request: HttpRequest, invitation: Invitation, form: ReplyForm, status: int = 200) -> HttpResponse:
    shown = {
        "invitation": invitation,
        "occasion": invitation.occasion,
        "family": search.shown([invitation])[0],
        "form": form,
        "can_say": words.can_be_said(),
    }
    return render(request, "invitations/call_reply.html", shown, status=status)


def _on(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Back to one's own list, or to the round for who organises."""
    if calling.asked_to_call(request.who, invitation):
        return redirect("my_calls", request.school.slug)
    return redirect("call_round", request.school.slug, invitation.occasion_id)
