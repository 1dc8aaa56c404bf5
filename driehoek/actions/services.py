"""What happens to an action (another owner or day, done, stopped, open again) and to an answer."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import StaffMember

from . import rules, updates
from .models import ActionItem, Answer, AnswerKind, UpdateSort

STALE = "state"
TURNED = {"finish": UpdateSort.FINISHED, "stop": UpdateSort.STOPPED, "reopen": UpdateSort.REOPENED}


def make(*, title: str, owner: StaffMember | None, due_on: dt.date, by: Who) -> ActionItem:
    action: ActionItem = ActionItem.objects.create(title=_title(title), owner=owner, due_on=due_on)
    trail.write("make-action", by=by, on=action)
    return action


def change(*, action: ActionItem, title: str, owner: StaffMember | None, due_on: dt.date, by: Who) -> None:
    """Another title, owner or day. What is done or stopped stays as parents read it: open it again first."""
    rows = ActionItem.objects.filter(pk=action.pk, state=rules.OPEN)
    if rows.update(title=_title(title), owner=owner, due_on=due_on) != 1:
        raise RuleBroken(STALE, _("Deze actie is al afgerond. Zet haar eerst weer open."))
    trail.write("change-action", by=by, on=action)


def turn(*, action: ActionItem, verb: str, result: str = "", by: Who) -> ActionItem:
    """Finish, stop or reopen. `result` is what parents read; stopping needs one, since they were told it would be done."""
    words = result.strip()
    if len(words) > rules.MOST_RESULT:
        raise RuleBroken("too-long", _("Dit zijn %(count)s tekens; er passen er 1.000.") % {"count": len(words)}, 422)
    if not rules.may_turn(action.state, verb):
        raise RuleBroken(STALE, _("Deze actie staat al anders. Zo staat het nu."))
    if verb == "stop" and not words:
        raise RuleBroken("no-reason", _("Schrijf waarom jullie ermee stoppen. Ouders lezen dat."), 422)
    state = rules.becomes(verb)
    done_on = clock.today() if state == rules.DONE else None
    rows = ActionItem.objects.filter(pk=action.pk, state=action.state)
    if rows.update(state=state, result=words, done_on=done_on) != 1:
        raise RuleBroken(STALE, _("Deze actie staat al anders. Zo staat het nu."))
    updates.about_action(action, TURNED[verb], words, by)
    trail.write(f"action-{verb}", by=by, on=action)
    action.refresh_from_db()
    return action


def give_answer(
    *,
    before: Answer | None,
    kind: str,
    text: str,
    by: Who,
    news_on: dt.date | None = None,
    action_title: str = "",
    action_owner: StaffMember | None = None,
    action_due_on: dt.date | None = None,
    seen: str | None = None,
) -> Answer:
    """A new answer, or other words for the answer `before`; the caller holds what it hangs on and writes the trail.

    'We do' may make an action, with owner and day; has the answer one already, that is the one that changes. `seen` is
    the `print_of` the answer that the form showed: has somebody else answered since, RuleBroken 409.
    """
    if seen is not None and seen != print_of(before):
        raise RuleBroken("answered", _("Een collega heeft net ook geantwoord. Lees dat eerst: hieronder staat wat jij schreef."))
    values = _checked(kind, text, news_on, action_title.strip(), action_due_on)
    values["action"] = _action(before, kind, action_title.strip(), action_owner, action_due_on, by)
    said = updates.what_stands(before)
    values |= {"given_at": clock.now(), "given_by_id": by.user_id}
    answer: Answer
    if before is None:
        answer = Answer.objects.create(**values)
    else:
        Answer.objects.filter(pk=before.pk).update(**values)
        answer = before
        answer.refresh_from_db()
    if updates.what_stands(answer) != said:
        updates.about_answer(answer, UpdateSort.ANSWERED if before is None else UpdateSort.CHANGED, by)
    return answer


def print_of(answer: Answer | None) -> str:
    """Changes with every new answer; '' when there is none yet."""
    return "" if answer is None else f"{answer.pk}:{answer.given_at.isoformat()}"


def withdraw_answer(*, answer: Answer, by: Who) -> None:
    """Take an answer away. The action stays: somebody may be at work on it."""
    trail.write("withdraw-answer", by=by, on=answer)
    answer.delete()


def _checked(kind: str, text: str, news_on: dt.date | None, action_title: str, action_due_on: dt.date | None) -> dict[str, Any]:
    words = text.strip()
    if kind not in AnswerKind.values:
        raise RuleBroken("kind", _("Kies een van de vier antwoorden."), 422)
    if not words or len(words) > rules.MOST_ANSWER:
        raise RuleBroken("text", _("Schrijf in een paar zinnen wat ouders lezen: 2.000 tekens op zijn hoogst."), 422)
    gaps = rules.missing(kind, news_on=news_on, action_title=action_title, action_due_on=action_due_on)
    if gaps:
        raise RuleBroken("missing", next(iter(said(gaps).values())), 422)
    return {"kind": kind, "text": words, "news_on": news_on}


def said(gaps: dict[str, str]) -> dict[str, str]:
    """What `rules.missing` found, as sentences for the form: field -> sentence."""
    words = {
        "news_on": _("Kies een dag waarop ouders meer horen."),
        "kind": _("Een actie hoort bij ‘dit doen we’. Kies dat, of maak het veld van de actie leeg."),
        "action_due_on": _("Kies een dag waarop de actie klaar is."),
        "action_title": _("Schrijf wat er op die dag klaar is, of maak de dag leeg."),
    }
    return {field: words[field] for field in gaps}


def _action(
    before: Answer | None, kind: str, title: str, owner: StaffMember | None, due_on: dt.date | None, by: Who
) -> ActionItem | None:
    if kind != AnswerKind.WE_DO:
        return None
    there = before.action if before else None
    if not title or due_on is None:
        return there
    if there is None:
        return make(title=title, owner=owner, due_on=due_on, by=by)
    if there.state == rules.OPEN and (there.title, there.owner_id, there.due_on) != (title, owner and owner.pk, due_on):
        change(action=there, title=title, owner=owner, due_on=due_on, by=by)
    return there


def _title(title: str) -> str:
    line = " ".join(title.split())
    if not line or len(line) > rules.MOST_TITLE:
        raise RuleBroken("title", _("Schrijf in één zin wat er gaat gebeuren: 300 tekens op zijn hoogst."), 422)
    return line
