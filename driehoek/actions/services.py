"""What happens to an action: another owner or day, done, stopped, open again."""

import datetime as dt

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import StaffMember

from . import rules
from .models import ActionItem


def turn(*, action: ActionItem, verb: str, result: str = "", by: Who) -> ActionItem:
    """Finish, stop or reopen. `result` is what parents read; stopping needs one, since they were told it would be done."""
    if not rules.may_turn(action.state, verb):
        raise RuleBroken("state", _("Deze actie staat al anders. Zo staat het nu."))
    if verb == "stop" and not result.strip():
        raise RuleBroken("no-reason", _("Schrijf waarom jullie ermee stoppen. Ouders lezen dat."), 422)
    state = rules.becomes(verb)
    done_on = clock.today() if state == rules.DONE else None
    rows = ActionItem.objects.filter(pk=action.pk, state=action.state)
    if rows.update(state=state, result=result.strip()[:1000], done_on=done_on) != 1:
        raise RuleBroken("state", _("Deze actie staat al anders. Zo staat het nu."))
    trail.write(f"action-{verb}", by=by, on=action)
    action.refresh_from_db()
    return action


def change(*, action: ActionItem, title: str, owner: StaffMember | None, due_on: dt.date, by: Who) -> None:
    ActionItem.objects.filter(pk=action.pk).update(title=title, owner=owner, due_on=due_on)
    trail.write("change-action", by=by, on=action)
