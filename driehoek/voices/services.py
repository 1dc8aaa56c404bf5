"""The verbs of voices: contribute, approve, park, order into themes, answer."""

import datetime as dt
import unicodedata
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem, Answer, AnswerKind
from driehoek.invitations.models import Occasion
from driehoek.people.models import Household, StaffMember

from .models import Contribution, Placement, Standing, Theme

MOST_CHARACTERS = 2_000
UNDO_MINUTES = 10


def cleaned(text: str) -> str:
    """Without control characters and marks that turn the direction of what follows; line breaks stay."""
    kept = "".join(
        mark for mark in text if mark in "\n\t" or unicodedata.category(mark) not in {"Cc", "Cf", "Cs"} or mark == "\u200d"
    )
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
            _("Dit zijn %(count)s tekens; er passen er 2.000. Maak het korter, of stuur het in twee keer.")
            % {"count": len(words)},
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


def approve(*, contributions: Iterable[Contribution] = (), contribution: Contribution | None = None, by: Who) -> int:
    """Let this, or these, be shown in the hall and in the report; how many changed."""
    return _stand([*contributions, *([contribution] if contribution else [])], Standing.APPROVED, by)


def park(*, contributions: Iterable[Contribution] = (), contribution: Contribution | None = None, by: Who) -> int:
    """Keep this apart: a personal case, which no screen and no report shows."""
    return _stand([*contributions, *([contribution] if contribution else [])], Standing.PARKED, by)


def back_to_waiting(*, contribution: Contribution, by: Who) -> int:
    """Take a decision back: it waits again."""
    return _stand([contribution], Standing.WAITING, by)


def _stand(contributions: list[Contribution], standing: str, by: Who) -> int:
    """The trail says that somebody looked through some, never which: that would point at an anonymous row."""
    keys = [one.pk for one in contributions]
    changed: int = Contribution.objects.filter(pk__in=keys).exclude(standing=standing).update(standing=standing)
    if changed:
        trail.write(f"contributions-{standing}", by=by)
    return changed


def reword(*, contribution: Contribution, text: str, by: Who) -> None:
    """Take a name out before anything is shared. The old words are gone, not kept."""
    words = cleaned(text)
    if not words or len(words) > MOST_CHARACTERS:
        raise RuleBroken("text", _("Schrijf tussen 1 en 2.000 tekens."), 422)
    Contribution.objects.filter(pk=contribution.pk).update(text=words)
    trail.write("contribution-reworded", by=by)


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


def rename_theme(*, theme: Theme, title: str, meaning: str, by: Who) -> None:
    """Another name for a theme; two themes of one occasion never have the same."""
    name = cleaned(title)[:120]
    if not name:
        raise RuleBroken("empty", _("Geef het thema een naam."), 422)
    if Theme.objects.filter(occasion_id=theme.occasion_id, title=name).exclude(pk=theme.pk).exists():
        raise RuleBroken("double", _("Er is al een thema met deze naam. Kies een andere naam."), 422)
    Theme.objects.filter(pk=theme.pk).update(title=name, meaning=cleaned(meaning)[:300])
    trail.write("rename-theme", by=by, on=theme)


def remove_theme(*, theme: Theme, by: Who) -> int:
    """Take a theme away; what was under it has no theme any more. How many that were."""
    freed: int = Contribution.objects.filter(theme=theme).update(theme=None)
    trail.write("remove-theme", by=by, on=theme)
    theme.delete()
    return freed


def place(*, contribution: Contribution, theme: Theme | None, by: Who, seen: uuid.UUID | None = None) -> Placement:
    """Put a contribution under a theme (or under none).

    `seen` is the newest placement that the board showed: when somebody else moved this card since, it is refused.
    """
    newer = Placement.objects.filter(contribution=contribution).exclude(placed_by_id=by.user_id)
    if seen is not None and newer.filter(pk__gt=seen).exists():
        raise RuleBroken("moved", _("Iemand anders heeft dit net verplaatst. Zo staat het nu."))
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


def answer_theme(*, theme: Theme, by: Who, **given: Any) -> Answer:
    """Answer a theme: `kind`, `text`, and the rest as in `_answer`. A new answer takes the place of the old one."""
    answer = _answer(by=by, before=theme.answer, **given)
    Theme.objects.filter(pk=theme.pk).update(answer=answer)
    trail.write("answer-theme", by=by, on=theme)
    return answer


def answer_contribution(*, contribution: Contribution, by: Who, **given: Any) -> Answer:
    """Answer one contribution by itself, besides what its theme is answered. The trail names the answer alone."""
    answer = _answer(by=by, before=contribution.answer, **given)
    Contribution.objects.filter(pk=contribution.pk).update(answer=answer)
    trail.write("answer", by=by, on=answer)
    return answer


def _answer(
    *,
    kind: str,
    text: str,
    before: Answer | None = None,
    news_on: dt.date | None = None,
    action_title: str = "",
    action_owner: StaffMember | None = None,
    action_due_on: dt.date | None = None,
    by: Who,
) -> Answer:
    """An answer; 'we do' may make an action with owner and date. An action that is there stays when the kind stays."""
    words = cleaned(text)
    if not words or len(words) > MOST_CHARACTERS:
        raise RuleBroken("text", _("Schrijf in een paar zinnen wat ouders horen."), 422)
    action = before.action if before and kind == AnswerKind.WE_DO else None
    if action_title.strip() and kind == AnswerKind.WE_DO:
        if action_due_on is None:
            raise RuleBroken("no-date", _("Kies wanneer de actie klaar is."), 422)
        action = ActionItem.objects.create(title=cleaned(action_title)[:300], owner=action_owner, due_on=action_due_on)
        trail.write("make-action", by=by, on=action)
    answer: Answer = Answer.objects.create(kind=kind, text=words, news_on=news_on, action=action, given_by_id=by.user_id)
    return answer


def rewrite_anonymous() -> int:
    """Write the anonymous contributions of the open school anew, in the order of their random keys; how many.

    Rows keep a trace of when they were written (a transaction's number, a place in the file) that could pair them with who
    answered at that moment. After this all have the same trace. The worker runs it every minute when there is something new.
    """
    recent = Contribution.objects.filter(day__gte=clock.today() - dt.timedelta(days=1)).order_by("pk")
    if connection.vendor == "postgresql":  # a new version of each row, in key order; who changes one meanwhile only waits
        keys = list(recent.values_list("pk", flat=True))
        for key in keys:
            Contribution.objects.filter(pk=key).update(day=F("day"))
        return len(keys)
    rows = list(recent)  # SQLite has one writer at a time, so nobody can change a row in between
    placements = list(Placement.objects.filter(contribution__in=[row.pk for row in rows]))
    Contribution.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Contribution.objects.bulk_create(rows, batch_size=500)
    Placement.objects.bulk_create(placements, batch_size=500)
    return len(rows)
