"""What parents did with their own data, for the school: to change the source as well, and to call who asks for that."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.web.pages import page_of

from .. import guest_letters
from ..corrected_words import own_lines
from ..models import Guardian
from ..queries import corrected as queries
from ..services import own as services


@allows(Action.SEE_PEOPLE)
@require_safe
def corrected(request: HttpRequest) -> HttpResponse:
    page = page_of(queries.waiting(), request.GET)
    lines = [(line, own_lines(line)) for line in queries.described(list(page.object_list))]
    shown = {"page": page, "lines": lines, "may_edit": may(request.who, Action.EDIT_PEOPLE)}
    return render(request, "people/corrected.html", shown)


@allows(Action.EDIT_PEOPLE, on=Guardian)
@require_POST
def corrected_done(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    try:
        is_new = services.take_over(guardian=guardian, last=_key(request.POST.get("last", "")), by=request.who)
    except RuleBroken as broken:
        messages.warning(request, broken.message)
        return redirect("corrected", school=request.school.slug)
    if is_new:
        undo = reverse("corrected_reopen", args=[request.school.slug, guardian.pk])
        messages.success(request, _("%(name)s is van de lijst.") % {"name": guardian}, extra_tags=f"undo:{undo}")
    else:
        messages.info(request, _("%(name)s was al van de lijst.") % {"name": guardian})
    return redirect("corrected", school=request.school.slug)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@allows(Action.EDIT_PEOPLE, on=Guardian)
@require_POST
def corrected_reopen(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    services.put_back(guardian=guardian, by=request.who)
    return redirect("corrected", school=request.school.slug)


@allows(Action.EDIT_PEOPLE, on=Guardian)
@require_POST
def guardian_own_letter(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    """One sheet with a code for this parent's own data. Printing again makes a new code; the one before stops."""
    code = services.give_letter_code(guardian=guardian, by=request.who)
    content = guest_letters.on_paper(guardian, code, request.school)
    name = slugify(_("eigen gegevens %(name)s") % {"name": guardian}) or "brief"
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
