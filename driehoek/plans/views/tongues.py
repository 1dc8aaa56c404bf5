"""The school's own words in the languages of parents, line by line, by a person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info, ngettext
from django.views.decorators.http import require_http_methods

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.library.texts import PARENT_LANGUAGES
from driehoek.web.pages import page_of

from .. import services
from ..models import Plan
from ..queries.tongues import lines_to_translate

OTHERS = [one for one in PARENT_LANGUAGES if one != "nl"]


@allows(Action.EDIT_PLAN, on=Plan)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_tongues(request: Any, *, plan: Plan) -> HttpResponse:
    """?taal= is which. Only boxes that were changed count, so that two people can translate at once."""
    language = request.GET.get("taal", OTHERS[0])
    language = language if language in OTHERS else OTHERS[0]
    every = lines_to_translate(plan, language)
    page, error, status = page_of(every, request.GET), "", 200
    if request.method == "POST":
        typed = {}
        for key in request.POST.getlist("line")[:100]:
            text = request.POST.get(f"t-{key}", "").strip().replace("\r\n", "\n")
            seen = request.POST.get(f"e-{key}", "")
            if text != request.POST.get(f"o-{key}", "").strip().replace("\r\n", "\n") or request.POST.get(f"ok-{key}"):
                typed[key] = (text, int(seen) if seen.isdecimal() and len(seen) < 9 else 0)
        try:
            done = services.translate(plan=plan, language=language, texts=typed, by=request.who)
            messages.success(request, ngettext("%(count)s regel bewaard.", "%(count)s regels bewaard.", done) % {"count": done})
            back = reverse("plan_tongues", args=[request.school.slug, plan.pk])
            return redirect(f"{back}?taal={language}&page={page.number}")
        except RuleBroken as broken:
            error, status = str(broken.message), broken.status
            for one in page.object_list:
                one.typed = request.POST.get(f"t-{one.key}", one.typed)
    names = [
        {"code": one, "name": str(get_language_info(one)["name_local"]).capitalize(), "here": one == language} for one in OTHERS
    ]
    shown = {
        "plan": plan, "page": page, "language": language, "tongues": names, "error": error, "rtl": get_language_info(language)["bidi"],
        "open": sum(not one.done for one in every),
    }  # fmt: skip
    return render(request, "plans/tongues.html", shown, status=status)
