"""The buttons of a questionnaire: tell parents, set it out, remind, run longer, close, throw a draft away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek import clock
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations.models import Channel

from .. import rules
from ..forms_asking import LastDayForm
from ..models import Fielding
from ..queries.fieldings import reminders_at_most
from ..queries.response import response
from ..rules_asking import DAYS_BETWEEN, MOST_REMINDERS
from ..services import asking as services
from ..services.reminding import remind as remind_all
from ..services.reminding import remindable
from ..services.telling_parents import tell_parents


def _page(request: HttpRequest, fielding: Fielding) -> HttpResponse:
    return redirect("asking", school=request.school.slug, fielding_id=fielding.pk)


@allows(Action.RUN_SCAN, on=Fielding)
@require_POST
def tell(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    n = tell_parents(fielding=fielding, by=request.who)
    said = _("%(n)d mails aan ouders gaan weg. Ouders zonder e-mail krijgen een brief: druk die af per klas.")
    messages.success(request, said % {"n": n})
    return _page(request, fielding)


@allows(Action.RUN_SCAN, on=Fielding)
@require_POST
def open_now(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    services.open_fielding(fielding=fielding, by=request.who)
    messages.success(request, _("De vragenlijst staat uit. De mails gaan nu weg; deel ook de link per klas."))
    return _page(request, fielding)


@allows(Action.RUN_SCAN, on=Fielding)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    given = request.POST if request.method == "POST" else None
    form = LastDayForm(given, first=fielding.opens_on, initial={"closes_on": fielding.closes_on})
    if request.method != "POST" or not form.is_valid():
        shown = {"fielding": fielding, "form": form}
        return render(request, "scans/asking_longer.html", shown, status=422 if form.is_bound else 200)
    services.extend(fielding=fielding, closes_on=form.cleaned_data["closes_on"], by=request.who)
    messages.success(request, _("De laatste dag is veranderd. Links blijven zo lang werken."))
    return _page(request, fielding)


@allows(Action.RUN_SCAN, on=Fielding)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    if request.method != "POST":
        few = [one for one in response(fielding) if one.is_few] if fielding.opened_at and not fielding.closed_at else []
        return render(request, "scans/asking_close.html", {"fielding": fielding, "today": clock.today(), "few": few})
    services.close_fielding(fielding=fielding, by=request.who)
    messages.success(request, _("Gesloten. De uitkomst is gemaakt."))
    return _page(request, fielding)


@allows(Action.RUN_SCAN, on=Fielding)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    if request.method != "POST":
        return render(request, "scans/asking_cancel.html", {"fielding": fielding})
    services.cancel(fielding=fielding, by=request.who)
    messages.success(request, _("Weggegooid. Er is niemand gevraagd."))
    return redirect("scans", school=request.school.slug)


@allows(Action.RUN_SCAN, on=Fielding)
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    """First what it would do, then the button. Whom it reaches in the end is seen by nobody."""
    if request.method == "POST":
        done = remind_all(fielding=fielding, by=request.who)
        said = _("De herinnering is onderweg naar %(n)d mensen. Wie al antwoordde, krijgt hem niet; wie dat is, zie jij niet.")
        messages.success(request, said % {"n": done.mails} if done.mails else _("Er was niemand om nu te herinneren."))
        return _page(request, fielding)
    rows = remindable(fielding, clock.now()) if rules.state_of(fielding.opened_at, fielding.closed_at) == rules.OPEN else None
    rounds, last = reminders_at_most(fielding)
    shown = {
        "fielding": fielding,
        "mails": rows.filter(channel=Channel.MAIL).count() if rows is not None else 0,
        "paper": rows.filter(channel=Channel.PAPER).count() if rows is not None else 0,
        "rounds": rounds,
        "last": last,
        "most": MOST_REMINDERS,
        "days": DAYS_BETWEEN,
    }
    return render(request, "scans/asking_remind.html", shown)
