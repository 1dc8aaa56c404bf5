"""What goes to other schools, without names; and what they gave. Searched in Python, since the databases fold letters differently."""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from driehoek.library.partnership import Partnership
from driehoek.people.names import folded
from driehoek.people.queries.naming import names_of_school
from driehoek.schools.models import School
from driehoek.voices.models import Audience, OwnText, TextSort
from driehoek.voices.personal import Recogniser, without

from .. import rules_sharing as rules
from ..models import Activity, ActivityState, Given, Plan, ShelfItem
from ..rules_sharing import Shared

MOST_LOOKED = 2000
PERSON = "[naam]"


class Cleaner:
    """Takes out names of people and of the school. Three queries when it is first used, whatever it cleans."""

    def __init__(self, school: School) -> None:
        places = {school.name: _("onze school"), school.board.name: _("ons bestuur"), school.city: _("onze plaats")}
        self.places = [(_as_word(name), words) for name, words in places.items() if len(name.strip()) > 1]

    @cached_property
    def names(self) -> Recogniser:
        return Recogniser(names_of_school())

    def clean(self, one: Shared, people: Iterable[str] = ()) -> Shared:
        """`people`: other names that the school typed, of a parent who leads or helps."""
        also = [_as_word(name) for name in people if len(name.strip()) > 1]
        return replace(one, **{name: self._words(words, also)[: rules.MOST[name]] for name, words in one.words.items()})

    def doubts(self, one: Shared) -> list[str]:
        """Words that may be a name, or just words: for a person to look at."""
        found = {
            text[start:end] for text in one.words.values() for start, end, _kind, sure in self.names.spans(text) if sure != "sure"
        }
        return sorted(found)

    def _words(self, text: str, also: list[re.Pattern[str]]) -> str:
        for pattern in also:
            text = pattern.sub(PERSON, text)
        for pattern, words in self.places:
            text = pattern.sub(words, text)
        return without(text, self.names.spans(text))


def _as_word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", re.IGNORECASE)


def people_of(activity: Activity) -> list[str]:
    """Names that stand with an activity and are of nobody in the roster, perhaps."""
    typed = [activity.lead_name, *re.split(r"[,;\n]| en ", activity.helpers)]
    return [name.strip() for name in typed if name.strip()]


def of_activity(activity: Activity, *, learned: bool = False) -> Shared:
    """What goes; never who leads or helps, when it is, or how many came."""
    return Shared(
        sort=rules.ACTIVITY, title=activity.title, partnership=activity.partnership, for_whom=activity.audience,
        preparation=activity.preparation, is_procedure=activity.is_procedure,
        parents_say=activity.parents_say if activity.is_procedure else "", learned=activity.learned if learned else "",
    )  # fmt: skip


def of_text(own: OwnText) -> Shared:
    """In Dutch, as the school wrote it."""
    return Shared(sort=own.sort, title=own.title, for_whom=own.audience, text=own.text)


@dataclass(frozen=True)
class Goes:
    """One thing that a school can share, as it would go. `learned`: what was learned, which goes only when that is ticked."""

    key: str
    shared: Shared
    learned: str = ""
    is_given: bool = False


def all_to_share(plan: Plan, school: School, *, texts: bool) -> list[Goes]:
    """Activities of a plan that were not stopped, and (`texts`) own texts of the school. Seven queries, whatever there is."""
    cleaner = Cleaner(school)
    given = set(Given.objects.values_list("activity_id", flat=True)) | set(Given.objects.values_list("text_key", flat=True))
    found = []
    for one in Activity.objects.filter(plan=plan).exclude(state=ActivityState.STOPPED)[: rules.MOST_ITEMS]:
        whole = cleaner.clean(of_activity(one, learned=True), people_of(one))
        found.append(Goes(f"a-{one.pk}", replace(whole, learned=""), whole.learned, one.pk in given))
    rows = OwnText.objects.filter(sort__in=rules.TEXTS, is_hidden=False).exclude(title="") if texts else ()
    for own in rows[: rules.MOST_ITEMS]:
        found.append(Goes(f"t-{own.pk}", cleaner.clean(of_text(own)), "", own.pk in given))
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


def shelf(query: Mapping[str, str]) -> list[OnShelf]:
    """As ?q=, ?partnerschap= and ?soort= ask; by partnership, and within one by title. Two queries."""
    mine = {one.item_id: one for one in Given.objects.all()}
    rows = ShelfItem.objects.order_by("-laid_on", "pk")[:MOST_LOOKED]
    items = [OnShelf(str(row.pk), kept(row.content), mine.get(row.pk)) for row in rows if row.sort in rules.SORTS]
    return chosen(items, query)


def kept(content: Mapping[str, Any]) -> Shared:
    """What lies on the shelf."""
    return rules.shared_of(content, "", set(Partnership.values))


def chosen(items: Iterable[OnShelf], query: Mapping[str, str]) -> list[OnShelf]:
    words, part, sort = folded(query.get("q", "")[:100]).split(), query.get("partnerschap", ""), query.get("soort", "")
    order = [*Partnership.values, ""]
    found = [
        one
        for one in items
        if (part not in order[:-1] or one.shared.partnership == part)
        and (sort not in rules.SORTS or one.shared.sort == sort)
        and all(word in folded(" ".join(one.shared.words.values())) for word in words)
    ]
    found.sort(
        key=lambda one: (rules.SORTS.index(one.shared.sort), order.index(one.shared.partnership), folded(one.shared.title))
    )
    return found


def from_shelf(keys: Iterable[str]) -> list[Shared]:
    """Those that are still there. One query."""
    rows = ShelfItem.objects.filter(pk__in=[key for key in map(key_of, keys) if key is not None]).order_by("pk")
    return [kept(row.content) for row in rows]


def key_of(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
