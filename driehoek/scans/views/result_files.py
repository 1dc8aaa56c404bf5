"""The result as a file: PDF, Word or a workbook, with exactly the figures of the screen."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.documents.scan_result import scan_result_docx, scan_result_pdf
from driehoek.documents.word import MEDIA_TYPE
from driehoek.library.texts import language_of
from driehoek.people import export

from ..models import Fielding
from ..queries.result_of import result_of
from ..queries.result_page import WHOLE, page
from ..queries.result_paper import as_paper, as_sheets
from ..rules import as_content

TYPES = {"pdf": "application/pdf", "docx": MEDIA_TYPE, "xlsx": export.TYPES["xlsx"]}


@allows(Action.SEE_SCANS, on=Fielding)
@require_safe
def scan_result_file(request: Any, *, fielding: Fielding, kind: str) -> HttpResponse:
    found = result_of(fielding)
    if kind not in TYPES:
        raise Http404
    if found is None or not found.enough:
        raise RuleBroken("not-frozen", _("Er is nog geen uitkomst."))
    language, sector, content = language_of(get_language() or "nl"), request.school.sector, as_content(fielding.version.content)
    whole = page(content, found, language=language, sector=sector)
    if kind == "xlsx":
        filters = [
            page(content, found, language=language, sector=sector, year=key) for key, _words in whole.years if key != WHOLE
        ]
        made = export.as_workbook(as_sheets([whole, *filters]))
    else:
        make = scan_result_pdf if kind == "pdf" else scan_result_docx
        made = make(as_paper(fielding, whole, language), school=request.school.name, made_at=fielding.closed_at)
    name = f"{slugify(_('Uitkomst') + ' ' + fielding.title) or 'uitkomst'}.{kind}"
    return HttpResponse(
        made, content_type=TYPES[kind], headers={"Content-Disposition": content_disposition_header(kind != "pdf", name) or ""}
    )
