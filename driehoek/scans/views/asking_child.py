"""A parent says that their child is not asked, or is after all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from driehoek.access.gate import allows
from driehoek.access.policy import Action

from ..models import ToldParent
from ..services.telling_parents import decides_alone, decline


@allows(Action.ANSWER_SCAN, on=ToldParent)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def child(request: HttpRequest, *, toldparent: ToldParent) -> HttpResponse:
    """What this parent said themselves; never what another did."""
    pupil = toldparent.ticket.pupil
    if request.method == "POST":
        decline(told=toldparent, declined=request.POST.get("mee") != "ja")
        return redirect("scan_child", school=request.school.slug, toldparent_id=toldparent.pk)
    shown = {
        "pupil": pupil,
        "declined": toldparent.declined,
        "is_over": toldparent.ticket.fielding.closed_at is not None,
        "decides_alone": decides_alone(pupil),
    }
    return render(request, "scans/guest/child.html", shown)
