"""Actions: the list, and one with the words behind it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.web.pages import page_of

from . import queries, rules, services, updates
from .forms import ActionForm, NewsForm, TurnForm
from .models import ActionItem, ActionState, Update
from .sources import words_behind


@allows(Action.SEE_ACTIONS)
@require_GET
def actions(request: HttpRequest) -> HttpResponse:
    page = page_of(queries.actions(request.GET), request.GET)
    return render(request, "actions/list.html", {"page": page, "query": request.GET, "states": ActionState.choices})


@allows(Action.SEE_ACTIONS, on=ActionItem, by="action_id")
@require_GET
def action(request: HttpRequest, *, actionitem: ActionItem) -> HttpResponse:
    return _action(request, actionitem, TurnForm(initial={"result": actionitem.result}), 200)


def _action(request: HttpRequest, item: ActionItem, form: TurnForm, status: int, news: NewsForm | None = None) -> HttpResponse:
    shown = {"action": item, "form": form, "can_do": may(request.who, Action.DO_ACTION, item), "behind": words_behind(item)}
    shown["can_answer"] = may(request.who, Action.ANSWER)
    shown["verbs"] = [verb for verb in rules.TRANSITIONS if rules.may_turn(item.state, verb)]
    shown |= {"news": news or NewsForm(), "history": Update.objects.filter(action=item)}
    return render(request, "actions/action.html", shown, status=status)


@allows(Action.DO_ACTION, on=ActionItem, by="action_id")
@require_POST
def action_turn(request: HttpRequest, *, actionitem: ActionItem) -> HttpResponse:
    form = TurnForm(request.POST)
    verb = request.POST.get("verb", "")
    if not form.is_valid() or verb not in rules.TRANSITIONS:
        return _action(request, actionitem, form, 422)
    try:
        services.turn(action=actionitem, verb=verb, result=form.cleaned_data["result"], by=request.who)
    except RuleBroken as broken:
        form.add_error("result", str(broken.message))
        return _action(request, actionitem, form, broken.status)
    messages.success(request, _("Bewaard. Wie hier iets over zei, kan het lezen."))
    return redirect("action", request.school.slug, actionitem.pk)


@allows(Action.DO_ACTION, on=ActionItem, by="action_id")
@require_POST
def action_news(request: HttpRequest, *, actionitem: ActionItem) -> HttpResponse:
    form = NewsForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            updates.write_news(action=actionitem, text=form.cleaned_data["text"], by=request.who)
            messages.success(request, _("Bewaard. Wie hier iets over zei, kan het lezen."))
            return redirect("action", request.school.slug, actionitem.pk)
        except RuleBroken as broken:
            form.add_error("text", str(broken.message))
            status = broken.status
    return _action(request, actionitem, TurnForm(initial={"result": actionitem.result}), status, form)


@allows(Action.DO_ACTION, on=ActionItem, by="action_id")
@require_http_methods(["GET", "POST"])
def action_change(request: HttpRequest, *, actionitem: ActionItem) -> HttpResponse:
    first = {"title": actionitem.title, "owner": actionitem.owner_id, "due_on": actionitem.due_on}
    form = ActionForm(request.POST or None, initial=first)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            services.change(action=actionitem, by=request.who, **form.cleaned_data)
            messages.success(request, _("Bewaard."))
            return redirect("action", request.school.slug, actionitem.pk)
        except RuleBroken as broken:
            form.add_error(None, str(broken.message))
            status = broken.status
    return render(request, "actions/change.html", {"action": actionitem, "form": form}, status=status)
