"""One activity: noted, changed, turned, looked back on, with its actions."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import STAFF, Action
from driehoek.actions.forms import ActionForm
from driehoek.library.reading_activities import load_activities
from driehoek.schools.calendar import school_calendar
from driehoek.web.days import written

from ..forms_programme import ActivityForm, LookBackForm, PutForm, first_of
from ..helping import helpers_of
from ..models import Activity, Plan, PlannedAction
from ..queries.programme import against, page_of_activity
from ..queries.programme_out import came_words, steps_of
from ..queries.trace import SOON
from ..services import programme as services
from ..services import programme_actions
from ..services.programme import hindered_words
from .trace import tell_of_holiday

FIELDS = {"title": "title", "ambition": "ambition", "lead": "lead_name", "day": "planned_on", "number": "meant_for"}
UNPUT = "unput_action"


@allows(Action.EDIT_PROGRAMME, on=Plan)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_new(request: Any, *, plan: Plan) -> HttpResponse:
    """?ambitie= says where it belongs, ?voorbeeld= from which of the library it starts."""
    form = ActivityForm(request.POST or None, plan=plan, initial=_start(request) | {"key": clock.new_id()})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add(plan=plan, wanted=form.wanted, key=form.cleaned_data["key"], by=request.who)
            messages.success(request, _("Het idee staat in het programma."))
            return _to(request, made)
        except RuleBroken as broken:
            form.add_error(FIELDS.get(broken.code), str(broken.message))
    return render(request, "plans/programme_form.html", {"plan": plan, "form": form}, status=422 if form.is_bound else 200)


def _start(request: Any) -> dict[str, Any]:
    found = next((one for one in load_activities() if one.key == request.GET.get("voorbeeld")), None)
    if found is None:
        return {"ambition": _key(request.GET.get("ambitie", ""))}
    language, sector = get_language() or "nl", request.school.sector
    return {
        "title": found.title.say(language, sector), "partnership": found.partnership, "audience": found.for_whom.say(language, sector),
        "preparation": "\n".join(step.say(language, sector) for step in found.preparation), "is_procedure": found.is_procedure,
        "parents_say": found.parents_say.say(language, sector) if found.parents_say else "",
    }  # fmt: skip


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _to(request: Any, activity: Activity) -> HttpResponse:
    """Its page; about a day on which few may come a word more."""
    if activity.planned_on and activity.planned_on >= clock.today():
        names = against(activity.planned_on, school_calendar(request.school))
        if names:
            facts = {"day": written(activity.planned_on), "names": ", ".join(names)}
            messages.warning(request, _("Let op: op %(day)s valt %(names)s. Dat mag; kies een andere dag als er dan weinig mensen kunnen.") % facts)  # fmt: skip
    return redirect("activity", request.school.slug, activity.pk)


@allows(Action.SEE_PLAN, on=Activity)
@require_safe
def activity(request: Any, *, activity: Activity) -> HttpResponse:
    return _activity(request, activity)


def _activity(
    request: Any, activity: Activity, *, status: int = 200, back: LookBackForm | None = None, action: ActionForm | None = None,
    put: PutForm | None = None, both: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:  # fmt: skip
    page, can_edit = page_of_activity(activity, request.school), may(request.who, Action.EDIT_PROGRAMME, activity)
    can_act = can_edit and activity.ambition is not None
    past = {name: getattr(activity, name) for name in ("meant_for", "came", "verdict", "learned")} | {"seen": activity.edits}
    shown = {
        "activity": activity, "plan": activity.plan, "page": page, "can_edit": can_edit, "both": both, "came": came_words(activity),
        "todo": steps_of(activity), "hindered": hindered_words().get(page.hindered, ""),
        "from_team": helpers_of(activity.pk) if request.who.roles & STAFF else [],
        "looks_back": activity.state == "done" or (activity.state == "stopped" and (activity.came is not None or activity.verdict)),
        "back": (back or LookBackForm(initial=past, auto_id="back_%s")) if can_edit else None,
        "form": (action or ActionForm(auto_id="new_%s", initial={"due_on": clock.today() + SOON})) if can_act else None,
        "put": (put or PutForm(activity=activity, auto_id="put_%s")) if can_act else None,
    }  # fmt: skip
    return render(request, "plans/programme_activity.html", shown, status=status)


@allows(Action.EDIT_PROGRAMME, on=Activity)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_change(request: Any, *, activity: Activity) -> HttpResponse:
    form = ActivityForm(request.POST or None, plan=activity.plan, initial=first_of(activity))
    status, both = (422 if form.is_bound else 200), None
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            made = services.change(activity=activity, wanted=form.wanted, seen=-1 if seen is None else seen, by=request.who)
            messages.success(request, _("Bewaard."))
            return _to(request, made)
        except RuleBroken as broken:
            status = broken.status
            if broken.code == "edited":
                now = Activity.for_gate().get(pk=activity.pk)
                both, form.data = form.beside(now), _with(form.data, now.edits)
            else:
                form.add_error(FIELDS.get(broken.code), str(broken.message))
    shown = {"plan": activity.plan, "activity": activity, "form": form, "both": both}
    return render(request, "plans/programme_form.html", shown, status=status)


def _with(typed: Any, seen: int) -> Any:
    again = typed.copy()
    again["seen"] = seen
    return again


@allows(Action.EDIT_PROGRAMME, on=Activity)
@require_POST
def activity_turn(request: Any, *, activity: Activity) -> HttpResponse:
    """`verb` of the rules, from a button or from an undo."""
    verb = request.POST.get("verb") or request.GET.get("verb", "")
    try:
        made, undo = services.turn(activity=activity, verb=verb, by=request.who)
        address = reverse("activity_turn", args=[request.school.slug, made.pk]) + f"?verb={undo}"
        words = _("‘%(title)s’ is nu: %(state)s.") % {"title": made.title, "state": made.get_state_display()}
        messages.success(request, words, extra_tags=f"undo:{address}")
    except RuleBroken as broken:
        messages.warning(request, str(broken.message))
        return _activity(request, Activity.for_gate().get(pk=activity.pk), status=broken.status)
    return redirect("activity", request.school.slug, activity.pk)


@allows(Action.EDIT_PROGRAMME, on=Activity)
@require_POST
def activity_look_back(request: Any, *, activity: Activity) -> HttpResponse:
    form = LookBackForm(request.POST, auto_id="back_%s")
    if not form.is_valid():
        return _activity(request, activity, back=form, status=422)
    said = form.cleaned_data
    seen = said.pop("seen")
    try:
        services.look_back(activity=activity, seen=-1 if seen is None else seen, by=request.who, **said)
        messages.success(request, _("Bewaard. Wat jullie houden of aanpassen, kan mee naar een volgend jaar."))
        return redirect("activity", request.school.slug, activity.pk)
    except RuleBroken as broken:
        now = Activity.for_gate().get(pk=activity.pk)
        if broken.code != "edited":
            form.add_error(None, str(broken.message))
            return _activity(request, now, back=form, status=broken.status)
        form.cleaned_data = said
        both, form.data = form.beside(now), _with(form.data, now.edits)
        return _activity(request, now, back=form, both=both, status=broken.status)


@allows(Action.EDIT_PROGRAMME, on=Activity)
@require_POST
def activity_action_make(request: Any, *, activity: Activity) -> HttpResponse:
    form = ActionForm(request.POST, auto_id="new_%s")
    if form.is_valid():
        try:
            programme_actions.make_action_for(activity=activity, by=request.who, **form.cleaned_data)
            messages.success(request, _("De actie staat erbij."))
            tell_of_holiday(request, form.cleaned_data["due_on"])
            return redirect("activity", request.school.slug, activity.pk)
        except RuleBroken as broken:
            form.add_error("title", str(broken.message))
    return _activity(request, activity, action=form, status=422)


@allows(Action.EDIT_PROGRAMME, on=Activity)
@require_POST
def activity_action_put(request: Any, *, activity: Activity) -> HttpResponse:
    """Also how an action that was taken off just now comes back."""
    kept = request.session.pop(UNPUT, None)
    form = PutForm({"action": request.POST.get("action") or kept}, activity=activity, auto_id="put_%s")
    if form.is_valid():
        try:
            programme_actions.put_action(activity=activity, action=form.cleaned_data["action"], by=request.who)
            messages.success(request, _("De actie hoort nu bij deze activiteit."))
            return redirect("activity", request.school.slug, activity.pk)
        except RuleBroken as broken:
            form.add_error("action", str(broken.message))
    return _activity(request, activity, put=form, status=422)


@allows(Action.EDIT_PROGRAMME, on=PlannedAction)
@require_POST
def activity_action_off(request: Any, *, plannedaction: PlannedAction) -> HttpResponse:
    here = plannedaction.activity_id
    if here is None:
        return redirect("plan_ambition", request.school.slug, plannedaction.ambition_id)
    request.session[UNPUT] = str(plannedaction.action_id)
    programme_actions.take_action_off(planned=plannedaction, by=request.who)
    undo = reverse("activity_action_put", args=[request.school.slug, here])
    messages.success(request, _("De actie hoort niet meer bij deze activiteit, wel bij de ambitie."), extra_tags=f"undo:{undo}")
    return redirect("activity", request.school.slug, here)
