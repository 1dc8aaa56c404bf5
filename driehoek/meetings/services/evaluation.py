"""'How was it' for who was there, and what the team keeps for the next time. Both live in `Meeting.evaluation`.

Of taps only counts are kept. That a code was used is kept apart, as a hash that opens with a key outside the database,
in an order that says nothing, and only until the taps close.
"""

import hmac
from collections.abc import Mapping

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library.reading import load_template, template_keys
from driehoek.schools.sealing import derived_key

from .. import taps_rules
from ..models import Meeting

PARTS = ("keep", "change", "next")
MOST_PART = 1000


def tap_keys(meeting: Meeting) -> list[str]:
    known = meeting.template in template_keys()
    return [tap.key for tap in load_template(meeting.template).closing_taps] if known else []


def taps_open(meeting: Meeting) -> bool:
    occasion = meeting.occasion
    is_time = taps_rules.is_open(occasion.starts_at, occasion.ends_at, clock.now())
    return is_time and occasion.cancelled_at is None and bool(tap_keys(meeting))


def has_tapped(meeting: Meeting, mark: str) -> bool:
    return _hidden(meeting, mark) in meeting.evaluation.get("tapped", [])


def take_taps(*, meeting: Meeting, mark: str, chosen: Mapping[str, str]) -> bool:
    """Count one answer; `mark` is the code or the browser that it came from. False when that one answered before.

    Without a trail: nobody can see who answered what, or when. Raises RuleBroken when it is too late or nothing was chosen.
    """
    there = Meeting.objects.select_for_update().select_related("occasion").get(pk=meeting.pk)
    if not taps_open(there):
        raise RuleBroken("taps-closed", _("Dit kan tot twee weken na de bijeenkomst."))
    if has_tapped(there, mark):
        return False
    keys = tap_keys(there)
    if not any(chosen.get(key) in taps_rules.CHOICES for key in keys):
        raise RuleBroken("nothing", _("Kies bij minstens één zin wat bij u past."), 422)
    kept = dict(there.evaluation)
    kept["taps"] = taps_rules.added(kept.get("taps", {}), chosen, keys)
    kept["tapped"] = sorted([*kept.get("tapped", []), _hidden(there, mark)])
    Meeting.objects.filter(pk=there.pk).update(evaluation=kept)
    meeting.evaluation = kept
    return True


def write_evaluation(*, meeting: Meeting, texts: Mapping[str, str], by: Who) -> None:
    """Keep what to keep, to change and to do next; empty is allowed."""
    there = Meeting.objects.select_for_update().select_related("occasion").get(pk=meeting.pk)
    kept = dict(there.evaluation)
    for part in PARTS:
        words = texts.get(part, "").replace("\r\n", "\n").replace("\x00", "").strip()
        if len(words) > MOST_PART:
            raise RuleBroken("too-long", _("Houd het kort: hoogstens 1.000 tekens."), 422)
        kept[part] = words
    if not taps_open(there):
        kept.pop("tapped", None)
    Meeting.objects.filter(pk=there.pk).update(evaluation=kept)
    meeting.evaluation = kept
    trail.write("write-evaluation", by=by, on=there)


def forget_who_tapped() -> int:
    """Once the taps are closed nobody needs to know which code was used; of how many meetings. The worker runs it."""
    over = Meeting.objects.filter(occasion__ends_at__lte=clock.now() - taps_rules.OPEN_FOR, evaluation__has_key="tapped")
    rows = list(Meeting.objects.select_for_update(of=("self",)).filter(pk__in=list(over.values_list("pk", flat=True))))
    for row in rows:
        Meeting.objects.filter(pk=row.pk).update(
            evaluation={key: kept for key, kept in row.evaluation.items() if key != "tapped"}
        )
    return len(rows)


def _hidden(meeting: Meeting, mark: str) -> str:
    return hmac.digest(derived_key("taps"), f"{meeting.pk}|{mark}".encode(), "sha256").hex()[:16]
