"""Verbs of the plan."""

from .composing import compose, recount, start
from .deciding import decide, publish, settle, unpublish, withdraw
from .editing import add, change, drop, move, put_back
from .planning import let_loose, link_action, make_action
from .saying import answer, say
from .sourcing import add_source, take_source_off
from .translating import for_machine, keep_machine, translate, write_short
from .versioning import keep_version, restore

__all__ = [
    "add", "add_source", "answer", "change", "compose", "decide", "drop", "for_machine", "keep_machine", "keep_version", "let_loose", "link_action", "make_action", "move", "publish", "put_back", "recount", "restore", "say",
    "settle", "start", "take_source_off", "translate", "unpublish", "withdraw", "write_short",
]  # fmt: skip
