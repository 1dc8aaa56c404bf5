"""The practical message for who comes: look at it, send it once, print it for who gets no mail."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from driehoek import clock
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations.models import ClassInvitation

from .. import follow_letters, practical_rules
from ..models import Meeting
from ..queries.practical import practical
from ..services.practical import may_tell, tell_practical


@allows(Action.SEND_INVITATIONS, on=Meeting)
@require_safe
def meeting_practical(request: Any, *, meeting: Meeting) -> HttpResponse:
    language = request.GET.get("taal", "nl")
    language = language if language in dict(settings.LANGUAGES) else "nl"
    evening = meeting.occasion.starts_at.astimezone(clock.SCHOOL_TIME).date()
    shown = {
        "meeting": meeting,
        "found": practical(meeting),
        "letter": follow_letters.preview(follow_letters.PRACTICAL, meeting, request.school, language),
        "language": language,
        "tongues": settings.LANGUAGES,
        "best_day": practical_rules.best_day(evening),
        "may_tell": may_tell(meeting),
        "is_over": clock.now() >= meeting.occasion.starts_at,
    }
    return render(request, "meetings/practical.html", shown)


@allows(Action.SEND_INVITATIONS, on=Meeting)
@require_POST
def practical_tell(request: Any, *, meeting: Meeting) -> HttpResponse:
    reached = tell_practical(meeting=meeting, by=request.who)
    words = ngettext("%(count)s gezin krijgt de mail.", "%(count)s gezinnen krijgen de mail.", reached.by_mail)
    if reached.by_mail:
        messages.success(request, words % {"count": reached.by_mail})
    elif reached.on_paper:
        paper = ngettext(
            "Voor %(count)s gezin druk je een brief af.", "Voor %(count)s gezinnen druk je een brief af.", len(reached.on_paper)
        )
        messages.info(request, paper % {"count": len(reached.on_paper)})
    else:
        messages.info(request, _("Iedereen die komt kreeg het bericht al."))
    return redirect("meeting_practical", request.school.slug, meeting.pk)


@allows(Action.PRINT_LETTERS, on=ClassInvitation, by="class_invitation_id")
@require_safe
def practical_letters(request: Any, *, classinvitation: ClassInvitation) -> HttpResponse:
    content = follow_letters.practical_pile(classinvitation, request.school)
    name = "-".join(filter(None, (_("brieven-praktisch"), slugify(classinvitation.school_class.name)))) + ".pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": content_disposition_header(False, name) or ""}
    )
