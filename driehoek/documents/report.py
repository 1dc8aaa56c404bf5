"""The report of an evening on paper: what was said by whom, what the school does with it, who does what when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from driehoek.documents.qr import qr_for_paper
from driehoek.documents.typesetting import DUTCH_END, DUTCH_START, Verbatim, typeset
from driehoek.documents.voices import Voice, VoiceCount, voice_lines, voice_word

Answer = Literal["heard", "doing", "not_doing", "later"]


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Words of somebody, shown with the voice and never with a name."""

    text: str
    voice: Voice


@dataclass(frozen=True, kw_only=True)
class ReportTheme:
    """What was said about one theme and the answer to it. `contributions` counts all, `by_voice` says by whom, `quotes` are a choice from them."""

    title: str
    answer: str
    answer_kind: Answer = "heard"
    contributions: int = 0
    by_voice: str = ""  # how often each voice spoke, in words
    quotes: tuple[Quote, ...] = ()
    after: str = ""  # our own line behind the answer, such as by when one hears more
    is_dutch: bool = False  # the answer is the school's own Dutch, within a report in another language


@dataclass(frozen=True, kw_only=True)
class ReportAction:
    """What was promised; `owner` is a role or a name that the owner agreed to, `due` a day in words."""

    what: str
    owner: str
    due: str


@dataclass(frozen=True, kw_only=True)
class ReportPart:
    """What voices say beside each other: a row is what it is about, and the words of each of `voices`. No `title`: it goes on."""

    title: str
    words: str
    voices: tuple[tuple[Voice, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """One evening. `when` is date and place in a line; `link` leads to the same report as a web page.

    `dutch` are the places in `introduction` of what the school itself wrote.
    """

    title: str
    when: str
    introduction: tuple[str, ...] = ()
    voices: tuple[VoiceCount, ...] = ()
    reach: str = ""
    taps: tuple[str, ...] = ()  # how it was: a statement with its counts on each line
    parts: tuple[ReportPart, ...] = ()  # voices side by side, statements, dots
    themes: tuple[ReportTheme, ...] = ()
    actions: tuple[ReportAction, ...] = ()
    contact: tuple[str, ...] = ()
    link: str = ""
    link_text: str = ""
    language: str = "nl"
    dutch: frozenset[int] = frozenset()


def evening_report(report: Report, *, school: str, made_at: datetime | None = None) -> bytes:
    """A4 portrait, for parents, in `report.language`."""
    with override(report.language):
        words = report_words()
        shown = {
            **{name: getattr(report, name) for name in Report.__dataclass_fields__ if name != "dutch"},
            "introduction": [
                _dutch(part, report.language != "nl" and place in report.dutch) for place, part in enumerate(report.introduction)
            ],
            "actions": [
                {"what": _dutch(one.what, report.language != "nl"), "owner": one.owner, "due": one.due} for one in report.actions
            ],
            "voices": voice_lines(report.voices),
            "parts": [{name: getattr(part, name) for name in ReportPart.__dataclass_fields__} for part in report.parts],
            "themes": [_theme(theme) for theme in report.themes],
            "link": Verbatim(report.link),
            "link_text": report.link_text or report.link.partition("://")[2],
            "qr": qr_for_paper(report.link) if report.link else None,
        }
    payload = {"report": shown, "school": school, "words": words}
    return typeset("report", payload, title=report.title, language=report.language, made_at=made_at)


def _theme(theme: ReportTheme) -> dict[str, object]:
    return {
        "title": theme.title,
        "counted": counted_words(theme.contributions, theme.by_voice),
        "quotes": [{"text": quote.text, "voice": quote.voice, "word": voice_word(quote.voice)} for quote in theme.quotes],
        "answer_word": answer_word(theme.answer_kind),
        "answer": "\n".join(part for part in (_dutch(theme.answer, theme.is_dutch), theme.after) if part),
    }


def _dutch(text: str, is_dutch: bool) -> str:
    """The school's own words within another language, between marks that keep its full stop where it belongs."""
    return f"{DUTCH_START}{text}{DUTCH_END}" if is_dutch and text.strip() else text


def counted_words(count: int, by_voice: str = "") -> str:
    """'8 keer gezegd: 5 keer door ouders, 3 keer door de school'; '' when nothing was."""
    said = ngettext("%(count)s keer gezegd", "%(count)s keer gezegd", count) % {"count": count}
    return ": ".join(filter(None, [said, by_voice])) if count else ""


def answer_word(kind: Answer) -> str:
    """How an answer begins, in the active language."""
    return {
        "heard": _("Dit hebben we gehoord."),
        "doing": _("Dit gaan we doen."),
        "not_doing": _("Dit doen we niet, en dit is waarom."),
        "later": _("Hier komen we op terug."),
    }[kind]


def report_words() -> dict[str, Any]:
    return {
        "page": _("bladzijde"),
        "who": _("Wie er waren"),
        "how": _("Hoe het was voor wie er waren"),
        "about": _("Waarover"),
        "themes": _("Wat u zei, en wat wij ermee doen"),
        "actions": _("Wat we hebben afgesproken"),
        "action_columns": [_("Wat"), _("Wie"), _("Wanneer")],
        "contact": _("Zo houden we contact"),
        "online": _("Dit verslag staat ook op internet, ook in andere talen:"),
        "alt": _("QR-code die naar dit verslag op internet leidt. Het adres staat ernaast."),
    }
