"""All personal data in a note: by form, and by the names of the school's people."""

from driehoek.algorithms.personal import patterns
from driehoek.algorithms.personal.names import Names
from driehoek.algorithms.personal.seeing import seen
from driehoek.algorithms.personal.spans import Span, apart

LONGEST = 20_000  # signs that are looked through


def personal_data(text: str, names: Names) -> list[Span]:
    """What points at a person, in order, without overlap. 'perhaps' asks for a look; it isn't masked by itself."""
    read = seen(text[:LONGEST])
    named = (span for reading in read.readings for span in names.find(reading))
    return apart(read.back([*patterns.find(read.text), *named]))
