"""The chain in both directions: a line with what was said and what is done, a theme with where it led, and all of it as a table."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.actions.forms import ActionForm
from driehoek.actions.models import ActionItem
from driehoek.documents.plan_word import plan_docx
from driehoek.documents.word import MEDIA_TYPE
from driehoek.people import export
from driehoek.schools.calendar import school_calendar
from driehoek.voices.models import Theme
from driehoek.web.days import written
from driehoek.web.pages import page_of

from .. import services
from ..models import Activity, Line, Plan, PlannedAction
from ..queries import trace as queries
from ..queries import trace_out

UNLINKED = "unlinked_action"


class LinkForm(forms.Form):
    action = forms.ModelChoiceField(
        None, label=gettext_lazy("Actie"), error_messages={"required": gettext_lazy("Kies een actie.")}, empty_label=None
    )

    def __init__(self, *args: Any, free: Sequence[ActionItem] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["action"].queryset = ActionItem.objects.filter(planned__isnull=True).order_by("due_on", "pk")
        self.offer(free)

    def offer(self, free: Sequence[ActionItem]) -> None:
        self.free = free
        self.fields["action"].choices = [(one.pk, f"{one.title} ({one.due_on:%d-%m-%Y})") for one in self.free]


@allows(Action.SEE_PLAN, on=Line)
@require_safe
def plan_ambition(request: Any, *, line: Line) -> HttpResponse:
    return _ambition(request, line)


def _ambition(
    request: Any, line: Line, form: ActionForm | None = None, link: LinkForm | None = None, status: int = 200
) -> HttpResponse:
    found = queries.trace_of(line, request.school.slug)
    sees, plans = may(request.who, Action.SORT_HARVEST), may(request.who, Action.EDIT_PROGRAMME, line)
    shown = {
        "line": line, "plan": line.plan, "read": found.read, "planned": found.actions, "activities": found.activities,
        "sees_harvest": sees, "can_plan": plans,
        "said": page_of(found.said, request.GET) if sees else None,
        "form": (form or ActionForm(auto_id="new_%s", initial={"due_on": clock.today() + queries.SOON})) if plans else None,
        "link": (link or LinkForm(auto_id="link_%s")) if plans else None,
    }  # fmt: skip
    if shown["link"] is not None:
        shown["link"].offer(found.free)
    return render(request, "plans/ambition.html", shown, status=status)


def _back(request: Any, line: Any) -> HttpResponse:
    return redirect("plan_ambition", request.school.slug, line)


def tell_of_holiday(request: Any, day: dt.date) -> None:
    """A day on which nobody works may be meant; it is said, with the last working day ahead of it."""
    calendar = school_calendar(request.school)
    if name := calendar.free(day):
        facts = {"name": name, "day": written(calendar.earlier(day))}
        messages.warning(request, _("De dag van deze actie valt in: %(name)s. De laatste werkdag ervoor is %(day)s.") % facts)


@allows(Action.EDIT_PROGRAMME, on=Line)
@require_POST
def plan_action_make(request: Any, *, line: Line) -> HttpResponse:
    form = ActionForm(request.POST, auto_id="new_%s")
    if form.is_valid():
        try:
            services.make_action(ambition=line, by=request.who, **form.cleaned_data)
            messages.success(request, _("De actie staat erbij."))
            tell_of_holiday(request, form.cleaned_data["due_on"])
            return _back(request, line.pk)
        except RuleBroken as broken:
            form.add_error("title", str(broken.message))
    return _ambition(request, line, form=form, status=422)


@allows(Action.EDIT_PROGRAMME, on=Line)
@require_POST
def plan_action_link(request: Any, *, line: Line) -> HttpResponse:
    """Also how an action that was let loose just now comes back, with the activity that it was of."""
    kept = request.session.pop(UNLINKED, None) or {}
    chosen = request.POST.get("action")
    link = LinkForm({"action": chosen or kept.get("action")}, auto_id="link_%s")
    if link.is_valid():
        of = None if chosen else Activity.objects.filter(pk=kept.get("activity"), ambition=line).first()
        services.link_action(ambition=line, action=link.cleaned_data["action"], activity=of, by=request.who)
        messages.success(request, _("De actie hoort nu bij deze ambitie."))
        return _back(request, line.pk)
    return _ambition(request, line, link=link, status=422)


@allows(Action.EDIT_PROGRAMME, on=PlannedAction)
@require_POST
def plan_action_loose(request: Any, *, plannedaction: PlannedAction) -> HttpResponse:
    line, activity = plannedaction.ambition_id, plannedaction.activity_id
    request.session[UNLINKED] = {"action": str(plannedaction.action_id), "activity": str(activity) if activity else None}
    services.let_loose(planned=plannedaction, by=request.who)
    undo = reverse("plan_action_link", args=[request.school.slug, line])
    messages.success(request, _("De actie hoort niet meer bij deze ambitie. De actie zelf blijft."), extra_tags=f"undo:{undo}")
    return _back(request, line)


@allows(Action.SORT_HARVEST, on=Theme)
@require_safe
def plan_theme(request: Any, *, theme: Theme) -> HttpResponse:
    found = queries.trace_of_theme(theme)
    shown = {"theme": theme, "lines": found.lines, "said": page_of(found.said, request.GET)}
    return render(request, "plans/theme.html", shown)


@allows(Action.SORT_HARVEST, on=Plan)
@require_safe
def plan_trace_file(request: Any, *, plan: Plan) -> HttpResponse:
    """A workbook; ?bestand=docx: the same as a Word file."""
    kind = "docx" if request.GET.get("bestand") == "docx" else "xlsx"
    if kind == "docx":
        made = plan_docx(trace_out.trace_paper(plan), school=request.school.name)
    else:
        made = export.as_workbook(trace_out.sheets_of(plan))
    shown = content_disposition_header(True, f"{slugify(plan.title) or 'plan'}-spoor.{kind}") or ""
    types = {**export.TYPES, "docx": MEDIA_TYPE}
    return HttpResponse(made, content_type=types[kind], headers={"Content-Disposition": shown})
