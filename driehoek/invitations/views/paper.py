"""Letters in the bag: one PDF per class, in the order of the class list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import services
from ..models import Channel, ClassInvitation, Invitation
from ..pages import pile
from ..queries.reminders import may_be_reminded_on_paper

FIRST, REMINDER, AGAIN = "first", "reminder", "again"


@allows(Action.PRINT_LETTERS, on=ClassInvitation, by="class_invitation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    """What can be printed; a press on a button gives the PDF and marks the letters as given."""
    if request.method == "POST":
        return _printed(request, classinvitation, request.POST.get("which", FIRST))
    on_paper = classinvitation.invitations.filter(channel=Channel.PAPER)
    shown = {
        "own": classinvitation,
        "first": on_paper.filter(sent_at__isnull=True, reply__isnull=True).count(),
        "again": on_paper.filter(sent_at__isnull=False).count(),
        "reminders": len(may_be_reminded_on_paper(classinvitation)),
    }
    return render(request, "invitations/letters.html", shown)


def _printed(request: HttpRequest, own: ClassInvitation, which: str) -> HttpResponse:
    if which == AGAIN:
        due: list[Invitation] = list(own.invitations.filter(channel=Channel.PAPER, sent_at__isnull=False))
        trail.write("print-again", by=request.who, on=own)
    else:
        due = services.mark_printed(class_invitation=own, reminder=which == REMINDER, by=request.who)
    try:
        content = pile(request.school, own, due, key="reminder" if which == REMINDER else "invitation")
    except ValueError as nothing:  # none are due, or who would get them may not receive any more
        none = _("Er zijn nu geen brieven om af te drukken. Misschien deed iemand het al.")
        raise RuleBroken("no-letters", none) from nothing
    name = slugify(f"brieven {own.school_class.name}") or "brieven"
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
