"""The door to the content that ships. Pure: no Django, no clock; every file is read once per process.

A mistake in a file raises ContentError with the file and the key. `load_everything` reads all of it, for tests,
`doctor` and start-up.
"""

from pathlib import Path

from driehoek.library.reading_dialogue import load_kinds, load_questions, load_themes, selectable
from driehoek.library.reading_letters import load_answers, load_letter, load_letters
from driehoek.library.reading_tasks import load_tasks
from driehoek.library.reading_templates import load_template, template_keys
from driehoek.library.source import CONTENT, ContentError
from driehoek.library.words import load_words, word

__all__ = [
    "ContentError",
    "load_answers",
    "load_everything",
    "load_kinds",
    "load_letter",
    "load_letters",
    "load_questions",
    "load_tasks",
    "load_template",
    "load_themes",
    "load_words",
    "selectable",
    "template_keys",
    "word",
]


def load_everything(folder: Path = CONTENT) -> None:
    """Reads and checks every file; raises the first ContentError."""
    for load in (load_kinds, load_questions, load_themes, load_tasks, load_answers, load_letters):
        load(folder)
    for key in template_keys(folder):
        load_template(key, folder)
