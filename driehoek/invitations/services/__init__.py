"""The verbs of inviting: open, prepare, approve, send, remind, reply. Keyword-only, `by` whoever does it."""

from .answering_openly import reply_openly
from .approving import approve, ask_approval
from .class_links import open_class_link
from .matching import match, set_aside, take_back
from .occasions import change_occasion, open_occasion
from .preparing import prepare_class_invitations
from .printing import another_way, mark_printed
from .reminding import Reminded, remind
from .replying import Given, reply
from .sending import Sent, send

__all__ = [
    "Given",
    "Reminded",
    "Sent",
    "another_way",
    "approve",
    "ask_approval",
    "change_occasion",
    "mark_printed",
    "match",
    "open_class_link",
    "open_occasion",
    "prepare_class_invitations",
    "remind",
    "reply",
    "reply_openly",
    "send",
    "set_aside",
    "take_back",
]
