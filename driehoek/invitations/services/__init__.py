"""The verbs of inviting: open, prepare, approve, send, remind, reply. Keyword-only, `by` whoever does it."""

from .agreeing import agree_reply_to, drop_class_reply_to
from .answering_openly import reply_openly
from .approving import approve, ask_approval
from .calling import (
    assign_caller,
    assign_mentors,
    attempt_answered,
    no_more_reminders,
    record_attempt,
    take_back_attempt,
)
from .changing import cancel_occasion, leave_untold, still_so, take_back_cancelling, tell_moved
from .class_links import open_class_link, renew_class_link
from .matching import AskedElsewhere, match, set_aside, set_aside_today, take_back, take_back_today
from .moving import move_class
from .occasions import change_occasion, open_occasion
from .preparing import prepare_class_invitations
from .printing import another_way, another_way_for_class, mark_printed
from .reminding import Reminded, remind
from .replying import Given, reply
from .sending import Sent, send
from .sending_again import send_again

__all__ = [
    "AskedElsewhere",
    "Given",
    "Reminded",
    "Sent",
    "agree_reply_to",
    "another_way",
    "another_way_for_class",
    "approve",
    "ask_approval",
    "assign_caller",
    "assign_mentors",
    "attempt_answered",
    "cancel_occasion",
    "change_occasion",
    "drop_class_reply_to",
    "leave_untold",
    "mark_printed",
    "match",
    "move_class",
    "no_more_reminders",
    "open_class_link",
    "open_occasion",
    "prepare_class_invitations",
    "record_attempt",
    "remind",
    "renew_class_link",
    "reply",
    "reply_openly",
    "send",
    "send_again",
    "set_aside",
    "set_aside_today",
    "take_back",
    "take_back_today",
    "still_so",
    "take_back_attempt",
    "take_back_cancelling",
    "tell_moved",
]
