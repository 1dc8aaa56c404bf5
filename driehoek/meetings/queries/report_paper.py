"""The report as it goes on paper: the same view, handed to `documents/`."""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from driehoek import clock
from driehoek.actions.models import ActionState
from driehoek.documents import report as paper
from driehoek.documents import report_word
from driehoek.invitations.told import between
from driehoek.schools.models import School
from driehoek.voices.queries.in_report import Part
from driehoek.web.charts import voice_word
from driehoek.web.days import written

from .evaluation import TapLine
from .paper import VOICES
from .report import ActionLine, Quote, ReportView, ThemePart, by_voice_words
from .runbook import day_words

KINDS: dict[str, paper.Answer] = {"heard": "heard", "we_do": "doing", "we_dont": "not_doing", "later": "later"}


def report_pdf(view: ReportView, school: School) -> bytes:
    """A4 for parents, its fixed words in `view.language`. Without a QR code: each family's own stands on its letter."""
    return paper.evening_report(_paper(view, school), school=school.name, made_at=clock.now())


def report_docx(view: ReportView, school: School) -> bytes:
    """The same as a Word file, so that a school can change what it hands out."""
    return report_word.evening_report_docx(_paper(view, school), school=school.name, made_at=clock.now())


def _paper(view: ReportView, school: School) -> paper.Report:
    own = {*_parts(view.intro), *_parts(view.intro_absent)}
    with override(view.language):
        introduction = _introduction(view)
        return paper.Report(
            title=_("Verslag: %(title)s") % {"title": view.title},
            when=f"{day_words(view.starts_at)}, {view.place}",
            introduction=introduction,
            dutch=frozenset(place for place, part in enumerate(introduction) if part in own),
            voices=tuple((VOICES[one.voice], one.came) for one in view.voices if one.came),
            reach=said_words(view),
            taps=tuple(tap_words(one) for one in view.taps),
            parts=tuple(_part(part, view.language) for part in view.parts),
            themes=(*(_theme(theme, view) for theme in view.themes), *_own_answers(view), *_unsorted(view)),
            actions=tuple(paper.ReportAction(what=_what(one), owner=one.owner, due=state_words(one)) for one in view.actions),
            contact=_contact(school),
            language=view.language,
        )


def _part(part: Part, language: str) -> paper.ReportPart:
    rows = []
    for line in part.lines:
        by = dict(line.voices)
        rows.append((_own(line.text, line.language, language), *(by.get(voice, "–") for voice in part.voices)))
    return paper.ReportPart(
        title=_own(part.title, part.language, language),
        words=part.words,
        voices=tuple((VOICES[voice], voice_word(voice)) for voice in part.voices),
        rows=tuple(rows),
    )


def _own(text: str, written_in: str, language: str) -> str:
    """The school's own Dutch in a report in another language can be told apart."""
    return between(text) if text and written_in == "nl" != language else text


def _contact(school: School) -> tuple[str, ...]:
    ways = _(" of ").join(way for way in (school.phone, school.reply_to) if way) or school.name
    return (
        _("Dit verslag staat ook op internet. Ga naar %(address)s en typ de code uit uw eigen brief of mail.")
        % {"address": urlsplit(settings.SITE_URL).netloc + "/c"},
        _("Een vraag? U kunt terecht bij %(contact)s.") % {"contact": ways},
    )


def said_words(view: ReportView) -> str:
    """'70 keer is er iets gezegd: 52 keer door ouders, 18 keer door de school.' In the active language; '' for nothing."""
    if not view.said:
        return ""
    parts = by_voice_words((one.voice, one.said) for one in view.voices)
    total = ngettext("%(count)s keer is er iets gezegd", "%(count)s keer is er iets gezegd", view.said) % {"count": view.said}
    return f"{total}: {parts}."


def tap_words(one: TapLine) -> str:
    counts = {"yes": one.tally.yes, "some": one.tally.some, "no": one.tally.no}
    counted = _("ja: %(yes)s · een beetje: %(some)s · nee: %(no)s") % counts
    return f"{one.statement}\n{counted}"


def state_words(action: ActionLine) -> str:
    """By when, or that it is done. There is no 'too late'."""
    return done_words(action.state, action.done_on, action.due_on)


def done_words(state: str, done_on: dt.date | None, due_on: dt.date) -> str:
    if state == ActionState.DONE:
        return _("gedaan op %(day)s") % {"day": _day(done_on or due_on)}
    if state == ActionState.STOPPED:
        return _("hier zijn we mee gestopt")
    return _("klaar op %(day)s") % {"day": _day(due_on)}


def promise_words(view: ReportView) -> str:
    """What stands under 'Hier komen we op terug.', in the active language."""
    return news_words(view.answers_by) or _("Vraag er gerust naar.")


def news_words(day: dt.date | None) -> str:
    return _("U hoort meer vóór %(day)s.") % {"day": _day(day)} if day else ""


def _day(day: dt.date) -> str:
    return written(day, "j F Y")


def _introduction(view: ReportView) -> tuple[str, ...]:
    note = _("Wat de school zelf schreef, staat in het Nederlands. Vraagt u het liever in uw taal? Laat het de school weten.")
    parts = _parts(view.intro)
    if view.intro_absent:
        parts = [_("Voor wie er was"), *parts, _("Voor wie er niet was"), *_parts(view.intro_absent)]
    counted = "" if view.came else said_words(view)  # otherwise it stands beside who came
    return tuple(filter(None, [note if view.has_dutch else "", *parts, view.key_message, counted]))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n")]


def _theme(theme: ThemePart, view: ReportView) -> paper.ReportTheme:
    quotes = tuple(_quote(one) for one in theme.quotes)
    if theme.answer is None:
        return paper.ReportTheme(
            title=_own(theme.title, theme.language, view.language),
            contributions=theme.count,
            by_voice=theme.by_voice,
            quotes=quotes,
            answer_kind="later",
            answer=promise_words(view),
        )
    return paper.ReportTheme(
        title=_own(theme.title, theme.language, view.language),
        contributions=theme.count,
        by_voice=theme.by_voice,
        quotes=quotes,
        answer_kind=KINDS[theme.answer.kind],
        answer=theme.answer.text,
        after=news_words(theme.answer.news_on),
        is_dutch=view.language != "nl",
    )


def _own_answers(view: ReportView) -> tuple[paper.ReportTheme, ...]:
    """What one person said and got an answer to of its own."""
    return tuple(
        paper.ReportTheme(
            title=_("Eén antwoord apart"),
            quotes=(_quote(one.quote),),
            answer_kind=KINDS[one.answer.kind],
            answer=one.answer.text,
            after=news_words(one.answer.news_on),
            is_dutch=view.language != "nl",
        )
        for one in view.own_answers
    )


def _unsorted(view: ReportView) -> tuple[paper.ReportTheme, ...]:
    if not view.unsorted:
        return ()
    return (
        paper.ReportTheme(
            title=_("Wat er nog meer is gezegd"), contributions=view.unsorted, answer_kind="later", answer=promise_words(view)
        ),
    )


def _quote(quote: Quote) -> paper.Quote:
    return paper.Quote(text=quote.text, voice=VOICES[quote.voice])


def _what(action: ActionLine) -> str:
    return "\n".join(filter(None, [action.what, action.result]))
