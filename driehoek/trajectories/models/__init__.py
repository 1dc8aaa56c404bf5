from .path import BodyAnswer, BodySort, Intake, Outcome, PathTask, Step, StepSort, Trajectory
from .teams import AgendaPoint, Candidate, Helper, Member, Team, TeamDecision, TeamMeeting, TeamSort, TeamTask

__all__ = [
    "AgendaPoint", "BodyAnswer", "BodySort", "Candidate", "Helper", "Intake", "Member", "Outcome", "PathTask", "Step", "StepSort", "Team",
    "TeamDecision", "TeamMeeting", "TeamSort", "TeamTask", "Trajectory",
]  # fmt: skip
