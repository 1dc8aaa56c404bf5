"""Rounds of statements and dots for who makes them: the office, and who leads the evening, also with a code."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.invitations.models import Occasion
from driehoek.library.texts import language_of

from .. import forms_polls
from ..forms import as_key
from ..models import Contribution, Poll, Reaction, Standing, Statement, StatementSource, Theme
from ..queries import polls as queries
from ..queries import results
from ..services import polling, stating

KEPT = "removed_statement"


@allows(Action.RUN_POLL, on=Occasion)
@require_safe
def polls(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    return render(request, "voices/polls.html", {"occasion": occasion, "lines": queries.lines(occasion)})


@allows(Action.RUN_POLL, on=Occasion)
@require_http_methods(["GET", "HEAD", "POST"])
def poll_new(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    form = forms_polls.PollForm(request.POST or None) if request.method == "POST" else forms_polls.PollForm()
    if request.method == "POST" and form.is_valid():
        made = polling.make_poll(occasion=occasion, sort=form.cleaned_data["sort"], by=request.who, **form.values)
        return redirect("poll_add", request.school.slug, made.pk)
    shown = {"occasion": occasion, "form": form, "poll": None}
    return render(request, "voices/poll_edit.html", shown, status=422 if form.is_bound else 200)


@allows(Action.RUN_POLL, on=Poll)
@require_http_methods(["GET", "HEAD", "POST"])
def poll_edit(request: HttpRequest, *, poll: Poll) -> HttpResponse:
    form = forms_polls.PollForm(request.POST if request.method == "POST" else None, poll=poll)
    if request.method == "POST" and form.is_valid():
        polling.change_poll(poll=poll, by=request.who, **form.values)
        messages.success(request, _("Bewaard."))
        return redirect("poll", request.school.slug, poll.pk)
    shown = {"occasion": poll.occasion, "form": form, "poll": poll}
    return render(request, "voices/poll_edit.html", shown, status=422 if form.is_bound else 200)


@allows(Action.RUN_POLL, on=Poll)
@require_safe
def poll(request: HttpRequest, *, poll: Poll) -> HttpResponse:
    """With ?v= for who polls: 204 as long as as many took part, in steps of five, and as many proposals wait."""
    return _poll(request, poll)


def _poll(request: HttpRequest, poll: Poll, problem: str = "", status: int = 200) -> HttpResponse:
    made = queries.making(poll)
    leads = may(request.who, Action.RELEASE_HELD)  # a proposal that was put apart may be an attack on a colleague
    parked = [row for row in made.parked if leads or row.source != StatementSource.PARTICIPANT]
    shown = {"poll": poll, "occasion": poll.occasion, "made": made, "problem": problem, "looked": polling.was_looked_at(poll)}
    if leads and any(row.source == StatementSource.PARTICIPANT for row in parked):
        trail.write(f"look:{Action.RELEASE_HELD}", by=request.who, on=poll.occasion)
    shown |= {"parked": parked, "hidden": len(made.parked) - len(parked)}
    return render(request, "voices/poll.html", shown, status=status)


@allows(Action.RUN_POLL, on=Poll)
@require_POST
def poll_turn(request: HttpRequest, *, poll: Poll) -> HttpResponse:
    """Open, close, show, hide; back to where the button stood. A no says why, and nothing changed."""
    verb = request.POST.get("verb", "")
    back = _back(request, poll)
    try:
        turned = polling.turn(poll=poll, verb=verb, by=request.who)
    except RuleBroken as broken:
        if request.POST.get("back"):
            messages.warning(request, str(broken.message))
            return redirect(back)
        return _poll(request, poll, str(broken.message), broken.status)
    if turned:
        undo = {"open": "close", "close": "open", "show": "hide", "hide": "show"}[verb]
        address = reverse("poll_undo", args=[request.school.slug, poll.pk, undo])
        tags = f"undo:{address}" if _can_go_back(undo, poll) else ""
        messages.success(request, _told(verb), extra_tags=tags)
    return redirect(back)


@allows(Action.RUN_POLL, on=Poll)
@require_POST
def poll_undo(request: HttpRequest, *, poll: Poll, verb: str) -> HttpResponse:
    try:
        polling.turn(poll=poll, verb=verb, by=request.who)
    except RuleBroken as broken:
        messages.warning(request, str(broken.message))
    return redirect("poll", request.school.slug, poll.pk)


def _can_go_back(undo: str, poll: Poll) -> bool:
    return undo != "open" or not polling.was_looked_at(poll)


def _told(verb: str) -> str:
    return {
        "open": _("De ronde is open. Wie in de zaal is of een uitnodiging heeft, kan meedoen."),
        "close": _("De ronde is gesloten. Er komt niets meer bij."),
        "show": _("Iedereen die mag meedoen, kan de uitslag nu zien."),
        "hide": _("De uitslag is niet meer te zien."),
    }[verb]


def _back(request: HttpRequest, poll: Poll) -> str:
    wanted = request.POST.get("back", "")
    own = f"/s/{request.school.slug}/"
    if wanted.startswith(own) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("poll", args=[request.school.slug, poll.pk])


@allows(Action.RUN_POLL, on=Poll)
@require_POST
def poll_remove(request: HttpRequest, *, poll: Poll) -> HttpResponse:
    polling.remove_poll(poll=poll, by=request.who)
    messages.success(request, _("De ronde is weg."))
    return redirect("polls", request.school.slug, poll.occasion_id)


@allows(Action.RUN_POLL, on=Poll)
@require_http_methods(["GET", "HEAD", "POST"])
def poll_add(request: HttpRequest, *, poll: Poll) -> HttpResponse:
    """?uit= is where from: bibliotheek, bord or zelf. From the board something is chosen first (?thema=, ?inbreng=), then rewritten."""
    origin = request.GET.get("uit", "bibliotheek")
    origin = origin if origin in {"bibliotheek", "bord", "zelf"} else "bibliotheek"
    theme, said = _of_board(request, poll)
    form = forms_polls.StatementForm(initial={"text": theme.title} if theme else {})
    problem = ""
    try:
        if request.method == "POST" and origin == "bibliotheek":
            return _added(request, poll, stating.add_from_library(
                poll=poll, keys=request.POST.getlist("key"), sector=request.school.sector, by=request.who
            ))  # fmt: skip
        if request.method == "POST":
            form = forms_polls.StatementForm(request.POST)
            if form.is_valid():
                stating.add_statement(
                    poll=poll,
                    text=form.cleaned_data["text"],
                    translations=form.translations,
                    theme=theme,
                    contribution=said,
                    by=request.who,
                )
                return _added(request, poll, 1)
    except RuleBroken as broken:
        problem = str(broken.message)
        if form.is_bound:
            form.add_error("text", problem)
    shown: dict[str, Any] = {
        "poll": poll, "occasion": poll.occasion, "origin": origin, "form": form, "theme": theme, "said": said, "problem": problem,
    }  # fmt: skip
    if origin == "bibliotheek":
        shown["offered"] = [(one.key, one.text.say("nl", request.school.sector)) for one in stating.offered(poll)]
    elif origin == "bord" and not theme and not said:
        shown["themes"], shown["contributions"] = queries.from_board(poll.occasion)
    return render(request, "voices/poll_add.html", shown, status=422 if problem or form.is_bound else 200)


def _of_board(request: HttpRequest, poll: Poll) -> tuple[Theme | None, Contribution | None]:
    theme_key, key = as_key(request.GET.get("thema", "")), as_key(request.GET.get("inbreng", ""))
    theme = Theme.objects.filter(pk=theme_key, occasion=poll.occasion_id).first() if theme_key else None
    rows = Contribution.objects.filter(pk=key, occasion=poll.occasion_id).select_related("theme")
    said = rows.first() if key else None
    return theme, said if said and said.may_be_quoted else None


def _added(request: HttpRequest, poll: Poll, count: int) -> HttpResponse:
    if count:
        messages.success(request, ngettext("%(count)s erbij gezet.", "%(count)s erbij gezet.", count) % {"count": count})
    else:
        messages.warning(request, _("Vink eerst een of meer zinnen aan."))
        return redirect("poll_add", request.school.slug, poll.pk)
    return redirect("poll", request.school.slug, poll.pk)


def _not_held(request: HttpRequest, statement: Statement) -> None:
    """A proposal that was put apart is for the leadership alone, and each look is written down: it may be an attack on a colleague."""
    apart = statement.source == StatementSource.PARTICIPANT and statement.standing == Standing.PARKED
    if apart and not may(request.who, Action.RELEASE_HELD):
        raise Http404
    if apart:
        trail.write(f"look:{Action.RELEASE_HELD}", by=request.who, on=statement.poll.occasion)


@allows(Action.RUN_POLL, on=Statement)
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, *, statement: Statement) -> HttpResponse:
    """The words and their translations."""
    _not_held(request, statement)
    fixed = Reaction.objects.filter(statement=statement).exists()
    form = forms_polls.StatementForm(request.POST if request.method == "POST" else None, statement=statement, fixed=fixed)
    if request.method == "POST" and form.is_valid():
        try:
            stating.change_statement(
                statement=statement, text=form.cleaned_data["text"], translations=form.translations, by=request.who
            )
            messages.success(request, _("Bewaard."))
            return redirect("poll", request.school.slug, statement.poll_id)
        except RuleBroken as broken:
            form.add_error("text", str(broken.message))
    shown = {"statement": statement, "poll": statement.poll, "form": form}
    return render(request, "voices/poll_statement.html", shown, status=422 if form.is_bound else 200)


@allows(Action.RUN_POLL, on=Statement)
@require_POST
def statement_do(request: HttpRequest, *, statement: Statement) -> HttpResponse:
    """Up, down, out, let in, apart, or back to waiting."""
    _not_held(request, statement)
    verb, slug = request.POST.get("verb", ""), request.school.slug
    if verb in {"up", "down"}:
        stating.move_statement(statement=statement, step=-1 if verb == "up" else 1, by=request.who)
    elif verb == "remove":
        request.session[KEPT] = stating.remove_statement(statement=statement, by=request.who)
        address = reverse("statement_put_back", args=[slug, statement.poll_id])
        messages.success(request, _("De zin is eruit."), extra_tags=f"undo:{address}")
    else:
        stating.judge_statement(statement=statement, verdict=verb, by=request.who)
    return redirect("poll", slug, statement.poll_id)


@allows(Action.RUN_POLL, on=Poll)
@require_POST
def statement_put_back(request: HttpRequest, *, poll: Poll) -> HttpResponse:
    kept = request.session.pop(KEPT, None)
    if not kept or not stating.put_back_statement(poll=poll, kept=kept, by=request.who):
        messages.warning(request, _("Terugzetten kan niet meer."))
    return redirect("poll", request.school.slug, poll.pk)


@allows(Action.RUN_POLL, on=Poll)
@require_safe
def poll_results(request: HttpRequest, *, poll: Poll) -> HttpResponse:
    """For who runs it, from the moment it is closed. From the first look on it can't be opened again."""
    polling.look(poll=poll, by=request.who)
    language = language_of(get_language() or "nl")
    found = results.results(poll, language)
    shown = {"poll": poll, "occasion": poll.occasion, "found": found, "state": polling.state_of(poll)}
    return render(request, "voices/poll_results.html", shown)
