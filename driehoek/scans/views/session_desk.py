"""The table of who leads: type in what stands on paper, mark what is agreed, say it better, count dots, write sentences down."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import forms_sessions
from ..models import Note, TeamSession
from ..queries.session_desk import desk_of
from ..queries.session_dots import counted
from ..services import session_dots, session_sentences, session_words

SESSION = "session_id"


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_safe
def desk(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    return _page(request, teamsession)


def _page(request: HttpRequest, session: TeamSession, problem: str = "", status: int = 200, **typed: Any) -> HttpResponse:
    sentences = typed.get("sentences") or {}
    shown = {
        "session": session,
        "desk": desk_of(session, request.school, sentences),
        "refused": bool(sentences),
        "problem": problem,
        "typed": typed,
        "new_key": clock.secret_id(),
    }
    return render(request, "scans/session_desk.html", shown, status=status)


def _done(request: HttpRequest, session: TeamSession, words: str, undo: str = "", anchor: str = "") -> HttpResponse:
    messages.success(request, words, extra_tags=f"undo:{undo}" if undo else "")
    return redirect(reverse("session_desk", args=[request.school.slug, session.pk]) + (f"#{anchor}" if anchor else ""))


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_POST
def type_in(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    """Several notes at once, a line each, for one sheet and sort."""
    sheet, sort, text = (request.POST.get(name, "") for name in ("sheet", "sort", "text"))
    lines = forms_sessions.lines_of(text)
    try:
        if len(lines) > forms_sessions.MOST_LINES:
            raise RuleBroken("many", _("Typ hoogstens 60 regels tegelijk."), 422)
        if not lines:
            raise RuleBroken("empty", _("Er staat nog niets. Schrijf eerst iets op."), 422)
        _write_all(teamsession, lines, sheet, sort, forms_sessions.key_of(request.POST))
    except RuleBroken as broken:
        return _page(request, teamsession, str(broken.message), broken.status, sheet=sheet, sort=sort, text="\n".join(lines))
    words = ngettext("%(count)s briefje bewaard.", "%(count)s briefjes bewaard.", len(lines)) % {"count": len(lines)}
    return _done(request, teamsession, words, anchor=sheet)


def _write_all(session: TeamSession, lines: list[str], sheet: str, sort: str, base: uuid.UUID) -> None:
    """What can't be taken stays in `lines`, with what comes behind it; the same form sent twice writes once."""
    for place, line in enumerate(list(lines)):
        key = uuid.uuid5(base, str(place))
        try:
            session_words.write_note(session=session, key=key, sheet=sheet, sort=sort, text=line, by_leader=True)
        except RuleBroken:
            del lines[:place]
            raise


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_POST
def type_alone(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    """What was written on paper about one question, and how many stood where."""
    question, text = request.POST.get("question", "")[:40], request.POST.get("text", "")
    numbers = {point: forms_sessions.whole(request.POST.get(f"stand_{point}", ""), 300) for point in range(1, 6)}
    lines = forms_sessions.lines_of(text)
    try:
        if None in numbers.values() or len(lines) > forms_sessions.MOST_LINES * 5:
            raise RuleBroken("count", _("Kies hele getallen van 0 tot en met 300, en hoogstens 300 regels."), 422)
        stands = {point: number for point, number in numbers.items() if number}
        count = session_sentences.alone_from_paper(
            session=teamsession,
            question=question,
            lines=lines,
            stands=stands,
            base=forms_sessions.key_of(request.POST),
            by=request.who,
        )
    except RuleBroken as broken:
        return _page(request, teamsession, str(broken.message), broken.status, question=question, text=text)
    words = ngettext("%(count)s antwoord bewaard.", "%(count)s antwoorden bewaard.", count) % {"count": count}
    return _done(request, teamsession, words, anchor=question)


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_POST
def merge(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    keys, text = forms_sessions.as_keys(request.POST.getlist("note")), request.POST.get("text", "")
    try:
        kept = session_words.merge(session=teamsession, keys=keys, text=text, by=request.who)
    except RuleBroken as broken:
        return _page(request, teamsession, str(broken.message), broken.status, merged=keys, text=text)
    return _done(request, teamsession, _("Samengevoegd. De andere briefjes staan onder 'weggehaald'."), anchor=kept.sheet)


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_POST
def agree(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    """The sentences that were agreed, those that changed; `back` says from which page they came, `at` beside which one."""
    said = forms_sessions.sentences_of(request.POST)
    try:
        session_sentences.set_all(session=teamsession, said=said, by=request.who)
    except RuleBroken as broken:
        return _page(request, teamsession, str(broken.message), broken.status, sentences=said)
    if request.POST.get("back") == "leiden":
        return redirect("session_lead", request.school.slug, teamsession.pk)
    return _done(request, teamsession, _("Bewaard."), anchor=request.POST.get("at", "").partition(":")[0][:40])


@allows(Action.LEAD_SESSION, on=Note)
@require_POST
def note_do(request: HttpRequest, *, note: Note, verb: str) -> HttpResponse:
    """Agree or not, off or back, other words, dots on paper. Off can be undone."""
    session, by = note.session, request.who
    session.school = request.school
    undo = ""
    try:
        if verb == "kies":
            found = counted(session)
            words = found.kept(note.pk) if note.sort == "ambition" else None
            session_words.agree(note=note, dots=words, of_people=found.people or None if words else None, by=by)
            said = _("Dit hoort bij wat we samen zien.")
        elif verb == "niet":
            session_words.agree_no_more(note=note, by=by)
            said = _("Niet meer gekozen.")
        elif verb == "weg":
            session_words.take_off(note=note, by=by)
            said, undo = _("Het briefje is weg."), reverse("session_note", args=[request.school.slug, note.pk, "terug"])
        elif verb == "terug":
            session_words.put_back(note=note, by=by)
            said = _("Het briefje staat er weer.")
        elif verb == "laat":
            session_words.let_stand(note=note, by=by)
            said = _("Dit briefje staat er nu zoals het geschreven is.")
        elif verb == "woorden":
            session_words.reword(note=note, text=request.POST.get("text", ""), by=by)
            said = _("Bewaard.")
        elif verb == "stippen":
            number = forms_sessions.whole(request.POST.get("count", ""), session_dots.MOST_DOTS)
            session_dots.dots_on_paper(note=note, count=-1 if number is None else number, by=by)
            said = _("Bewaard.")
        else:
            raise Http404
    except RuleBroken as broken:
        return _page(request, session, str(broken.message), broken.status, note=note.pk, text=request.POST.get("text", ""))
    return _done(request, session, said, undo, note.sheet)
