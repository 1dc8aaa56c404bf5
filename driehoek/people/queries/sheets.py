"""The columns of the files that are looked at, each with what it is taken for and what else it may be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from driehoek.people.roster.shapes import ReadSheet
from driehoek.people.rules.choices import key_of
from driehoek.people.words_columns import choices


@dataclass(frozen=True, slots=True)
class ColumnLine:
    heading: str
    example: str
    target: str
    is_understood: bool
    is_sensitive: bool
    wrong: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """`unknown` is how many columns nobody understood; `choices` is [(whom, [(target, what)])]."""

    title: str
    columns: tuple[ColumnLine, ...]
    choices: list[tuple[str, list[tuple[str, str]]]]
    unknown: int
    is_read: bool
    has_faults: bool


def sheet_lines(
    sheets: Iterable[ReadSheet], typed: Mapping[str, str] | None = None, wrong: Mapping[str, str] | None = None
) -> list[SheetLine]:
    """`typed` is {heading: target} as it was just chosen, `wrong` {folded heading: words} of what can't be."""
    typed, wrong = typed or {}, wrong or {}
    lines = []
    for sheet in sheets:
        columns = tuple(
            ColumnLine(
                heading=each.heading,
                example=each.example,
                target=typed.get(each.heading, each.target),
                is_understood=each.is_understood,
                is_sensitive=each.is_sensitive,
                wrong=wrong.get(key_of(each.heading), ""),
            )
            for each in sheet.columns
        )
        title = f"{sheet.file} – {sheet.sheet}" if sheet.sheet else sheet.file
        offered = choices(each.target for each in sheet.columns)
        lines.append(SheetLine(title, columns, offered, sheet.unknown, sheet.is_read, any(each.wrong for each in columns)))
    return lines
