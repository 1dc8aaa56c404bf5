"""Start without a roster: classes and numbers of families, typed in ten minutes."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from ..forms_classes import ClassTable, with_more
from ..models import SchoolClass
from ..queries.setting_up import classes_now
from ..services import classes as services
from ..words import class_word

REMOVED = "class_removed"


@allows(Action.SET_UP_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def class_setup(request: HttpRequest) -> HttpResponse:
    sector = request.school.sector
    if request.method == "POST":
        services.this_year()  # what was seen is compared with what nobody else changes any more
    standing = classes_now()
    if request.method != "POST":
        return _page(request, ClassTable(standing, sector))
    if "more" in request.POST or "paste" in request.POST:
        text = request.POST.get("list", "")[:20_000] if "paste" in request.POST else ""
        return _page(request, with_more(standing, sector, request.POST, text))
    table = ClassTable(standing, sector, request.POST)
    if not table.is_valid():
        return _page(request, table, status=422)
    try:
        with transaction.atomic():  # refused is refused as a whole
            done = services.set_up_classes(rows=table.wanted, by=request.who)
    except RuleBroken as broken:
        return _page(request, table, problem=broken.message, status=broken.status)
    _say(request, done)
    return redirect("class_setup", school=request.school.slug)


def _say(request: HttpRequest, done: services.Done) -> None:
    if not done.added and not done.changed:
        messages.info(request, _("Er is niets veranderd."))
        return
    added = ngettext("%(n)d klas erbij.", "%(n)d klassen erbij.", done.added) % {"n": done.added} if done.added else ""
    changed = ngettext("%(n)d klas veranderd.", "%(n)d klassen veranderd.", done.changed) % {"n": done.changed}
    messages.success(request, " ".join(part for part in (added, changed if done.changed else "") if part))


def _page(request: HttpRequest, table: ClassTable, *, problem: str = "", status: int = 200) -> HttpResponse:
    families = sum(form.standing.families or 0 for form in table.rows.forms if form.standing)
    shown = {
        "table": table,
        "problem": problem,
        "class_word": class_word(request.school.sector),
        "classes": sum(form.standing is not None for form in table.rows.forms),
        "families": families,
        "may_import": may(request.who, Action.IMPORT_ROSTER),
        "sees_people": may(request.who, Action.SEE_PEOPLE),
    }
    return render(request, "people/class_setup.html", shown, status=status)


@allows(Action.SET_UP_CLASSES, on=SchoolClass)
@require_POST
def class_remove(request: HttpRequest, *, schoolclass: SchoolClass) -> HttpResponse:
    kept = services.remove_class(school_class=schoolclass, by=request.who)
    request.session[REMOVED] = kept
    back = "undo:" + reverse("class_put_back", args=[request.school.slug])
    messages.success(request, _("‘%(name)s’ is weggehaald.") % {"name": kept["name"]}, extra_tags=back)
    return redirect("class_setup", school=request.school.slug)


@allows(Action.SET_UP_CLASSES)
@require_POST
def class_put_back(request: HttpRequest) -> HttpResponse:
    kept = request.session.pop(REMOVED, None)
    if kept is None or "teachers" not in kept:
        raise Http404
    services.put_back_class(kept=kept, by=request.who)
    messages.success(request, _("‘%(name)s’ staat er weer.") % {"name": kept["name"]})
    return redirect("class_setup", school=request.school.slug)
