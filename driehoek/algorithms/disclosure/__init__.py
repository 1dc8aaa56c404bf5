"""Small numbers: what may be shown so that no few people can be told from it, not even by subtraction.

`cells.py` merges the small cells of a table, `shares.py` softens shares of few people. One filter at a time, please: two tables of
which one lies within the other give away their difference.
"""

from driehoek.algorithms.disclosure.cells import LEAST, Cell, live_total, may_show_texts, may_show_ways, one_way
from driehoek.algorithms.disclosure.shares import APART, FEW, Shown, about, people_words, spared, spared_dots

__all__ = [
    "APART", "FEW", "LEAST", "Cell", "Shown", "about", "live_total", "may_show_texts", "may_show_ways", "one_way", "people_words",
    "spared", "spared_dots",
]  # fmt: skip
