"""What came of a session, for its page and its paper: nothing but what was agreed or shown to everybody."""

import uuid
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from driehoek.people.models import ClassTeacher, SchoolClass
from driehoek.schools.models import School, SchoolYear

from .. import session_rules
from ..models import Agreed, SessionKind, TeamSession
from . import session_guide
from .session_dots import counted
from .session_screen import PHASES, NoteShown, Sheet, question_words, sheets
from .session_turnout import Turnout, turnout_of


@dataclass(frozen=True)
class Sentence:
    title: str
    text: str


@dataclass(frozen=True)
class Outcome:
    kind_words: str
    phase: str
    sentences: list[Sentence] = field(default_factory=list)
    closings: list[Sentence] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    people: str = ""
    turnout: Turnout | None = None
    has_turnout: bool = False

    @property
    def is_empty(self) -> bool:
        filled = any(one.strengths or one.ambitions or one.strength_sentence or one.ambition_sentence for one in self.sheets)
        return not (self.sentences or self.closings or filled or self.turnout)


def outcome_of(session: TeamSession, school: School) -> Outcome:
    """At most six queries."""
    steps = session_guide.steps(session)
    said = dict(Agreed.objects.filter(session=session).values_list("about", "text"))
    has_sheets = any(one.sorts for one in steps)
    found = counted(session) if has_sheets else None
    has_turnout = any(one.form == session_rules.TURNOUT for one in steps)
    questions = [one.question for one in steps if one.question]
    closings = session_guide.closings(school)
    return Outcome(
        kind_words=str(SessionKind(session.kind).label),
        phase=PHASES[session_rules.state_of(session.started_at, session.closed_at)],
        sentences=[Sentence(question_words(session, key, school)[0], said[key]) for key in questions if said.get(key)],
        closings=[Sentence(closings[key][0], said[key]) for key in closings if said.get(key)],
        sheets=sheets(session, school, said, found) if has_sheets else [],
        people=found.people_words if found else "",
        turnout=turnout_of(session) if has_turnout else None,
        has_turnout=has_turnout,
    )


def classes_now() -> list[SchoolClass]:
    """The classes of this school year."""
    year = SchoolYear.objects.order_by("-starts_in").first()
    return list(SchoolClass.objects.filter(year=year).order_by("sort_key", "name"))


def mentors_of(classes: list[SchoolClass]) -> dict[uuid.UUID, uuid.UUID]:
    """{class: its mentor}, who knows these parents best."""
    rows = ClassTeacher.objects.filter(school_class__in=classes, is_mentor=True, staff__left_on__isnull=True).order_by("-pk")
    return dict(rows.values_list("school_class_id", "staff_id"))


def agreed_words(sheet: Sheet) -> list[tuple[str, str, list[NoteShown]]]:
    """[(sort, its word, the notes that were agreed, or all when none was)] for paper."""
    return [
        ("strength", _("Gaat goed"), sheet.agreed_strengths or sheet.strengths),
        ("ambition", _("Ambitie"), sheet.agreed_ambitions or sheet.ambitions),
    ]
