"""Voices side by side, and all that may leave the house as a table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations.models import Occasion
from driehoek.people import export

from ..queries.comparing import compare
from ..queries.exporting import harvest_rows


@allows(Action.SORT_HARVEST, on=Occasion)
@require_GET
def harvest_compare(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    return render(request, "voices/compare.html", {"occasion": occasion, "found": compare(occasion, request.GET.get("wie", ""))})


@allows(Action.SORT_HARVEST, on=Occasion)
@require_GET
def harvest_export(request: HttpRequest, *, occasion: Occasion, kind: str) -> HttpResponse:
    """A spreadsheet or a list of what the board shows with the same filter."""
    if kind not in export.TYPES:
        raise Http404
    rows = harvest_rows(occasion, request.GET)
    content = export.as_csv(rows) if kind == "csv" else export.as_xlsx(rows, _("Inbreng"))
    name = f"{slugify(_('Inbreng') + ' ' + occasion.title) or 'inbreng'}.{kind}"
    return HttpResponse(
        content, content_type=export.TYPES[kind], headers={"Content-Disposition": content_disposition_header(True, name) or ""}
    )
