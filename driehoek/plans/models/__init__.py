from .plan import Chapter, Line, LineSource, LineWords, Plan, PlanVersion, SourceSort
from .programme import Activity, ActivityState, PlannedAction, Verdict
from .said import Body, Comment, Decision, DecisionSort
from .shelf import Given, ShelfItem

__all__ = [
    "Activity", "ActivityState", "Body", "Chapter", "Comment", "Decision", "DecisionSort", "Given", "Line", "LineSource", "LineWords", "Plan",
    "PlanVersion", "PlannedAction", "ShelfItem", "SourceSort", "Verdict",
]  # fmt: skip
