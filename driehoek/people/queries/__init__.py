"""What the screens of people show."""

from .accounts import Account, accounts, colleagues_without_account
from .classes import ClassLine, Overview, PupilLine, class_list, names_of_class, overview, pupils_of
from .search import Found
from .state import stored
from .teaching import mentored_by, mentors_today

__all__ = [
    "Account", "ClassLine", "Found", "Overview", "PupilLine", "accounts", "class_list", "colleagues_without_account",
    "mentored_by", "mentors_today", "names_of_class", "overview", "pupils_of", "stored",
]  # fmt: skip
