"""Laying on the shelf of all schools here, taking back, and taking over from it or from a file."""

import hashlib
import json
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


@dataclass(frozen=True)
class Laid:
    """What lies on the shelf now. `before`: the content that lay there until now, since `since`; None when nothing did."""

    given: Given
    mark: str
    before: Mapping[str, Any] | None = None
    since: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """As a session keeps it, for `unlay`."""
        return {"given": str(self.given.pk), "mark": self.mark, "before": self.before, "since": self.since}


def lay(*, things: Collection[ToGive], by: Who) -> list[Laid]:
    """Put these on the shelf. What was given before is replaced by how it reads now; a double tap lays one."""
    kept = set(Given.objects.values_list("activity", "text_key"))
    new = [one for one in things if (one.activity, one.text) not in kept]
    if len(kept) + len(new) > rules_sharing.MOST_SHARED:
        raise RuleBroken("full", _("Jullie hebben al 300 ideeën gedeeld. Haal er eerst een terug."), 422)
    return [_put(one, rules_sharing.content_of(one.shared), by) for one in things]


def _put(one: ToGive, content: dict[str, Any], by: Who) -> Laid:
    there = _given(one)
    if there is None:
        item = ShelfItem.objects.create(sort=one.shared.sort, content=content)
        fresh = Given(item=item, activity_id=one.activity, text_key=one.text)
        Given.objects.bulk_create([fresh], ignore_conflicts=True)
        if Given.objects.filter(pk=fresh.pk).exists():
            trail.write("share_idea", by=by, on=fresh)
            return Laid(fresh, _mark(content))
        item.delete()  # somebody was first at this very moment
        there = _given(one)
        if there is None:
            raise RuleBroken("stale-form", _("Dit formulier is te oud. Open het opnieuw."))
    row = ShelfItem.objects.select_for_update(no_key=True).order_by("pk").get(pk=there.item_id)
    ShelfItem.objects.filter(pk=row.pk).update(content=content, laid_on=clock.today())
    trail.write("share_idea", by=by, on=there)
    return Laid(there, _mark(content), row.content, row.laid_on.isoformat())


def _given(one: ToGive) -> Given | None:
    """The row of what this was made of; of nothing that is still there it is never the same."""
    if one.activity is None and one.text is None:
        return None
    found: Given | None = Given.objects.filter(activity=one.activity, text_key=one.text).select_related("item").first()
    return found


def _mark(*parts: Any) -> str:
    """Tells whether something still reads the same."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


def unlay(*, laid: Iterable[Mapping[str, Any]], by: Who) -> tuple[int, int]:
    """Undo of `lay`: how many went off the shelf, and of how many the earlier words are back. What changed since stays."""
    gone = back = 0
    for told in laid:
        given = Given.for_gate().filter(pk=told["given"]).first()
        if given is None or _mark(given.item.content) != told["mark"]:
            continue
        if told["before"] is None:
            take_back(given=given, by=by)
            gone += 1
        else:
            ShelfItem.objects.filter(pk=given.item_id).update(content=told["before"], laid_on=told["since"])
            trail.write("share_idea", by=by, on=given)
            back += 1
    return gone, back


def take_back(*, given: Given, by: Who) -> dict[str, Any]:
    """Off the shelf; who took it over keeps it. What is returned (plain values) lays it there again."""
    item = given.item
    kept = {"content": item.content, "activity": str(given.activity_id or ""), "text": str(given.text_key or "")}
    trail.write("take_back_idea", by=by, on=given)
    given.delete()
    item.delete()
    return kept


def lay_again(*, kept: Mapping[str, Any], by: Who) -> Given:
    """Undo of `take_back`. What somebody laid there since stays as it is."""
    shared = rules_sharing.shared_of(kept["content"], "", set(Partnership.values))
    activity = Activity.objects.filter(pk=kept["activity"]).first() if kept["activity"] else None
    again = ToGive(shared, activity.pk if activity else None, uuid.UUID(kept["text"]) if kept["text"] else None)
    return _given(again) or lay(things=[again], by=by)[0].given


@dataclass(frozen=True)
class Taken:
    """Keys of what was copied, so that it can be taken back, of texts with their mark; `there`: how many were there already."""

    activities: list[str]
    texts: dict[str, str]
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
    written: dict[str, str] = {}
    there = 0
    for one in things:
        if one.sort == rules_sharing.ACTIVITY and one.title not in titles:
            titles.add(one.title)
            ideas.append(_idea(plan, one))
        elif one.sort in rules_sharing.TEXTS and texts and (one.sort, one.title) not in own:
            own.add((one.sort, one.title))
            made = add_text(key=clock.new_id(), sort=one.sort, audience=one.for_whom, title=one.title, text=one.text, by=by)
            written[str(made.pk)] = _text_mark(made)
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


def _text_mark(own: OwnText) -> str:
    return _mark(own.title, own.text, own.audience, own.translations)


def take_texts_back(*, marks: Mapping[str, str], by: Who) -> int:
    """Undo of texts that were taken over; one that somebody rewrote or translated since stays."""
    done = 0
    rows = OwnText.objects.select_for_update().filter(pk__in=list(marks), library_key="").order_by("pk")
    for own in [one for one in rows if _text_mark(one) == marks[str(one.pk)]]:
        found = entry(own.sort, str(own.pk))
        if found is not None:
            drop_text(entry=found, by=by)
            done += 1
    return done
