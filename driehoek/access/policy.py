"""Guard 2, the table: who may do what. Read it like the rules of the house.

A *role* is what somebody is at a school; a *tie* is a bond with one thing (holds its link, leads it, is its mentor).
Ties are registered by the capability that knows them; an unknown tie is no tie. No Django models here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("beheerder")
    SCHOOL_LEADER = "school_leader", _("schoolleider")
    TEAM_LEADER = "team_leader", _("teamleider")
    TEACHER = "teacher", _("leraar")
    TRAJECTORY_ADVISER = "trajectory_adviser", _("trajectbegeleider")


ADMINISTRATOR, SCHOOL_LEADER, TEAM_LEADER, TEACHER, TRAJECTORY_ADVISER = Role
LEADERS = frozenset({SCHOOL_LEADER, TEAM_LEADER})
OFFICE = LEADERS | {ADMINISTRATOR}
STAFF = OFFICE | {TEACHER}
EVERYBODY = STAFF | {TRAJECTORY_ADVISER}  # an adviser of the trajectory works along and never sees a child


class Tie(StrEnum):
    HOLDS_LINK = "holds_link"  # opened the personal link or code of this very thing
    MENTORS = "mentors"  # is class teacher of the class that this is about
    LEADS = "leads"  # discussion leader of this meeting
    SCRIBES = "scribes"  # writes for a table of this meeting
    JOINED = "joined"  # joined this meeting by its code
    INVITED = "invited"  # holds an invitation to this meeting
    OWNS = "owns"  # is the owner of this task or action
    MEMBER = "member"  # a colleague who is in the team that this belongs to
    TAKES_PART = "takes_part"  # somebody without an account who is in this team, by their own code


class Action(StrEnum):
    SEE_START = "see_start"
    SEE_ACCOUNTS = "see_accounts"
    MANAGE_ACCOUNTS = "manage_accounts"
    IMPORT_ROSTER = "import_roster"
    SEE_PEOPLE = "see_people"
    REVEAL_SECRET = "reveal_secret"
    EDIT_PEOPLE = "edit_people"
    SET_UP_CLASSES = "set_up_classes"
    ROLL_OVER = "roll_over"
    SEE_OWN_DATA = "see_own_data"
    ANSWER_FOR_CLASS = "answer_for_class"
    MATCH_REPLIES = "match_replies"
    SEE_TRAIL = "see_trail"
    SEE_MEETINGS = "see_meetings"
    PLAN_MEETING = "plan_meeting"
    DO_TASK = "do_task"
    APPROVE_INVITATION = "approve_invitation"
    SEND_INVITATIONS = "send_invitations"
    SEE_REACH = "see_reach"
    SEE_NEEDS = "see_needs"
    REPLY = "reply"
    CALL_FAMILY = "call_family"
    SET_CALENDAR = "set_calendar"
    EDIT_LIBRARY = "edit_library"
    DIVIDE = "divide"
    PRINT = "print"
    PRINT_LETTERS = "print_letters"
    RUN_MEETING = "run_meeting"
    CHECK_IN = "check_in"
    SHOW_SCREEN = "show_screen"
    CONTRIBUTE = "contribute"
    SCRIBE = "scribe"
    MODERATE = "moderate"
    SORT_HARVEST = "sort_harvest"
    RELEASE_HELD = "release_held"
    RUN_POLL = "run_poll"
    REACT = "react"
    ANSWER = "answer"
    SEE_ACTIONS = "see_actions"
    DO_ACTION = "do_action"
    SEE_REPORT = "see_report"
    PUBLISH_REPORT = "publish_report"
    SEE_SCANS = "see_scans"
    RUN_SCAN = "run_scan"
    ANSWER_SCAN = "answer_scan"
    SEE_SCAN_RESULT = "see_scan_result"
    LEAD_SESSION = "lead_session"
    TAKE_PART = "take_part"
    SEE_PLAN = "see_plan"
    EDIT_PLAN = "edit_plan"
    COMMENT_PLAN = "comment_plan"
    DECIDE_PLAN = "decide_plan"
    EDIT_PROGRAMME = "edit_programme"
    SEE_TRAJECTORY = "see_trajectory"
    RUN_TRAJECTORY = "run_trajectory"
    DO_PATH_TASK = "do_path_task"
    SEE_TEAM = "see_team"
    EDIT_TEAM = "edit_team"
    WORK_IN_TEAM = "work_in_team"
    ANSWER_CALL = "answer_call"


@dataclass(frozen=True)
class Rule:
    roles: frozenset[Role] = frozenset()
    ties: frozenset[Tie] = frozenset()
    step_up: bool = False  # asks a second factor
    looks: bool = False  # every look is written in the trail
    guests: bool = field(default=False)  # people without an account may be let in by a tie


def _rule(*who: Role | frozenset[Role] | Tie, step_up: bool = False, looks: bool = False) -> Rule:
    roles: set[Role] = set()
    ties: set[Tie] = set()
    for item in who:
        if isinstance(item, Tie):
            ties.add(item)
        elif isinstance(item, Role):
            roles.add(item)
        else:
            roles |= item
    guests = bool(ties & {Tie.HOLDS_LINK, Tie.JOINED, Tie.INVITED, Tie.LEADS, Tie.SCRIBES, Tie.TAKES_PART})
    return Rule(frozenset(roles), frozenset(ties), step_up, looks, guests)


TABLE: dict[Action, Rule] = {
    Action.SEE_START: _rule(EVERYBODY),
    Action.SEE_ACCOUNTS: _rule(ADMINISTRATOR, step_up=True),
    Action.MANAGE_ACCOUNTS: _rule(ADMINISTRATOR, step_up=True),
    Action.IMPORT_ROSTER: _rule(ADMINISTRATOR, step_up=True),
    Action.SEE_PEOPLE: _rule(OFFICE, looks=True),
    Action.REVEAL_SECRET: _rule(ADMINISTRATOR, SCHOOL_LEADER, step_up=True, looks=True),
    Action.EDIT_PEOPLE: _rule(ADMINISTRATOR, SCHOOL_LEADER, step_up=True, looks=True),
    Action.SET_UP_CLASSES: _rule(OFFICE),
    Action.ROLL_OVER: _rule(ADMINISTRATOR, step_up=True),
    Action.SEE_OWN_DATA: _rule(Tie.HOLDS_LINK),
    Action.ANSWER_FOR_CLASS: _rule(Tie.HOLDS_LINK),
    Action.MATCH_REPLIES: _rule(OFFICE, Tie.MENTORS),
    Action.SEE_TRAIL: _rule(ADMINISTRATOR, step_up=True, looks=True),
    Action.SEE_MEETINGS: _rule(EVERYBODY),
    Action.PLAN_MEETING: _rule(OFFICE),
    Action.DO_TASK: _rule(OFFICE, Tie.OWNS),
    Action.APPROVE_INVITATION: _rule(LEADERS, Tie.MENTORS),
    Action.SEND_INVITATIONS: _rule(OFFICE),
    Action.SEE_REACH: _rule(OFFICE),
    Action.SEE_NEEDS: _rule(OFFICE, looks=True),
    Action.REPLY: _rule(Tie.HOLDS_LINK),
    Action.CALL_FAMILY: _rule(OFFICE, Tie.OWNS),
    Action.SET_CALENDAR: _rule(OFFICE),
    Action.EDIT_LIBRARY: _rule(OFFICE),
    Action.DIVIDE: _rule(OFFICE),
    Action.PRINT: _rule(OFFICE),
    Action.PRINT_LETTERS: _rule(OFFICE, Tie.MENTORS),
    Action.RUN_MEETING: _rule(OFFICE, Tie.LEADS),
    Action.CHECK_IN: _rule(OFFICE, Tie.LEADS),
    Action.SHOW_SCREEN: _rule(OFFICE, Tie.LEADS),
    Action.CONTRIBUTE: _rule(Tie.JOINED, Tie.INVITED),
    Action.SCRIBE: _rule(Tie.SCRIBES),
    Action.MODERATE: _rule(OFFICE, Tie.LEADS),
    Action.SORT_HARVEST: _rule(OFFICE),
    Action.RELEASE_HELD: _rule(LEADERS, looks=True),
    Action.RUN_POLL: _rule(OFFICE, Tie.LEADS),
    Action.REACT: _rule(STAFF, Tie.JOINED, Tie.INVITED),
    Action.ANSWER: _rule(OFFICE),
    Action.SEE_ACTIONS: _rule(EVERYBODY),
    Action.DO_ACTION: _rule(OFFICE, Tie.OWNS),
    Action.SEE_REPORT: _rule(EVERYBODY, Tie.JOINED, Tie.INVITED),
    Action.PUBLISH_REPORT: _rule(LEADERS),
    Action.SEE_SCANS: _rule(EVERYBODY),
    Action.RUN_SCAN: _rule(OFFICE),
    Action.ANSWER_SCAN: _rule(Tie.HOLDS_LINK, Tie.OWNS),
    Action.SEE_SCAN_RESULT: _rule(EVERYBODY, Tie.HOLDS_LINK),
    Action.LEAD_SESSION: _rule(OFFICE, Tie.LEADS),
    Action.TAKE_PART: _rule(STAFF, Tie.JOINED),
    Action.SEE_PLAN: _rule(EVERYBODY),
    Action.EDIT_PLAN: _rule(OFFICE),
    Action.COMMENT_PLAN: _rule(STAFF),
    Action.DECIDE_PLAN: _rule(LEADERS),
    Action.EDIT_PROGRAMME: _rule(OFFICE, Tie.MEMBER),
    Action.SEE_TRAJECTORY: _rule(EVERYBODY),
    Action.RUN_TRAJECTORY: _rule(OFFICE, TRAJECTORY_ADVISER),
    Action.DO_PATH_TASK: _rule(OFFICE, TRAJECTORY_ADVISER, Tie.OWNS),
    Action.SEE_TEAM: _rule(STAFF),
    Action.EDIT_TEAM: _rule(OFFICE),
    Action.WORK_IN_TEAM: _rule(OFFICE, Tie.MEMBER, Tie.TAKES_PART),
    Action.ANSWER_CALL: _rule(Tie.HOLDS_LINK),
}

TieTest = Callable[["Any", Any], bool]
_ties: dict[tuple[Tie, str], TieTest] = {}


def register_tie(tie: Tie, model: str, test: TieTest) -> None:
    """`test(who, thing)` says whether the bond is there; `model` is the label of `thing`'s model, in lower case."""
    _ties[tie, model] = test


def has_tie(tie: Tie, who: Any, thing: Any) -> bool:
    if thing is None:
        return False
    test = _ties.get((tie, thing._meta.label_lower))
    return bool(test and test(who, thing))
