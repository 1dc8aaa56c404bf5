"""Answers: to a theme, to one contribution; and the words and name of each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.actions.forms import NewsForm
from driehoek.actions.updates import updates_of
from driehoek.invitations.models import Occasion
from driehoek.library.reading import load_answers
from driehoek.web.pages import page_of

from .. import queries, services
from ..forms import AnswerForm, RewordForm, ThemeForm
from ..further import theme_links
from ..models import Contribution, MergedTheme, Standing, Theme
from ..queries.cards import chips_of


def _starters(request: HttpRequest) -> list[tuple[str, str, list[str]]]:
    """Kind, its name, and sentences to begin with; always Dutch, since that is what the school writes."""
    sector = request.school.sector
    return [(one.key, one.label.say("nl", sector), [text.say("nl", sector) for text in one.starters]) for one in load_answers()]


@allows(Action.ANSWER, on=Occasion)
@require_GET
def answers(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    return render(request, "voices/answers.html", {"occasion": occasion, "found": queries.answers(occasion)})


def _answered(request: HttpRequest, form: AnswerForm, verb: Any, **what: Any) -> int:
    """Try to give the answer of a bound form: 302 when it is given, otherwise the status of the page that says why not."""
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return 422
    try:
        verb(by=request.who, **what, **form.cleaned_data)
    except RuleBroken as broken:
        form.add_error(None, str(broken.message))
        form.seen_now()
        return broken.status
    return 302


@allows(Action.ANSWER, on=Theme)
@require_http_methods(["GET", "POST"])
def theme(request: HttpRequest, *, theme: Theme) -> HttpResponse:
    form = AnswerForm(request.POST or None, answer=theme.answer)
    status = _answered(request, form, services.answer_theme, theme=theme)
    if status == 302:
        waits = queries.open_count(theme.occasion)
        still = ngettext("Nog %(count)s zonder antwoord.", "Nog %(count)s zonder antwoord.", waits) % {"count": waits}
        said = _("Bewaard. Ouders lezen dit bij ‘wat er met uw woorden is gedaan’.")
        messages.success(request, f"{said} {still if waits else _('Alles heeft nu een antwoord.')}")
        return redirect("answers", request.school.slug, theme.occasion_id)
    return theme_page(request, theme, form, NewsForm(), status)


def theme_page(request: HttpRequest, theme: Theme, form: AnswerForm, news: NewsForm, status: int) -> HttpResponse:
    rows = theme.contributions.exclude(standing=Standing.PARKED).order_by("pk")
    shown: dict[str, Any] = {"theme": theme, "occasion": theme.occasion, "form": form, "page": page_of(rows, request.GET)}
    shown["others"] = Theme.objects.filter(occasion_id=theme.occasion_id).exclude(pk=theme.pk)
    shown["merged"] = MergedTheme.objects.filter(into=theme)
    shown["starters"] = _starters(request)
    shown |= {"news": news, "history": list(updates_of([theme.answer])) if theme.answer else []}
    return render(request, "voices/theme.html", shown | {"further": theme_links()}, status=status)


@allows(Action.SORT_HARVEST, on=Theme)
@require_http_methods(["GET", "POST"])
def theme_rename(request: HttpRequest, *, theme: Theme) -> HttpResponse:
    title = theme.title
    form = ThemeForm(request.POST or None, initial={"title": title, "meaning": theme.meaning})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_theme(theme=theme, by=request.who, **form.cleaned_data)
            return redirect("theme", request.school.slug, theme.pk)
        except RuleBroken as broken:
            form.add_error("title", str(broken.message))
    shown = {"theme": theme, "title": title, "form": form}
    return render(request, "voices/rename.html", shown, status=422 if form.is_bound else 200)


@allows(Action.SORT_HARVEST, on=Theme)
@require_POST
def theme_remove(request: HttpRequest, *, theme: Theme) -> HttpResponse:
    occasion_id, title, key = theme.occasion_id, theme.title, theme.pk
    try:
        freed = services.remove_theme(theme=theme, by=request.who)
    except RuleBroken as broken:
        messages.warning(request, str(broken.message))
        return redirect("theme", request.school.slug, key)
    said = ngettext(
        "Thema ‘%(title)s’ is weg. %(count)s kaart staat weer zonder thema.",
        "Thema ‘%(title)s’ is weg. %(count)s kaarten staan weer zonder thema.",
        freed,
    )
    messages.info(
        request, said % {"title": title, "count": freed} if freed else _("Thema ‘%(title)s’ is weg.") % {"title": title}
    )
    return redirect("harvest_board", request.school.slug, occasion_id)


def look_at(request: HttpRequest, contribution: Contribution) -> None:
    """What seems an attack on a colleague is for the leadership alone, and each look is written down. Of the evening, not of
    the note: with its time that would point at who said it."""
    if not queries.is_held(contribution):
        return
    if not may(request.who, Action.RELEASE_HELD):
        raise Http404
    trail.write(f"look:{Action.RELEASE_HELD}", by=request.who, on=contribution.occasion)


@allows(Action.ANSWER, on=Contribution)
@require_http_methods(["GET", "POST"])
def contribution(request: HttpRequest, *, contribution: Contribution) -> HttpResponse:
    look_at(request, contribution)
    form = AnswerForm(request.POST or None, answer=contribution.answer)
    status = _answered(request, form, services.answer_contribution, contribution=contribution)
    if status == 302:
        messages.success(request, _("Bewaard. Wie dit zei, kan het antwoord lezen."))
        return redirect("contribution", request.school.slug, contribution.pk)
    return contribution_page(request, contribution, form, RewordForm(initial={"text": contribution.text}), status)


@allows(Action.MODERATE, on=Contribution)
@require_POST
def reword(request: HttpRequest, *, contribution: Contribution) -> HttpResponse:
    """Also by a discussion leader from outside, who then goes back to what waits."""
    look_at(request, contribution)
    form = RewordForm(request.POST)
    if form.is_valid():
        try:
            services.reword(contribution=contribution, text=form.cleaned_data["text"], by=request.who)
            messages.success(request, _("Bewaard. De oude tekst is weg."))
        except RuleBroken as broken:
            if queries.is_held(contribution):  # by these words: from now on for the leadership alone
                messages.warning(request, str(broken.message))
                return redirect("moderate", request.school.slug, contribution.occasion_id)
            form.add_error("text", str(broken.message))
    if request.who.kind != "staff" or (form.is_valid() and request.POST.get("back") == "moderate"):
        for error in form.errors.get("text", []):
            messages.error(request, error)
        return redirect("moderate", request.school.slug, contribution.occasion_id)
    if form.is_valid():
        return redirect("contribution", request.school.slug, contribution.pk)
    return contribution_page(request, contribution, AnswerForm(answer=contribution.answer), form, 422)


def contribution_page(
    request: HttpRequest, row: Contribution, form: AnswerForm, words: RewordForm, status: int, news: NewsForm | None = None
) -> HttpResponse:
    themes = list(Theme.objects.filter(occasion_id=row.occasion_id))
    shown = {
        "contribution": row,
        "chips": chips_of(row, themes),
        "occasion": row.occasion,
        "form": form,
        "words": words,
        "themes": themes,
        "starters": _starters(request),
        "news": news or NewsForm(),
        "history": list(updates_of([row.answer])) if row.answer else [],
    }
    return render(request, "voices/contribution.html", shown | {"further": theme_links()}, status=status)
