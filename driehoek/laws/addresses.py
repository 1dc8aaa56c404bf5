"""Every address, and who may come in. A new address without a line here breaks a law.

The line says in names of the cast (`world.ACTORS`) what `access/policy.py` says in roles and ties, so that a change of the
table is seen here as well. Arguments are made from the world: `meeting_id` is the meeting's key; `ARGUMENTS` says the rest.
"""

from collections.abc import Callable
from typing import Any

from driehoek import clock

from .addresses_answers import ANSWERS, OPEN_ANSWERS
from .addresses_path import PATH
from .addresses_people import PEOPLE
from .addresses_plan import PLAN
from .addresses_scan import SCAN
from .addresses_teams import TEAMS
from .casting import CLASS_LINK, EVERYBODY, INVITED, JOINED, LEADER, LEADERS, MENTOR, OFFICE, OWNER, PARENT, SCRIBE, STAFF
from .world import Side

ADDRESSES: dict[str, set[str]] = {
    # meetings: preparing
    "start": EVERYBODY,
    "meeting_list": EVERYBODY,
    "meeting_kinds": OFFICE,
    "meeting_new": OFFICE,
    "meeting": EVERYBODY,
    "own_templates": OFFICE,
    "template_put_back": OFFICE,
    "template_remove": OFFICE,
    "template_keep": OFFICE,
    "team": OFFICE,
    "team_remove": OFFICE,
    "team_put_back": OFFICE,
    "capacity": OFFICE,
    "capacity_settle": OFFICE,
    "meeting_split": OFFICE,
    "calendar": OFFICE,
    "calendar_region": OFFICE,
    "calendar_put_back": OFFICE,
    "calendar_edit": OFFICE,
    "calendar_remove": OFFICE,
    "meeting_details": OFFICE,
    "programme": EVERYBODY,
    "meeting_chosen": EVERYBODY,
    "meeting_messages": OFFICE,
    "meeting_message": OFFICE,
    "tell_pupils": OFFICE,
    "tell_pupils_mail": OFFICE,
    "meeting_chosen_add": OFFICE,
    "meeting_chosen_drop": OFFICE,
    "meeting_chosen_put_back": OFFICE,
    "meeting_chosen_move": OFFICE,
    "meeting_settle": OFFICE,
    "meeting_reopen": OFFICE,
    "programme_move": OFFICE,
    "item_new": OFFICE,
    "item_put_back": OFFICE,
    "fill_ins": OFFICE,
    "item_edit": OFFICE,
    "item_shift": OFFICE,
    "item_remove": OFFICE,
    "preparation": EVERYBODY,
    "task_new": OFFICE,
    "task_put_back": OFFICE,
    "task_edit": OFFICE,
    "task_done": OFFICE | OWNER,
    "task_open": OFFICE | OWNER,
    "task_take": EVERYBODY,
    "task_remove": OFFICE,
    "seating": OFFICE,
    "seat_move": OFFICE,
    "seat_divide": OFFICE,
    "seat_undo": OFFICE,
    "seat_gather": OFFICE,
    "seat_staff": OFFICE,
    "seat_late": OFFICE | LEADER,
    "seat_furnish": OFFICE,
    "meeting_papers": OFFICE,
    "meeting_paper": OFFICE,
    "run_book_pdf": OFFICE,
    "signs_pdf": OFFICE,
    "sign_in_pdf": OFFICE,
    "poster_pdf": OFFICE,
    # meetings: the evening
    "live_leader": OFFICE | LEADER,
    "live_start": OFFICE | LEADER,
    "live_not_started": OFFICE | LEADER,
    "live_next": OFFICE | LEADER,
    "live_previous": OFFICE | LEADER,
    "live_longer": OFFICE | LEADER,
    "live_ask": OFFICE | LEADER,
    "live_close": OFFICE | LEADER,
    "live_reopen": OFFICE | LEADER,
    "live_judge": OFFICE | LEADER,
    "live_hall": OFFICE | LEADER,
    "live_door": OFFICE | LEADER,
    "live_arrive": OFFICE | LEADER,
    "live_codes": OFFICE,
    "live_phone": JOINED | INVITED,
    "live_phone_now": JOINED | INVITED,
    "live_contribute": JOINED | INVITED,
    "live_scribe": SCRIBE,
    "live_scribe_now": SCRIBE,
    "live_write_down": SCRIBE,
    "seat_take_off": OFFICE,
    # meetings: the report
    "meeting_report": EVERYBODY,
    "report_intro": OFFICE,
    "report_docx": OFFICE,
    "report_publish": LEADERS,
    "report_unpublish": LEADERS,
    "report_letters": OFFICE,
    "news_letters": OFFICE,
    "how_was_it": JOINED | INVITED,
    "meeting_did": OFFICE,
    "news_tell": LEADERS,
    "did_poster": OFFICE,
    "newsletter": OFFICE,
    "meeting_evaluation": OFFICE,
    "meeting_practical": OFFICE,
    "practical_tell": OFFICE,
    "practical_letters": OFFICE | MENTOR,
    "guest_report": EVERYBODY | JOINED | INVITED,
    "report_pdf": EVERYBODY | JOINED | INVITED,
    **PEOPLE,
    # inviting
    "invitations": EVERYBODY,
    "invite_overview": OFFICE,
    "invite_prepare": OFFICE,
    "invite_ask": OFFICE,
    "invite_send": OFFICE,
    "invite_remind": OFFICE,
    "invite_progress": OFFICE,
    "invite_again": OFFICE,
    "invite_needs": OFFICE,
    "invite_translations": OFFICE,
    "invite_preview": OFFICE,
    "invite_preview_families": OFFICE,
    "invite_preview_family": OFFICE,
    "invite_find": OFFICE,
    "invite_enter": OFFICE,
    "invite_other_way": OFFICE,
    "invite_reply_to": OFFICE,
    "invite_other_way_class": OFFICE,
    "invite_change": OFFICE,
    "invite_change_tell": OFFICE,
    "invite_cancel": OFFICE,
    "invite_go_on": OFFICE,
    "invite_change_letters": OFFICE | MENTOR,
    "call_round": OFFICE,
    "my_calls": EVERYBODY,
    "call_family": OFFICE,  # and who was asked to call: nobody in the world
    "call_outcome": OFFICE,
    "call_take_back": OFFICE,
    "call_reply": OFFICE,
    "approve_invitation": LEADERS | MENTOR,
    "invite_letters": OFFICE | MENTOR,
    "invite_slips": OFFICE,
    "invite_slip_back": OFFICE,
    "class_link": OFFICE | MENTOR,
    "class_letters": OFFICE | MENTOR,
    "open_replies": OFFICE | MENTOR,
    "open_enter": OFFICE | MENTOR,
    "open_match": OFFICE | MENTOR,
    "open_aside": OFFICE | MENTOR,
    "open_take_back": OFFICE | MENTOR,
    "open_aside_today": OFFICE,
    "open_today_back": OFFICE,
    "class_link_new": OFFICE,
    "class_reply": CLASS_LINK,
    "class_thanks": CLASS_LINK,
    "class_calendar": CLASS_LINK,
    "reply": PARENT,
    "reply_own": PARENT,
    "reply_quiet": PARENT,
    "reply_stands": PARENT,
    "reply_thanks": PARENT,
    "reply_calendar": PARENT,
    # voices and actions
    "voices": OFFICE,
    "harvest_board": OFFICE,
    "harvest_compare": OFFICE,
    "harvest_export": OFFICE,
    "harvest_move": OFFICE,
    "harvest_undo": OFFICE,
    "theme_make": OFFICE,
    "harvest_certain": OFFICE,
    "harvest_desk": OFFICE,
    "harvest_behind": OFFICE,
    "harvest_beside": OFFICE,
    "harvest_paste": OFFICE,
    "harvest_unpaste": OFFICE,
    "theme_merge": OFFICE,
    "theme_unmerge": OFFICE,
    "theme_split": OFFICE,
    "theme_unsplit": OFFICE,
    "library": EVERYBODY,
    "library_text": EVERYBODY,
    "attitude_card": EVERYBODY,
    "library_new": OFFICE,
    "library_edit": OFFICE,
    "library_tongues": OFFICE,
    "library_hide": OFFICE,
    "library_show": OFFICE,
    "library_drop": OFFICE,
    "library_put_back": OFFICE,
    "moderate": OFFICE | LEADER,
    "moderate_one": OFFICE | LEADER,
    "contribution": OFFICE,
    "contribution_reword": OFFICE | LEADER,
    "contribution_pick": OFFICE,
    "contribution_release": LEADERS,
    "moderate_held": LEADERS,
    "theme": OFFICE,
    "theme_rename": OFFICE,
    "theme_remove": OFFICE,
    "answers": OFFICE,
    "said": EVERYBODY | JOINED | INVITED,
    "polls": OFFICE | LEADER,
    "poll_new": OFFICE | LEADER,
    "poll": OFFICE | LEADER,
    "poll_edit": OFFICE | LEADER,
    "poll_turn": OFFICE | LEADER,
    "poll_undo": OFFICE | LEADER,
    "poll_remove": OFFICE | LEADER,
    "poll_add": OFFICE | LEADER,
    "poll_results": OFFICE | LEADER,
    "statement": OFFICE | LEADER,
    "statement_do": OFFICE | LEADER,
    "statement_put_back": OFFICE | LEADER,
    "react": STAFF | JOINED | INVITED,
    "react_say": STAFF | JOINED | INVITED,
    "react_dots": STAFF | JOINED | INVITED,
    "react_propose": STAFF | JOINED | INVITED,
    "react_outcome": STAFF | JOINED | INVITED,
    "actions": EVERYBODY,
    "action": EVERYBODY,
    "action_turn": OFFICE | OWNER,
    "action_change": OFFICE | OWNER,
    **SCAN,
    **PLAN,
    **TEAMS,
    **PATH,
    **ANSWERS,
}

# Open to anybody, or to any account: no school behind them. Asked as every actor, never a crash, never a word of a school.
OPEN = {"mail_events", "quiet", "front", "code_entry", "code", "step_up"}
OPEN |= {"agenda_feed"}  # nothing at all without the secret of one colleague
OPEN |= {"public_plan", "public_plan_pdf"}  # nothing at all until a leader published the plan
OPEN |= OPEN_ANSWERS
OPEN |= {"components", "components_move", "components_sample"}  # for developers
OPEN |= {"demo_cast", "demo_sign_in", "demo_mail", "demo_letter", "demo_letter_html"}  # nothing at all without DRIEHOEK_DEMO

# Addresses of libraries, the same; those that need arguments have them in `ARGUMENTS`.
LIBRARY = set(
    "set_language account_login account_logout account_inactive account_signup account_reauthenticate account_email"
    " account_email_verification_sent account_confirm_email account_change_password account_set_password account_reset_password"
    " account_reset_password_done account_reset_password_from_key account_reset_password_from_key_done account_request_login_code"
    " account_confirm_login_code mfa_index mfa_authenticate mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp"
    " mfa_view_recovery_codes mfa_download_recovery_codes mfa_generate_recovery_codes usersessions_list".split()
)

Argument = Callable[[Side], Any]
KEYS = {
    "table": "meetingtable",
    "action": "actionitem",
    "class_invitation": "classinvitation",
    "merged": "mergedtheme",
    "session": "teamsession",
    "asked_class": "askedclass",
    "point": "chosenpoint",
}  # what an address calls otherwise than its model
SCAN_TEXT: dict[str, Argument] = {"shelf": lambda side: "uitspraken", "key": lambda side: "P2"}
OWN_TEXT: dict[str, Argument] = {"shelf": lambda side: "themas", "key": lambda side: side.key_of("owntext")}
ARGUMENTS: dict[str, dict[str, Argument]] = {
    "library_new": OWN_TEXT,
    "meeting_message": {"key": lambda side: "council"},
    "library_text": OWN_TEXT,
    "library_edit": OWN_TEXT,
    "library_tongues": OWN_TEXT,
    "library_hide": OWN_TEXT,
    "library_show": OWN_TEXT,
    "library_drop": OWN_TEXT,
    "instrument_add": SCAN_TEXT,
    "instrument_edit": SCAN_TEXT,
    "instrument_remove": SCAN_TEXT,
    "instrument_move": SCAN_TEXT,
    "instrument_tongue": {"language": lambda side: "tr"},
    "people_class_export": {"kind": lambda side: "csv"},
    "harvest_export": {"kind": lambda side: "csv"},
    "scan_result_file": {"kind": lambda side: "pdf"},
    "meeting_paper": {"what": lambda side: "belkaart"},
    "session_turn": {"verb": lambda side: "toon"},
    "session_note": {"verb": lambda side: "terug"},
    "poll_undo": {"verb": lambda side: "close"},
    "harvest_unpaste": {"pile": lambda side: clock.secret_id()},
    "plan_file": {"kind": lambda side: "docx"},
    "trajectory_body": {"body": lambda side: "mr"},
    "trajectory_body_forget": {"body": lambda side: "mr"},
    "trajectory_body_put_back": {"body": lambda side: "mr"},
    "trajectory_text": {"text": lambda side: "council"},
    "trajectory_text_file": {"text": lambda side: "council", "kind": lambda side: "docx"},
    "step_turn": {"verb": lambda side: "begin"},
    "plan_programme_file": {"kind": lambda side: "pdf"},
    "public_plan": {"at": lambda side: side.school.slug},
    "public_plan_pdf": {"at": lambda side: side.school.slug},
    "my_words": {"at": lambda side: side.school.slug},
    "my_words_here": {"at": lambda side: side.school.slug},
    "my_words_back": {"at": lambda side: side.school.slug},
    "agenda_feed": {"token": lambda side: "K7M4PQ9XT2AB"},
    "quiet": {"code": lambda side: "K7M4PQ9XT2AB"},
    "code": {"code": lambda side: "K7M4PQ9XT2AB"},
    "demo_letter": {"key": lambda side: clock.secret_id()},
    "demo_letter_html": {"key": lambda side: clock.secret_id()},
    "components_sample": {"kind": lambda side: "guest"},
    "account_confirm_email": {"key": lambda side: "abc"},
    "account_reset_password_from_key": {"uidb36": lambda side: "1", "key": lambda side: "set-password"},
}
# Allowed, and nothing there: the address is about something that this world does not have just now.
MAY_BE_EMPTY = {
    "meeting_chosen_add",  # what is chosen stands in the form
    "meeting_chosen_drop",
    "meeting_chosen_put_back",
    "meeting_chosen_move",
    "library_put_back",
    "calendar_put_back",
    "team_put_back",
    "team_member_put_back",
    "team_point_back",
    "team_decision_back",
    "team_task_back",
    "candidate_put_back",
    "template_put_back",
    "item_put_back",  # what was removed just now in this browser
    "task_put_back",
    "step_put_back",
    "steps_earlier_undo",
    "path_task_put_back",
    "trajectory_body_put_back",
    "class_put_back",
    "colleague_take_back",
    "guardian_link",  # who is tied stands in the form
    "instrument_undo",  # what was changed just now in this browser
    "harvest_move",  # what is moved stands in the form
}


def arguments(name: str, parameters: list[str], sides: tuple[Side, ...]) -> dict[str, Any]:
    """Values for an address' parameters; the first from `sides[0]`, the last from `sides[-1]`."""
    given = ARGUMENTS.get(name, {})
    values = {}
    for number, parameter in enumerate(parameters):
        side = sides[min(number, len(sides) - 1)]
        if parameter in given:
            values[parameter] = given[parameter](side)
            continue
        key = parameter.removesuffix("_id")
        values[parameter] = side.key_of(KEYS.get(key, key))
        if values[parameter] is None:
            raise AssertionError(f"{name}: no row of the world is called {parameter!r}. Add it to ARGUMENTS in laws/addresses.py")
    return values
