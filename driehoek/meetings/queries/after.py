"""What was done with what people said: for the page of the team, the poster on the wall and the newsletter."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.documents.did_poster import Did, did_poster
from driehoek.documents.paper import Paper
from driehoek.documents.report import answer_word
from driehoek.invitations.told import Told
from driehoek.invitations.wording import readable
from driehoek.schools.models import School
from driehoek.web.days import written

from .. import report_rules
from .report import ActionLine, AnswerPart, ReportView, ThemePart
from .report_paper import KINDS, news_words, promise_words, state_words

MOST_ON_POSTER = 190  # characters of an answer
DUTCH = "nl"


def typed_at() -> tuple[str, str]:
    """Where a code is typed: the whole address, and as people type it."""
    return f"{settings.SITE_URL}/c", urlsplit(settings.SITE_URL).netloc + "/c"


def poster(view: ReportView, school: School, *, paper: Paper) -> bytes:
    """In the language of the report. Raises RuleBroken while there is nothing to tell."""
    with override(view.language):
        shown = [_did(theme, view) for theme in view.themes]
        when = f"{view.title}, {written(view.starts_at.astimezone(clock.SCHOOL_TIME).date(), 'j F Y')}"
    link, short = typed_at()
    return on_a_poster(
        shown, school=school, when=when, language=view.language, paper=paper, link=link, short=short, has_dutch=view.has_dutch
    )


def on_a_poster(
    shown: Sequence[Did], *, school: School, when: str, language: str, paper: Paper, link: str, short: str, has_dutch: bool,
    black: bool = False, code: str = "",
) -> bytes:  # fmt: skip
    """`code` is typed at `short`, when everybody may. Raises RuleBroken while there is nothing to tell."""
    if has_dutch:
        with override(language):
            when += " · " + _(
                "Wat de school zelf schreef, staat in het Nederlands. Vraagt u het liever in uw taal? Laat het de school weten."
            )
    try:
        return did_poster(
            shown, school=school.name, when=when, link=link, link_text=short, code=code, paper=paper, language=language,
            black=black, made_at=clock.now(),
        )  # fmt: skip
    except ValueError as nothing:
        raise RuleBroken("nothing", _("Er is nog niets om te vertellen: er zijn nog geen thema's met inbreng.")) from nothing


def _did(theme: ThemePart, view: ReportView) -> Did:
    title = Told(theme.title, theme.language, view.language).inside
    if theme.answer is None:
        return Did(title=title, count=theme.count, answer_kind="later", answer=promise_words(view))
    return Did(
        title=title,
        count=theme.count,
        answer_kind=KINDS[theme.answer.kind],
        answer=Told(report_rules.shortened(theme.answer.text, MOST_ON_POSTER), DUTCH, view.language).inside,
        state=_state(theme.answer, view.actions),
    )


def _state(answer: AnswerPart, actions: list[ActionLine]) -> str:
    """How far it is: the action behind it, otherwise by when there is more."""
    action = next((one for one in actions if one.id == answer.action_id), None)
    return state_words(action) if action else news_words(answer.news_on)


def newsletter(view: ReportView, school: School) -> tuple[str, str]:
    """A block to paste: plain text, and bare html without any address of a person. In the language of the report."""
    with override(view.language):
        shown = [_did(theme, view) for theme in view.themes]
        when = f"{view.title}, {written(view.starts_at.astimezone(clock.SCHOOL_TIME), 'j F Y')}"
    return block_to_paste(shown, when=when, language=view.language, school=school)


def block_to_paste(shown: Sequence[Did], *, when: str, language: str, school: School, code: str = "") -> tuple[str, str]:
    _link, short = typed_at()
    with override(language):
        themes = [
            {"title": one.title, "word": answer_word(one.answer_kind), "answer": one.answer, "state": one.state.rstrip(".")}
            for one in shown
        ]
        values = {"when": when, "themes": themes, "address": short, "school_name": school.name, "code": readable(code)}
        text = render_to_string("meetings/newsletter.txt", values)
        html = render_to_string("meetings/newsletter_block.html", values)
    return text.strip(), html.strip()
