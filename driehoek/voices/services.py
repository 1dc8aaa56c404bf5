"""The verbs of voices: contribute, approve, park, order into themes, answer."""

import datetime as dt
import unicodedata
import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem, Answer
from driehoek.invitations.models import Occasion
from driehoek.people.models import Household, StaffMember

from .models import Contribution, Placement, Standing, Theme

MOST_CHARACTERS = 2_000
UNDO_MINUTES = 10


def cleaned(text: str) -> str:
    """Without control characters and marks that turn the direction of what follows; line breaks stay."""
    kept = "".join(mark for mark in text if mark in "\n\t" or unicodedata.category(mark) not in {"Cc", "Cf", "Cs"} or mark == "\u200d")
    return kept.strip()


def contribute(
    *,
    occasion: Occasion,
    key: uuid.UUID,
    kind: str,
    voice: str,
    source: str,
    text: str,
    language: str = "nl",
    table_number: int | None = None,
    question: str = "",
    giver: Household | None = None,
    giver_name: str = "",
) -> Contribution:
    """Keep what somebody said. The same key again is the same contribution. Leaves no trail: it would point at the giver."""
    words = cleaned(text)
    if not words:
        raise RuleBroken("empty", _("Er staat nog niets. Schrijf eerst op wat u wilt zeggen."), 422)
    if len(words) > MOST_CHARACTERS:
        raise RuleBroken(
            "too-long",
            _("Dit zijn %(count)s tekens; er passen er 2.000. Maak het korter, of stuur het in twee keer.") % {"count": len(words)},
            422,
        )
    row = Contribution(
        id=key,
        occasion=occasion,
        kind=kind,
        voice=voice,
        source=source,
        text=words,
        language=language,
        table_number=table_number,
        question=question,
        giver=giver,
        giver_name=cleaned(giver_name)[:100],
    )
    Contribution.objects.bulk_create([row], ignore_conflicts=True)
    kept: Contribution | None = Contribution.objects.filter(pk=key, occasion=occasion).first()
    if kept is None:
        raise RuleBroken("stale", _("Dit hoort bij een andere avond. Laad de pagina opnieuw."))
    return kept


def approve(*, contributions: Iterable[Contribution], by: Who) -> int:
    """Let these be shown in the hall and in the report."""
    return _stand(contributions, Standing.APPROVED, by)


def park(*, contributions: Iterable[Contribution], by: Who) -> int:
    """Keep these apart: a personal case, which no screen and no report shows."""
    return _stand(contributions, Standing.PARKED, by)


def _stand(contributions: Iterable[Contribution], standing: str, by: Who) -> int:
    keys = [one.pk for one in contributions]
    changed: int = Contribution.objects.filter(pk__in=keys).exclude(standing=standing).update(standing=standing)
    trail.write(f"contributions-{standing}", by=by)
    return changed


def make_theme(*, occasion: Occasion, title: str, meaning: str = "", library_key: str = "", by: Who) -> Theme:
    """A new theme of this occasion; the same title again is the theme that is there."""
    name = cleaned(title)[:120]
    if not name:
        raise RuleBroken("empty", _("Geef het thema een naam."), 422)
    fresh = Theme(occasion=occasion, title=name, meaning=meaning[:300], library_key=library_key)
    fresh.position = Theme.objects.filter(occasion=occasion).count()
    Theme.objects.bulk_create([fresh], ignore_conflicts=True)
    theme: Theme = Theme.objects.get(occasion=occasion, title=name)
    trail.write("make-theme", by=by, on=theme)
    return theme


def place(*, contribution: Contribution, theme: Theme | None, by: Who) -> Placement:
    """Put a contribution under a theme (or under none), as somebody saw it: a stale board is refused."""
    if theme is not None and theme.occasion_id != contribution.occasion_id:
        raise RuleBroken("other-occasion", _("Dit thema hoort bij een andere avond."))
    rows = Contribution.objects.filter(pk=contribution.pk, theme_id=contribution.theme_id)
    if rows.update(theme=theme) != 1:
        raise RuleBroken("moved", _("Iemand anders heeft dit net verplaatst. Zo staat het nu."))
    placement: Placement = Placement.objects.create(
        contribution=contribution, before_id=contribution.theme_id, after=theme, placed_by_id=by.user_id
    )
    contribution.theme = theme
    return placement


def undo(*, occasion: Occasion, by: Who) -> Placement | None:
    """Take back one's own last move of the last ten minutes; None when there is none."""
    since = clock.now() - dt.timedelta(minutes=UNDO_MINUTES)
    own = Placement.objects.filter(contribution__occasion=occasion, placed_by_id=by.user_id, undone_at__isnull=True)
    last: Placement | None = own.filter(placed_at__gte=since).first()
    if last is None:
        return None
    moved = Contribution.objects.filter(pk=last.contribution_id, theme_id=last.after_id).update(theme_id=last.before_id)
    Placement.objects.filter(pk=last.pk).update(undone_at=clock.now())
    if not moved:
        raise RuleBroken("moved", _("Iemand anders heeft dit daarna verplaatst. Zo staat het nu."))
    return last


def answer_theme(
    *,
    theme: Theme,
    kind: str,
    text: str,
    news_on: dt.date | None = None,
    action_title: str = "",
    action_owner: StaffMember | None = None,
    action_due_on: dt.date | None = None,
    by: Who,
) -> Answer:
    """Answer a theme; 'we do' may make an action with owner and date. A new answer replaces the old one."""
    words = cleaned(text)
    if not words:
        raise RuleBroken("empty", _("Schrijf in een paar zinnen wat ouders horen."), 422)
    action = None
    if action_title:
        if action_due_on is None:
            raise RuleBroken("no-date", _("Kies wanneer de actie klaar is."), 422)
        action = ActionItem.objects.create(title=cleaned(action_title)[:300], owner=action_owner, due_on=action_due_on)
        trail.write("make-action", by=by, on=action)
    answer: Answer = Answer.objects.create(kind=kind, text=words[:2000], news_on=news_on, action=action, given_by_id=by.user_id)
    Theme.objects.filter(pk=theme.pk).update(answer=answer)
    trail.write("answer-theme", by=by, on=theme)
    return answer
