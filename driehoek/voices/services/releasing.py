"""What looks like an attack on somebody who works here stays apart: no screen, no report, until the leadership has looked."""

from collections.abc import Iterable, Sequence
from functools import cache

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.queries.naming import names_of_school

from .. import machine
from ..held_letter import tell_leadership
from ..models import Contribution, Masking, Reading, Standing, SuggestionWork, Voice
from ..personal import Recogniser, is_sure, without
from ..signals import tell_changed


def hold_back(readings: Sequence[Reading], *, is_news: bool = False) -> int:
    """Put what these readings are of apart, also what was let through before; how many. `is_news`: nobody was told yet, also
    when somebody put it apart by hand."""
    keys = [one.contribution_id for one in readings]
    free = Contribution.objects.filter(pk__in=keys).exclude(standing=Standing.PARKED)
    count: int = free.update(standing=Standing.PARKED, picked=False)
    if count or is_news:
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
    """Before these are let through: what is surely personal is taken out. Names stay when a person says so (`as_it_is`), numbers
    and addresses never do. The rows are locked.

    Raises RuleBroken 'held' for what looks like an attack: that is put apart first, and only the leadership lets it through.
    """
    readings = {one.contribution_id: one for one in Reading.objects.filter(contribution__in=[row.pk for row in rows])}
    known = cache(lambda: Recogniser(names_of_school()))
    attacks = []
    for row in rows:
        reading = readings.get(row.pk)
        if reading is None or reading.digest != machine.digest(row.text):
            reading = _read_now(row, known())
        if reading.attack and reading.released_by_id is None:
            attacks.append(reading)
            continue
        if row.giver_name and not known().fits_beside(row.giver_name, works_here=row.voice == Voice.SCHOOL):
            row.giver_name = ""
            Contribution.objects.filter(pk=row.pk).update(giver_name="")
        names = not as_it_is and row.masking != Masking.CLEARED
        if is_sure(reading.spans, names=names):
            _mask(row, reading, known(), names=names)
        elif as_it_is and row.masking == Masking.OPEN and is_sure(reading.spans):
            row.masking = Masking.CLEARED
            Contribution.objects.filter(pk=row.pk).update(masking=row.masking)
    if attacks:
        hold_back(attacks)
        raise RuleBroken("held", _("Dit gaat over iemand die hier werkt. Het ligt nu apart, en de schoolleiding kijkt ernaar."))


def _read_now(row: Contribution, recogniser: Recogniser) -> Reading:
    """What the worker did not read yet, or read in other words: who let those through did not see these. It suggests themes later."""
    found = {"spans": recogniser.spans(row.text), "digest": machine.digest(row.text), "released_by": None}
    found["attack"] = recogniser.attack(row.text, row.giver_name)
    reading: Reading = Reading.objects.update_or_create(contribution=row, defaults=found)[0]
    SuggestionWork.objects.update_or_create(occasion_id=row.occasion_id, defaults={"wanted": True})
    return reading


def _mask(row: Contribution, reading: Reading, recogniser: Recogniser, *, names: bool) -> None:
    """Masked words are the words from now on: the old ones are gone, not kept. Whoever said that it is no attack still says so."""
    row.masking, row.text, row.picked = Masking.MASKED, without(row.text, reading.spans, names=names), False
    Contribution.objects.filter(pk=row.pk).update(masking=row.masking, text=row.text, picked=False)
    read = {"digest": machine.digest(row.text), "spans": recogniser.spans(row.text), "vector": None}
    Reading.objects.filter(contribution=row).update(**read)
    SuggestionWork.objects.update_or_create(occasion_id=row.occasion_id, defaults={"wanted": True})
