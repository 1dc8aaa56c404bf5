"""What does the school know about me? A parent behind a link of their own: see, correct, download, remove."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import guest_words, own_export
from ..guest_forms import OwnForm
from ..models import Guardian
from ..queries import own as queries
from ..services import own as services

View = Callable[..., HttpResponse]


def in_their_language(view: View) -> View:
    """The parent's own language, unless this browser chose one in the menu or the address names one."""

    @wraps(view)
    def spoken(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
        offered = dict(settings.LANGUAGES)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        own = guest_words.written(guardian.contact_language)
        language = next(one for one in (request.GET.get("taal", ""), chosen, own) if one in offered)
        with override(language):
            answer = view(request, guardian=guardian)
            answer.headers["Content-Language"] = language
        return answer

    return spoken


@require_safe
@allows(Action.SEE_OWN_DATA, on=Guardian)
@in_their_language
def own_data(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    shown = _shown(request, guardian) | {"removed": services.is_removed(guardian)}
    return render(request, "people/guest/own.html", shown)


@require_safe
@allows(Action.SEE_OWN_DATA, on=Guardian)
@in_their_language
def own_print(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    """The same, to read from paper or to keep: without a button or a form."""
    return render(request, "people/guest/own_print.html", _shown(request, guardian))


@require_safe
@allows(Action.SEE_OWN_DATA, on=Guardian)
@in_their_language
def own_download(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    content = own_export.as_dict(queries.own_data(guardian), request.school.name)
    named = {"Content-Disposition": f'attachment; filename="{_("mijn-gegevens")}.json"'}
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2}, headers=named)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.SEE_OWN_DATA, on=Guardian)
@in_their_language
def own_correct(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    if request.method != "POST":
        return render(request, "people/guest/own_correct.html", {"guardian": guardian, "form": OwnForm(guardian=guardian)})
    form = OwnForm(request.POST, guardian=guardian)
    if not form.is_valid():
        return render(request, "people/guest/own_correct.html", {"guardian": guardian, "form": form}, status=422)
    changed = services.correct(guardian=guardian, given=form.cleaned_data, by=request.who)
    if changed:
        messages.success(request, _("Het is verbeterd. De school ziet dat u dit zelf deed."))
    else:
        messages.info(request, _("Er is niets veranderd."))
    return _back(request, guardian)


@require_POST
@allows(Action.SEE_OWN_DATA, on=Guardian)
@in_their_language
def own_ask(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    services.ask_school(guardian=guardian, what=request.POST.get("what", ""), by=request.who)
    messages.success(request, _("De school weet dat u dit vraagt en neemt contact met u op."))
    return _back(request, guardian)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.SEE_OWN_DATA, on=Guardian)
@in_their_language
def own_remove(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    """Explains, asks once, does it. Who presses again reads that it is done."""
    if request.method == "POST":
        services.remove(guardian=guardian, by=request.who)
        return redirect("own_remove", school=request.school.slug, guardian_id=guardian.pk)
    shown = {"guardian": guardian, "contact": _contact(request), "shares_home": services.shares_home(guardian)}
    page = "own_removed" if services.is_removed(guardian) else "own_remove"
    return render(request, f"people/guest/{page}.html", shown)


def _shown(request: HttpRequest, guardian: Guardian) -> dict[str, Any]:
    return {"guardian": guardian, "own": queries.own_data(guardian), "contact": _contact(request)}


def _contact(request: HttpRequest) -> str:
    """Where a question goes: telephone and e-mail of the school, or its name when neither is known.

    Each stands by itself, so that a number keeps its order in a sentence from right to left.
    """
    ways = [f"\u2068{way}\u2069" for way in (request.school.phone, request.school.reply_to) if way]
    return _(" of ").join(ways) or str(request.school.name)


def _back(request: HttpRequest, guardian: Guardian) -> HttpResponse:
    return redirect("own_data", school=request.school.slug, guardian_id=guardian.pk)
