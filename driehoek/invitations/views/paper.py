"""Letters in the bag: one PDF per class, in the order of the class list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from .. import services
from ..forms_paper import PileForm
from ..models import Channel, ClassInvitation, Invitation
from ..pages import pile
from ..queries.hand_out import reminded_on_paper
from ..queries.reminders import first_on_paper, may_be_reminded_on_paper

FIRST, REMINDER, AGAIN, REMINDER_AGAIN = "first", "reminder", "again", "reminder-again"


@allows(Action.PRINT_LETTERS, on=ClassInvitation, by="class_invitation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    """What can be printed; a press on a button gives the PDF and marks the letters as given."""
    form = PileForm(request.POST if request.method == "POST" else None, initial={"vanaf": request.GET.get("vanaf", "")[:6]})
    if request.method == "POST" and form.is_valid():
        return _printed(request, classinvitation, request.POST.get("which", FIRST), form)
    on_paper = classinvitation.invitations.filter(channel=Channel.PAPER)
    shown = {
        "own": classinvitation,
        "sees_reach": may(request.who, Action.SEND_INVITATIONS),
        "form": form,
        "new": PileForm(auto_id="new-%s"),
        "first": len(first_on_paper(classinvitation)),
        "again": on_paper.filter(sent_at__isnull=False).count(),
        "reminders": len(may_be_reminded_on_paper(classinvitation)),
        "reminded": len(reminded_on_paper(classinvitation)),
    }
    return render(request, "invitations/letters.html", shown, status=422 if form.is_bound else 200)


def _printed(request: HttpRequest, own: ClassInvitation, which: str, form: PileForm) -> HttpResponse:
    if which in {AGAIN, REMINDER_AGAIN}:
        sent = own.invitations.filter(channel=Channel.PAPER, sent_at__isnull=False)
        due: list[Invitation] = list(sent if which == AGAIN else reminded_on_paper(own))
        trail.write("print-again", by=request.who, on=own)
    else:
        due = services.mark_printed(class_invitation=own, reminder=which == REMINDER, by=request.who)
    key = "reminder" if which in {REMINDER, REMINDER_AGAIN} else "invitation"
    from_letter = form.first if which in {AGAIN, REMINDER_AGAIN} else 1  # what is counted as given is printed
    try:
        content = pile(request.school, own, due, key=key, first=from_letter, with_slip=form.with_slip)
    except ValueError as nothing:  # none are due, or who would get them may not receive any more
        none = _("Er zijn nu geen brieven om af te drukken. Misschien deed iemand het al.")
        beyond = _("Zo ver loopt de stapel niet. Kies een lager nummer.")
        raise RuleBroken("no-letters", beyond if from_letter > 1 else none) from nothing
    name = slugify(f"brieven {own.school_class.name}") or "brieven"
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
