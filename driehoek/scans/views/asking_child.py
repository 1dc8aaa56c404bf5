"""A parent says that their child is not asked, or is after all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.people.models import Pupil

from ..models import Ticket
from ..services.telling_parents import decline


@allows(Action.ANSWER_SCAN, on=Pupil)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def child(request: HttpRequest, *, pupil: Pupil) -> HttpResponse:
    if request.method == "POST":
        decline(pupil=pupil, declined=request.POST.get("mee") != "ja")
        return redirect("scan_child", school=request.school.slug, pupil_id=pupil.pk)
    rows = Ticket.objects.filter(pupil=pupil, fielding__closed_at__isnull=True).select_related("fielding")
    shown = {"pupil": pupil, "ticket": rows.order_by("-fielding__opens_on").first(), "language": translation.get_language()}
    return render(request, "scans/guest/child.html", shown)
