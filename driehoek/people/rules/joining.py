"""What becomes of two rows that are one person, and the keys by which a later file finds them. Rows are changed, not kept."""

from collections.abc import Mapping
from typing import Any

from .corrections import HOME, JOINED, NOT_OF

LONGEST = 400  # of a `match_key`
STRICTER = ("", "leader", "no_contact")  # restrictions, each stricter than the one before


def joined_keys(
    keys: str, marks: Mapping[str, str], other_keys: str, other_marks: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """(match_key, corrected) of the row that stays. The other's keys go along, and are named as those of a second entry.

    A bond that was taken away from the one and is with the other counts as there.
    """
    both = list(dict.fromkeys((*keys.split(), *other_keys.split())))
    while len(" ".join(both)) > LONGEST:
        both.pop()
    second = dict.fromkeys((*marks.get(JOINED, "").split(), *other_marks.get(JOINED, "").split(), *other_keys.split()))
    kept = {unit: said for unit, said in other_marks.items() if unit != HOME and not unit.startswith(NOT_OF)} | dict(marks)
    return " ".join(both), kept | {JOINED: " ".join(second)}


def fill(one: Any, gone: Any) -> None:
    """What `one` lacks; what is secret with either stays secret, what was asked with either was asked."""
    withdrawn = max((at for at in (one.withdrawn_at, gone.withdrawn_at) if at), default=None)
    for name in ("email", "phone", "works_here_id") if withdrawn is None else ("works_here_id",):
        if not getattr(one, name):
            setattr(one, name, getattr(gone, name))
    if gone.language_asked_on and (one.language_asked_on is None or one.language_asked_on < gone.language_asked_on):
        one.contact_language, one.language_asked_on = gone.contact_language, gone.language_asked_on
    one.phone_is_secret = one.phone_is_secret or gone.phone_is_secret
    one.reached_by = one.reached_by or gone.reached_by
    one.last_in_file_at = max((at for at in (one.last_in_file_at, gone.last_in_file_at) if at), default=None)
    one.withdrawn_at = withdrawn
    if withdrawn is not None:
        one.email = one.phone = ""
    one.match_key, marks = joined_keys(one.match_key, one.corrected, gone.match_key, gone.corrected)
    one.corrected = marks


def unite(keep: Any, row: Any) -> None:
    """One bond from two about one child: where they differ, the stricter holds until somebody looks."""
    keep.may_receive = keep.may_receive and row.may_receive
    keep.restriction = max(keep.restriction, row.restriction, key=STRICTER.index)
    keep.corrected = {**row.corrected, **keep.corrected}
    if keep.authority == "unknown" or row.authority == "no":
        for name in ("authority", "authority_since", "authority_until"):
            setattr(keep, name, getattr(row, name))
    for name in ("relation", "document", "information_asked_on"):
        setattr(keep, name, getattr(keep, name) or getattr(row, name))
    keep.position = min(keep.position, row.position)
