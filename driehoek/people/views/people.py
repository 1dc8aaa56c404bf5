"""Classes, families, and finding somebody."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.web.pages import beginning, page_of

from .. import export, queries, services
from ..models import SchoolClass
from ..queries import search as finding
from ..queries.classes import mentor_names
from ..words import class_title, class_word, kind_word

FEW = 10


@allows(Action.SEE_PEOPLE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    shown = {"overview": queries.overview(), "may_import": may(request.who, Action.IMPORT_ROSTER)}
    shown["may_edit"] = may(request.who, Action.EDIT_PEOPLE)
    shown["may_set_up"] = may(request.who, Action.SET_UP_CLASSES)
    shown["may_roll_over"] = may(request.who, Action.ROLL_OVER)
    if shown["may_import"] and (last := services.undoable()) and not last.is_roll_over:
        shown["undoable"] = last
    shown["class_word"] = class_word(request.school.sector)
    return render(request, "people/overview.html", shown)


@allows(Action.SEE_PEOPLE, on=SchoolClass)
@require_safe
def people_class(request: HttpRequest, *, schoolclass: SchoolClass) -> HttpResponse:
    q = request.GET.get("q", "")[:100]
    page = page_of(queries.pupils_of(schoolclass, search=q, order=request.GET.get("sort", "surname")), request.GET)
    shown = {
        "schoolclass": schoolclass,
        "title": class_title(schoolclass.name, request.school.sector),
        "page": page,
        "pupils": queries.class_list(page.object_list),
        "q": q,
        "mentors": mentor_names(schoolclass),
        "pupil_at": beginning("pupil", request.school.slug),
        "guardian_at": beginning("guardian", request.school.slug),
    }
    return render(request, "people/class.html", shown)


@allows(Action.SEE_PEOPLE, on=SchoolClass)
@require_safe
def people_class_export(request: HttpRequest, *, schoolclass: SchoolClass, kind: str) -> HttpResponse:
    """Names and class, nothing else: no address, number or e-mail leaves this way."""
    if kind not in export.TYPES:
        raise Http404
    rows = [(_("Roepnaam"), _("Tussenvoegsel"), _("Achternaam"), _("Groep of klas"))]
    rows += [(*names, schoolclass.name) for names in queries.names_of_class(schoolclass)]
    content = export.as_csv(rows) if kind == "csv" else export.as_xlsx(rows, schoolclass.name)
    return download(content, kind, f"lijst-{schoolclass.name}")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=export.TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name) or "lijst"}.{kind}"'
    return answer


@allows(Action.SEE_PEOPLE)
@require_safe
def people_search(request: HttpRequest) -> HttpResponse:
    q, kind = request.GET.get("q", "").strip()[:100], request.GET.get("soort", "")
    if kind in finding.MODELS:
        page = page_of(finding.search(kind, q), request.GET)
        parts = _parts({kind: list(page.object_list)})
        return render(request, "people/search.html", {"q": q, "kind": kind, "parts": parts, "page": page})
    found = {each: list(finding.search(each, q)[: FEW + 1]) for each in finding.MODELS}
    shown = {"q": q, "kind": "", "parts": _parts(found), "too_short": sum(map(len, q.split())) < finding.SHORTEST}
    return render(request, "people/search.html", shown)


def _parts(found: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """What was found by kind; one more than `FEW` says that there are more."""
    few = {kind: rows[:FEW] if len(found) > 1 else rows for kind, rows in found.items()}
    lines = finding.describe(few)
    return [
        {"kind": kind, "label": kind_word(kind).capitalize(), "found": lines[kind], "more": len(rows) > len(few[kind])}
        for kind, rows in found.items()
    ]
