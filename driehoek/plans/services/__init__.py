"""Verbs of the plan."""

from .composing import compose, start
from .editing import add, change, drop, move, put_back
from .versioning import keep_version

__all__ = ["add", "change", "compose", "drop", "keep_version", "move", "put_back", "start"]
