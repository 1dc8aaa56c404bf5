"""Name badges on sheets of stickers: the first name large, so that people use it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.paper import from_number
from driehoek.documents.typesetting import typeset
from driehoek.documents.voices import Voice


@dataclass(frozen=True)
class StickerSheet:
    """A sheet as it is sold: stickers across and down, their size, the corner of the first and the step to the next, in mm."""

    across: int
    down: int
    width: float
    height: float
    left: float
    top: float
    step_x: float
    step_y: float

    @property
    def many(self) -> int:
        return self.across * self.down


SHEETS = {
    "8": StickerSheet(2, 4, 99.1, 67.7, 4.65, 13.1, 101.6, 67.7),
    "10": StickerSheet(2, 5, 80, 50, 17.5, 13.5, 95, 55),
}


@dataclass(frozen=True, kw_only=True)
class Badge:
    """`name` as it is to be read: without a surname unless somebody asked for it. `beneath`: class or function.

    `place` is the table, as people say it ('tafel 3'); '' when that is not known.
    """

    name: str
    voice: Voice = "parent"
    beneath: str = ""
    place: str = ""


def badges(
    people: Sequence[Badge],
    *,
    school: str,
    title: str,
    sheet: str = "8",
    first: int = 1,
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """A4 full of stickers, from badge `first` on. `sheet` is a key of SHEETS. ValueError when there is none."""
    size = SHEETS[sheet]
    ready = [{**_plain(one), "mark": str(number)} for number, one in from_number(people, first)]
    with override(language):
        words = {"page": _("Naamkaartjes %(first)s tot en met %(last)s")}
    pages = [ready[start : start + size.many] for start in range(0, len(ready), size.many)]
    shown = [{"badges": one, "said": words["page"] % {"first": one[0]["mark"], "last": one[-1]["mark"]}} for one in pages]
    payload = {"pages": shown, "size": size, "school": school}
    return typeset("badges", payload, title=title, language=language, made_at=made_at)


def _plain(one: Badge) -> dict[str, str]:
    return {name: getattr(one, name) for name in Badge.__dataclass_fields__}
