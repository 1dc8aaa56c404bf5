"""News that somebody writes with an answer, and takes away again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.actions import updates
from driehoek.actions.forms import NewsForm
from driehoek.actions.models import Answer, Update

from ..forms import AnswerForm, RewordForm
from ..models import Contribution, Theme
from .answering import contribution_page, look_at, theme_page


def _written(request: HttpRequest, form: NewsForm, answer: Answer | None) -> int:
    """302 when the news stands there, otherwise the status of the page that says why not."""
    if not form.is_valid():
        return 422
    if answer is None:
        form.add_error("text", _("Geef eerst antwoord. ‘Gehoord’ is ook een antwoord."))
        return 409
    try:
        updates.write_news(answer=answer, text=form.cleaned_data["text"], by=request.who)
    except RuleBroken as broken:
        form.add_error("text", str(broken.message))
        return broken.status
    messages.success(request, _("Bewaard. Wie hier iets over zei, kan het lezen."))
    return 302


@allows(Action.ANSWER, on=Theme)
@require_POST
def theme_news(request: HttpRequest, *, theme: Theme) -> HttpResponse:
    form = NewsForm(request.POST)
    status = _written(request, form, theme.answer)
    if status == 302:
        return redirect("theme", request.school.slug, theme.pk)
    return theme_page(request, theme, AnswerForm(answer=theme.answer), form, status)


@allows(Action.ANSWER, on=Contribution)
@require_POST
def contribution_news(request: HttpRequest, *, contribution: Contribution) -> HttpResponse:
    look_at(request, contribution)
    form = NewsForm(request.POST)
    status = _written(request, form, contribution.answer)
    if status == 302:
        return redirect("contribution", request.school.slug, contribution.pk)
    words = RewordForm(initial={"text": contribution.text})
    return contribution_page(request, contribution, AnswerForm(answer=contribution.answer), words, status, form)


@allows(Action.ANSWER, on=Update)
@require_POST
def news_drop(request: HttpRequest, *, update: Update) -> HttpResponse:
    home = _home(update, request.school.slug)
    updates.drop_news(update=update, by=request.who)
    messages.info(request, _("Het nieuws is weg. Ouders lezen het niet meer."))
    return redirect(home)


def _home(update: Update, school: str) -> str:
    """The page where this news stood."""
    if update.action_id:
        return reverse("action", args=[school, update.action_id])
    for route, model in (("theme", Theme), ("contribution", Contribution)):
        key = model.objects.filter(answer=update.answer_id).order_by("pk").values_list("pk", flat=True).first()
        if key:
            return reverse(route, args=[school, key])
    return reverse("voices", args=[school])
