"""Taking part: one statement at a time, or a few dots to divide. By personal link, by the code of the hall, or as a colleague.

A script sends with `Accept: application/json` and keeps what was chosen until it reads its own key in the answer. Without
a script everything is a plain form.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access import limits
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.library.texts import language_of

from .. import forms_polls, poll_rules
from ..forms import as_key
from ..models import Poll, PollSort, Statement
from ..queries import polls as queries
from ..queries import results
from ..services import reacting
from .taking_part import VOICES, VOICES_KEPT, Taker, joined_up, taker, to_choose

REACTIONS = limits.Limit("reaction", 240, 60)
VALUES = {"agree": poll_rules.AGREE, "disagree": poll_rules.DISAGREE, "pass": poll_rules.PASS}
WORDS = {value: name for name, value in VALUES.items()}
NOT_TAKEN, TOO_MANY = 422, 429


@allows(Action.REACT, on=Poll)
@require_http_methods(["GET", "HEAD", "POST"])
def react(request: HttpRequest, *, poll: Poll) -> HttpResponse:
    """The statement of now (?s= for another), the dots, or how it stands. A POST says who takes part: parent, school or pupil."""
    if request.method == "POST":
        taking = taker(request, poll)
        if taking.voice:
            return redirect("react", request.school.slug, poll.pk)
        return _page(request, poll, problem=_("Kies eerst wie u bent."), status=NOT_TAKEN)
    if "wie" in request.GET and VOICES_KEPT in request.session:
        kept = dict(request.session[VOICES_KEPT])
        kept.pop(str(poll.occasion_id), None)
        request.session[VOICES_KEPT] = kept
    return _page(request, poll)


def _page(request: HttpRequest, poll: Poll, *, problem: str = "", status: int = 200, **typed: Any) -> HttpResponse:
    taking = taker(request, poll)
    part = queries.part(poll, taking.voter, language_of(get_language() or "nl"))
    shown: dict[str, Any] = {
        "poll": poll, "occasion": poll.occasion, "part": part, "taking": taking, "problem": problem,
        "voice_words": VOICES.get(taking.voice, ""), "new_key": clock.secret_id(), "typed": typed,
        "said_here": reverse("said", args=[request.school.slug, poll.occasion_id]),
    }  # fmt: skip
    if part.state != poll_rules.OPEN:
        return render(request, "voices/guest/react_shut.html", shown, status=status)
    if taking.asked and not taking.voice:
        shown["voices"] = to_choose(poll.occasion_id)
        return render(request, "voices/guest/react_who.html", shown, status=status)
    if poll.sort == PollSort.DOTS:
        shown |= _dots(part, typed.get("ballot"))
        return render(request, "voices/guest/react_dots.html", shown, status=status)
    wanted = as_key(request.GET.get("s", "") or request.POST.get("statement", ""))
    one = next((asked for asked in part.asked if asked.id == wanted), None) or part.next
    here = part.asked.index(one) if one else len(part.asked)
    shown |= {
        "one": one,
        "place": here + 1,
        "before": part.asked[here - 1] if part.asked and here > 0 else None,
        "is_done": one is None,
        "all": [{"id": asked.key, "text": asked.text, "lang": asked.language, "value": asked.value} for asked in part.asked],
    }
    return render(request, "voices/guest/react.html", shown, status=status)


def _dots(part: queries.Part, ballot: dict[uuid.UUID, int] | None) -> dict[str, Any]:
    """The fields as they were typed, or as they are kept."""
    rows = [(asked, ballot.get(asked.id, 0) if ballot is not None else asked.dots) for asked in part.asked]
    return {"rows": rows, "left": part.poll.budget - sum(dots for _asked, dots in rows)}


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _no(request: HttpRequest, poll: Poll, status: int, message: str, code: str = "", **typed: Any) -> HttpResponseBase:
    if _wants_json(request):
        return JsonResponse({"message": message, "code": code}, status=status)
    return _page(request, poll, problem=message, status=status, **typed)


def _too_fast(request: HttpRequest) -> bool:
    return not limits.take(REACTIONS, str(request.session.session_key))


def _slowly() -> str:
    return _("Dat ging wel erg snel. Wacht een halve minuut; wat u typte blijft staan.")


def _taking(request: HttpRequest, poll: Poll) -> Taker:
    taking = taker(request, poll)
    joined_up(taking, poll)
    return taking


@allows(Action.REACT, on=Poll)
@require_POST
def react_say(request: HttpRequest, *, poll: Poll) -> HttpResponseBase:
    """Agree, disagree or pass on one statement. A script reads the statement's key and the value that is kept now."""
    taking = _taking(request, poll)
    key, value = as_key(request.POST.get("statement", "")), VALUES.get(request.POST.get("value", ""))
    statement = Statement.objects.filter(pk=key, poll=poll).first() if key else None
    if statement is None or value is None:
        return _no(request, poll, NOT_TAKEN, _("Dit is veranderd. Laad de pagina opnieuw."), "unknown")
    if _too_fast(request):
        return _no(request, poll, TOO_MANY, _slowly())
    try:
        reacting.react(statement=statement, voter=taking.voter, voice=taking.voice, value=value)
    except RuleBroken as broken:
        return _no(request, poll, broken.status, str(broken.message), broken.code)
    if _wants_json(request):
        return JsonResponse({"key": str(statement.pk), "value": WORDS[value]})
    return redirect("react", request.school.slug, poll.pk)


@allows(Action.REACT, on=Poll)
@require_POST
def react_dots(request: HttpRequest, *, poll: Poll) -> HttpResponseBase:
    """All dots of one voter at once. A script gets back the key that it sent along."""
    taking = _taking(request, poll)
    ballot = forms_polls.ballot(request.POST)
    if _too_fast(request):
        return _no(request, poll, TOO_MANY, _slowly(), ballot=ballot)
    try:
        reacting.give_dots(poll=poll, voter=taking.voter, voice=taking.voice, ballot=ballot)
    except RuleBroken as broken:
        return _no(request, poll, broken.status, str(broken.message), broken.code, ballot=ballot)
    if _wants_json(request):
        return JsonResponse({"key": request.POST.get("key", "")[:40]})
    if not {"more", "less"} & set(request.POST):
        messages.success(request, _("Bewaard. Veranderen kan zolang de ronde open is."))
    return redirect("react", request.school.slug, poll.pk)


@allows(Action.REACT, on=Poll)
@require_POST
def react_propose(request: HttpRequest, *, poll: Poll) -> HttpResponseBase:
    """A statement of one's own, which waits until somebody looked at it. The key was made in the form: sent twice is once."""
    key, text = as_key(request.POST.get("key", "")) or clock.secret_id(), request.POST.get("text", "")
    if not limits.take(limits.CONTRIBUTIONS, str(request.session.session_key)):
        return _no(request, poll, TOO_MANY, _slowly(), text=text)
    try:
        reacting.propose(poll=poll, key=key, text=text)
    except RuleBroken as broken:
        return _no(request, poll, broken.status, str(broken.message), broken.code, text=text)
    if _wants_json(request):
        return JsonResponse({"key": str(key)})
    messages.success(request, _("Dank u wel. Iemand van school bekijkt uw voorstel eerst; daarna kan iedereen erop reageren."))
    return redirect("react", request.school.slug, poll.pk)


@allows(Action.REACT, on=Poll)
@require_safe
def react_outcome(request: HttpRequest, *, poll: Poll) -> HttpResponse:
    """The results, for everybody who could take part, once they are shown; until then a page that tells nothing."""
    shown: dict[str, Any] = {"poll": poll, "occasion": poll.occasion}
    if queries.state_of(poll) != poll_rules.SHOWN:
        return render(request, "voices/guest/react_not_yet.html", shown)
    found = results.results(poll, language_of(get_language() or "nl"))
    return render(request, "voices/guest/react_outcome.html", shown | {"found": found})
