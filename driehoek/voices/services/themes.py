"""Themes are decided by people: from the library or typed."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.actions import services as actions
from driehoek.invitations.models import Occasion

from .. import rules
from ..models import Contribution, Placement, Theme
from . import words
from .ordering import one_at_a_time
from .reading import suggest_again


def make_theme(*, occasion: Occasion, title: str, meaning: str = "", library_key: str = "", by: Who) -> Theme:
    """A new theme of this occasion; the same title again is the theme that is there."""
    name = _name(title)
    fresh = Theme(occasion=occasion, title=name, meaning=_meaning(meaning), library_key=library_key)
    fresh.position = min(Theme.objects.filter(occasion=occasion).count(), 32_000)
    Theme.objects.bulk_create([fresh], ignore_conflicts=True)
    theme: Theme = Theme.objects.get(occasion=occasion, title=name)
    if theme.pk == fresh.pk:
        trail.write("make-theme", by=by, on=theme)
        suggest_again(occasion)
    return theme


def rename_theme(*, theme: Theme, title: str, meaning: str, by: Who) -> None:
    """Another name for a theme; two themes of one occasion never have the same.

    With another name it is no longer the library's, whose translation would not fit.
    """
    name = _name(title)
    if Theme.objects.filter(occasion_id=theme.occasion_id, title=name).exclude(pk=theme.pk).exists():
        raise RuleBroken("double", _("Er is al een thema met deze naam. Kies een andere naam."), 422)
    key = theme.library_key if name == theme.title else ""
    theme.title, theme.meaning, theme.library_key = name, _meaning(meaning), key
    theme.save(update_fields=["title", "meaning", "library_key"])
    trail.write("rename-theme", by=by, on=theme)
    suggest_again(theme.occasion)


def remove_theme(*, theme: Theme, by: Who) -> int:
    """Take a theme away; what was under it has no theme any more. How many that were.

    Parents can read an answer: with words under it, it is not thrown away by a tap on another button.
    """
    one_at_a_time(theme.occasion)
    here: Theme | None = Theme.objects.select_related("answer").filter(pk=theme.pk).first()
    if here is None:
        return 0
    under = Contribution.objects.filter(theme=here)
    if here.answer_id and under.exists():
        raise RuleBroken("answered", _("Op dit thema is al geantwoord. Zet de inbreng eerst bij een ander thema."))
    freed: int = under.update(theme=None)
    Placement.objects.filter(after=here).delete()
    Placement.objects.filter(before=here).delete()  # a move to or from what is gone can't be undone
    trail.write("remove-theme", by=by, on=here)
    suggest_again(theme.occasion)
    answer = here.answer
    here.delete()
    if answer is not None:
        actions.withdraw_answer(answer=answer, by=by)
    return freed


def _name(title: str) -> str:
    return words.take_line(title, rules.MOST_TITLE, empty=_("Geef het thema een naam."))


def _meaning(meaning: str) -> str:
    return words.take_line(meaning, rules.MOST_MEANING, optional=True)


def move_theme(*, theme: Theme, to: int, by: Who) -> None:
    """Put a theme at place `to` among those of its occasion, counted from 0; beyond the end is the end."""
    one_at_a_time(theme.occasion)
    rows = list(Theme.objects.filter(occasion_id=theme.occasion_id))
    here = next((row for row in rows if row.pk == theme.pk), None)
    if here is None:
        raise RuleBroken("theme-gone", _("Dit thema is er niet meer. Zo staat het nu."))
    rows.remove(here)
    rows.insert(min(max(to, 0), len(rows)), here)
    for place, row in enumerate(rows):
        row.position = place
    Theme.objects.bulk_update(rows, ["position"])
    trail.write("move-theme", by=by, on=here)


def take_off_theme(*, theme: Theme, by: Who) -> dict[str, str]:
    """Take a theme off that nothing hangs on yet; what is returned makes it again. With words under it, it stays."""
    one_at_a_time(theme.occasion)
    under = Contribution.objects.filter(theme=theme).count()
    if under:
        said = ngettext(
            "‘%(title)s’ blijft staan: er staat al %(count)s inbreng onder. Verplaats die eerst op het bord.",
            "‘%(title)s’ blijft staan: er staan al %(count)s keer woorden onder. Verplaats die eerst op het bord.",
            under,
        )
        raise RuleBroken("has-words", said % {"title": theme.title, "count": under})
    if theme.answer_id:
        raise RuleBroken("answered", _("‘%(title)s’ blijft staan: er is al op geantwoord.") % {"title": theme.title})
    kept = {"title": theme.title, "meaning": theme.meaning, "library_key": theme.library_key}
    remove_theme(theme=theme, by=by)
    return kept
