"""What families asked us to arrange. Only what they said themselves; gone 14 days after the occasion."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from driehoek.invitations.languages import spoken_name
from driehoek.invitations.models import Occasion, Reply
from driehoek.people.models import Guardian

from .open_replies import parent_of, unnamed


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
    """Of every answer, also of those of which nobody knows yet whose they are."""
    replies = Reply.objects.filter(invitation__occasion=occasion, coming__gt=0)
    open_replies = unnamed(class_invitation__occasion=occasion, coming__gt=0)
    stated = [
        one
        for rows in (replies, open_replies)
        for one in rows.order_by("answered_at").values_list("interpreter", "coming", "childcare")
    ]
    families: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for language, coming, _children in stated:
        if language:
            families[language] += 1
            people[language] += coming
    return Needs(
        interpreters=[Wanted(spoken_name(one), families[one], people[one]) for one, _count in families.most_common()],
        children=sum(number for *_more, number in stated),
        childcare_families=sum(number > 0 for *_more, number in stated),
        others=_others(replies.filter(~Q(other_need=""))) + _others_without_name(open_replies.filter(~Q(other_need=""))),
    )


def _others(replies: Any) -> list[OtherNeed]:
    rows = list(replies.order_by("answered_at").values_list("invitation__household_id", "other_need"))
    names: dict[object, list[str]] = {}
    for guardian in Guardian.objects.filter(household__in=[household for household, _need in rows]).defer("phone"):
        names.setdefault(guardian.household_id, []).append(str(guardian))
    return [OtherNeed(", ".join(names.get(household, [])), text) for household, text in rows]


def _others_without_name(rows: Any) -> list[OtherNeed]:
    columns = ("child_name", "class_invitation__school_class__name", "name", "other_need")
    return [OtherNeed(parent_of(*who), text) for *who, text in rows.order_by("answered_at").values_list(*columns)]
