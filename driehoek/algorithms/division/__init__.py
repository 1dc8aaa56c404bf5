"""Divide people into tables: parents and school mixed, wishes met, couples together.

`problem.py` says what is asked, `rules.py` holds the one list of rules that plans, checks and explains,
`plan.py` makes a division, `arrival.py` seats who comes late, `command.py` is `driehoek division`.
"""

from driehoek.algorithms.division.arrival import late_arrival
from driehoek.algorithms.division.plan import Plan, plan
from driehoek.algorithms.division.problem import Person, Problem, Table
from driehoek.algorithms.division.rules import Broken, Seats, check, check_change, check_move, value

__all__ = [
    "Broken",
    "Person",
    "Plan",
    "Problem",
    "Seats",
    "Table",
    "check",
    "check_change",
    "check_move",
    "late_arrival",
    "plan",
    "value",
]
