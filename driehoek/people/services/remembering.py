"""What the columns of the school's own lists mean: corrected on screen once, remembered for the next file."""

from collections.abc import Mapping

from driehoek.access import trail
from driehoek.access.who import Who
from driehoek.people.models import ColumnChoice, RosterUpload
from driehoek.people.roster.columns import is_sensitive
from driehoek.people.rules.choices import Choices, guessed, key_of


def remembered() -> dict[str, str]:
    return dict(ColumnChoice.objects.order_by().values_list("heading", "target"))


def choices_of(mapping: Mapping[str, str] | None = None) -> Choices:
    """What headings mean here: `mapping` goes before what was remembered of earlier files."""
    return Choices(remembered() | dict(mapping or {}))


def choose_columns(*, upload: RosterUpload, chosen: Mapping[str, str], by: Who) -> None:
    """Correct what columns mean: {heading: target, '' to skip}. Only what differs from our own guess is kept; nothing sensitive."""
    known = remembered()
    mapping = dict(upload.mapping)
    for heading, target in chosen.items():
        key = key_of(heading)
        if is_sensitive(heading) or not key:
            continue
        if target != guessed(heading) or key in known:
            mapping[key] = target
        else:
            mapping.pop(key, None)
    upload.mapping = mapping
    upload.save(update_fields=["mapping"])
    trail.write("choose-columns", by=by, on=upload)


def remember(mapping: Mapping[str, str]) -> None:
    """Keep these choices, {folded heading: target}, for the next file."""
    for key, target in mapping.items():
        ColumnChoice.objects.update_or_create(heading=key, defaults={"target": target})
