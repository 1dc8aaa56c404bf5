"""Laying on the shelf of all schools here, taking back, and taking over from it or from a file."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library.partnership import Partnership
from driehoek.voices.models import OwnText
from driehoek.voices.queries.library import entry
from driehoek.voices.services.library import add_text, drop_text

from .. import rules_programme, rules_sharing
from ..models import Activity, ActivityState, Given, Plan, ShelfItem
from ..rules_sharing import Shared

MOST_PREPARATION = rules_sharing.MOST["preparation"]


@dataclass(frozen=True)
class ToGive:
    """One thing without names, and what it was made of."""

    shared: Shared
    activity: uuid.UUID | None = None
    text: uuid.UUID | None = None


def lay(*, things: Collection[ToGive], by: Who) -> list[Given]:
    """Put these on the shelf. What was given before is replaced by how it reads now."""
    kept = set(Given.objects.values_list("activity", "text_key"))
    new = [one for one in things if (one.activity, one.text) not in kept]
    if len(kept) + len(new) > rules_sharing.MOST_SHARED:
        raise RuleBroken("full", _("Jullie hebben al 300 ideeën gedeeld. Haal er eerst een terug."), 422)
    made: list[Given] = []
    for one in things:
        before = list(Given.objects.filter(activity=one.activity, text_key=one.text).select_related("item"))
        content = rules_sharing.content_of(one.shared)
        if before:
            ShelfItem.objects.filter(pk=before[0].item_id).update(content=content, laid_on=clock.today())
            made.append(before[0])
        else:
            item = ShelfItem.objects.create(sort=one.shared.sort, content=content)
            made.append(Given.objects.create(item=item, activity_id=one.activity, text_key=one.text))
        trail.write("share_idea", by=by, on=made[-1])
    return made


def take_back(*, given: Given, by: Who) -> dict[str, Any]:
    """Off the shelf; who took it over keeps it. What is returned (plain values) lays it there again."""
    item = given.item
    kept = {"content": item.content, "activity": str(given.activity_id or ""), "text": str(given.text_key or "")}
    trail.write("take_back_idea", by=by, on=given)
    given.delete()
    item.delete()
    return kept


def lay_again(*, kept: Mapping[str, Any], by: Who) -> Given:
    """Undo of `take_back`."""
    shared = rules_sharing.shared_of(kept["content"], "", set(Partnership.values))
    activity = Activity.objects.filter(pk=kept["activity"]).first() if kept["activity"] else None
    text = uuid.UUID(kept["text"]) if kept["text"] else None
    return lay(things=[ToGive(shared, activity.pk if activity else None, text)], by=by)[0]


@dataclass(frozen=True)
class Taken:
    """Keys of what was copied, so that it can be taken back; `there`: how many were there already."""

    activities: list[str]
    texts: list[str]
    there: int = 0

    @property
    def many(self) -> int:
        return len(self.activities) + len(self.texts)


def take_over(*, plan: Plan, things: Iterable[Shared], texts: bool, by: Who) -> Taken:
    """Copy these: activities as ideas of this programme, own texts (only with `texts`) into the library. All of them or none."""
    Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).order_by("pk").values_list("pk").first()
    titles = set(Activity.objects.filter(plan=plan, state=ActivityState.IDEA).values_list("title", flat=True))
    own = set(OwnText.objects.values_list("sort", "title"))
    room = rules_programme.MOST_ACTIVITIES - Activity.objects.filter(plan=plan).count()
    ideas: list[Activity] = []
    written: list[str] = []
    there = 0
    for one in things:
        if one.sort == rules_sharing.ACTIVITY and one.title not in titles:
            titles.add(one.title)
            ideas.append(_idea(plan, one))
        elif one.sort in rules_sharing.TEXTS and texts and (one.sort, one.title) not in own:
            own.add((one.sort, one.title))
            made = add_text(key=clock.new_id(), sort=one.sort, audience=one.for_whom, title=one.title, text=one.text, by=by)
            written.append(str(made.pk))
        else:
            there += 1
    if len(ideas) > room:
        raise RuleBroken("full", _("Er staan al 300 activiteiten in dit programma. Kies eerst wat jullie echt gaan doen."), 422)
    Activity.objects.bulk_create(ideas)
    for idea in ideas:
        trail.write("copy_activity", by=by, on=idea)
    return Taken([str(one.pk) for one in ideas], written, there)


def _idea(plan: Plan, one: Shared) -> Activity:
    learned = _("Geleerd van de vorige keer: %(words)s") % {"words": one.learned} if one.learned else ""
    return Activity(
        plan=plan, title=one.title, partnership=one.partnership, audience=one.for_whom, is_procedure=one.is_procedure,
        parents_say=one.parents_say, preparation=f"{learned}\n{one.preparation}".strip()[:MOST_PREPARATION],
    )  # fmt: skip


def take_texts_back(*, keys: Iterable[str], by: Who) -> int:
    """Undo of texts that were taken over."""
    done = 0
    for own in OwnText.objects.filter(pk__in=list(keys), library_key=""):
        found = entry(own.sort, str(own.pk))
        if found is not None:
            drop_text(entry=found, by=by)
            done += 1
    return done
