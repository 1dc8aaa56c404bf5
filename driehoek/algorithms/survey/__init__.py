"""A questionnaire in figures: exact counts in, and out only what may be shown. No Django; numpy is loaded where it is needed.

How a result is made of the sheets of one fielding, voice by voice:

    classes  = [AskedClass(key, years, people), …]                    in the order that the school shows them in
    response = final(classes, {class key: answers}, speakers)         or final_without_classes(people, answers) for staff
    groups   = year_groups(response, classes)                         () when only the whole voice is shown
    now      = tables({item: {class key: distribution(values)}}, response, groups, weigh=True)         once: see its docstring
    value    = tables(… importance …, response, groups)
    trust    = tables(… the block of trust …, response, groups)
    hanging  = reliability(rows of {item: point}, item keys of a partnership)      per partnership and voice

Keep `Figure.as_json` (`from_json` reads it back), `Response`, `Rate`, `Compared`, `Gap`, `Reliability` (all plain dataclasses: `asdict`)
in the result, and nothing else. `compare` while freezing, and keep what it says: from figures that were kept it sees less.

    compare(parents.whole, staff.whole, {"parents": 220, "school": 24})    shared / difference_shown / too_early
    most_alike(found, parents.whole, staff.whole), most_different(found)   what to talk about first
    gap(now.whole[item], value.whole[item], people)                        now beside important: strength, ambition, or neither
    rate(row), dissimilarity(response.classes), not_reached(response)      non-response, from what is shown
    changes(now, then, texts_now, texts_then)                              year beside year

A voice of which `tables().whole` is empty (fewer than ten) is not shown apart. Open texts: `disclosure.may_show_texts(writers)`.
Barriers: `disclosure.figures.ticked(count, people)` gives what may be shown of a count of ticks. Nothing here is a mark: no average exists.
"""

from driehoek.algorithms.disclosure.figures import Figure, from_json, ticked
from driehoek.algorithms.disclosure.grouped import NOBODY, Tables, tables
from driehoek.algorithms.disclosure.response import (
    AskedClass,
    Response,
    Row,
    YearGroup,
    final,
    final_without_classes,
    is_of_more_classes,
    languages,
    live,
    year_groups,
)
from driehoek.algorithms.points import DONT_KNOW, Distribution, distribution
from driehoek.algorithms.sure import Interval, interval
from driehoek.algorithms.survey.alpha import Reliability, reliability
from driehoek.algorithms.survey.comparing import Compared, compare, most_alike, most_different
from driehoek.algorithms.survey.gaps import AMBITION, STRENGTH, Gap, gap
from driehoek.algorithms.survey.reach import Rate, dissimilarity, not_reached, rate
from driehoek.algorithms.survey.years import CHANGED, NOT_SAID, OTHER_TEXT, Change, changes

__all__ = [
    "AMBITION", "CHANGED", "DONT_KNOW", "NOBODY", "NOT_SAID", "OTHER_TEXT", "STRENGTH", "AskedClass", "Change", "Compared",
    "Distribution", "Figure", "Gap", "Interval", "Rate", "Reliability", "Response", "Row", "Tables", "YearGroup", "changes", "compare",
    "dissimilarity", "distribution", "final", "final_without_classes", "from_json", "gap", "interval", "is_of_more_classes", "languages", "live", "most_alike",
    "most_different", "not_reached", "rate", "reliability", "tables", "ticked", "year_groups",
]  # fmt: skip
