"""What people say, where it belongs, what they think of it, and the texts of the school itself."""

from .polls import Poll, PollSort, Reaction, Statement, StatementSource
from .reading import MergedTheme, Reading, SuggestionWork
from .said import Contribution, Kind, Masking, Placement, Source, Standing, Theme, Voice
from .texts import Audience, OwnText, TextSort

__all__ = [
    "Audience", "Contribution", "Kind", "Masking", "MergedTheme", "OwnText", "Placement", "Poll", "PollSort", "Reaction", "Reading",
    "Source", "Standing", "Statement", "StatementSource", "SuggestionWork", "TextSort", "Theme", "Voice",
]  # fmt: skip
