"""Finds every sentence that is marked for translation, in Python and in Django templates."""

import ast
import fnmatch
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.extract import extract_from_file
from django.utils.translation.template import templatize

# What parents (and pupils, and anybody with a phone in the hall) may see: complete in every language.
PARENTS_FILES = (
    "*/guest*",
    "*outbox/wording*",
    "*documents/letters.py",
    "*documents/poster.py",
    "*documents/report.py",
    "*documents/voices.py",
    "*documents/badges.py",
    "*documents/did_poster.py",
    "*meetings/follow_words.py",
    "*meetings/follow_letters.py",
    "*newsletter_block.html",
    "*meetings/newsletter.txt",
    "*documents/sheets.py",
    "*documents/tables.py",
    "*meetings/queries/paper_words.py",
    "*invitations/queries/class_posters.py",
    "*web/templates/web/guest.html",
    "*web/templates/web/base.html",
    "*web/templates/web/plain.html",
    "*/templates/[45]??.html",
    "*documents/cards.py",
    "*trajectories/team_telling.py",
    "*documents/code_card.py",
    "*meetings/queries/year.py",
    "*voices/views/own_words.py",
    "*invitations/forms.py",
    "*invitations/pages.py",  # letters and mails are composed here
    "*invitations/wording.py",
    "*/templates/*/mail/*",
    "*invitations/wording_changes.py",
    "*invitations/told.py",
    "*invitations/languages.py",
    "*invitations/telling.py",
    "*invitations/forms_open.py",
    "*invitations/class_pages.py",
    "*invitations/queries/class_links.py",
    "*invitations/services/answering_openly.py",
    "*invitations/views/class_guest.py",
    "*voices/telling.py",
    "*voices/templates/voices/parts/hall_round.html",
    "*voices/services/reacting.py",
    "*voices/views/reacting.py",
    "*voices/views/taking_part.py",
    "*voices/queries/results.py",
    "*voices/queries/dots.py",
    "*voices/queries/ways.py",
    "*voices/queries/in_report.py",
    "*voices/services/words.py",
    "*voices/beforehand.py",
    "*people/views/own.py",
    "*people/services/own.py",
    "*invitations/services/replying.py",
    "*meetings/live_forms.py",
    "*meetings/queries/talk.py",
    "*meetings/queries/report.py",
    "*meetings/queries/report_paper.py",
    "*meetings/report_letters.py",
    "*meetings/services/saying.py",
    "*voices/rules.py",
    "*voices/services/contributing.py",
    "*web/charts.py",
    "*scans/services/answering.py",
    "*scans/asking_words.py",
    "*scans/asking_papers.py",
    "*documents/scan_form.py",
    "*documents/scan_slips.py",
    "*scans/services/following.py",
    "*scans/services/telling_parents.py",
    "*scans/result_said.py",
    "*library/partnership.py",
    "*documents/plan.py",
    "*plans/models/plan.py",
    "*plans/queries/short.py",
    "*web/forms.py",
    "*web/templates/web/parts/*",
    "*web/templates/web/forms/*",
    "*access/views.py",  # the page where a printed code is typed
    "*/access/code*.html",
)

KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    "now_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_CALL = re.compile(r"\b(npgettext|ngettext|pgettext|gettext|_)\(")
_STRING = re.compile(r"""\s*(u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))\s*,?""", re.DOTALL)


@dataclass
class Sentence:
    """One msgid (a pair when it has a plural), its context, and the files that it occurs in."""

    msgid: str | tuple[str, str]
    context: str | None
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.msgid if isinstance(self.msgid, str) else self.msgid[0]

    @property
    def for_parents(self) -> bool:
        return any(fnmatch.fnmatch(place, pattern) for place in self.places for pattern in PARENTS_FILES)

    @property
    def flags(self) -> list[str]:
        forms = (self.msgid,) if isinstance(self.msgid, str) else self.msgid
        return ["python-format"] if any("%(" in form for form in forms) else []


def collect(package: Path) -> list[Sentence]:
    """All sentences below `package`, sorted; the same text in the same context is one sentence."""
    found: dict[tuple[str, str | None], Sentence] = {}
    for path in sorted(package.rglob("*")):
        place = path.relative_to(package.parent).as_posix()
        if "/tests/" in place or "/laws/" in place or "/migrations/" in place:
            continue
        for msgid, context in _in_file(path):
            key = msgid if isinstance(msgid, str) else msgid[0]
            sentence = found.setdefault((key, context), Sentence(msgid, context))
            if isinstance(msgid, tuple):
                sentence.msgid = msgid
            if place not in sentence.places:
                sentence.places.append(place)
    return sorted(found.values(), key=lambda sentence: (sentence.key, sentence.context or ""))


def _in_file(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    if path.suffix == ".py":
        yield from _in_python(path)
    elif "templates" in path.parts and path.suffix in {".html", ".txt", ".xml", ".svg"}:
        yield from _in_template(path)


def _in_python(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    for _line, message, _comments, context in extract_from_file("python", path, keywords=KEYWORDS):
        if isinstance(message, tuple):
            yield (message[0], message[1]), context
        elif message:
            yield message, context


def _in_template(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Django turns the template's tags into calls; read the literal strings of each call."""
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for call in _CALL.finditer(calls):
        texts, position = [], call.end()
        while literal := _STRING.match(calls, position):
            texts.append(ast.literal_eval(literal[1]))
            position = literal.end()
        context = texts.pop(0) if call[1] in {"pgettext", "npgettext"} and texts else None
        if call[1] in {"ngettext", "npgettext"} and len(texts) >= 2:
            yield (texts[0], texts[1]), context
        elif texts and texts[0]:
            yield texts[0], context
