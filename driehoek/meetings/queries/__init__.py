"""What the screens of this capability show, as small frozen dataclasses. Page, fragment and paper use the same ones."""

from . import paper
from .hall import Board, Hall, board, colleagues, hall
from .path import MeetingLine, Overview, Start, Step, meetings, overview, start
from .preparation import Preparation, my_tasks, preparation, role_word
from .runbook import Audience, Blank, RunBook, audience, clock_words, day_words, filled, listed, run_book

__all__ = [
    "Audience", "Blank", "Board", "Hall", "MeetingLine", "Overview", "Preparation", "RunBook", "Start", "Step", "audience",
    "board", "clock_words", "colleagues", "day_words", "filled", "hall", "listed", "meetings", "my_tasks", "overview", "paper",
    "preparation", "role_word", "run_book", "start",
]  # fmt: skip
