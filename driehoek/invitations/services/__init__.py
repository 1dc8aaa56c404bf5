"""The verbs of inviting: open, prepare, approve, send, remind, reply. Keyword-only, `by` whoever does it."""

from .approving import approve, ask_approval
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
    "open_occasion",
    "prepare_class_invitations",
    "remind",
    "reply",
    "send",
]
