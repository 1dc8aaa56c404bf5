"""The short messages of a meeting, ready to copy: filled in as far as is known, with what is still open named."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import cast

from django.utils.translation import get_language, override

from driehoek.access import codes
from driehoek.clock import SCHOOL_TIME
from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.invitations.queries.changing import changed
from driehoek.invitations.rules import CLASS_LINK
from driehoek.invitations.told import noted, plain, told
from driehoek.library.shapes_letters import Message
from driehoek.library.texts import GAP, Text, may_be_chosen, wording_of
from driehoek.schools.models import School
from driehoek.voices.models import TextSort, Theme
from driehoek.voices.queries import library
from driehoek.web.days import written

from ..models import Meeting
from .report import promised_day
from .runbook import clock_words

READERS = ("pupils", "parents", "council", "staff")
MOVED, CANCELLED = "moved", "cancelled"
MEETING_AUDIENCE = {"pupils": "mixed", "council": "mixed", "parents": "parents", "staff": "team"}


@dataclass(frozen=True)
class Line:
    key: str
    title: str
    when: str
    reader: str
    ways: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True)
class Ready:
    """One message in one language. `open` are the labels of what nobody knows yet; those stand as dots in the text."""

    message: Message
    title: str
    when: str
    subject: str
    text: str
    language: str
    languages: tuple[str, ...]
    open: list[str]
    shows_class: bool


@dataclass(frozen=True)
class Choice:
    """In which language, and with the link of which class."""

    language: str = "nl"
    class_invitation: uuid.UUID | None = None


def fitting(meeting: Meeting, school: School) -> list[Message]:
    """The messages for this kind of meeting in this kind of school; what is hidden is left out. One query.

    A text of the school's own that is for the team goes to the team alone, whatever it is called.
    """
    found = cast(tuple[Message, ...], library.things(TextSort.MESSAGE))
    wording = wording_of(school.sector)
    return [
        one
        for one in found
        if (not one.only or meeting.template in one.only)
        and wording in one.wordings
        and may_be_chosen(one.audience, MEETING_AUDIENCE[one.reader])
    ]


def offered(meeting: Meeting, school: School) -> list[Message]:
    """What there is to say now: of an evening that is off nothing but that, and of a change only once there was one.

    Who was invited hears of a change by mail or letter, from the page of that change; the text here is for an app or a door.
    """
    found = fitting(meeting, school)
    if meeting.occasion.cancelled_at is not None:
        return [one for one in found if one.key == CANCELLED]
    never = {CANCELLED} if changed(meeting.occasion).at else {CANCELLED, MOVED}
    return [one for one in found if one.key not in never]


def lines(meeting: Meeting, school: School) -> list[Line]:
    language, sector = get_language() or "nl", school.sector
    return [
        Line(
            one.key, one.title.say(language, sector), one.when.say(language, sector), one.reader, one.ways,
            bool(library.as_key(one.key)),
        )
        for one in offered(meeting, school)
    ]  # fmt: skip


def message(meeting: Meeting, school: School, key: str, choice: Choice) -> Ready | None:
    """The message with this key as it can be copied; None where it does not fit this meeting."""
    found = next((one for one in fitting(meeting, school) if one.key == key), None)
    return ready(found, meeting, school, choice) if found else None


def ready(one: Message, meeting: Meeting, school: School, choice: Choice) -> Ready:
    language = choice.language if choice.language in one.text.languages else "nl"
    values = values_of(meeting, school, one, Choice(language, choice.class_invitation))
    screen = get_language() or "nl"
    used = one.text.placeholders | (one.subject.placeholders if one.subject else frozenset())
    helps = {place.name: place.help.say(screen, school.sector) for known in _shipped() for place in known.placeholders}
    return Ready(
        message=one,
        title=one.title.say(screen, school.sector),
        when=one.when.say(screen, school.sector),
        subject=_filled(one.subject, language, school, values) if one.subject else "",
        text=_filled(one.text, language, school, values),
        language=language,
        languages=one.text.languages,
        open=[helps.get(name, name) for name in sorted(used) if not values.get(name, "").strip()],
        shows_class="webadres" in used and one.reader == "parents",
    )


def _filled(text: Text, language: str, school: School, values: dict[str, str]) -> str:
    return text.fill_what_is_known(language, school.sector, values, GAP).strip()


def _shipped() -> tuple[Message, ...]:
    return cast(tuple[Message, ...], library.SHELVES[TextSort.MESSAGE][0]())


def values_of(meeting: Meeting, school: School, one: Message, choice: Choice) -> dict[str, str]:
    """What Driehoek knows, in the language of the message. The rest a person types."""
    occasion, language = meeting.occasion, choice.language
    starts = occasion.starts_at.astimezone(SCHOOL_TIME)
    promised = promised_day(meeting)
    with override(language):
        values = {
            "naam_school": school.name,
            "bijeenkomst": _told(occasion, "title", language, school),
            "datum": written(starts, "l j F"),
            "begintijd": clock_words(occasion.starts_at),
            "eindtijd": clock_words(occasion.ends_at),
            "plaats": _told(occasion, "place", language, school),
            "antwoord_voor": written(occasion.reply_by, "l j F"),
            "antwoord_op": written(promised, "l j F") if promised else "",
            "datum_verslag": written(starts + dt.timedelta(days=1), "l j F"),
            "contact": " · ".join(part for part in (school.phone, occasion.reply_to or school.reply_to) if part),
        }
    used = one.text.placeholders
    if "thema" in used:
        values["thema"] = _theme(meeting, school, language)
    # The way in is that of one class, for its parents. Where pupils write is for the school to say.
    if "webadres" in used and one.reader == "parents":
        values["webadres"] = _class_address(meeting, choice.class_invitation)
    return values


def _told(occasion: Occasion, name: str, language: str, school: School) -> str:
    """Text to paste knows no tags; that it is Dutch stands behind it."""
    return plain(noted([told(occasion, name, language, school.sector).inside], language)[0])


def _theme(meeting: Meeting, school: School, language: str) -> str:
    """The first theme that was chosen, else what the meeting is called; inside a sentence, so with a small letter."""
    theme = Theme.objects.filter(occasion_id=meeting.occasion_id).first()
    words = told(meeting.occasion, "title", language, school.sector).text
    if theme is not None:
        ours = library.thing(TextSort.THEME, theme.library_key)
        same = ours is not None and ours.title.say("nl", school.sector) == theme.title
        words = ours.title.say(language, school.sector) if ours is not None and same else theme.title
    return words[:1].lower() + words[1:]


def classes(meeting: Meeting) -> list[ClassInvitation]:
    return list(ClassInvitation.objects.filter(occasion_id=meeting.occasion_id).select_related("school_class"))


def _class_address(meeting: Meeting, chosen: uuid.UUID | None) -> str:
    """The link of the chosen class, or of the only one; '' when it was not made yet or somebody still has to choose."""
    rows = [row.pk for row in classes(meeting)]
    about = chosen if chosen in rows else rows[0] if len(rows) == 1 else None
    found = codes.codes_for(CLASS_LINK, [about]).get(about, {}) if about else {}
    return codes.address(found["link"]) if "link" in found else ""
