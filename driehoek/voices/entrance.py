"""Ties, landings, menu and letters of this capability; imported when the app is ready."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from driehoek.access.policy import Action, Tie, has_tie, register_tie
from driehoek.access.screen import register_nav
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem
from driehoek.actions.sources import Behind, register_source
from driehoek.invitations.models import Occasion
from driehoek.invitations.queries.receiving import still_open
from driehoek.invitations.words import (
    Beside,
    register_beside,
    register_givers,
    register_remembering,
    register_report,
    register_words,
)
from driehoek.people import own
from driehoek.people.services.parting import register_follower

from . import telling
from .beforehand import Remembers, receive
from .models import Contribution, Poll, Standing, Statement, Theme


def follow(left: uuid.UUID, stays: uuid.UUID, shared: bool) -> None:
    """The people of one home live in another: what they said under their name goes along, without it when others live there."""
    if shared:
        telling.let_go(left)
    Contribution.objects.filter(giver=left).update(giver=stays)


def givers(occasion: Occasion) -> set[uuid.UUID]:
    rows = Contribution.objects.filter(occasion=occasion, giver__isnull=False)
    return set(rows.values_list("giver_id", flat=True))


def address_of_said(school_slug: str, occasion: Occasion) -> str:
    return reverse("said", args=[school_slug, occasion.pk])


def invited(who: Who, occasion: Any) -> bool:
    held = who.held("reply")
    return bool(held) and still_open(held, occasion_id=occasion.pk)


def leads(who: Who, contribution: Any) -> bool:
    return has_tie(Tie.LEADS, who, contribution.occasion)


def of_its_occasion(tie: Tie) -> Any:
    """Whoever has this bond with the occasion has it with its rounds and their statements."""

    def test(who: Who, thing: Any) -> bool:
        return has_tie(tie, who, (thing.poll if isinstance(thing, Statement) else thing).occasion)

    return test


MOST_WORDS = 12


def behind(action: ActionItem) -> list[Behind]:
    """The themes and contributions whose answer became this action, with some of the words that were let through."""
    found = []
    for theme in Theme.objects.filter(answer__action=action).select_related("answer"):
        said = Contribution.objects.filter(theme=theme, standing=Standing.APPROVED).order_by("pk")[:MOST_WORDS]
        found.append(Behind(theme.title, "theme", theme.pk, theme.answer.text, [(one.voice, one.text) for one in said]))
    for one in Contribution.objects.filter(answer__action=action).select_related("answer"):
        words = [(one.voice, one.text)] if one.standing == Standing.APPROVED else []
        found.append(Behind(str(_("Eén inbreng")), "contribution", one.pk, one.answer.text, words))
    return found


def open_rounds(school_slug: str, occasion: Occasion) -> list[Beside]:
    """Rounds that who was invited can take part in now."""
    rows = Poll.objects.filter(occasion=occasion, opened_at__isnull=False, closed_at__isnull=True)
    return [Beside(gettext("Doe mee"), row.title, reverse("react", args=[school_slug, row.pk])) for row in rows]


register_beside(open_rounds)
register_source(behind)
register_words(receive)
register_remembering(Remembers())
register_givers(givers)
register_report(address_of_said)
register_tie(Tie.INVITED, "invitations.occasion", invited)
register_tie(Tie.LEADS, "voices.contribution", leads)
for _tie in (Tie.LEADS, Tie.JOINED, Tie.INVITED):
    register_tie(_tie, "voices.poll", of_its_occasion(_tie))
register_tie(Tie.LEADS, "voices.statement", of_its_occasion(Tie.LEADS))
register_nav(40, _("Inbreng"), "voices", "chat", Action.SORT_HARVEST, parts=("oogst/", "thema/", "inbreng/", "rondes/"))
register_nav(45, _("Bibliotheek"), "library", "star", Action.SEE_MEETINGS)
own.register(telling.TELLER)
register_follower(follow)
