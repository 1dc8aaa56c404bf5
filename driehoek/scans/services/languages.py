"""How many parents of each contact language answered: worked out once a night and kept, for the school as a whole.

At every answer it would tell too much: when a class and a language make a step together, the last answer was of one who is both.
"""

import uuid
from collections import Counter
from typing import Any

from driehoek import clock
from driehoek.algorithms import survey
from driehoek.algorithms.disclosure.response import Speakers

from ..models import Fielding, Ticket
from ..queries.response import levels
from ..rules import PARENTS


def keep_languages() -> int:
    """Once a day for each questionnaire of the open school that runs; how many were worked out."""
    today = clock.today().isoformat()
    done = 0
    for fielding in Fielding.objects.filter(opened_at__isnull=False, closed_at__isnull=True):
        if fielding.spoken.get("on") == today or PARENTS not in fielding.voices:
            continue
        classes, answered = _classes(fielding)
        rows = survey.languages(classes, answered, speakers_of(fielding)) if classes else ()
        kept = {"on": today, "rows": [[row.names[0], row.people, row.at_least, row.at_most] for row in rows]}
        done += Fielding.objects.filter(pk=fielding.pk, closed_at=None).update(spoken=kept)
    return done


def speakers_of(fielding: Fielding, *, by_school_class: bool = False) -> Speakers:
    """{(class key, language): (asked, answered)} of the parents with a personal link; the class as asked, or the school class."""
    name = "asked_class__school_class_id" if by_school_class else "asked_class_id"
    rows = Ticket.objects.filter(fielding=fielding, voice=PARENTS, asked_class__isnull=False).order_by()
    asked: Counter[tuple[str, str]] = Counter()
    said: Counter[tuple[str, str]] = Counter()
    for key, language, answered in rows.values_list(name, "language", "answered"):
        asked[str(key), language] += 1
        said[str(key), language] += answered
    return {cell: (people, said[cell]) for cell, people in asked.items()}


def _classes(fielding: Fielding) -> tuple[list[survey.AskedClass], dict[str, int]]:
    rows: Any = fielding.classes.select_related("school_class")
    classes = [survey.AskedClass(str(row.pk), levels(row), int(row.people[PARENTS])) for row in rows if row.people.get(PARENTS)]
    counts: Counter[uuid.UUID | None] = Counter()
    for found in (fielding.tickets.filter(answered=True), fielding.marks.all()):
        counts.update(found.filter(voice=PARENTS).order_by().values_list("asked_class_id", flat=True))
    return classes, {str(key): number for key, number in counts.items() if key}
