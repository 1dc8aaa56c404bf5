"""Reads the files that a school really has into plain values; knows no Django and no database.

`read_files` (detect) takes names and bytes and never raises: it gives a `Roster` with everything that could be read, and a
`Problem` for everything that could not, each with file, row and column. `messages.message` turns a problem into a Dutch
sentence that says what to do next. What is sensitive (bsn, origin, weights, home language) is dropped while reading and
never reaches any object. `sample` makes fictional files for the demo, the tests and the benches.

An *error* means: this value or row was left out. A *warning* means: it was taken over, have a look.
"""

from .detect import read_files
from .messages import message
from .shapes import Problem, Roster, RosterReading

__all__ = ["Problem", "Roster", "RosterReading", "message", "read_files"]
