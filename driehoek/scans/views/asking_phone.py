"""Staff type in what a parent says on the telephone, or what stands on a paper form. The answer is always the same neutral sentence."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.library.reading_scan import load_form_words

from .. import forms_guest, rules
from ..forms_asking import NumberForm
from ..models import AskedClass, Fielding, Ticket, Way
from ..paper_numbers import class_of
from ..queries.fieldings import find_people
from ..queries.guest import Parts
from ..queries.ways import in_place
from ..services.answering import digest_of, submit, submit_openly
from .guest_page import does_not_fit


def neutral() -> str:
    """Whatever happened: that it was kept, or that one was in already."""
    return _("Dank je wel, het is verwerkt. Niemand kan zien of iemand al eerder antwoordde; elk antwoord telt één keer.")


@allows(Action.RUN_SCAN, on=Fielding)
@require_safe
def find(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    """Who calls: found by name. Names and class alone."""
    text = request.GET.get("zoek", "")[:200]
    if text.strip():  # which parents a child has is looked up here; what is sent afterwards leaves no trace
        trail.write("look:find-asked", by=request.who, on=fielding)
    shown = {"fielding": fielding, "text": text, "found": find_people(fielding, text), "is_open": _is_open(fielding)}
    return render(request, "scans/asking_find.html", shown)


@allows(Action.RUN_SCAN, on=Ticket)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def phone(request: HttpRequest, *, ticket: Ticket) -> HttpResponse:
    """The questions, to read aloud to a parent; nothing says whether an answer is in."""
    if ticket.guardian is None:  # a colleague and a pupil answer for themselves
        raise Http404
    shown = {"fielding": ticket.fielding, "person": str(ticket.guardian), "voice": ticket.voice, "where": _("aan de telefoon")}
    if request.method != "POST":
        return _questions(request, ticket.fielding, ticket.voice, shown)
    sheet = _sheet(request, ticket.fielding, ticket.voice)
    try:
        _fits(sheet)
        submit(ticket=ticket, sheet=sheet)
    except RuleBroken as broken:
        return _questions(request, ticket.fielding, ticket.voice, shown, broken)
    messages.success(request, neutral())
    return redirect("asking_find", school=request.school.slug, fielding_id=ticket.fielding_id)


@allows(Action.RUN_SCAN, on=Fielding)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def type_over(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    """First the number of the form, which says of which class it is; then the questions."""
    form = NumberForm(request.POST if request.method == "POST" else request.GET if "number" in request.GET else None)
    shown: dict[str, Any] = {"fielding": fielding, "form": form, "is_open": _is_open(fielding)}
    shown["asks_pupils"] = rules.PUPIL in fielding.voices
    if not form.is_bound or not form.is_valid():
        return render(request, "scans/asking_type.html", shown, status=422 if form.is_bound else 200)
    number = form.cleaned_data["number"]
    place, rows = class_of(number) or 0, in_place(fielding)
    if not 0 < place <= len(rows) or rules.PARENTS not in fielding.voices:  # pupils answer by a slip of their own
        form.add_error("number", _("Dit formulier hoort bij een andere vragenlijst."))
        return render(request, "scans/asking_type.html", shown, status=422)
    asked: AskedClass = rows[place - 1]
    voice = rules.PARENTS
    shown |= {"number": number, "voice": voice, "person": asked.school_class.name, "where": _("op papier")}
    if request.method != "POST":
        return _questions(request, fielding, voice, shown)
    try:
        digest, sheet = digest_of(fielding, "paper", number), _sheet(request, fielding, voice)
        _fits(sheet)
        counted = submit_openly(asked_class=asked, voice=voice, way=Way.PAPER, digest=digest, sheet=sheet)
    except RuleBroken as broken:
        return _questions(request, fielding, voice, shown, broken)
    if not counted:
        twice = RuleBroken("twice", _("Dit formulier is al overgetypt. Hetzelfde nummer telt één keer; er is niets veranderd."))
        return _questions(request, fielding, voice, shown, twice)
    messages.success(request, _("Dit formulier telt mee. Typ het volgende in, of stop hier."))
    return redirect("asking_type", school=request.school.slug, fielding_id=fielding.pk)


def _sheet(request: HttpRequest, fielding: Fielding, voice: str) -> rules.Sheet:
    language = request.POST.get("language", "nl")
    content = rules.as_content(fielding.version.content)
    language = language if language in content.languages(voice) else "nl"
    return forms_guest.sheet_from(request.POST, content, voice, language)


def _fits(sheet: rules.Sheet) -> None:
    """RuleBroken 422 'long' when words do not fit: nothing is cut."""
    if problem := does_not_fit(sheet):
        raise RuleBroken("long", problem, 422)


def _questions(
    request: HttpRequest, fielding: Fielding, voice: str, shown: dict[str, Any], broken: RuleBroken | None = None
) -> HttpResponse:
    """The statements with what was typed; nothing typed is lost when it is refused."""
    content = rules.as_content(fielding.version.content)
    given = _sheet(request, fielding, voice) if request.method == "POST" else rules.Sheet(voice=voice)
    form = load_form_words()
    shown |= {
        "parts": Parts(content, given, "nl", request.school.sector).all(),
        "important": form.important.of(voice).say("nl", request.school.sector),
        "broken": broken,
        "is_open": _is_open(fielding),
    }
    return render(request, "scans/asking_questions.html", shown, status=broken.status if broken else 200)


def _is_open(fielding: Fielding) -> bool:
    return rules.state_of(fielding.opened_at, fielding.closed_at) == rules.OPEN
