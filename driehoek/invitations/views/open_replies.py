"""Whose are the answers without a name? One press says so, another takes it back."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from .. import services
from ..models import ClassInvitation, OpenReply
from ..queries.open_replies import open_replies_of


@allows(Action.MATCH_REPLIES, on=ClassInvitation, by="class_invitation_id")
@require_safe
def open_replies(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    choose = request.GET.get("kies", "")
    shown = {
        "own": classinvitation,
        "replies": open_replies_of(classinvitation, choose=choose),
        "choose": choose,
        "sees_reach": may(request.who, Action.SEE_REACH),
        "may_stop": may(request.who, Action.SEND_INVITATIONS),
    }
    return render(request, "invitations/open_replies.html", shown)


@allows(Action.MATCH_REPLIES, on=OpenReply)
@require_POST
def open_match(request: HttpRequest, *, openreply: OpenReply) -> HttpResponse:
    household = _key(request.POST.get("household", ""))
    if household is None:
        raise RuleBroken("no-home", _("Kies eerst van wie dit antwoord is."), 422)
    elsewhere = _key(request.POST.get("toch", ""))
    try:
        invitation = services.match(open_reply=openreply, household_id=household, by=request.who, elsewhere=elsewhere)
    except services.AskedElsewhere as asked:
        there = asked.invitation
        shown = {"one": openreply, "there": there, "reply": getattr(there, "reply", None), "own": openreply.class_invitation}
        return render(request, "invitations/open_elsewhere.html", shown, status=asked.status)
    said = _("Het antwoord over %(child)s staat nu bij dit gezin.")
    if invitation.occasion_id != openreply.class_invitation.occasion_id:
        said = _("Dit gezin is al voor een andere keer gevraagd, op %(day)s. Het antwoord over %(child)s staat nu daar.")
    day = date_format(invitation.occasion.starts_at.astimezone(clock.SCHOOL_TIME), "l j F")
    return _done(request, openreply, said, day)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@allows(Action.MATCH_REPLIES, on=OpenReply)
@require_POST
def open_aside(request: HttpRequest, *, openreply: OpenReply) -> HttpResponse:
    services.set_aside(open_reply=openreply, by=request.who)
    return _done(request, openreply, _("Het antwoord over %(child)s is weggelegd. Het telt niet meer mee."))


def _done(request: HttpRequest, openreply: OpenReply, said: str, day: str = "") -> HttpResponse:
    back = "undo:" + reverse("open_take_back", args=[request.school.slug, openreply.pk])
    messages.success(request, said % {"child": openreply.child_name, "day": day}, extra_tags=back)
    return _to_class(request, openreply)


@allows(Action.MATCH_REPLIES, on=OpenReply)
@require_POST
def open_take_back(request: HttpRequest, *, openreply: OpenReply) -> HttpResponse:
    services.take_back(open_reply=openreply, by=request.who)
    messages.success(request, _("Het antwoord over %(child)s staat weer open.") % {"child": openreply.child_name})
    return _to_class(request, openreply)


def _to_class(request: HttpRequest, openreply: OpenReply) -> HttpResponse:
    return redirect("open_replies", school=request.school.slug, class_invitation_id=openreply.class_invitation_id)


EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@allows(Action.SEND_INVITATIONS, on=ClassInvitation, by="class_invitation_id")
@require_POST
def open_aside_today(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    moment, n = services.set_aside_today(class_invitation=classinvitation, by=request.who)
    stamp = (moment - EPOCH) // dt.timedelta(microseconds=1)
    back = reverse("open_today_back", args=[request.school.slug, classinvitation.pk]) + f"?moment={stamp}"
    said = ngettext("%(n)d antwoord van vandaag is weggelegd.", "%(n)d antwoorden van vandaag zijn weggelegd.", n) % {"n": n}
    messages.success(request, said, extra_tags=f"undo:{back}" if n else "")
    return redirect("open_replies", school=request.school.slug, class_invitation_id=classinvitation.pk)


@allows(Action.SEND_INVITATIONS, on=ClassInvitation, by="class_invitation_id")
@require_POST
def open_today_back(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    asked = request.GET.get("moment", "")
    stamp = int(asked) if asked.isdecimal() and len(asked) < 17 else 0
    at = EPOCH + dt.timedelta(microseconds=stamp)
    n = services.take_back_today(class_invitation=classinvitation, moment=at, by=request.who)
    messages.success(request, ngettext("%(n)d antwoord staat weer open.", "%(n)d antwoorden staan weer open.", n) % {"n": n})
    return redirect("open_replies", school=request.school.slug, class_invitation_id=classinvitation.pk)


@allows(Action.SEND_INVITATIONS, on=ClassInvitation, by="class_invitation_id")
@require_POST
def class_link_new(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    services.renew_class_link(class_invitation=classinvitation, by=request.who)
    messages.success(request, _("Er is een nieuwe link. De oude opent niets meer. Deel de nieuwe met de ouders."))
    return redirect("class_link", school=request.school.slug, class_invitation_id=classinvitation.pk)
