"""What of a session is printed: the guide of who leads, five sheets to hang, and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.clock import SCHOOL_TIME

from ..models import TeamSession
from ..queries import session_paper

SESSION = "session_id"


def _file(session: TeamSession, what: str, content: bytes) -> HttpResponse:
    """Shown in the browser; saved as 'draaiboek-2026-12-10-teamscan.pdf'."""
    day = session.starts_at.astimezone(SCHOOL_TIME).date().isoformat() if session.starts_at else ""
    name = "-".join(part for part in (what, day, slugify(session.title)[:60].strip("-")) if part) + ".pdf"
    header = content_disposition_header(False, name) or ""
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": header})


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_safe
def guide(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    return _file(teamsession, _("draaiboek"), session_paper.guide_pdf(teamsession, request.school))


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_safe
def sheets(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    return _file(teamsession, _("bladen"), session_paper.sheets_pdf(teamsession, request.school))


@allows(Action.SEE_SCANS, on=TeamSession, by=SESSION)
@require_safe
def outcome(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    return _file(teamsession, _("uitkomst"), session_paper.outcome_pdf(teamsession, request.school))
