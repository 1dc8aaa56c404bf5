"""The verbs of voices: contribute, look through, order into themes, answer, and keep anonymous what is anonymous."""

from ..rules import MOST_CHARACTERS, cleaned
from .answering import answer_contribution, answer_theme
from .contributing import contribute
from .moderating import approve, back_to_waiting, park, reword
from .ordering import UNCHECKED, Placed, Undone, place, place_many, undo
from .picking import pick
from .reading import read_waiting, suggest_again
from .releasing import release
from .rewriting import rewrite_anonymous, rewrite_reactions
from .themes import make_theme, move_theme, remove_theme, rename_theme, take_off_theme
from .withdrawing import withdraw

__all__ = [
    "MOST_CHARACTERS", "UNCHECKED", "Placed", "Undone", "answer_contribution", "answer_theme", "approve", "back_to_waiting",
    "cleaned", "contribute", "make_theme", "move_theme", "park", "pick", "place", "place_many", "read_waiting", "release", "remove_theme",
    "rename_theme", "rewrite_anonymous", "rewrite_reactions", "reword", "take_off_theme", "suggest_again", "undo",
    "withdraw",
]  # fmt: skip
