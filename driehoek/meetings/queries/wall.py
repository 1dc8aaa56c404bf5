"""The shared screen in the hall: the question, how to join, and what was approved. Nothing else ever."""

import uuid
import zlib
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from driehoek.access import codes
from driehoek.documents.qr import grouped, qr_svg
from driehoek.library.reading import load_template
from driehoek.library.texts import language_of
from driehoek.schools.models import School
from driehoek.voices.models import Contribution, Standing, Voice
from driehoek.voices.queries import hall as rounds
from driehoek.web.templatetags.look import voice

from ..models import Meeting, MeetingState
from .questions import question_named
from .runbook import clock_words

FITS = 12  # shown at once
SENT = 200  # known to the screen, which shows the ones that came in last
FEW, SOME = 3, 6  # up to so many notes they are set larger


@dataclass(frozen=True)
class Note:
    id: str
    text: str
    voice: str
    name: str
    is_extra: bool  # beyond what a screen shows at once
    said_by: SafeString  # the sign of the voice, drawn once for two hundred notes


@dataclass(frozen=True)
class Voices:
    """How many approved contributions each voice has this evening."""

    voice: str
    words: str


@dataclass(frozen=True)
class Wall:
    version: str
    phase: str  # before, open, after
    title: str
    heading: str
    words: str
    notes: list[Note]
    voices: list[Voices]
    code: str
    type_at: str
    qr: SafeString | str
    round: rounds.Screen | None  # statements or dots: how many took part, or a result

    @property
    def size(self) -> str:
        count = len(self.notes)
        return "few" if count <= FEW else "some" if count <= SOME else "many"


@dataclass(frozen=True)
class Approved:
    """What may be seen, as far as it is needed to know whether anything changed."""

    rows: list[tuple[uuid.UUID, str, str]]  # key, voice, question
    round: rounds.Seen | None = None

    def print(self) -> int:
        return zlib.crc32(b"".join(sorted(key.bytes for key, *_rest in self.rows)))


def approved(meeting: Meeting) -> Approved:
    rows = Contribution.objects.filter(occasion_id=meeting.occasion_id, standing=Standing.APPROVED)
    seen = rounds.on_screen(meeting.occasion_id) if meeting.state == MeetingState.RUNNING else None
    return Approved(list(rows.values_list("pk", "voice", "question")), seen)


def wall_version(meeting: Meeting, seen: Approved) -> str:
    """Changes when a screen must change: cheap, however often it is asked."""
    return f"{meeting.live_version}-{len(seen.rows)}-{seen.print():x}-{seen.round.version if seen.round else ''}"


def wall(meeting: Meeting, school: School, seen: Approved) -> Wall:
    join = codes.codes_for("join", [meeting.pk]).get(meeting.pk, {})
    code = join.get("hall", "")
    link = codes.address(code) if code else ""
    heading, words = _heading(meeting, school)
    return Wall(
        version=wall_version(meeting, seen),
        phase=_phase(meeting),
        title=meeting.occasion.title,
        heading=heading,
        words=words,
        notes=_notes(meeting, seen),
        voices=_voices(seen),
        code=grouped(code),
        type_at=codes.address("").partition("://")[2],
        qr=_qr(link, _("QR-code om mee te doen. De code staat eronder.")) if link else "",
        round=rounds.screen(seen.round, language_of(get_language() or "nl")),
    )


@lru_cache(maxsize=32)
def _qr(link: str, title: str) -> SafeString:
    """Drawn once an evening; it hangs on the wall, so it may be remembered."""
    return qr_svg(link, title=title)


def _phase(meeting: Meeting) -> str:
    if meeting.state == MeetingState.RUNNING:
        return "open"
    return "before" if meeting.state in {MeetingState.DRAFT, MeetingState.READY} else "after"


def _heading(meeting: Meeting, school: School) -> tuple[str, str]:
    """What stands large, and a line below it."""
    language = get_language() or "nl"
    phase = _phase(meeting)
    if phase == "before":
        begins = _("We beginnen om %(time)s uur.") % {"time": clock_words(meeting.occasion.starts_at)}
        return meeting.occasion.title, f"{begins} " + _("Scan de code en doe mee.")
    if phase == "after":
        return _("Dank u wel!"), load_template(meeting.template).key_message.say(language, school.sector)
    question = question_named(meeting.live_question)
    if question:
        return question.text.say(language, school.sector), ""
    return (meeting.live_item.title if meeting.live_item else meeting.occasion.title), ""


def _notes(meeting: Meeting, seen: Approved) -> list[Note]:
    """What belongs to the question, or to no question. In the order of random keys: when something was said or approved is
    kept nowhere, since that would tell who said it. The screen itself remembers what came in last and puts that first."""
    if _phase(meeting) != "open":
        return []
    asked = meeting.live_question
    fitting = [(question != asked, key) for key, _voice, question in seen.rows if not asked or question in {asked, ""}]
    order = [key for _other, key in sorted(fitting)[:SENT]]
    fields = Contribution.objects.filter(standing=Standing.APPROVED, occasion_id=meeting.occasion_id).order_by()
    signs = {each: voice(each) for each in Voice.values}
    rows = {key: rest for key, *rest in fields.values_list("pk", "text", "voice", "giver_name")}
    return [Note(str(key), *rows[key], place >= FITS, signs[rows[key][1]]) for place, key in enumerate(order) if key in rows]


def _voices(seen: Approved) -> list[Voices]:
    counts = {voice: sum(row[1] == voice for row in seen.rows) for voice in Voice.values}
    words = {
        Voice.PARENTS.value: _("ouders %(count)s"),
        Voice.SCHOOL.value: _("school %(count)s"),
        Voice.PUPIL.value: ngettext("leerling %(count)s", "leerlingen %(count)s", counts[Voice.PUPIL]),
    }
    return [Voices(voice, words[voice] % {"count": count}) for voice, count in counts.items() if count or voice != Voice.PUPIL]
