"""The report of an evening: what was said by whom, what the school answers, who does what. Nine queries at most, whatever was said.

Only what was approved comes in here, and never who said it: screen, paper and mail all take their words from this file.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Count
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.actions.models import ActionItem, Answer
from driehoek.clock import SCHOOL_TIME
from driehoek.invitations.told import Told, of_ours
from driehoek.library.reading import load_answers, load_template, template_keys
from driehoek.voices.models import Contribution, Standing, TextSort, Theme, Voice
from driehoek.voices.queries import library
from driehoek.voices.queries.comparing import side_by_side
from driehoek.voices.queries.in_report import Part, report_parts

from .. import report_rules
from ..models import Attendee, Meeting, MeetingState
from .evaluation import TapLine, tap_lines

Whom = Literal["came", "absent", "both"]


@dataclass(frozen=True)
class Quote:
    """Words of somebody, with the voice and never with a name. `id` leads staff to where they stand."""

    text: str
    voice: str
    language: str
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class AnswerPart:
    """`kind` of actions.AnswerKind, `word` says it to parents in their language, `text` is what the school wrote."""

    kind: str
    word: str
    text: str
    news_on: dt.date | None
    action_id: uuid.UUID | None = None


@dataclass(frozen=True)
class ThemePart:
    """`count` is how often something was said about it, `voices` by whom; `quotes` are a choice: what people picked,
    otherwise short ones of every voice, and never words from which a name was taken out. Without `answer` one is promised."""

    title: str
    meaning: str
    language: str
    count: int
    quotes: list[Quote]
    answer: AnswerPart | None
    voices: tuple[tuple[str, int], ...] = ()
    id: uuid.UUID | None = None

    @property
    def by_voice(self) -> str:
        """'5 keer door ouders, 3 keer door de school', in the active language."""
        return by_voice_words(self.voices)


@dataclass(frozen=True)
class OwnAnswer:
    quote: Quote
    answer: AnswerPart


@dataclass(frozen=True)
class ActionLine:
    """`owner` in words: name and function, or 'de school'. `about` names the themes that it came from."""

    what: str
    owner: str
    about: str
    due_on: dt.date
    state: str
    done_on: dt.date | None
    result: str
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class VoiceNumber:
    voice: str
    came: int
    said: int


@dataclass(frozen=True)
class ReportView:
    """`answers_by` is the day before which everything has an answer; None once that day has passed.

    `intro` is for `whom`; `intro_absent` stands beside it only when nobody knows who reads.
    """

    title: str
    title_language: str
    starts_at: dt.datetime
    place: str
    intro: str
    key_message: str
    voices: list[VoiceNumber]
    themes: list[ThemePart]
    own_answers: list[OwnAnswer]
    actions: list[ActionLine]
    unsorted: int
    answers_by: dt.date | None
    is_reported: bool
    language: str
    has_dutch: bool = False
    whom: Whom = "came"
    intro_absent: str = ""
    taps: tuple[TapLine, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def said(self) -> int:
        return sum(one.said for one in self.voices)

    @property
    def came(self) -> int:
        return sum(one.came for one in self.voices)

    @property
    def open_themes(self) -> int:
        return sum(one.answer is None for one in self.themes)

    @property
    def is_empty(self) -> bool:
        """Nothing at all to tell: no words of the school and none of anybody else."""
        return not self.intro and not self.said and all(one.answer is None for one in self.themes)


def report_of(meeting: Meeting, *, language: str, for_guest: bool, whom: Whom = "came") -> ReportView:
    """The report in words of `language`; what people wrote stays in theirs. Guests see only themes with approved words."""
    occasion, sector = meeting.occasion, meeting.school.sector
    themes = list(Theme.objects.filter(occasion=occasion).select_related("answer__action__owner"))
    said = list(_approved(meeting).select_related("answer__action__owner"))
    under: dict[uuid.UUID | None, list[Contribution]] = {}
    for row in said:
        under.setdefault(row.theme_id, []).append(row)
    shown = [theme for theme in themes if under.get(theme.pk) or not for_guest]
    title = _library_titles(language, sector).get(occasion.title)
    intro, absent = _intros(meeting, whom)
    shelf = library.by_key(TextSort.THEME) if any(theme.library_key for theme in shown) else {}
    parts = [_theme(theme, under.get(theme.pk, []), language, sector, shelf) for theme in shown]

    def title_of(theme: Theme) -> tuple[str, str]:
        return _title(theme, _of_the_library(theme, sector, shelf), language, sector)

    own = [OwnAnswer(_quote(row), _answer(row.answer, language, sector)) for row in said if row.answer and row.may_be_quoted]
    with override(language):
        actions = _actions(shown, [row for row in said if row.answer])
        shared = side_by_side(themes, Counter((row.voice, str(row.theme_id or "")) for row in said))
        beside = report_parts(occasion, language, shared, title_of)
    return ReportView(
        title=title or occasion.title,
        title_language=language if title else "nl",
        starts_at=occasion.starts_at,
        place=occasion.place,
        intro=intro,
        key_message=_key_message(meeting, language),
        voices=_numbers(meeting, said),
        themes=parts,
        own_answers=own,
        actions=actions,
        unsorted=sum(row.answer is None for row in under.get(None, [])),
        answers_by=promised_day(meeting),
        is_reported=is_reported(meeting),
        language=language,
        has_dutch=language != "nl" and (bool(intro or absent or actions or own) or _is_dutch(parts, beside)),
        whom=whom,
        intro_absent=absent,
        taps=tap_lines(meeting, language),
        parts=tuple(beside),
    )


def by_voice_words(counts: Iterable[tuple[str, int]]) -> str:
    """How often each voice said something, in the active language; voices that said nothing are left out."""
    by = {
        "parents": _("%(count)s keer door ouders"),
        "school": _("%(count)s keer door de school"),
        "pupil": _("%(count)s keer door leerlingen"),
    }
    comma = "، " if get_language() == "ar" else ", "
    return comma.join(by[voice] % {"count": count} for voice, count in counts if count)


def _intros(meeting: Meeting, whom: Whom) -> tuple[str, str]:
    """What stands above the report, and beside it. One text of the two is for everybody."""
    came, absent = meeting.report_intro.strip(), meeting.report_intro_absent.strip()
    if not (came and absent) or came == absent:
        return came or absent, ""
    return {"came": (came, ""), "absent": (absent, ""), "both": (came, absent)}[whom]


def is_reported(meeting: Meeting) -> bool:
    return bool(meeting.state == MeetingState.REPORTED)


def _approved(meeting: Meeting) -> Any:
    """In the order of their random keys, which says nothing of when or who."""
    return Contribution.objects.filter(occasion=meeting.occasion_id, standing=Standing.APPROVED).order_by("pk")


def promised_day(meeting: Meeting) -> dt.date | None:
    """The day before which everything is answered; None when that day is here, so that no page promises the past."""
    evening = meeting.occasion.starts_at.astimezone(SCHOOL_TIME).date()
    reported = (meeting.reported_at or clock.now()).astimezone(SCHOOL_TIME).date()
    day = report_rules.answers_by(evening, reported)
    return day if day > clock.today() else None


def came(meeting: Meeting) -> dict[str, int]:
    """How many people of each voice were let in at the door."""
    there = Attendee.objects.filter(meeting=meeting, arrived_at__isnull=False).order_by()
    return dict(there.values_list("voice").annotate(count=Count("id")))


def _numbers(meeting: Meeting, said: list[Contribution]) -> list[VoiceNumber]:
    people = meeting.report_came if is_reported(meeting) and meeting.report_came else came(meeting)
    counts = Counter(row.voice for row in said)
    lines = [VoiceNumber(voice, people.get(voice, 0), counts[voice]) for voice in Voice.values]
    return [line for line in lines if line.came or line.said]


def _theme(theme: Theme, said: list[Contribution], language: str, sector: str, shelf: dict[str, Any]) -> ThemePart:
    # What the library wrote is there in every language, the school's own where a person put it; what was changed stays as it is.
    ours = _of_the_library(theme, sector, shelf)
    meaning = theme.meaning
    if ours and (not meaning or meaning == ours.meaning.say("nl", sector)):
        meaning = ours.meaning.say(language, sector)
    to_quote = [row for row in said if row.answer is None and row.may_be_quoted]
    picked = [row for row in to_quote if row.picked]
    quotes = report_rules.chosen([_quote(row) for row in picked or to_quote], Voice.values)
    counts = Counter(row.voice for row in said)
    title, written_in = _title(theme, ours, language, sector)
    return ThemePart(
        title=title,
        meaning=meaning,
        language=written_in,
        count=len(said),
        quotes=quotes,
        answer=_answer(theme.answer, language, sector) if theme.answer else None,
        voices=tuple((voice, counts[voice]) for voice in Voice.values if counts[voice]),
        id=theme.pk,
    )


def _title(theme: Theme, ours: Any, language: str, sector: str) -> tuple[str, str]:
    """The title for who reads `language`, and the language that it is in: `ours` is what the library has of it, if anything."""
    if ours is None:
        return theme.title, "nl"
    return ours.title.say(language, sector), language if language in ours.title.languages else "nl"


def _is_dutch(themes: Iterable[ThemePart], beside: Iterable[Part]) -> bool:
    """Whether the school's own Dutch stands there: a title that the library does not have in this language, or an answer."""
    if any(theme.answer or theme.language == "nl" for theme in themes):
        return True
    return any(part.language == "nl" or any(line.language == "nl" for line in part.lines) for part in beside)


def _of_the_library(theme: Theme, sector: str, shelf: dict[str, Any]) -> Any:
    found = shelf.get(theme.library_key)
    return found if found and found.title.say("nl", sector) == theme.title else None


def theme_titles(meeting: Meeting, titles: list[str], language: str) -> list[str]:
    """These titles in `language` where the library wrote them, otherwise in Dutch, as the school did."""
    sector = meeting.school.sector
    known = {one.title.say("nl", sector): of_ours(one.title, language, sector) for one in library.themes()}
    return [known.get(title) or Told(title, "nl", language).inside for title in titles]


def _quote(row: Contribution) -> Quote:
    return Quote(report_rules.shortened(row.text), row.voice, row.language, row.pk)


def _answer(answer: Answer, language: str, sector: str) -> AnswerPart:
    words = {one.key: one.parent_sees.say(language, sector) for one in load_answers()}
    return AnswerPart(answer.kind, words[answer.kind], answer.text, answer.news_on, answer.action_id)


def _actions(themes: list[Theme], answered: list[Contribution]) -> list[ActionLine]:
    rows: dict[uuid.UUID, ActionItem] = {}
    about: dict[uuid.UUID, list[str]] = {}
    for thing in (*themes, *answered):
        action = thing.answer.action if thing.answer else None
        if action is not None:
            rows[action.pk] = action
            about.setdefault(action.pk, []).extend([thing.title] if isinstance(thing, Theme) else [])
    in_order = sorted(rows.values(), key=lambda row: (row.due_on, str(row.pk)))
    return [
        ActionLine(row.title, _owner(row), ", ".join(about[row.pk]), row.due_on, row.state, row.done_on, row.result, row.pk)
        for row in in_order
    ]


def _owner(action: ActionItem) -> str:
    if action.owner is None:
        return _("de school")
    return ", ".join(part for part in (str(action.owner), action.owner.function.lower()) if part)


def _key_message(meeting: Meeting, language: str) -> str:
    if meeting.template not in template_keys():
        return ""
    return load_template(meeting.template).key_message.say(language, meeting.school.sector).strip()


def _library_titles(language: str, sector: str) -> dict[str, str]:
    """Dutch title of a template -> the title in `language`."""
    titles = [load_template(key).title for key in template_keys()]
    return {title.say("nl", sector): title.say(language, sector) for title in titles}
