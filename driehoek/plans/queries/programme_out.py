"""The programme on paper and as a workbook."""

from collections import defaultdict
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.actions.models import ActionState
from driehoek.documents.programme import PaperActivity, PaperGroup
from driehoek.web.days import written

from ..models import Activity, ActivityState, Plan, PlannedAction
from .programme import AMBITION, Row, ambitions_of, group_of, keys_of, rows_of
from .trace import short

Cells = tuple[object, ...]


def came_words(activity: Activity) -> str:
    """'18 van 24 kwamen', '18 kwamen' or ''."""
    if activity.came is None:
        return ""
    if not activity.meant_for:
        return ngettext("%(came)s kwam", "%(came)s kwamen", activity.came) % {"came": activity.came}
    return ngettext("%(came)s van %(meant)s kwam", "%(came)s van %(meant)s kwamen", activity.came) % {
        "came": activity.came,
        "meant": activity.meant_for,
    }


def steps_of(activity: Activity) -> tuple[str, ...]:
    """What must be ready, a line each."""
    found = (line.strip().removeprefix("- ").strip() for line in activity.preparation.splitlines())
    return tuple(line for line in found if line)


def on_paper(plan: Plan) -> tuple[PaperGroup, ...]:
    """Without what was stopped; by ambition, then by day. Three queries."""
    key = keys_of(AMBITION, ambitions_of(plan))
    rows = sorted((row for row in rows_of(plan) if row.activity.state != ActivityState.STOPPED), key=key)
    groups = [group_of(AMBITION, list(some)) for _key, some in groupby(rows, key=key)]
    return tuple(
        PaperGroup(title=one.title, above=one.above.capitalize(), rows=tuple(_paper(row) for row in one.rows)) for one in groups
    )


def _paper(row: Row) -> PaperActivity:
    one = row.activity
    said = [
        one.audience,
        _("Hier krijgen ouders iets te zeggen: %(say)s") % {"say": one.parents_say} if one.parents_say else "",
    ]
    who = [row.lead, _("met %(helpers)s") % {"helpers": one.helpers} if one.helpers else ""]
    after = [str(one.get_state_display()), came_words(one), str(one.get_verdict_display()) if one.verdict else ""]
    return PaperActivity(
        title=one.title, day=written(one.planned_on) if one.planned_on else "", who="\n".join(filter(None, who)),
        state="\n".join(filter(None, after)), facts=tuple(filter(None, said)), todo=steps_of(one),
        done=one.state == ActivityState.DONE,
    )  # fmt: skip


def sheets_of(plan: Plan) -> list[tuple[str, list[Cells]]]:
    """Activities with all that is known, and the actions of the programme. Four queries."""
    every = PlannedAction.objects.filter(ambition__plan=plan).select_related("action__owner", "ambition", "activity")
    actions = list(every.order_by("action__due_on", "pk"))
    counts: dict[object, int] = defaultdict(int)
    for one in actions:
        counts[one.activity_id] += one.action.state == ActionState.OPEN
    head = (
        _("Ambitie"), _("Partnerschap"), _("Wat"), _("Voor wie"), _("Trekker"), _("Wie helpen mee"), _("Dag"), _("Stand"),
        _("Waar ouders iets te zeggen krijgen"), _("Wat moet er klaar zijn"), _("Bedoeld voor"), _("Gekomen"), _("Volgend jaar"),
        _("Geleerd"), _("Open acties"),
    )  # fmt: skip
    return [
        (_("Activiteiten"), [head, *(_cells(row, counts[row.activity.pk]) for row in rows_of(plan))]),
        (_("Acties"), [_action_head(), *(_action(one) for one in actions)]),
    ]


def _cells(row: Row, many: int) -> Cells:
    one = row.activity
    return (
        row.about, str(one.get_partnership_display()) if one.partnership else "", one.title, one.audience, row.lead, one.helpers,
        one.planned_on.isoformat() if one.planned_on else "", str(one.get_state_display()), one.parents_say, one.preparation,
        "" if one.meant_for is None else one.meant_for, "" if one.came is None else one.came,
        str(one.get_verdict_display()) if one.verdict else "", one.learned, many,
    )  # fmt: skip


def _action_head() -> Cells:
    return (_("Actie"), _("Wie"), _("Klaar op"), _("Stand"), _("Activiteit"), _("Ambitie"), _("Resultaat"))


def _action(one: PlannedAction) -> Cells:
    action, owner = one.action, one.action.owner
    who = str(owner) if owner is not None and owner.left_on is None else _("zonder eigenaar")
    activity = one.activity.title if one.activity is not None else ""
    return (
        action.title,
        who,
        action.due_on.isoformat(),
        str(action.get_state_display()),
        activity,
        short(one.ambition),
        action.result,
    )
