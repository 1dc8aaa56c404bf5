"""The page of a result as paper, and as rows of a workbook. Made of the page itself, so that figures are the same everywhere."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from driehoek.documents.scan_result import PaperBar, PaperItem, PaperPart, PaperPiece, ScanPaper
from driehoek.documents.voices import Voice
from driehoek.web.charts import voice_word

from ..models import Fielding
from ..result_words import shared_title
from ..rules_result import last_day
from .result_page import Bar, Line, Page, Point

ON_PAPER: dict[str, Voice] = {"parents": "parent", "school": "school", "pupil": "pupil"}
Row = tuple[Any, ...]


def as_paper(fielding: Fielding, page: Page, language: str = "nl") -> ScanPaper:
    """In the active language, which is `language`."""
    first = (
        (shared_title(1), page.good),
        (shared_title(-1), page.not_yet),
        (_("Hier verschillen we, of is het nog niet te zeggen"), page.differing),
        (_("Belangrijk, en het kan vaker"), page.better),
        (_("Wat ouders in de weg staat"), page.in_the_way),
    )
    parts = [
        PaperPart(
            title=_("Wie antwoordde, en wie niet"), points=tuple(f"{said} {silent}".strip() for _v, said, silent in page.who)
        )
    ]
    parts += [PaperPart(title=title, points=tuple(_point(one) for one in points)) for title, points in first if points]
    if page.talk:
        parts.append(PaperPart(title=_("Om over te praten"), points=tuple(page.talk)))
    for group in page.groups:
        for part in group.parts:
            items = tuple(_item(line) for line in part.lines)
            parts.append(PaperPart(title=capfirst(part.title), words=(capfirst(group.title),), items=items))
    if page.trust:
        parts.append(PaperPart(title=_("Vertrouwen"), items=tuple(_item(line) for line in page.trust)))
    if page.barriers:
        listed = tuple(f"{one.text}: {one.words}" for one in page.barriers)
        parts.append(PaperPart(title=_("Wat ouders in de weg staat: de hele lijst"), points=listed))
    return ScanPaper(
        title=_("Uitkomst: %(title)s") % {"title": fielding.title},
        when=" · ".join(filter(None, (str(fielding.year), _day(fielding)))),
        introduction=(_how(), _("Een vak met een streepjesrand betekent: hoogstens zoveel.")),
        parts=tuple(parts),
        columns=(_("Wie"), *page.columns),
        language=language,
    )


def _how() -> str:
    return _(
        "Wat rechts van het midden staat, zegt ‘wel’: grotendeels of helemaal. Links staat ‘niet’. Bij minder dan 20 mensen zijn de"
        " getallen met opzet ruw: zo is niemand te herkennen. Dit is geen rapportcijfer, maar het begin van een gesprek."
    )


def _day(fielding: Fielding) -> str:
    day = last_day(fielding.closes_on, fielding.closed_at)
    return _("tot en met %(day)s") % {"day": date_format(day, "j F Y")} if day else ""


def _point(one: Point) -> str:
    return f"{one.text} {one.words}"


def _item(line: Line) -> PaperItem:
    return PaperItem(
        text=line.text,
        others=tuple(f"{voice_word(voice)}: {text}" for voice, text, _language in line.others),
        words=line.words,
        bars=tuple(_bar(bar) for bar in line.now),
        rows=tuple((f"{voice_word(bar.voice)}, {scale}", *bar.cells) for scale, bar in _scales(line)),
    )


def _scales(line: Line) -> Iterator[tuple[str, Bar]]:
    for scale, bars in ((_("nu"), line.now), (_("hoe belangrijk"), line.important)):
        for bar in bars:
            yield scale, bar


def _bar(bar: Bar) -> PaperBar:
    words = f"{bar.words} ({bar.of_whom})"
    pieces = tuple(PaperPiece(*one) for one in bar.pieces)
    return PaperBar(voice=ON_PAPER[bar.voice], name=voice_word(bar.voice), pieces=pieces, words=words)


def as_sheets(pages: list[Page]) -> list[tuple[str, list[Row]]]:
    """(title, rows): every figure of every filter, who answered, what stands in the way and how items hang together. `pages`: the whole school first."""
    whole = pages[0]
    heading = (
        _("Wie er geteld zijn"), _("Onderdeel"), _("Stelling"), _("Wie"), _("Vraag"), *whole.columns, _("Hoeveel van hoeveel"),
        _("Vergeleken"),
    )  # fmt: skip
    figures: list[Row] = [heading]
    for page in pages:
        for title, line in _lines(page):
            figures += [
                (page.label or _("De hele school"), title, line.text, voice_word(bar.voice), scale, *bar.cells, bar.of_whom,
                 line.words)
                for scale, bar in _scales(line)
            ]  # fmt: skip
    who: list[Row] = [(_("Wie er geteld zijn"), _("Wie antwoordde, en wie niet"))]
    who += [(page.label or _("De hele school"), f"{said} {silent}".strip()) for page in pages for _v, said, silent in page.who]
    who += [(f"{name} ({voice})", said) for name, voice, said in whole.classes]
    barriers: list[Row] = [(_("Wat ouders in de weg staat"), _("Aangekruist"))]
    barriers += [(one.text, one.words) for one in whole.barriers]
    together: list[Row] = [(_("Onderdeel"), _("Wie"), _("Samenhang van de stellingen"))]
    together += [
        (part.title, voice_word(voice), said)
        for group in whole.groups
        for part in group.parts
        for voice, said in part.reliability
    ]
    sheets = [(_("Uitkomst"), figures), (_("Wie antwoordde"), who), (_("In de weg"), barriers)]
    return [*sheets, (_("Samenhang"), together)] if together[1:] else sheets


def _lines(page: Page) -> Iterator[tuple[str, Line]]:
    for group in page.groups:
        for part in group.parts:
            for line in part.lines:
                yield part.title, line
    for line in page.trust:
        yield _("Vertrouwen"), line
