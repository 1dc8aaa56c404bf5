"""What a file would change: stored rows and a roster in, a plan out. Pure, and idempotent: a plan that was applied plans nothing.

Four rules of the house: a missing row deletes nothing; an empty cell says nothing; what is secret stays secret; who is not
certainly the same person becomes a new one.
"""

from .counting import Count, counts
from .planning import plan
from .shapes import KINDS, Change, Kind, Plan, Stored
from .skipping import bad_rows, blocks, without_rows

__all__ = ["KINDS", "Change", "Count", "Kind", "Plan", "Stored", "bad_rows", "blocks", "counts", "plan", "without_rows"]
