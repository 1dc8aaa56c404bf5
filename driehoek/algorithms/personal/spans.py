"""A part of a text that points at a person, and the text without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["name", "phone", "email", "address", "postcode", "number", "birth_date"]
Certainty = Literal["sure", "perhaps"]

NEUTRAL: dict[Kind, str] = {
    "name": "[naam]",
    "phone": "[telefoon]",
    "email": "[e-mail]",
    "address": "[adres]",
    "postcode": "[postcode]",
    "number": "[nummer]",
    "birth_date": "[geboortedatum]",
}


@dataclass(frozen=True, order=True)
class Span:
    """text[start:end] is of this kind. 'perhaps': it is an ordinary word too, or only looks like it."""

    start: int
    end: int
    kind: Kind
    certainty: Certainty


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with neutral words in the place of the spans; of spans that overlap the first is used."""
    made, at = [], 0
    for span in sorted(spans):
        if span.start >= at and span.end > span.start:
            made += [text[at : span.start], NEUTRAL[span.kind]]
            at = span.end
    return "".join((*made, text[at:]))


def apart(spans: Iterable[Span]) -> list[Span]:
    """In order and without overlap: what is sure goes before what is perhaps so, what is longer before what is shorter."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.certainty != "sure", one.start - one.end, one.start, one.kind)):
        if all(span.end <= other.start or span.start >= other.end for other in chosen):
            chosen.append(span)
    return sorted(chosen)
