"""What families asked us to arrange. Only what they said themselves; gone 14 days after the occasion."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Sum

from driehoek.invitations.languages import spoken_name
from driehoek.invitations.models import Occasion, Reply
from driehoek.people.models import Guardian


@dataclass(frozen=True)
class Wanted:
    """An interpreter in one language: for so many families, of so many people."""

    language: str
    families: int
    people: int


@dataclass(frozen=True)
class OtherNeed:
    names: str
    text: str


@dataclass(frozen=True)
class Needs:
    interpreters: list[Wanted]
    children: int
    childcare_families: int
    others: list[OtherNeed]

    @property
    def is_empty(self) -> bool:
        return not (self.interpreters or self.children or self.others)


def needs(occasion: Occasion) -> Needs:
    replies = Reply.objects.filter(invitation__occasion=occasion, coming__gt=0)
    families: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for language, coming in replies.exclude(interpreter="").values_list("interpreter", "coming"):
        families[language] += 1
        people[language] += coming
    children = replies.filter(childcare__gt=0)
    return Needs(
        interpreters=[Wanted(spoken_name(one), families[one], people[one]) for one, _count in families.most_common()],
        children=children.aggregate(total=Sum("childcare"))["total"] or 0,
        childcare_families=children.count(),
        others=_others(replies.filter(~Q(other_need=""))),
    )


def _others(replies: Any) -> list[OtherNeed]:
    rows = list(replies.order_by("answered_at").values_list("invitation__household_id", "other_need"))
    names: dict[object, list[str]] = {}
    for guardian in Guardian.objects.filter(household__in=[household for household, _need in rows]).defer("phone"):
        names.setdefault(guardian.household_id, []).append(str(guardian))
    return [OtherNeed(", ".join(names.get(household, [])), text) for household, text in rows]
