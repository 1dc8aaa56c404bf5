"""Reads the activities that ship: what a team can copy into its programme and change."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from driehoek.library.reading_scan import ORDER
from driehoek.library.source import CONTENT, Source, no_doubles, open_file
from driehoek.library.texts import STAFF_LANGUAGES, Text
from driehoek.library.words import load_words


@dataclass(frozen=True)
class SampleActivity:
    """`preparation`: what must be ready, in order. `parents_say`: where parents get a say, of a procedure alone."""

    key: str
    partnership: str
    title: Text
    idea: Text
    for_whom: Text
    preparation: tuple[Text, ...]
    parents_say: Text | None = None

    @property
    def is_procedure(self) -> bool:
        return self.parents_say is not None


@cache
def load_activities(folder: Path = CONTENT) -> tuple[SampleActivity, ...]:
    """Every activity, by partnership in the order of the model; each partnership has some."""
    source = open_file("activities.toml", load_words(folder), folder)
    found = tuple(_activity(one) for one in source.listed("activities"))
    no_doubles(source, "activities", [one.key for one in found])
    order = [ORDER.index(one.partnership) for one in found]
    if order != sorted(order):
        raise source.fail("activities", "stand in another order than the partnerships of the model")
    if absent := [part for part in ORDER if part not in {one.partnership for one in found}]:
        raise source.fail("activities", f"none for {', '.join(absent)}")
    source.done()
    return found


def _activity(one: Source) -> SampleActivity:
    is_procedure = one.flag("procedure")
    if one.has("parents_say") and not is_procedure:
        raise one.fail("parents_say", "belongs to a procedure")
    made = SampleActivity(
        key=one.string("key"),
        partnership=one.choice("partnership", ORDER),
        title=one.text("title", STAFF_LANGUAGES),
        idea=one.text("idea", STAFF_LANGUAGES),
        for_whom=one.text("for_whom", STAFF_LANGUAGES),
        preparation=_steps(one),
        parents_say=one.text("parents_say", STAFF_LANGUAGES) if is_procedure else None,
    )
    one.done()
    return made


def _steps(one: Source) -> tuple[Text, ...]:
    rows = one.take("preparation", list)
    if not rows:
        raise one.fail("preparation", "is empty")
    steps = [
        Source(one.file, {str(number): row}, f"{one.path}.preparation", one.audience, one.words).text(
            str(number), STAFF_LANGUAGES
        )
        for number, row in enumerate(rows, start=1)
    ]
    return tuple(steps)
