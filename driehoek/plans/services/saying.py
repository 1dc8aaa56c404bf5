"""What team, partnership team, parents' council and MR say about a plan, and what was done with it."""

import uuid

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who

from ..models import Body, Comment, Line, Plan

COMMENTING = (Body.TEAM, Body.PARTNERSHIP_TEAM, Body.PARENTS_COUNCIL, Body.MR)
MOST_TEXT, MOST_COMMENTS = 2000, 1000


def say(*, plan: Plan, line: Line | None, body: str, name: str = "", text: str, key: uuid.UUID | None = None, by: Who) -> Comment:
    """A remark about a line of this plan, or about the whole. The same `key` again (sent twice) is the same remark."""
    if body not in COMMENTING or (line is not None and line.plan_id != plan.pk):
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    words = text.strip()
    if not words or len(words) > MOST_TEXT:
        raise RuleBroken("text", _("Schrijf de opmerking in hoogstens 2.000 tekens."), 422)
    if Comment.objects.filter(plan=plan).count() >= MOST_COMMENTS:
        raise RuleBroken("full", _("Er staan al 1.000 opmerkingen bij dit plan. Handel er eerst een paar af."), 422)
    row = Comment(plan=plan, line=line, body=body, name=name.strip()[:100], text=words, made_by_id=by.user_id)
    if key is not None:
        row.pk = key
    Comment.objects.bulk_create([row], ignore_conflicts=True)
    made: Comment | None = Comment.objects.filter(pk=row.pk, plan=plan).first()
    if made is None:
        raise RuleBroken("gone", _("Dit is veranderd. Laad de pagina opnieuw."))
    trail.write("comment_plan", by=by, on=made)
    return made


def answer(*, comment: Comment, text: str, closes: bool, by: Who) -> None:
    """Say what was done with a remark, and close it or open it again. Closing asks for an answer: nobody is passed over."""
    words = text.strip()
    if len(words) > MOST_TEXT:
        raise RuleBroken("text", _("Dit is te lang. Maak het korter."), 422)
    if closes and not words:
        raise RuleBroken("answer", _("Schrijf eerst wat ermee gebeurt. Wie dit zei, wil dat weten."), 422)
    moment = (comment.closed_at or clock.now()) if closes else None
    Comment.objects.filter(pk=comment.pk).update(answer=words, closed_at=moment)
    trail.write("close_plan_comment" if closes else "answer_plan_comment", by=by, on=comment)
