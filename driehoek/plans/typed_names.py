"""Names that people typed and that are in no roster, to be taken out of what goes to other schools."""

from collections.abc import Callable
from functools import reduce
from typing import Any

from driehoek.access.models import Membership
from driehoek.invitations.models import OpenReply
from driehoek.meetings.models import TeamMember

from .models import Comment, Decision

Names = Callable[[], Any]  # rows of the open school with one column: a name
_sources: list[Names] = []


def register_typed_names(*sources: Names) -> None:
    """For apps above this one."""
    _sources.extend(sources)


def typed_names() -> set[str]:
    """Of accounts, teams, open answers, remarks and decisions, as they were typed. One query."""
    first, *more = [source().order_by() for source in _sources]
    rows = reduce(lambda all_of_them, one: all_of_them.union(one), more, first)
    return {str(name).strip() for (name,) in rows if name.strip()}


register_typed_names(
    lambda: Membership.objects.values_list("user__name"),
    lambda: TeamMember.objects.values_list("name"),
    lambda: OpenReply.objects.values_list("child_name"),
    lambda: OpenReply.objects.values_list("name"),
    lambda: Comment.objects.values_list("name"),
    lambda: Decision.objects.values_list("name"),
)
