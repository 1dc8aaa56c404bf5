"""Themes: put together, apart again, and split."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import forms, rules
from ..models import MergedTheme, Standing, Theme
from ..services import merging

MOST_SPLIT = 500  # notes to choose from on one page


@allows(Action.SORT_HARVEST, on=Theme)
@require_POST
def theme_merge(request: HttpRequest, *, theme: Theme) -> HttpResponse:
    into = Theme.objects.filter(occasion_id=theme.occasion_id, pk=forms.as_key(request.POST.get("into", ""))).first()
    if into is None:
        messages.warning(request, _("Kies eerst een thema."))
        return redirect("theme", request.school.slug, theme.pk)
    key, title = theme.pk, theme.title
    try:
        merged = merging.merge_themes(theme=theme, into=into, by=request.who)
    except RuleBroken as broken:
        messages.warning(request, str(broken.message))
        return redirect("theme", request.school.slug, key)
    back = reverse("theme_unmerge", args=[request.school.slug, merged.pk])
    said = _("‘%(title)s’ hoort nu bij ‘%(into)s’.") % {"title": title, "into": into.title}
    messages.success(request, said, extra_tags=f"undo:{back}")
    return redirect("theme", request.school.slug, into.pk)


@allows(Action.SORT_HARVEST, on=MergedTheme, by="merged_id")
@require_POST
def theme_unmerge(request: HttpRequest, *, mergedtheme: MergedTheme) -> HttpResponse:
    into = mergedtheme.into_id
    try:
        theme = merging.unmerge_theme(merged=mergedtheme, by=request.who)
    except RuleBroken as broken:
        messages.warning(request, str(broken.message))
        return redirect("theme", request.school.slug, into)
    messages.success(request, _("‘%(title)s’ is weer een eigen thema.") % {"title": theme.title})
    return redirect("theme", request.school.slug, theme.pk)


@allows(Action.SORT_HARVEST, on=Theme)
@require_http_methods(["GET", "POST"])
def theme_split(request: HttpRequest, *, theme: Theme) -> HttpResponse:
    """Tick what goes, give it a name; what was ticked and typed stays when that can't be."""
    title, problem, chosen = request.POST.get("title", ""), "", set(forms.ticked(request.POST, "card"))
    if request.method == "POST":
        try:
            fresh = merging.split_theme(theme=theme, cards=chosen, title=title, by=request.who)
            back = reverse("theme_unsplit", args=[request.school.slug, fresh.pk])
            messages.success(request, _("‘%(title)s’ is nu een eigen thema.") % {"title": fresh.title}, extra_tags=f"undo:{back}")
            return redirect("theme", request.school.slug, fresh.pk)
        except RuleBroken as broken:
            problem = str(broken.message)
    rows = theme.contributions.exclude(standing=Standing.PARKED).order_by("pk")[:MOST_SPLIT]
    shown = {"theme": theme, "rows": rows, "title": title, "problem": problem, "chosen": chosen, "most": rules.MOST_TITLE}
    return render(request, "voices/split.html", shown, status=422 if problem else 200)


@allows(Action.SORT_HARVEST, on=Theme)
@require_POST
def theme_unsplit(request: HttpRequest, *, theme: Theme) -> HttpResponse:
    occasion, key = theme.occasion_id, theme.pk
    try:
        merging.unsplit_theme(theme=theme, by=request.who)
    except RuleBroken as broken:
        messages.warning(request, str(broken.message))
        return redirect("theme", request.school.slug, key)
    messages.info(request, _("De kaarten staan weer waar ze stonden."))
    return redirect("harvest_board", request.school.slug, occasion)
