"""What the screens of voices show."""

from .board import Board, board
from .listing import occasions
from .said import SaidTheme, SaidWords, mine, of_everybody
from .waiting import waiting

__all__ = ["Board", "SaidTheme", "SaidWords", "board", "mine", "occasions", "of_everybody", "waiting"]
