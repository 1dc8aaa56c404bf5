"""What an evening asks for, from who is expected, beside what there is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from driehoek.invitations.languages import spoken_name
from driehoek.invitations.models import Invitation, Reply
from driehoek.invitations.queries.open_replies import unnamed
from driehoek.library.reading import load_template

from ..capacity_rules import Capacity, Need, Wanted, capacity, interpreters, minders
from ..models import Attendee, Meeting, MeetingTable
from .preparation import role_word

SHARE_THAT_COMES = 0.4  # of the families, while nobody answered: what schools told about a first evening


@dataclass(frozen=True)
class Expected:
    """`replied` people said that they come; `guess` is what follows from the families that are asked. `needs`: what each
    home that comes stated, as (language of an interpreter, people, children)."""

    replied: int
    guess: int
    staff: int
    needs: tuple[tuple[str, int, int], ...]

    @property
    def children(self) -> int:
        return sum(children for _language, _people, children in self.needs)

    def languages(self) -> Counter[str]:
        """People per language that an interpreter is asked for."""
        found: Counter[str] = Counter()
        for language, people, _children in self.needs:
            if language:
                found[language] += people
        return found


@dataclass(frozen=True)
class Line:
    role: str
    need: Need


@dataclass(frozen=True)
class Asked:
    """An interpreter for so many people, in one language, at so many tables."""

    language: str
    people: int
    tables: int


@dataclass(frozen=True)
class Page:
    found: Capacity
    lines: list[Line]
    interpreters: list[Asked]
    children: int
    minders: int


def expected(meeting: Meeting) -> Expected:
    """Four questions."""
    replies = Reply.objects.filter(invitation__occasion=meeting.occasion_id, coming__gt=0)
    openly = unnamed(class_invitation__occasion=meeting.occasion_id, coming__gt=0)
    stated = [one for rows in (replies, openly) for one in rows.order_by("pk").values_list("interpreter", "coming", "childcare")]
    families = Invitation.objects.filter(occasion=meeting.occasion_id).count()
    staff = Attendee.objects.filter(meeting=meeting, staff__isnull=False).count()
    return Expected(sum(people for _language, people, _c in stated), round(families * SHARE_THAT_COMES), staff, tuple(stated))


def crew_of(meeting: Meeting) -> list[Wanted]:
    return [Wanted(one.role, one.count, one.per) for one in load_template(meeting.template).crew]


def known(meeting: Meeting) -> dict[str, int]:
    """How many of a role somebody put down already."""
    tables = MeetingTable.objects.filter(meeting=meeting)
    return tables.aggregate(table_leader=Count("leader"), scribe=Count("scribe"))


def page(
    meeting: Meeting,
    soon: Expected,
    *,
    people: int,
    table_size: int,
    have: Mapping[str, int | None],
    room_tables: int | None,
    sector: str,
) -> Page:
    found = capacity(people=people, table_size=table_size, crew=crew_of(meeting), have=have, room_tables=room_tables)
    return Page(
        found=found,
        lines=[Line(role_word(need.role, sector), need) for need in found.needs],
        interpreters=[
            Asked(spoken_name(language), count, interpreters(count, table_size))
            for language, count in soon.languages().most_common()
        ],
        children=soon.children,
        minders=minders(soon.children),
    )
