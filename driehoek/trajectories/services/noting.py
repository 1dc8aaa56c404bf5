"""What the bodies were told and said, and the talk before the beginning."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.voices.services import words

from ..models import BodyAnswer, BodySort, Intake, Outcome, Trajectory
from .starting import held

MOST_NAME, MOST_NOTE, MOST_ANSWER, MOST_ALONG = 100, 1000, 2000, 600


def note_body(
    *, trajectory: Trajectory, body: str, outcome: str, told_on: dt.date, name: str | None = None, note: str = "", by: Who
) -> BodyAnswer:
    """One answer of each body; a later one takes its place. Without a `name` the one that stands there stays."""
    if body not in BodySort.values or outcome not in Outcome.values:
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    if told_on > clock.today():
        raise RuleBroken("later", _("Deze dag moet nog komen. Noteer het als het gebeurd is."), 422)
    values = {
        "outcome": outcome,
        "told_on": told_on,
        "note": words.take(note, MOST_NOTE) if note.strip() else "",
    }
    if name is not None:
        values["name"] = words.take_line(name, MOST_NAME, optional=True)
    now = held(trajectory)
    made: BodyAnswer = BodyAnswer.objects.update_or_create(trajectory=now, body=body, defaults=values)[0]
    trail.write("note_body", by=by, on=made)
    return made


def forget_body(*, trajectory: Trajectory, body: str, by: Who) -> dict[str, Any] | None:
    """Noted by mistake: plain values that put it back with `note_body`, None when there was nothing."""
    held(trajectory)
    there = BodyAnswer.objects.filter(trajectory=trajectory, body=body).first()
    if there is None:
        return None
    kept = {name: getattr(there, name) for name in ("body", "outcome", "name", "note")} | {"told_on": there.told_on.isoformat()}
    trail.write("forget_body", by=by, on=there)
    there.delete()
    return kept


def put_back_body(*, trajectory: Trajectory, kept: dict[str, Any], by: Who) -> None:
    """Undo of `forget_body`."""
    note_body(trajectory=trajectory, by=by, **(kept | {"told_on": dt.date.fromisoformat(kept["told_on"])}))


def save_intake(
    *, trajectory: Trajectory, answers: Mapping[str, str], who_along: str, held_on: dt.date | None, seen: int, by: Who
) -> Intake:
    """`seen`: the `edits` that the form showed; RuleBroken 409 'edited' when somebody was first. Only what is known is kept."""
    if held_on is not None and held_on > clock.today():
        raise RuleBroken("later", _("Deze dag moet nog komen. Vul hem in als het gesprek geweest is."), 422)
    said = {key: words.take(text, MOST_ANSWER) for key, text in answers.items() if text.strip()}
    along = words.take(who_along, MOST_ALONG) if who_along.strip() else ""
    now = held(trajectory)
    Intake.objects.get_or_create(trajectory=now)
    rows = Intake.objects.filter(trajectory=now)
    if not rows.filter(edits=seen).update(answers=said, who_along=along, held_on=held_on, edits=F("edits") + 1):
        raise RuleBroken(
            "edited", _("Een collega heeft dit net ook veranderd. Beide teksten staan hieronder: kies, of voeg ze samen.")
        )
    there: Intake = rows.get()
    trail.write("save_intake", by=by, on=there)
    return there
