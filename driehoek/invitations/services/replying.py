"""A family answers, changes its answer, and may ask or say something beforehand, also without coming."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations import rules, words
from driehoek.invitations.models import Invitation, Occasion, Reply
from driehoek.invitations.words import EXPERIENCE, QUESTION

from .confirming import confirm


@dataclass(frozen=True)
class Given:
    """An answer as it was given. `coming` is how many people, 0 for 'no'; `by_other` when somebody else comes for them.

    `words` (of this `kind`) and `question` go up under a key of their own, each once.
    """

    coming: int
    interpreter: str = ""
    childcare: int = 0
    other_need: str = ""
    words: str = ""
    named: bool = False
    language: str = "nl"
    key: uuid.UUID = field(default_factory=clock.secret_id)
    by_other: bool = False
    kind: str = EXPERIENCE
    question: str = ""
    question_key: uuid.UUID = field(default_factory=clock.secret_id)

    def said(self) -> Iterator[tuple[str, uuid.UUID, str, str]]:
        """Field, key, kind and text of what can be said beside the answer."""
        yield "question", self.question_key, QUESTION, self.question.strip()
        yield "text", self.key, self.kind, self.words.strip()


def reply(*, invitation: Invitation, given: Given, by: Who) -> Reply:
    """Keep the answer; a later one replaces it until the day of the occasion ends. Sending it twice is sending it once."""
    occasion = invitation.occasion
    check_answer(occasion, given)
    pass_on(occasion, invitation, given)  # first: when these words can't be taken, nothing of the answer is kept either
    values = values_of_answer(occasion, given)
    fresh = Reply(invitation=invitation, answered_at=clock.now(), **values)
    # one statement, so that a slip that is taken back at the same moment takes nothing along; `answered_at` also when it says
    # the same as before: from now on it is what they said last
    Reply.objects.bulk_create(
        [fresh], update_conflicts=True, unique_fields=["invitation"], update_fields=["answered_at", *values]
    )
    trail.write("reply", by=by, on=invitation)
    confirm(invitation)
    kept: Reply = Reply.objects.get(invitation=invitation)
    return kept


def pass_on(occasion: Occasion, invitation: Invitation | None, given: Given) -> None:
    """Question and words go up, both or none. Raises RuleBroken 'used_key:question' or 'used_key:text' for a key that was used."""
    changes = invitation is not None and hasattr(invitation, "reply")
    if not changes and not any(text for *_rest, text in given.said()):
        return
    with transaction.atomic():
        for field_name, key, kind, text in given.said():
            if not text:
                if changes and invitation is not None:
                    words.take_back(invitation, key)
                continue
            try:
                words.pass_on(
                    occasion=occasion, invitation=invitation, key=key, kind=kind, text=text,
                    language=given.language, named=given.named,
                )  # fmt: skip
            except RuleBroken as broken:
                if broken.code != "used_key":
                    raise
                raise RuleBroken(f"used_key:{field_name}", broken.message, broken.status) from broken


def check_answer(occasion: Occasion, given: Given) -> None:
    """Raises RuleBroken for an answer that comes too late or is of too many people."""
    if occasion.cancelled_at is not None:
        raise RuleBroken("cancelled", _("Deze bijeenkomst gaat niet door. Antwoorden hoeft niet meer."))
    if not rules.may_answer(clock.end_of(occasion.ends_at.astimezone(clock.SCHOOL_TIME).date()), occasion.ends_at, clock.now()):
        raise RuleBroken("over", _("Deze bijeenkomst is geweest. Antwoorden kan niet meer."))
    if not 0 <= given.coming <= rules.MOST_PEOPLE:
        raise RuleBroken("too-many", _("Kom gerust met zes mensen. Komt u met meer, bel dan even met school."), 422)


def values_of_answer(occasion: Occasion, given: Given) -> dict[str, object]:
    """Needs are kept only of who comes, and only those that the evening offers."""
    comes = given.coming > 0
    return {
        "coming": given.coming,
        "by_other": given.by_other and comes,
        "interpreter": given.interpreter if comes and occasion.has_interpreter else "",
        "childcare": given.childcare if comes and occasion.has_childcare else 0,
        "other_need": given.other_need.strip()[: rules.LONGEST_NEED] if comes else "",
    }
