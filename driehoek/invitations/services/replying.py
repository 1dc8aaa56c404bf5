"""A family answers, changes its answer, and may say something without coming."""

import uuid
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations import rules, words
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion, OpenReply, Reply
from driehoek.invitations.queries.families import families
from driehoek.outbox import letters


@dataclass(frozen=True)
class Given:
    """An answer as it was given. `coming` is how many people, 0 for 'no'; `words` go up under `key`, once."""

    coming: int
    interpreter: str = ""
    childcare: int = 0
    other_need: str = ""
    words: str = ""
    named: bool = False
    language: str = "nl"
    key: uuid.UUID = field(default_factory=clock.secret_id)


def reply(*, invitation: Invitation, given: Given, by: Who) -> Reply:
    """Keep the answer; a later one replaces it until the day of the occasion ends. Sending it twice is sending it once."""
    occasion = invitation.occasion
    check_answer(occasion, given)
    if given.words.strip():  # first: when these words can't be taken, nothing of the answer is kept either
        words.pass_on(
            occasion=occasion,
            invitation=invitation,
            key=given.key,
            text=given.words.strip(),
            language=given.language,
            named=given.named,
        )
    values = values_of_answer(occasion, given)
    fresh = Reply(invitation=invitation, answered_at=clock.now(), **values)
    Reply.objects.bulk_create([fresh], ignore_conflicts=True)
    rows = Reply.objects.filter(invitation=invitation)
    joined = OpenReply.objects.filter(matched_to=invitation).exists()  # said again by themselves, it is theirs
    if joined or not rows.filter(**values).exists():
        rows.update(answered_at=clock.now(), **values)
    trail.write("reply", by=by, on=invitation)
    _confirm(invitation, given.coming)
    kept: Reply = Reply.objects.get(invitation=invitation)
    return kept


def check_answer(occasion: Occasion, given: Given) -> None:
    """Raises RuleBroken for an answer that comes too late or is of too many people."""
    if not rules.may_answer(clock.end_of(occasion.ends_at.astimezone(clock.SCHOOL_TIME).date()), occasion.ends_at, clock.now()):
        raise RuleBroken("over", _("Deze bijeenkomst is geweest. Antwoorden kan niet meer."))
    if not 0 <= given.coming <= rules.MOST_PEOPLE:
        raise RuleBroken("too-many", _("Kom gerust met zes mensen. Komt u met meer, bel dan even met school."), 422)


def values_of_answer(occasion: Occasion, given: Given) -> dict[str, object]:
    """Needs are kept only of who comes, and only those that the evening offers."""
    comes = given.coming > 0
    return {
        "coming": given.coming,
        "interpreter": given.interpreter if comes and occasion.has_interpreter else "",
        "childcare": given.childcare if comes and occasion.has_childcare else 0,
        "other_need": given.other_need.strip()[: rules.LONGEST_NEED] if comes else "",
    }


def _confirm(invitation: Invitation, coming: int) -> None:
    """A mail with what we noted, for who has e-mail; the same answer on one day gives one mail."""
    classes = ClassInvitation.objects.filter(occasion=invitation.occasion_id).values_list("school_class_id", flat=True)
    family = families(list(classes), [invitation.household_id]).get(invitation.household_id)
    day = clock.today().isoformat()
    letters.put_many(
        (group[0].guardian_id, "confirmation", invitation.pk, f"confirmation:{invitation.pk}:{day}:{coming}:{number}")
        for number, group in enumerate(family.letters if family else [])
    )
