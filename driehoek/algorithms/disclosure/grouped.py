"""What may be shown of the items of one voice: of all together, and by groups of years, such that neither undoes the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random, SystemRandom

from driehoek.algorithms.disclosure.audit import Network
from driehoek.algorithms.disclosure.figures import (
    FIVE,
    ONE,
    TEN,
    TWENTY,
    Figure,
    exact_window,
    figure,
    step_for,
    window,
)
from driehoek.algorithms.disclosure.response import Response, YearGroup
from driehoek.algorithms.disclosure.shares import APART, FEW, SPARED
from driehoek.algorithms.points import Distribution

NOBODY = ""  # the class of who has none
LEFT_OUT, COARSER = 0.03, 0.1  # how often, by chance: left out, or left out or in coarser steps


@dataclass(frozen=True)
class Tables:
    """`whole`: {item: figure}, empty when fewer than ten of this voice answered. `groups` with {item: figure} each, in the public order.

    An item is missing in all groups when in one of them fewer than ten had an opinion, or when the groups would undo what is kept of it.
    `weighted`: {item: percent that agrees when every group counts by who was asked, in steps of five}, when asked for.
    """

    whole: Mapping[str, Figure] = field(default_factory=dict)
    groups: tuple[tuple[YearGroup, Mapping[str, Figure]], ...] = ()
    weighted: Mapping[str, int] = field(default_factory=dict)


def tables(
    counts: Mapping[str, Mapping[str, Distribution]],
    response: Response,
    groups: Sequence[YearGroup] = (),
    *,
    weigh: bool = False,
    chance: Random | None = None,
) -> Tables:
    """`counts`: {item: {class key, or NOBODY: exact distribution}} of one voice; `response` and `groups` as `response.py` made them.

    Call it apart for 'how it is now' and for 'how important' (and for the block of trust), once: now and then something is left out or
    shown in coarser steps by `chance` (secret, of the machine), so that what is left out for a reason doesn't tell that reason to
    who knows this rule. Two tries together would.
    """
    chance = chance or SystemRandom()
    people = response.at_least if response.exact is None else response.exact
    if people < APART:
        return Tables()
    whole: dict[str, Figure] = {}
    by_group: list[dict[str, Figure]] = [{} for _ in groups]
    weighted: dict[str, int] = {}
    for item, of_class in counts.items():
        found = _whole(of_class, response, people)
        if found is None:
            continue
        whole[item] = found
        parts = _parts(of_class, groups)
        step = next((step for step in _steps(chance) if groups and _is_safe(parts, len(groups), step, found)), None)
        if step is None:
            continue
        for place, group in enumerate(groups):
            opinions = parts[place].opinions
            answered = min(opinions // 5 * 5, group.at_least)
            by_group[place][item] = figure(parts[place], answered, step, group.people, whole=False)
        if weigh:
            weighted[item] = _weighted(parts, groups, step, found)
    shown = tuple(zip(groups, by_group, strict=True)) if any(by_group) else ()
    return Tables(whole, shown, weighted)


def _steps(chance: Random) -> tuple[int, ...]:
    drawn = chance.random()
    return () if drawn < LEFT_OUT else (TWENTY,) if drawn < COARSER else (TEN, TWENTY)


def _whole(of_class: Mapping[str, Distribution], response: Response, people: int) -> Figure | None:
    found = sum(of_class.values(), Distribution())
    if found.opinions < APART:
        return None
    is_exact = response.exact is not None
    step = step_for(found.opinions if is_exact else min(found.opinions, people), exact=is_exact)
    answered = found.opinions if step == ONE else min(found.opinions // 5 * 5, people)
    return figure(found, answered, step, response.people, whole=True)


def _parts(of_class: Mapping[str, Distribution], groups: Sequence[YearGroup]) -> list[Distribution]:
    """Of each group, and at the end of who is in none."""
    of_groups = [sum((of_class.get(key, Distribution()) for key in group.classes), Distribution()) for group in groups]
    inside = {key for group in groups for key in group.classes}
    return [*of_groups, sum((one for key, one in of_class.items() if key not in inside), Distribution())]


def _is_safe(parts: Sequence[Distribution], groups: int, step: int, whole: Figure) -> bool:
    """Would everything shown, taken together, leave room for three numbers in every small group, wherever its own number lies?

    The group's own figure is left out of the attack: so when an item isn't shown by groups, that tells nothing of who said what either.
    """
    if any(part.opinions < APART for part in parts[:groups]):
        return False
    between = sum(part.between for part in parts)
    for place, part in enumerate(parts):
        if not part.opinions or part.opinions >= FEW:
            continue
        network, arcs = _network(parts, groups, step, whole, place)
        wished = min(SPARED, part.opinions)
        if any(sum(network.room(arc, wished)) < wished for arc in _told(arcs[place], part, between)):
            return False
    return True


def _told(arcs: Sequence[int], part: Distribution, between: int) -> Sequence[int]:
    """What would tell of this group: who agrees, who disagrees; who is between only when so many are that nearly all of it could be."""
    return arcs if between >= part.opinions - 1 else (arcs[0], arcs[2])


def _network(
    parts: Sequence[Distribution], groups: int, step: int, whole: Figure, opened: int | None
) -> tuple[Network, list[list[int]]]:
    """People flow through groups to what they said. The attacker knows how many of each group had an opinion. `opened`: shows nothing."""
    network, arcs = Network(), []
    totals = [sum(part.parts[said] for part in parts) for said in range(3)]
    everybody = sum(totals)
    for place, part in enumerate(parts):
        size = part.opinions
        network.arc("all", ("group", place), size, (size, size))
        free = [(0, size)] * 3
        if place < groups and place != opened:
            free = [window(part.agree, size, step), (0, size), window(part.disagree, size, step)]
        arcs.append([network.arc(("group", place), said, part.parts[said], free[said]) for said in range(3)])
    for said, total in enumerate(totals):
        seen = (0, everybody)
        if said != 1:
            seen = exact_window(total, everybody) if whole.step == ONE else window(total, everybody, whole.step)
        network.arc(said, "all", total, seen)
    return network, arcs


def _weighted(parts: Sequence[Distribution], groups: Sequence[YearGroup], step: int, whole: Figure) -> int:
    """Percent that agrees when every group counts by who was asked, in steps of five.

    Worked out from what is shown of groups and whole (each group in the middle of what it may be, then all moved alike until they add
    up to the whole), so beside the plain figures it can't tell anything.
    """
    network, arcs = _network(parts, len(groups), step, whole, None)
    windows = [(network.lows[part[0]], network.highs[part[0]]) for part in arcs]
    middles = [(low + high) / 2 for low, high in windows]
    missing = whole.as_shown[0] * sum(part.opinions for part in parts) / whole.answered - sum(middles)
    ends = [high if missing > 0 else low for low, high in windows]
    room = sum(ends) - sum(middles)
    moved = min(1.0, missing / room) if room else 0.0
    agree = [middle + moved * (end - middle) for middle, end in zip(middles, ends, strict=True)]
    asked = sum(group.people for group in groups)
    share = sum(group.people / asked * agree[place] / parts[place].opinions for place, group in enumerate(groups))
    return FIVE * round(100 * share / FIVE)
