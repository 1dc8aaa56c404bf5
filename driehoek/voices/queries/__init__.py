"""What the screens of voices show."""

from .answers import Answers, answers, open_count
from .board import Board, board
from .listing import occasions
from .moves import last_move
from .said import Reader, SaidTheme, SaidWords, mine, named_words, of_everybody
from .waiting import Waiting, held_back, is_held, waiting

__all__ = [
    "Answers", "Board", "Reader", "SaidTheme", "SaidWords", "Waiting", "answers", "board", "held_back", "is_held", "last_move", "mine",
    "named_words",    "occasions", "of_everybody", "open_count", "waiting",
]  # fmt: skip
