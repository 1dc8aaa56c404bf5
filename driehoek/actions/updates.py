"""What people heard after they said something: each answer, each turn of an action, and news that somebody writes."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who

from . import rules
from .models import ActionItem, Answer, Update, UpdateSort


def what_stands(answer: Answer | None) -> tuple[Any, ...]:
    """What people read of an answer; as long as that stays the same there is no news."""
    return () if answer is None else (answer.kind, answer.text, answer.news_on, answer.action_id)


def about_answer(answer: Answer, sort: str, by: Who) -> Update:
    made = _keep(
        Answer.objects.filter(pk=answer.pk),
        by,
        sort=sort,
        answer=answer,
        kind=answer.kind,
        text=answer.text,
        news_on=answer.news_on,
    )
    answer.told_at = made.told_at
    return made


def about_action(action: ActionItem, sort: str, text: str, by: Who) -> Update:
    """Whoever got an answer that this action belongs to hears it."""
    return _keep(Answer.objects.filter(action=action), by, sort=sort, action=action, text=text)


def write_news(*, text: str, answer: Answer | None = None, action: ActionItem | None = None, by: Who) -> Update:
    """News that parents read with the answer, or with every answer of the action. RuleBroken 422 for nothing, or for too much."""
    words = text.strip()
    if not words or len(words) > rules.MOST_NEWS:
        raise RuleBroken("text", _("Schrijf in een paar zinnen wat er nieuw is: 1.000 tekens op zijn hoogst."), 422)
    if action is not None:
        made = about_action(action, UpdateSort.NEWS, words, by)
    else:
        made = _keep(Answer.objects.filter(pk=answer.pk if answer else None), by, sort=UpdateSort.NEWS, answer=answer, text=words)
    trail.write("write-news", by=by, on=made)
    return made


def drop_news(*, update: Update, by: Who) -> None:
    """Take news away again that should not have been written. What the school did or answered stays."""
    if update.sort != UpdateSort.NEWS:
        raise RuleBroken("no-news", _("Alleen nieuws dat iemand schreef kan weg. Een antwoord verander je bij het antwoord."))
    trail.write("drop-news", by=by, on=update)
    answers = list(Answer.objects.filter(Q(pk=update.answer_id) | Q(action=update.action_id, action__isnull=False)))
    update.delete()
    for answer in answers:
        last = updates_of([answer]).order_by("-told_at").values_list("told_at", flat=True).first()
        Answer.objects.filter(pk=answer.pk).update(told_at=max(answer.given_at, last or answer.given_at))


def updates_of(answers: Iterable[Answer]) -> Any:
    """Of these answers and of their actions, the first thing first."""
    some = list(answers)
    actions = {one.action_id for one in some if one.action_id}
    return Update.objects.filter(Q(answer__in=[one.pk for one in some]) | Q(action__in=actions)).order_by("told_at", "pk")


def day_of(update: Update) -> dt.date:
    found: dt.date = update.told_at.astimezone(clock.SCHOOL_TIME).date()
    return found


def _keep(answers: Any, by: Who, **values: Any) -> Update:
    made: Update = Update.objects.create(told_by_id=by.user_id, told_at=clock.now(), **values)
    answers.update(told_at=Greatest(F("told_at"), made.told_at))
    return made
