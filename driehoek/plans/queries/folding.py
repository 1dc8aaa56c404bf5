"""A long plan is read a chapter at a time, in pages; a short one as a whole."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page

from driehoek.web.pages import PAGE_SIZE, page_of

from .reading import ReadChapter

LONG = 80  # lines


@dataclass(frozen=True)
class Folded:
    """`chapters` with the lines to show. `tabs`: all chapters and the key of the one that is open; none when nothing is folded."""

    chapters: list[ReadChapter]
    tabs: list[ReadChapter]
    here: str = ""
    page: Page[Any] | None = None


def folded(chapters: list[ReadChapter], query: Mapping[str, str]) -> Folded:
    """?hoofdstuk= says which, ?regel= (key of a line) opens where that one stands, ?page= goes on from there."""
    if sum(len(one.lines) for one in chapters) <= LONG:
        return Folded(chapters, [])
    wanted, place = query.get("hoofdstuk", ""), 0
    if key := _key(query.get("regel", "")):
        for one in chapters:
            for number, line in enumerate(one.lines):
                if line.line.pk == key:
                    wanted, place = one.key, number
    here = next((one for one in chapters if one.key == wanted), next(one for one in chapters if one.lines))
    page = page_of(here.lines, {"page": query.get("page", str(place // PAGE_SIZE + 1))})
    return Folded([replace(here, lines=tuple(page.object_list))], chapters, here.key, page)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
