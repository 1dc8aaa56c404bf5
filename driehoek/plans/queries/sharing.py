"""What a school can give to others, and what they gave. Searched in Python, since the databases fold letters differently."""

import logging
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from driehoek.library.partnership import Partnership
from driehoek.people.names import folded
from driehoek.schools.models import School
from driehoek.voices.models import Audience, OwnText, TextSort

from .. import rules_sharing as rules
from ..models import Activity, ActivityState, Given, Plan, ShelfItem
from ..rules_sharing import Shared
from .nameless import Cleaner, people_of

MOST_LOOKED = 5000
OURS = "ons"
ORDER = [*Partnership.values, ""]
log = logging.getLogger(__name__)


def of_activity(activity: Activity, *, learned: bool = False) -> Shared:
    """What goes; never who leads or helps, when it is, or how many came."""
    whole = Shared(
        sort=rules.ACTIVITY, title=activity.title, partnership=activity.partnership, for_whom=activity.audience,
        preparation=activity.preparation, is_procedure=activity.is_procedure,
        parents_say=activity.parents_say if activity.is_procedure else "", learned=activity.learned if learned else "",
    )  # fmt: skip
    return rules.plainly(whole)


def of_text(own: OwnText) -> Shared:
    """In Dutch, as the school wrote it."""
    return rules.plainly(Shared(sort=own.sort, title=own.title, for_whom=own.audience, text=own.text))


@dataclass(frozen=True)
class Goes:
    """One thing that a school can share, as it would go. `learned`: what was learned, which goes only when that is ticked."""

    key: str
    shared: Shared
    learned: str = ""
    is_given: bool = False
    doubts: list[str] = field(default_factory=list)


def all_to_share(plan: Plan, school: School, *, texts: bool) -> list[Goes]:
    """Activities of a plan that were not stopped, and (`texts`) own texts of the school. Seven queries, whatever there is."""
    cleaner = Cleaner(school)
    given = {key for keys in Given.objects.values_list("activity_id", "text_key") for key in keys if key}
    found = []
    for one in Activity.objects.filter(plan=plan).exclude(state=ActivityState.STOPPED)[: rules.MOST_ITEMS]:
        whole = cleaner.clean(of_activity(one, learned=True), people_of(one))
        found.append(Goes(f"a-{one.pk}", replace(whole, learned=""), whole.learned, one.pk in given, cleaner.doubts(whole)))
    rows = OwnText.objects.filter(sort__in=rules.TEXTS, is_hidden=False).exclude(title="") if texts else ()
    for own in rows[: rules.MOST_ITEMS]:
        text = cleaner.clean(of_text(own))
        found.append(Goes(f"t-{own.pk}", text, "", own.pk in given, cleaner.doubts(text)))
    return found


@dataclass(frozen=True)
class OnShelf:
    """One thing of another school, or of this one (`given`: its row, to take it back)."""

    key: str
    shared: Shared
    given: Given | None = None

    @property
    def label(self) -> str:
        """The partnership of an activity, the sort of a text."""
        return label_of(self.shared)

    @property
    def for_whom(self) -> str:
        one = self.shared
        return str(Audience(one.for_whom).label) if one.sort in rules.TEXTS else one.for_whom


def label_of(one: Shared) -> str:
    if one.sort in rules.TEXTS:
        return str(TextSort(one.sort).label)
    return str(Partnership(one.partnership).label) if one.partnership else _("zonder partnerschap")


@dataclass(frozen=True)
class Lying:
    """One row of the shelf, not read yet: only what it is sorted and searched by."""

    key: uuid.UUID
    content: Mapping[str, Any]
    given: Given | None

    def part(self, name: str) -> str:
        return str(self.content.get(name, "")) if isinstance(self.content, Mapping) else ""

    @property
    def place(self) -> tuple[int, int, str]:
        part = self.part("partnership")
        return (
            rules.SORTS.index(self.part("sort")), ORDER.index(part) if part in ORDER else len(ORDER), folded(self.part("title")),
        )  # fmt: skip


def shelf(query: Mapping[str, str]) -> list[Lying]:
    """As ?q=, ?partnerschap=, ?soort= and ?van=ons ask; by partnership, and within one by title. What this school gave is always
    looked at, of others the newest. Three queries."""
    mine = {one.item_id: one for one in Given.objects.all()}
    own = list(ShelfItem.objects.filter(pk__in=list(mine)))
    others = ShelfItem.objects.exclude(pk__in=list(mine)).order_by("-laid_on", "pk") if query.get("van") != OURS else ()
    words, part, sort = _asked(query)
    found = []
    for row in [*own, *others[:MOST_LOOKED]]:
        one = Lying(row.pk, row.content, mine.get(row.pk))
        if (
            one.part("sort") not in rules.SORTS
            or (sort and one.part("sort") != sort)
            or (part and one.part("partnership") != part)
        ):
            continue
        if not words or _holds(words, (one.part(name) for name in rules.MOST)):
            found.append(one)
    return sorted(found, key=lambda one: one.place)


def shown(lying: Iterable[Lying]) -> list[OnShelf]:
    """These as they are read; what can't be read is left out, unless it is this school's own, which can be taken back."""
    found = []
    for one in lying:
        shared = readable(one.key, one.content)
        if shared is None and one.given is not None:
            shared = Shared(sort=rules.ACTIVITY, title=_("Dit idee is niet te lezen"))
        if shared is not None:
            found.append(OnShelf(str(one.key), shared, one.given))
    return found


def readable(key: uuid.UUID, content: Mapping[str, Any]) -> Shared | None:
    """What lies on the shelf; None, and a line in the log, when it can't be read."""
    try:
        return kept(content)
    except rules.BadFile as bad:
        log.warning("shelf item %s can't be read: %s at %s", key, bad.why, bad.place)
        return None


def kept(content: Mapping[str, Any]) -> Shared:
    """What lies on the shelf."""
    return rules.shared_of(content, "", set(Partnership.values))


def _asked(query: Mapping[str, str]) -> tuple[list[str], str, str]:
    """Words, partnership and sort that an address asks for; '' for all."""
    part, sort = query.get("partnerschap", ""), query.get("soort", "")
    return folded(query.get("q", "")[:100]).split(), part if part in ORDER else "", sort if sort in rules.SORTS else ""


def _holds(words: list[str], parts: Iterable[str]) -> bool:
    said = folded(" ".join(parts))
    return all(word in said for word in words)


def chosen(items: Iterable[OnShelf], query: Mapping[str, str]) -> list[OnShelf]:
    words, part, sort = _asked(query)
    found = [
        one
        for one in items
        if (not part or one.shared.partnership == part)
        and (not sort or one.shared.sort == sort)
        and _holds(words, one.shared.words.values())
    ]
    found.sort(
        key=lambda one: (rules.SORTS.index(one.shared.sort), ORDER.index(one.shared.partnership), folded(one.shared.title))
    )
    return found


def from_shelf(keys: Iterable[str]) -> list[Shared]:
    """Those that are still there. One query."""
    rows = ShelfItem.objects.filter(pk__in=[key for key in map(key_of, keys) if key is not None]).order_by("pk")
    return [one for row in rows if (one := readable(row.pk, row.content)) is not None]


def key_of(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
