"""Whoever organises: what stands per class, and the next step of the school."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import LEADERS, Action
from driehoek.web.pages import page_of

from .. import services
from ..apart import to_come_to
from ..models import ClassInvitation, Invitation, Occasion
from ..queries.approvals import approvals
from ..queries.calling import my_calls
from ..queries.changing import is_untold
from ..queries.choosing import asked, not_asked
from ..queries.languages import by_language
from ..queries.mine import to_approve
from ..queries.needs import needs as needs_of
from ..queries.reach import reach
from ..queries.reminders import reminder_plan


@allows(Action.SEE_MEETINGS)
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """What waits for a mentor's yes, and for who organises every occasion."""
    organises = may(request.who, Action.SEE_REACH)
    page = page_of(to_come_to(), request.GET) if organises else None
    calls = sum(not row.is_let_go for row in my_calls(request.who))
    shown = {"mine": to_approve(request.who), "page": page, "now": clock.now(), "calls": calls}
    return render(request, "invitations/list.html", shown)


@allows(Action.SEE_REACH, on=Occasion)
@require_safe
def overview(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    found = reach(occasion)
    shown = {
        "occasion": occasion,
        "reach": found,
        "approvals": approvals(occasion),
        "is_untold": is_untold(occasion),
        "not_asked": [] if found.classes else not_asked(occasion),
        "spoken": by_language(found) if request.who.roles & LEADERS else [],
        "may_approve": may(request.who, Action.APPROVE_INVITATION),
    }
    return render(request, "invitations/overview.html", shown)


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """The classes that were ticked (`klas`); without a choice those that are asked already, or at first every class."""
    classes = not_asked(occasion)
    if request.method != "POST":
        return render(request, "invitations/choose.html", {"occasion": occasion, "not_asked": classes})
    if "kies" in request.POST:
        ticked = set(request.POST.getlist("klas"))
        chosen = [one for one in classes if str(one.pk) in ticked]
        if not chosen:
            raise RuleBroken("no-class", _("Kies minstens één klas om uit te nodigen."), 422)
        services.prepare_class_invitations(occasion=occasion, classes=chosen, by=request.who)
    else:
        services.prepare_class_invitations(occasion=occasion, classes=asked(occasion) or None, by=request.who)
    messages.success(request, _("De uitnodigingen liggen klaar per klas. Er is nog niets verstuurd."))
    return redirect("invite_overview", school=request.school.slug, occasion_id=occasion.pk)


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_POST
def ask(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """Every mentor whose yes is wanted, or that of one class (`klas`)."""
    key = as_id(request.POST.get("klas", ""))
    one = list(ClassInvitation.objects.filter(occasion=occasion, pk=key)) if "klas" in request.POST else None
    n = services.ask_approval(occasion=occasion, classes=one, by=request.who)
    said = ngettext(
        "%(n)d mentor krijgt een mail met één knop: akkoord.", "%(n)d mentoren krijgen een mail met één knop: akkoord.", n
    )
    none = _("Vandaag is al gevraagd, of er is geen mentor met een e-mailadres. Geef zelf akkoord bij de klas.")
    messages.success(request, said % {"n": n} if n else none)
    return redirect("invite_overview", school=request.school.slug, occasion_id=occasion.pk)


def as_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_POST
def send(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    sent = services.send(occasion=occasion, by=request.who)
    mailed = ngettext("%(n)d gezin krijgt een mail.", "%(n)d gezinnen krijgen een mail.", sent.households) % {
        "n": sent.households
    }
    printed = ngettext(
        "%(n)d gezin krijgt een brief: druk die af per klas.",
        "%(n)d gezinnen krijgen een brief: druk die af per klas.",
        sent.paper,
    ) % {"n": sent.paper}
    nothing = _("Er lag niets klaar om te versturen. Wat al verstuurd was, gaat niet nog eens.")
    links = ngettext(
        "Van %(n)d klas is de link klaar: die kun je nu delen.",
        "Van %(n)d klassen is de link klaar: die kun je nu delen.",
        sent.links,
    ) % {"n": sent.links}
    went = [said for said, n in ((mailed, sent.households), (printed, sent.paper), (links, sent.links)) if n]
    messages.success(request, " ".join(went) or nothing)
    return redirect("invite_progress" if sent.mails else "invite_overview", school=request.school.slug, occasion_id=occasion.pk)


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """First what it would do, then the button."""
    if request.method != "POST":
        return _remind_page(request, occasion)
    try:
        done = services.remind(occasion=occasion, sure="sure" in request.POST, by=request.who)
    except RuleBroken as broken:
        return _remind_page(request, occasion, broken)
    said = _("%(households)d gezinnen krijgen een herinnering per mail. Voor %(paper)d gezinnen kun je een brief afdrukken.")
    messages.success(request, said % {"households": done.households, "paper": done.paper})
    return redirect("invite_overview", school=request.school.slug, occasion_id=occasion.pk)


def _remind_page(request: HttpRequest, occasion: Occasion, broken: RuleBroken | None = None) -> HttpResponse:
    shown = {"occasion": occasion, "plan": reminder_plan(occasion), "broken": broken}
    return render(request, "invitations/remind.html", shown, status=broken.status if broken else 200)


@allows(Action.SEND_INVITATIONS, on=Invitation)
@require_POST
def other_way(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    services.another_way(invitation=invitation, by=request.who)
    messages.success(request, _("Dit gezin krijgt een brief. Hij ligt klaar bij de brieven van de klas."))
    return redirect("invite_letters", school=request.school.slug, class_invitation_id=invitation.class_invitation_id)


@allows(Action.SEND_INVITATIONS, on=ClassInvitation, by="class_invitation_id")
@require_POST
def other_way_class(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    n = services.another_way_for_class(class_invitation=classinvitation, by=request.who)
    said = ngettext("%(n)d gezin krijgt een brief. Druk hem hier af.", "%(n)d gezinnen krijgen een brief. Druk ze hier af.", n)
    messages.success(request, said % {"n": n} if n else _("Iedereen van deze klas is bereikt. Er hoeft geen brief meer mee."))
    return redirect("invite_letters", school=request.school.slug, class_invitation_id=classinvitation.pk)


@allows(Action.SEE_NEEDS, on=Occasion)
@require_safe
def needs(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    return render(request, "invitations/needs.html", {"occasion": occasion, "needs": needs_of(occasion)})
