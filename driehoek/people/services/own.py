"""A parent and their own data: the way in, correcting, asking, removing; and the school that takes it over."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, limits, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.outbox import letters
from driehoek.people import own
from driehoek.people.models import Guardian, Reached
from driehoek.people.queries.state import digest
from driehoek.people.rules import corrections
from driehoek.people.rules import own as rules

from .revealing import letter_opens

PURPOSE = "own"
LINK_LASTS = dt.timedelta(hours=24)
LETTER_LASTS = dt.timedelta(days=14)
GOODBYE = dt.timedelta(minutes=15)
"""How long an opened link still shows that everything is gone: who presses twice is not told that the page never was."""
LINKS = limits.Limit("own-link", 3, 86_400)
ASKER = limits.Limit("own-link-asker", 6, 86_400)  # one opened invitation asks for everybody at home
TWICE = dt.timedelta(minutes=1)
REMOVED_MARKS = ("email", "phone", "phone_is_secret", "contact_language")


def ask_link(*, guardian: Guardian, by: Who) -> None:
    """A personal link to their own e-mail. Says nothing about whether there is one: the answer on screen is always the same."""
    if by.passes and not limits.take(ASKER, str(by.passes[-1].code_id)):
        return
    if not guardian.email.strip() or not limits.take(LINKS, str(guardian.pk)):
        return
    [code] = codes.issue(PURPOSE, guardian.pk, clock.now() + LINK_LASTS)
    letters.put(to=guardian.pk, letter="own_data", about=guardian.pk, once=f"own:{code.pk}")
    trail.write("own-link", by=by, on=guardian)


def give_letter_code(*, guardian: Guardian, by: Who) -> str:
    """A code for on paper; one that was printed before stops, since a letter may have gone astray.

    A double click gives the same code again: both sheets work.
    """
    Guardian.objects.select_for_update().get(pk=guardian.pk)  # a double click waits here
    just_now = TrailRow.objects.filter(object_id=guardian.pk, act="own-letter", actor=by.user_id, at__gt=clock.now() - TWICE)
    printed = codes.codes_for(PURPOSE, [guardian.pk]).get(guardian.pk, {}).get("printed")
    if printed and by.user_id and just_now.exists():
        return printed
    codes.revoke(PURPOSE, guardian.pk)
    ends = clock.end_of(clock.today() + LETTER_LASTS)
    [code] = codes.issue(PURPOSE, guardian.pk, ends, kinds=("printed",))
    trail.write("own-letter", by=by, on=guardian)
    letter_opens(guardian, by=by)
    return codes.plain(code)


def correct(*, guardian: Guardian, given: Mapping[str, str], by: Who) -> list[str]:
    """Save what differs; the names of the fields that changed. A file does not overwrite it with what it said before.

    `given` has the columns of `rules.own.MAY_CORRECT`; others are never written.
    """
    row = Guardian.objects.select_for_update().get(pk=guardian.pk)
    changed = [name for name in rules.MAY_CORRECT if name in given and given[name] != getattr(row, name)]
    if not changed:
        return []
    for unit, columns in corrections.GUARDIAN_UNITS.items():
        if set(columns) & set(changed):
            before = {name: getattr(row, name) for name in columns}
            after = {name: given.get(name, before[name]) for name in columns}
            row.corrected = corrections.mark(row.corrected, unit, before, after, digest)
    for name in changed:
        setattr(row, name, given[name])
    if "contact_language" in changed:
        row.language_asked_on = clock.today()
    if row.email or row.phone:
        row.withdrawn_at = None  # who gives an address again is there again
    row.save(update_fields=[*changed, "corrected", "language_asked_on", "withdrawn_at", "sort_key", "search_key"])
    if "email" in changed:
        codes.revoke_but(PURPOSE, row.pk, [one.code_id for one in by.passes])  # what lies in the old mailbox opens nothing
    for name in changed:
        trail.write(f"{rules.CORRECTED}{name}", by=by, on=row)
    return changed


def ask_school(*, guardian: Guardian, what: str, by: Who) -> None:
    """Ask the school to look at the address or at who has authority: a parent does not change these. Twice is once."""
    if what not in rules.MAY_ASK:
        raise RuleBroken("no-such-question", _("Kies wat de school moet bekijken."), 422)
    act = f"{rules.ASKED}{what}"
    if act not in rules.pending(done for _key, done in _acts(guardian)):  # a double click waits here
        trail.write(act, by=by, on=guardian)


def remove(*, guardian: Guardian, by: Who) -> bool:
    """Take away what only serves us: e-mail, phone, language, channel, needs, the name under what they said. All or nothing.

    That they are a parent of their child stays. False when there was nothing left to remove. Folders above take the
    parent out through `own.register`.
    """
    row = Guardian.objects.select_for_update().get(pk=guardian.pk)
    if is_removed(row):
        return False
    alone = not shares_home(row)
    for teller in own.tellers():
        teller.forget(row, alone)
    row.email = row.phone = ""
    row.phone_is_secret = False
    row.contact_language, row.language_asked_on, row.reached_by = "nl", None, Reached.AUTO
    row.corrected = {unit: kept for unit, kept in row.corrected.items() if unit not in REMOVED_MARKS}
    row.withdrawn_at = clock.now()
    row.save()
    codes.end_by(PURPOSE, row.pk, clock.now() + GOODBYE)
    trail.write(rules.REMOVED, by=by, on=row)
    return True


def shares_home(guardian: Guardian) -> bool:
    """Whether another parent at this address still has their data here: what the home said together then stays."""
    here = Guardian.objects.filter(household=guardian.household_id, withdrawn_at__isnull=True)
    return bool(here.exclude(pk=guardian.pk).exists())


def is_removed(guardian: Guardian) -> bool:
    return guardian.withdrawn_at is not None and not guardian.email and not guardian.phone


def take_over(*, guardian: Guardian, last: uuid.UUID | None, by: Who) -> bool:
    """Somebody changed the administration as well, or called the parent: the lines go off the list. False when they were off.

    `last` is the key of the last thing on the list as they saw it. Raises RuleBroken 'something-new' when the parent did more
    since: nothing goes off unread.
    """
    done = _acts(guardian)
    if not rules.pending(act for _key, act in done):
        return False
    if last != rules.last_waiting(done):
        words = _("%(name)s deed intussen nog iets. Kijk nog eens: er is niets van de lijst.") % {"name": guardian}
        raise RuleBroken("something-new", words)
    trail.write(rules.DONE, by=by, on=guardian)
    return True


def put_back(*, guardian: Guardian, by: Who) -> None:
    """What went off the list last comes back on it, beside what came in since. Twice is once."""
    done = [act for _key, act in _acts(guardian)]
    if rules.pending([*done, rules.REOPENED]) != rules.pending(done):
        trail.write(rules.REOPENED, by=by, on=guardian)


def _acts(guardian: Guardian) -> list[tuple[uuid.UUID, str]]:
    """Key and act of what this parent did, in their order; whoever does the next thing waits."""
    Guardian.objects.select_for_update().get(pk=guardian.pk)
    rows = TrailRow.objects.filter(object_id=guardian.pk, act__in=rules.ACTS)
    return list(rows.order_by("at", "pk").values_list("pk", "act"))
