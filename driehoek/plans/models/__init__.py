from .plan import Chapter, Line, LineSource, LineWords, Plan, PlanVersion, SourceSort
from .programme import Activity, ActivityState, PlannedAction, Verdict
from .said import Body, Comment, Decision, DecisionSort

__all__ = [
    "Activity", "ActivityState", "Body", "Chapter", "Comment", "Decision", "DecisionSort", "Line", "LineSource", "LineWords", "Plan",
    "PlanVersion", "PlannedAction", "SourceSort", "Verdict",
]  # fmt: skip
