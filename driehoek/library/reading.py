"""The door to the content that ships. Pure: no Django, no clock; every file is read once per process.

A mistake in a file raises ContentError with the file and the key. `load_everything` reads all of it, for tests,
`doctor` and start-up.
"""

from pathlib import Path

from driehoek.library.reading_activities import load_activities
from driehoek.library.reading_dialogue import (
    load_dilemmas,
    load_kinds,
    load_questions,
    load_statements,
    load_themes,
    questions_for,
    selectable,
)
from driehoek.library.reading_letters import load_answers, load_letter, load_letters
from driehoek.library.reading_messages import load_message, load_messages, messages_for
from driehoek.library.reading_path import load_intake, load_paths, load_ready_texts
from driehoek.library.reading_scan import load_scan
from driehoek.library.reading_shared import load_attitude_cards, load_closing_taps, load_fill_ins
from driehoek.library.reading_tasks import load_all_tasks, load_tasks, load_year_end_tasks
from driehoek.library.reading_teams import load_focal_points, load_teams
from driehoek.library.reading_templates import load_template, template_keys
from driehoek.library.source import CONTENT, ContentError
from driehoek.library.words import load_words, word

__all__ = [
    "ContentError",
    "load_activities",
    "load_all_tasks",
    "load_answers",
    "load_attitude_cards",
    "load_closing_taps",
    "load_dilemmas",
    "load_everything",
    "load_fill_ins",
    "load_focal_points",
    "load_intake",
    "load_kinds",
    "load_letter",
    "load_letters",
    "load_message",
    "load_messages",
    "load_paths",
    "load_questions",
    "load_ready_texts",
    "load_statements",
    "load_tasks",
    "load_teams",
    "load_template",
    "load_themes",
    "load_words",
    "load_year_end_tasks",
    "messages_for",
    "questions_for",
    "selectable",
    "template_keys",
    "word",
]

SHELVES = (
    load_kinds, load_questions, load_themes, load_statements, load_dilemmas, load_all_tasks, load_answers, load_letters,
    load_messages, load_attitude_cards, load_closing_taps, load_fill_ins, load_scan, load_activities,
    load_paths, load_ready_texts, load_intake, load_teams, load_focal_points,
)  # fmt: skip


def load_everything(folder: Path = CONTENT) -> None:
    """Reads and checks every file; raises the first ContentError."""
    for load in SHELVES:
        load(folder)
    for key in template_keys(folder):
        load_template(key, folder)
