"""What looks like an attack on somebody who works here stays apart: no screen, no report, until the leadership has looked."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.queries.naming import names_of_school

from .. import machine
from ..held_letter import tell_leadership
from ..models import Contribution, Masking, Reading, Standing, SuggestionWork
from ..personal import Recogniser, is_sure, without
from ..signals import tell_changed


def hold_back(readings: Sequence[Reading]) -> int:
    """Put what these readings are of apart, also what was let through before; how many."""
    keys = [one.contribution_id for one in readings]
    free = Contribution.objects.filter(pk__in=keys).exclude(standing=Standing.PARKED)
    count: int = free.update(standing=Standing.PARKED, picked=False)
    if count:
        tell_leadership()
    return count


def held(keys: Iterable[object]) -> bool:
    """Whether one of these contributions lies apart because of an attack that nobody of the leadership has looked at."""
    return bool(Reading.objects.filter(contribution__in=list(keys), released_by__isnull=True).exclude(attack="").exists())


def release(*, contribution: Contribution, by: Who) -> None:
    """Somebody of the leadership looked, and it is no attack: it waits again like everything else. Twice is once."""
    row: Contribution = Contribution.objects.select_for_update().select_related("occasion").get(pk=contribution.pk)
    if (
        not Reading.objects.filter(contribution=row, released_by__isnull=True)
        .exclude(attack="")
        .update(released_by_id=by.user_id)
    ):
        return
    Contribution.objects.filter(pk=row.pk, standing=Standing.PARKED).update(standing=Standing.WAITING)
    SuggestionWork.objects.update_or_create(occasion_id=row.occasion_id, defaults={"wanted": True})
    trail.write("release-contribution", by=by, on=row.occasion)
    tell_changed(row.occasion)


def ready_to_show(rows: Sequence[Contribution], *, as_it_is: bool) -> None:
    """Before these are let through: what is surely personal is taken out, unless a person says that it may stay (`as_it_is`).

    Raises RuleBroken 'held' for what looks like an attack: that is put apart first, and only the leadership lets it through.
    """
    readings = {one.contribution_id: one for one in Reading.objects.filter(contribution__in=[row.pk for row in rows])}
    recogniser: Recogniser | None = None
    attacks = []
    for row in rows:
        reading = readings.get(row.pk)
        if reading is None or reading.digest != machine.digest(row.text):
            recogniser = recogniser or Recogniser(names_of_school())
            reading = _read_now(row, recogniser)
        if reading.attack and reading.released_by_id is None:
            attacks.append(reading)
        elif row.masking == Masking.OPEN and is_sure(reading.spans):
            _decide(row, reading, as_it_is)
    if attacks:
        hold_back(attacks)
        raise RuleBroken("held", _("Dit gaat over iemand die hier werkt. Het ligt nu apart, en de schoolleiding kijkt ernaar."))


def _read_now(row: Contribution, recogniser: Recogniser) -> Reading:
    """What the worker did not read yet, or read in other words. It suggests themes later."""
    found = {"spans": recogniser.spans(row.text), "attack": recogniser.attack(row.text), "digest": machine.digest(row.text)}
    reading: Reading = Reading.objects.update_or_create(contribution=row, defaults={**found, "released_by": None})[0]
    SuggestionWork.objects.update_or_create(occasion_id=row.occasion_id, defaults={"wanted": True})
    return reading


def _decide(row: Contribution, reading: Reading, as_it_is: bool) -> None:
    """Masked words are the words from now on: the old ones are gone, not kept."""
    if as_it_is:
        row.masking = Masking.CLEARED
        Contribution.objects.filter(pk=row.pk).update(masking=row.masking)
        return
    row.masking, row.text, row.picked = Masking.MASKED, without(row.text, reading.spans), False
    Contribution.objects.filter(pk=row.pk).update(masking=row.masking, text=row.text, picked=False)
    Reading.objects.filter(contribution=row).delete()  # it is of the old words
