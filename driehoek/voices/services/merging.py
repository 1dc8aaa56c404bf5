"""Themes are put together, taken apart again and split; nothing that stood there is lost, and no answer is."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import ManyToOneRel, Q
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion

from .. import rules, sorting
from ..models import Contribution, MergedTheme, Placement, Theme
from ..queries.moves import last_move
from .ordering import Seen, one_at_a_time, place_many, undo
from .reading import suggest_again
from .themes import make_theme

SPLIT = "split-theme"
ELSEWHERE = ":"  # between the field that points at a theme and the key of its row


def merge_themes(*, theme: Theme, into: Theme, by: Who) -> MergedTheme:
    """Put all of `theme` under `into` and keep what it was. Tables, statements and whatever points at it follow.

    RuleBroken when it was answered: parents can read that answer where they read the words.
    """
    one_at_a_time(theme.occasion)
    gone = Theme.objects.filter(pk=theme.pk).first()
    goal = Theme.objects.filter(pk=into.pk, occasion_id=theme.occasion_id).first()
    if gone is None or goal is None:
        raise RuleBroken("theme-gone", _("Dit thema is er niet meer. Zo staat het nu."))
    if gone.pk == goal.pk:
        raise RuleBroken("same", _("Kies een ander thema om mee samen te voegen."), 422)
    if gone.answer_id:
        said = _("Op ‘%(title)s’ is al geantwoord, en ouders kunnen dat antwoord lezen. Voeg het andere thema bij dit thema, of haal eerst het antwoord weg.")  # fmt: skip
        raise RuleBroken("answered", said % {"title": gone.title})
    cards = [str(key) for key in Contribution.objects.filter(theme=gone).order_by("pk").values_list("pk", flat=True)]
    kept: MergedTheme = MergedTheme.objects.create(
        occasion_id=gone.occasion_id, into=goal, theme_key=gone.pk, title=gone.title, meaning=gone.meaning,
        library_key=gone.library_key, position=gone.position, cards=cards + _follow(gone, goal), merged_by_id=by.user_id,
    )  # fmt: skip
    Contribution.objects.filter(theme=gone).update(theme=goal)
    Placement.objects.filter(before=gone).update(before=goal)
    Placement.objects.filter(after=gone).update(after=goal)
    Placement.objects.filter(before=goal, after=goal, undone_at__isnull=True).update(undone_at=clock.now())  # no move any more
    MergedTheme.objects.filter(into=gone).update(into=goal)
    gone.delete()
    trail.write("merge-themes", by=by, on=goal)
    suggest_again(theme.occasion)
    return kept


def _pointing() -> Iterator[tuple[Any, str]]:
    """Everything in the product that points at a theme, except what is handled by name above."""
    relations: list[Any] = [one for one in Theme._meta.get_fields(include_hidden=True) if isinstance(one, ManyToOneRel)]
    for relation in relations:
        if relation.related_model not in {Contribution, Placement, MergedTheme}:
            yield relation.related_model, relation.field.name


def _follow(gone: Theme, goal: Theme) -> list[str]:
    """Let what points at a theme point at another; each as 'app.Model.field:key', for the way back."""
    found = []
    for model, name in _pointing():
        rows = model.objects.filter(**{name: gone})
        found += [f"{model._meta.label}.{name}{ELSEWHERE}{key}" for key in rows.order_by("pk").values_list("pk", flat=True)]
        rows.update(**{name: goal})
    return found


def unmerge_theme(*, merged: MergedTheme, by: Who) -> Theme:
    """Bring a theme back, with its cards that are still where they were put; who moved one on meant that."""
    one_at_a_time(merged.occasion)
    kept = MergedTheme.objects.filter(pk=merged.pk).first()
    if kept is None:
        raise RuleBroken("apart", _("Deze thema's staan al weer apart. Zo staat het nu."))
    if Theme.objects.filter(occasion_id=kept.occasion_id, title=kept.title).exists():
        said = _("Er is intussen een ander thema dat ‘%(title)s’ heet. Geef dat eerst een andere naam.")
        raise RuleBroken("double", said % {"title": kept.title})
    back: Theme = Theme.objects.create(
        pk=kept.theme_key, occasion_id=kept.occasion_id, title=kept.title, meaning=kept.meaning, library_key=kept.library_key,
        position=kept.position,
    )  # fmt: skip
    cards = [uuid.UUID(card) for card in kept.cards if ELSEWHERE not in card]
    Contribution.objects.filter(theme=kept.into_id, pk__in=cards).update(theme=back)
    _follow_back(kept, back)
    for older in MergedTheme.objects.filter(into=kept.into_id, merged_at__lte=kept.merged_at).exclude(pk=kept.pk):
        if set(older.cards) <= set(kept.cards) and older.cards:  # was put into this one before
            MergedTheme.objects.filter(pk=older.pk).update(into=back)
    kept.delete()
    trail.write("unmerge-themes", by=by, on=back)
    suggest_again(merged.occasion)
    return back


def _follow_back(kept: MergedTheme, back: Theme) -> None:
    for entry in kept.cards:
        field, colon, key = entry.partition(ELSEWHERE)
        if colon:
            label, _dot, name = field.rpartition(".")
            model: Any = apps.get_model(label)
            model.objects.filter(pk=key, **{name: kept.into_id}).update(**{name: back})


def split_theme(*, theme: Theme, cards: Iterable[uuid.UUID], title: str, by: Who) -> Theme:
    """Put some cards of a theme under a new one, in one move. RuleBroken 422 without cards or with a title that is there."""
    one_at_a_time(theme.occasion)
    wanted: list[tuple[uuid.UUID, Seen]] = [(key, theme.pk) for key in cards]
    if not wanted:
        raise RuleBroken("no-cards", _("Vink eerst aan wat naar het nieuwe thema gaat."), 422)
    if any(sorting.same_title(title, one.title) for one in Theme.objects.filter(occasion_id=theme.occasion_id)):
        raise RuleBroken("double", _("Er is al een thema met deze naam. Kies een andere naam."), 422)
    fresh = make_theme(occasion=theme.occasion, title=title, by=by)
    placed = place_many(occasion=theme.occasion, cards=wanted, theme=fresh, by=by, along=True)
    if not placed.moved:
        raise RuleBroken("moved", _("Iemand anders heeft deze kaarten net verplaatst. Zo staat het nu."))
    trail.write(SPLIT, by=by, on=fresh)
    return fresh


def unsplit_theme(*, theme: Theme, by: Who) -> None:
    """Take one's own split of the last minutes back: the cards return, and the theme goes when nothing else came to it."""
    one_at_a_time(theme.occasion)
    moves = last_move(_occasion(theme), by.user_id)
    splits = TrailRow.objects.filter(act=SPLIT, object_id=theme.pk, actor=by.user_id, at__gte=clock.now() - rules.UNDO)
    split = splits.order_by("-at").first()
    if not moves or split is None or any(move.after_id != theme.pk or move.placed_at > split.at for move in moves):
        raise RuleBroken("too-late", _("Dit kan niet meer terug. Verplaats de kaarten op het bord, of voeg de thema's samen."))
    undo(occasion=_occasion(theme), by=by)
    here = Theme.objects.filter(pk=theme.pk, answer__isnull=True).first()
    if here is not None and not _holds(here):
        Placement.objects.filter(Q(before=here) | Q(after=here)).delete()  # to or from what is gone there is no move
        here.delete()
    trail.write("unsplit-theme", by=by, on=theme)


def _holds(theme: Theme) -> bool:
    """Whether anything at all is under a theme, was put together with it or points at it."""
    if Contribution.objects.filter(theme=theme).exists() or MergedTheme.objects.filter(into=theme).exists():
        return True
    return any(model.objects.filter(**{name: theme}).exists() for model, name in _pointing())


def _occasion(theme: Theme) -> Occasion:
    occasion: Occasion = theme.occasion
    return occasion
