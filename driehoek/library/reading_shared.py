"""Reads what several templates share: the base-attitude card, the closing taps, the fill-ins of spoken texts."""

from functools import cache
from pathlib import Path
from typing import cast

from driehoek.library import shapes
from driehoek.library.source import CONTENT, Source, no_doubles, open_file
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES
from driehoek.library.words import load_words

FILE = "shared.toml"
PARTS = ("attitude", "closing_taps", "fill_ins")


def _open(part: str, folder: Path) -> Source:
    source = open_file(FILE, load_words(folder), folder)
    source.asked.update(one for one in PARTS if one != part)
    return source


@cache
def load_attitude_cards(folder: Path = CONTENT) -> dict[str, shapes.AttitudeCard]:
    """Cards by key. They are for the team: everyone who leads a conversation or a table."""
    source = _open("attitude", folder)
    cards = {}
    for key, one in source.named("attitude"):
        if one.audience != "team":
            raise one.fail("audience", "must be team")
        cards[key] = shapes.AttitudeCard(
            key, one.text("title", STAFF_LANGUAGES), tuple(_card_line(line) for line in one.listed("lines"))
        )
        no_doubles(one, "lines", [line.key for line in cards[key].lines])
        one.done()
    source.done()
    return cards


@cache
def load_closing_taps(folder: Path = CONTENT) -> tuple[shapes.ClosingTap, ...]:
    source = _open("closing_taps", folder)
    taps = tuple(_closing_tap(one) for one in source.listed("closing_taps"))
    no_doubles(source, "closing_taps", [tap.key for tap in taps])
    source.done()
    return taps


@cache
def load_fill_ins(folder: Path = CONTENT) -> dict[str, shapes.FillIn]:
    """Every fill-in that a spoken text may hold, by name."""
    source = _open("fill_ins", folder)
    fill_ins = {name: _fill_in(name, one) for name, one in source.named("fill_ins")}
    source.done()
    return fill_ins


def _card_line(one: Source) -> shapes.CardLine:
    line = shapes.CardLine(one.string("key"), one.text("headline", STAFF_LANGUAGES), one.text("line", STAFF_LANGUAGES))
    one.done()
    return line


def _closing_tap(one: Source) -> shapes.ClosingTap:
    tap = shapes.ClosingTap(one.string("key"), one.text("statement", PARENT_LANGUAGES))
    one.done()
    return tap


def _fill_in(name: str, one: Source) -> shapes.FillIn:
    filled_by = cast(shapes.FilledBy, one.choice("filled_by", shapes.FILLED_BY))
    holds = cast(shapes.Holds, one.choice("holds", shapes.HOLDS, "words"))
    fill_in = shapes.FillIn(name, filled_by, holds, one.text("label", STAFF_LANGUAGES), one.text("help", STAFF_LANGUAGES))
    one.done()
    return fill_in
