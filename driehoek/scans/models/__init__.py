from .asked import AskedClass, Fielding, Mark, Ticket, ToldParent, Way
from .given import Result, Submission
from .instruments import Instrument, Version
from .sessions import (
    Agreed,
    Alone,
    ChosenPoint,
    Dot,
    Note,
    PointSort,
    SessionKind,
    TeamSession,
    TurnoutLine,
    TurnoutPlan,
)

__all__ = [
    "Agreed", "Alone", "AskedClass", "ChosenPoint", "Dot", "Fielding", "Instrument", "Mark", "Note", "PointSort", "Result",
    "SessionKind", "Submission", "TeamSession", "Ticket", "ToldParent", "TurnoutLine", "TurnoutPlan", "Version", "Way",
]  # fmt: skip
