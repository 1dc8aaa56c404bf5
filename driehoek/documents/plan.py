"""The vision and ambition plan on paper: whole, and on one page for parents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.qr import qr_for_paper
from driehoek.documents.rich import blocks
from driehoek.documents.typesetting import DUTCH_END, DUTCH_START, Verbatim, typeset
from driehoek.documents.voices import Voice, voice_word


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """`html` is safe HTML of the line. `quotes`: words with their voice. `notes`: where it comes from, what was taken back."""

    html: str
    quotes: tuple[tuple[str, Voice], ...] = ()
    notes: tuple[str, ...] = ()
    is_dutch: bool = False  # the school's own Dutch, within a plan in another language


@dataclass(frozen=True, kw_only=True)
class PaperPart:
    """Lines of one partnership; `title` '' outside the ambitions. `above` is the group of the model that it belongs to."""

    title: str = ""
    above: str = ""
    lines: tuple[PaperLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperChapter:
    title: str
    parts: tuple[PaperPart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlanPaper:
    """`about` is the line under the title; `notes` say how far it is. `decisions`: what, who, when, remark. `link`: the same as a web page."""

    title: str
    about: str
    notes: tuple[str, ...] = ()
    intro: str = ""  # safe HTML
    chapters: tuple[PaperChapter, ...] = ()
    decisions: tuple[tuple[str, str, str, str], ...] = ()
    link: str = ""
    language: str = "nl"
    title_is_dutch: bool = False


def plan_pdf(plan: PlanPaper, *, school: str, made_at: datetime | None = None) -> bytes:
    """A4 portrait, with a table of contents."""
    with override(plan.language):
        words = plan_words()
        title = _dutch(plan.title, plan.title_is_dutch)
        payload = {
            "school": school,
            "words": words,
            "plan": {
                "title": title,
                "about": plan.about,
                "notes": plan.notes,
                "intro": _blocks(plan.intro, False),
                "chapters": [
                    {"title": one.title, "parts": [{"title": part.title, "above": part.above, "lines": [_line(line) for line in part.lines]} for part in one.parts]}
                    for one in plan.chapters
                ],
                "decisions": plan.decisions,
                **_link(plan.link),
            },
        }  # fmt: skip
    return typeset("plan", payload, title=title, language=plan.language, made_at=made_at)


def plan_on_one_page(
    *,
    title: str,
    html: str,
    school: str,
    link: str = "",
    language: str = "nl",
    is_dutch: bool = False,
    made_at: datetime | None = None,
) -> bytes:
    """One A4 in large letters, to hand out or to put on the wall. `html` is safe HTML; what does not fit gets smaller letters."""
    with override(language):
        payload = {
            "school": school,
            "words": plan_words(),
            "plan": {"title": _dutch(title, language != "nl"), "blocks": _blocks(html, is_dutch), **_link(link)},
        }
    return typeset("plan_short", payload, title=title, language=language, made_at=made_at)


def _link(link: str) -> dict[str, Any]:
    return {"link": Verbatim(link), "link_text": link.partition("://")[2], "qr": qr_for_paper(link) if link else None}


def _line(line: PaperLine) -> dict[str, Any]:
    quotes = [{"text": text, "voice": voice, "word": voice_word(voice)} for text, voice in line.quotes]
    return {"blocks": _blocks(line.html, line.is_dutch), "quotes": quotes, "notes": line.notes}


def _blocks(html: str, is_dutch: bool) -> list[dict[str, Any]]:
    return [
        {"kind": one.kind, "items": [[{"text": _dutch(run.text, is_dutch), "bold": run.bold, "italic": run.italic} for run in item] for item in one.items]}
        for one in blocks(html)
    ]  # fmt: skip


def _dutch(text: str, is_dutch: bool) -> str:
    """Between marks that tag it as Dutch and keep its full stop where it belongs."""
    return f"{DUTCH_START}{text}{DUTCH_END}" if is_dutch and text.strip() else text


def plan_words() -> dict[str, Any]:
    return {
        "page": _("bladzijde"),
        "contents": _("Inhoud"),
        "decisions": _("Wie erover besloot"),
        "decision_columns": [_("Besluit"), _("Wie"), _("Wanneer"), _("Toelichting")],
        "online": _("Dit plan staat ook op internet, ook in andere talen:"),
        "alt": _("QR-code die naar dit plan op internet leidt. Het adres staat ernaast."),
    }
