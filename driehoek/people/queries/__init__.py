"""What the screens of people show."""

from .accounts import Account, Colleague, accounts, colleague, colleagues_without_account
from .classes import ClassLine, Overview, PupilLine, class_list, current_year, names_of_class, overview, pupils_of
from .search import Found
from .state import stored
from .teaching import mentored_by, mentors_today

__all__ = [
    "Account", "ClassLine", "Colleague", "Found", "Overview", "PupilLine", "accounts", "class_list", "colleague", "colleagues_without_account", "current_year",
    "mentored_by", "mentors_today", "names_of_class", "overview", "pupils_of", "stored",
]  # fmt: skip
