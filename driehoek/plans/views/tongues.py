"""The school's own words in the languages of parents, line by line, by a person, or by a machine until a person looked."""

import time
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.library.texts import PARENT_LANGUAGES
from driehoek.outbox import machine
from driehoek.schools.scoping import within
from driehoek.web.pages import page_of

from .. import services
from ..cleaning import readable
from ..models import Plan
from ..queries.tongues import lines_to_translate
from ..services.translating import Untranslated

AT_ONCE, MOST_SECONDS = 5, 30
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
            text = _typed(request, f"t-{key}")
            seen = request.POST.get(f"e-{key}", "")
            if text != _typed(request, f"o-{key}") or request.POST.get(f"ok-{key}"):
                typed[key] = (text, int(seen) if seen.isdecimal() and len(seen) < 9 else 0)
        try:
            done = services.translate(plan=plan, language=language, texts=typed, by=request.who)
            messages.success(request, ngettext("%(count)s regel bewaard.", "%(count)s regels bewaard.", done) % {"count": done})
            back = reverse("plan_tongues", args=[request.school.slug, plan.pk])
            return redirect(f"{back}?taal={language}&page={page.number}")
        except RuleBroken as broken:
            error, status = str(broken.message), broken.status
            for one in page.object_list:
                one.typed = readable(request.POST.get(f"t-{one.key}", one.typed))
    names = [
        {"code": one, "name": str(get_language_info(one)["name_local"]).capitalize(), "here": one == language} for one in OTHERS
    ]
    shown = {
        "plan": plan, "page": page, "language": language, "tongues": names, "error": error, "rtl": get_language_info(language)["bidi"],
        "open": sum(not one.done for one in every),
        "machine": [one.key for one in page.object_list if one.for_machine] if machine.is_there() else [],
    }  # fmt: skip
    return render(request, "plans/tongues.html", shown, status=status)


def _typed(request: Any, name: str) -> str:
    return readable(request.POST.get(name, "")).strip().replace("\r\n", "\n")


@allows(Action.EDIT_PLAN, on=Plan)
@require_POST
def plan_tongues_machine(request: Any, *, plan: Plan) -> HttpResponse:
    """A machine does the lines of this page that nobody did. It is waited for when the school is closed again: nobody else waits."""
    language, page = request.GET.get("taal", ""), request.GET.get("page", "")
    if machine.is_there():
        found = services.for_machine(plan=plan, language=language, keys=request.POST.getlist("line")[:100])
        transaction.on_commit(lambda: by_machine(request, plan, language, found))
    else:
        messages.warning(request, _("Er is hier geen vertaalmachine."))
    query = urlencode({"taal": language, "page": page if page.isdecimal() else "1"})
    return redirect(f"{reverse('plan_tongues', args=[request.school.slug, plan.pk])}?{query}")


def by_machine(request: Any, plan: Plan, language: str, found: list[Untranslated]) -> None:
    """A few lines at a time, each kept at once: what goes wrong later takes nothing away. Says in words how it went."""
    done, why, until = 0, "", time.monotonic() + MOST_SECONDS
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        try:
            made = machine.by_machine([one.text for one in some], source="nl", target=language)
        except machine.MachineFault as fault:
            why = fault.why
            break
        with within(request.school):
            done += services.keep_machine(plan=plan, language=language, found=zip(some, made, strict=True), by=request.who)
        if time.monotonic() > until and start + AT_ONCE < len(found):
            why = "later"
            break
    told = {
        "unreachable": _("De vertaalmachine antwoordt niet. Probeer het later nog eens; wat er al stond, staat er nog."),
        "refused": _("De vertaalmachine wil dit niet vertalen. Vraag de beheerder om naar de instellingen te kijken."),
        "nonsense": _("De vertaalmachine gaf een antwoord dat niet te lezen is. Er is niets veranderd."),
        "later": _("Het duurt lang. Druk nog een keer voor de rest."),
    }
    if done:
        words = ngettext("Een machine vertaalde %(count)s regel. Kijk die na en bewaar.", "Een machine vertaalde %(count)s regels. Kijk ze na en bewaar.", done)  # fmt: skip
        messages.success(request, words % {"count": done})
    if why:
        messages.warning(request, told[why])
