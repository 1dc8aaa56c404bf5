"""A first version of the school's own words above the report, from what was counted. Plain values in, Dutch out.

Nobody but the school reads it: it stands in the form until a person keeps it, changed or not.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

MOST_TITLES = 3


@dataclass(frozen=True)
class Harvest:
    """`evening` and `answers_by` are days in Dutch words; `titles` of themes, what was said most about first."""

    evening: str
    came_parents: int
    came_school: int
    said: int
    titles: Sequence[str]
    open_themes: int
    answers_by: str


def for_who_came(found: Harvest) -> str:
    who = _who(found)
    began = f"Op {found.evening} waren we bij elkaar: {who}." if who else f"Op {found.evening} waren ouders en school bij elkaar."
    return _paragraphs(f"{began} Dank u wel dat u er was.", _said(found), _later(found))


def for_who_did_not(found: Harvest) -> str:
    """Without a word about not coming that sounds like blame."""
    who = _who(found)
    met = f"spraken {who} met elkaar" if who else "spraken ouders en school met elkaar"
    began = f"Op {found.evening} {met}. U hoort erbij, ook als u er niet was."
    return _paragraphs(began, _said(found), _later(found), "Wilt u er zelf nog iets over zeggen? Dat kan altijd.")


def most_spoken(titles: Sequence[tuple[str, int]]) -> list[str]:
    """The titles of what was said most about; of the same count in the order given."""
    return [title for title, count in sorted(titles, key=lambda pair: -pair[1]) if count][:MOST_TITLES]


def is_drafted(intro: str, absent: str, evening: dt.datetime, now: dt.datetime) -> bool:
    """Whether the form shows a first version: the evening is over and nobody has written anything."""
    return not intro and not absent and evening <= now


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _who(found: Harvest) -> str:
    parents = f"{found.came_parents} ouder{'s' if found.came_parents != 1 else ''}" if found.came_parents else ""
    school = {0: "", 1: "iemand van school"}.get(found.came_school, f"{found.came_school} mensen van school")
    return " en ".join(part for part in (parents, school) if part)


def _said(found: Harvest) -> str:
    if not found.said:
        return ""
    counted = f"Er is {found.said} keer iets gezegd."
    about = f" Het ging het meest over {_listed(found.titles)}." if found.titles else ""
    return f"{counted}{about} Hieronder leest u wat er is gezegd, en wat wij ermee doen."


def _later(found: Harvest) -> str:
    if not found.open_themes or not found.answers_by:
        return ""
    what = "Eén onderwerp heeft" if found.open_themes == 1 else f"{found.open_themes} onderwerpen hebben"
    return f"{what} nog geen antwoord. Dat krijgt u vóór {found.answers_by}."


def _listed(titles: Sequence[str]) -> str:
    quoted = [f"‘{title}’" for title in titles]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} en {quoted[-1]}"
