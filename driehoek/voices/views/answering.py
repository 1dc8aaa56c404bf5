"""Answers: to a theme, to one contribution; and the words and name of each."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations.models import Occasion
from driehoek.library.reading import load_answers
from driehoek.web.pages import page_of

from .. import services
from ..forms import AnswerForm, RewordForm, ThemeForm
from ..models import Contribution, Standing, Theme


def _starters(request: HttpRequest) -> list[tuple[str, list[str]]]:
    sector = request.school.sector
    return [(answer.label.say("nl", sector), [text.say("nl", sector) for text in answer.starters]) for answer in load_answers()]


def _now(answer: Any) -> dict[str, Any]:
    return {"kind": answer.kind, "text": answer.text, "news_on": answer.news_on} if answer else {}


@allows(Action.ANSWER, on=Occasion)
@require_GET
def answers(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    themes = list(Theme.objects.filter(occasion=occasion).select_related("answer__action"))
    said = Contribution.objects.filter(occasion=occasion).exclude(standing=Standing.PARKED)
    counts: dict[Any, int] = {}
    open_ones = 0
    for theme_id, answer_id in said.values_list("theme_id", "answer_id"):
        counts[theme_id] = counts.get(theme_id, 0) + 1
        open_ones += answer_id is None and theme_id is None
    lines = [(theme, counts.get(theme.pk, 0)) for theme in themes]
    open_ones += sum(count for theme, count in lines if theme.answer is None)
    return render(
        request, "voices/answers.html", {"occasion": occasion, "lines": lines, "open": open_ones, "total": sum(counts.values())}
    )


@allows(Action.ANSWER, on=Theme)
@require_http_methods(["GET", "POST"])
def theme(request: HttpRequest, *, theme: Theme) -> HttpResponse:
    form = AnswerForm(request.POST or None, initial=_now(theme.answer))
    if request.method == "POST" and form.is_valid():
        services.answer_theme(theme=theme, by=request.who, **form.cleaned_data)
        messages.success(request, _("Bewaard. Ouders lezen dit bij ‘wat er met uw woorden is gedaan’."))
        return redirect("answers", request.school.slug, theme.occasion_id)
    rows = theme.contributions.exclude(standing=Standing.PARKED).order_by("pk")
    shown = {
        "theme": theme,
        "occasion": theme.occasion,
        "form": form,
        "page": page_of(rows, request.GET),
        "starters": _starters(request),
    }
    shown["names"] = ThemeForm(initial={"title": theme.title, "meaning": theme.meaning})
    return render(request, "voices/theme.html", shown, status=422 if form.is_bound else 200)


@allows(Action.SORT_HARVEST, on=Theme)
@require_http_methods(["GET", "POST"])
def theme_rename(request: HttpRequest, *, theme: Theme) -> HttpResponse:
    form = ThemeForm(request.POST or None, initial={"title": theme.title, "meaning": theme.meaning})
    if request.method == "POST" and form.is_valid():
        services.rename_theme(theme=theme, by=request.who, **form.cleaned_data)
        return redirect("theme", request.school.slug, theme.pk)
    return render(request, "voices/rename.html", {"theme": theme, "form": form}, status=422 if form.is_bound else 200)


@allows(Action.SORT_HARVEST, on=Theme)
@require_POST
def theme_remove(request: HttpRequest, *, theme: Theme) -> HttpResponse:
    occasion_id, title = theme.occasion_id, theme.title
    freed = services.remove_theme(theme=theme, by=request.who)
    messages.info(
        request, _("Thema ‘%(title)s’ is weg. %(count)s keer inbreng staat weer zonder thema.") % {"title": title, "count": freed}
    )
    return redirect("harvest_board", request.school.slug, occasion_id)


@allows(Action.ANSWER, on=Contribution)
@require_http_methods(["GET", "POST"])
def contribution(request: HttpRequest, *, contribution: Contribution) -> HttpResponse:
    form = AnswerForm(request.POST or None, initial=_now(contribution.answer))
    if request.method == "POST" and form.is_valid():
        services.answer_contribution(contribution=contribution, by=request.who, **form.cleaned_data)
        messages.success(request, _("Bewaard. Wie dit zei, kan het antwoord lezen."))
        return redirect("contribution", request.school.slug, contribution.pk)
    return _contribution(
        request, contribution, form, RewordForm(initial={"text": contribution.text}), 422 if form.is_bound else 200
    )


@allows(Action.MODERATE, on=Contribution)
@require_POST
def reword(request: HttpRequest, *, contribution: Contribution) -> HttpResponse:
    form = RewordForm(request.POST)
    if form.is_valid():
        services.reword(contribution=contribution, text=form.cleaned_data["text"], by=request.who)
        messages.success(request, _("Bewaard. De oude tekst is weg."))
        return redirect("contribution", request.school.slug, contribution.pk)
    return _contribution(request, contribution, AnswerForm(initial=_now(contribution.answer)), form, 422)


def _contribution(request: HttpRequest, row: Contribution, form: AnswerForm, words: RewordForm, status: int) -> HttpResponse:
    shown = {
        "contribution": row,
        "occasion": row.occasion,
        "form": form,
        "words": words,
        "themes": Theme.objects.filter(occasion_id=row.occasion_id),
        "starters": _starters(request),
    }
    return render(request, "voices/contribution.html", shown, status=status)
