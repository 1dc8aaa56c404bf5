"""Taking part on a telephone, by the code of the room or signed in. Nobody is asked who they are.

A script sends with `Accept: application/json` and keeps what was written until it reads its own key in the answer. Without a
script everything is a plain form.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from driehoek import clock
from driehoek.access import limits
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.voices.services.reacting import voter_of

from .. import forms_sessions
from ..models import TeamSession
from ..queries import session_screen
from ..queries.session_mine import part
from ..services import session_dots, session_sentences, session_words

SESSION, UNCHANGED, NOT_TAKEN, TOO_MANY = "session_id", 204, 422, 429
MARK = "session_mark"
WRITING = limits.Limit("session", 120, 60)


def about(request: Any) -> tuple[str, str]:
    """Whose browser this is, for a voter: a colleague by account, anybody else by a random mark of this browser."""
    if request.who.kind == "staff":
        return "staff", str(request.who.user_id)
    if MARK not in request.session:
        request.session[MARK] = clock.secret_id().hex
    return "hall", str(request.session[MARK])


def voter(request: Any, session: TeamSession, question: str = "") -> str:
    """Of each question another, so that nothing ties the answers of one person together; of the dots one."""
    kind, who = about(request)
    return voter_of(session.pk, kind, f"{question}|{who}")


@allows(Action.TAKE_PART, on=TeamSession, by=SESSION)
@require_GET
def phone(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    return _page(request, teamsession)


def _page(request: HttpRequest, session: TeamSession, problem: str = "", status: int = 200, **typed: Any) -> HttpResponse:
    return render(request, "scans/session_phone.html", _shown(request, session, problem=problem, **typed), status=status)


def _shown(request: Any, session: TeamSession, **more: Any) -> dict[str, Any]:
    shown = part(session, request.school, lambda question: voter(request, session, question))
    return {"session": session, "part": shown, "new_key": clock.secret_id(), **more}


@allows(Action.TAKE_PART, on=TeamSession, by=SESSION)
@require_GET
def phone_now(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    """The moving part; 204 when the phone shows it already."""
    if request.GET.get("v") == str(teamsession.version):
        return HttpResponse(status=UNCHANGED)
    return render(request, "scans/session_phone_now.html", _shown(request, teamsession))


def _json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _take(request: Any, session: TeamSession, wrong: str, verb: Callable[[], str], done: str, **typed: Any) -> HttpResponse:
    """Count it against the limit of this browser, do it, and answer a script with its key."""
    status, message, code = 200, "", ""
    if wrong:
        status, message = NOT_TAKEN, wrong
    elif not limits.take(WRITING, str(request.session.session_key)):
        status, message = TOO_MANY, _("Dat ging wel erg snel. Wacht even; wat je typte blijft staan.")
    else:
        try:
            key = verb()
        except RuleBroken as broken:
            status, message, code = broken.status, str(broken.message), broken.code
    if _json(request):
        return JsonResponse({"key": key} if status == 200 else {"message": message, "code": code}, status=status)
    if status != 200:
        return _page(request, session, message, status, **typed)
    messages.success(request, done)
    return redirect("session_phone", request.school.slug, session.pk)


@allows(Action.TAKE_PART, on=TeamSession, by=SESSION)
@require_POST
def say(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    """One note for a sheet."""
    form = forms_sessions.NoteForm(request.POST)

    def keep() -> str:
        return str(session_words.write_note(session=teamsession, **form.cleaned_data).pk)

    wrong = "" if form.is_valid() else form.first_error
    typed = {name: request.POST.get(name, "") for name in ("sheet", "sort", "text")}
    return _take(request, teamsession, wrong, keep, _("Je briefje ligt erbij."), typed=typed)


@allows(Action.TAKE_PART, on=TeamSession, by=SESSION)
@require_POST
def alone(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    """The own answer to one question: words, a stand, or both. It can be changed until it is shown."""
    form = forms_sessions.AloneForm(request.POST)

    def keep() -> str:
        said = form.cleaned_data
        mine = voter(request, teamsession, said["question"])
        session_sentences.say_alone(session=teamsession, voter=mine, **said)
        return request.POST.get("key", "")[:40]

    wrong = "" if form.is_valid() else _("Dit is veranderd. Laad de pagina opnieuw.")
    typed = {"question": request.POST.get("question", ""), "text": request.POST.get("text", "")}
    empty = not wrong and not form.cleaned_data["text"].strip() and form.cleaned_data["stand"] is None
    done = _("Er staat nu niets van je.") if empty else _("Bewaard. Niemand ziet van wie het is.")
    return _take(request, teamsession, wrong, keep, done, typed=typed)


@allows(Action.TAKE_PART, on=TeamSession, by=SESSION)
@require_POST
def dots(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    """All dots of one person at once."""
    ballot: dict[uuid.UUID, int] = forms_sessions.ballot_of(request.POST)

    def keep() -> str:
        session_dots.give_dots(session=teamsession, voter=voter(request, teamsession), ballot=ballot)
        return request.POST.get("key", "")[:40]

    return _take(request, teamsession, "", keep, _("Bewaard. Je kunt nog schuiven."), ballot=ballot)


__all__ = ["alone", "dots", "phone", "phone_now", "say", "session_screen", "voter"]
