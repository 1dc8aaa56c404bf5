"""What the content consists of: frozen dataclasses, no behaviour beyond sums."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from driehoek.library.texts import Audience, Text

Kind = Literal[
    "experience",
    "goes_well",
    "difficult",
    "need",
    "wish",
    "expectation",
    "tip",
    "offer",
    "question",
]
Voice = Literal["parent", "school", "pupil"]
Form = Literal["free", "circle", "arena", "tables"]
Role = Literal[
    "action_team", "school_leader", "team_leader", "class_teacher", "administration", "parent_liaison",
    "discussion_leader", "table_leader", "scribe", "interpreter", "parents", "staff", "pupils", "everyone", "partnership_team",
]  # fmt: skip
# What an item switches on while it runs: doors, phones for contributions, the harvest on the shared screen,
# the second division, the sheets of the tables, their slides, the three closing taps.
Stage = Literal[
    "check_in",
    "contributions",
    "harvest",
    "division",
    "table_sheets",
    "presentations",
    "closing_taps",
]
FilledBy = Literal["audience", "meeting", "school", "hand"]
# What somebody may type in a fill-in: a whole number, a time of the day, a name, or words.
Holds = Literal["number", "time", "name", "words"]
# What a kind of meeting asks of those who prepare it; a task of the preparation says which of these call for it.
Need = Literal[
    "action_team",  # people of several layers of the school prepare it together
    "themes",  # themes are chosen beforehand
    "questions",  # and questions made to go with them
    "discussion_leader",
    "tables",  # people sit in groups that are divided beforehand
    "table_leaders",  # with somebody who leads each group and somebody who writes
    "letters",  # every family is invited and replies
    "call_round",  # who did not reply is asked once in person
    "interpreters",  # interpreters and child care are arranged
    "pupils",  # pupils are told beforehand
    "report",  # everybody who was invited gets a report
    "harvest",  # what was said is ordered into themes that are kept up with
]
# Whether a division spreads the parents of one class over the groups, or keeps them in one.
Classes = Literal["spread", "together"]
# What the day of a task is counted from: the meeting, or the last day of its school year (31 July).
Anchor = Literal["meeting", "school_year_end"]
# Where a deadline goes when its day is a holiday or a day that the school avoids.
Shift = Literal["earlier", "later", "stays"]

KINDS: tuple[str, ...] = get_args(Kind)
VOICES: tuple[str, ...] = get_args(Voice)
FORMS: tuple[str, ...] = get_args(Form)
ROLES: tuple[str, ...] = get_args(Role)
STAGES: tuple[str, ...] = get_args(Stage)
FILLED_BY: tuple[str, ...] = get_args(FilledBy)
HOLDS: tuple[str, ...] = get_args(Holds)
SHIFTS: tuple[str, ...] = get_args(Shift)
NEEDS: tuple[str, ...] = get_args(Need)
CLASSES: tuple[str, ...] = get_args(Classes)
ANCHORS: tuple[str, ...] = get_args(Anchor)


@dataclass(frozen=True)
class KindOfContribution:
    key: Kind
    label: Text  # heading on the board and in the report
    parent_says: Text  # on the phone of a parent, in the first person
    hint: Text  # under the field, for parents


@dataclass(frozen=True)
class Question:
    key: str
    text: Text  # as everybody sees it
    voices: tuple[Voice, ...]  # whom it addresses; the first one speaks first
    kind: Kind  # what the answers are harvested as
    ask_on: Text  # how the discussion leader asks on; staff only
    audience: Audience
    theme: str  # key of the Theme that it belongs to; '' when it is about working together in general


@dataclass(frozen=True)
class Theme:
    key: str
    title: Text
    meaning: Text  # one line
    question: Text  # guiding question at a table
    audience: Audience
    opening: Text | None  # said at the start of a meeting about this theme; where nobody wrote one, the leader does


@dataclass(frozen=True)
class Statement:
    """A statement to react to, in a meeting or a team session. There is no right answer to it."""

    key: str
    text: Text
    audience: Audience
    theme: str  # key of a Theme, or ''
    ask_on: Text  # what the leader asks after the first reactions; staff only


@dataclass(frozen=True)
class Dilemma:
    """Two things that are both true and pull apart. For the team alone, always."""

    key: str
    title: Text
    situation: Text
    one_side: Text
    other_side: Text
    question: Text
    audience: Audience  # 'team'


@dataclass(frozen=True)
class FillIn:
    name: str  # as it stands in the spoken text: {name}
    filled_by: FilledBy  # 'hand': somebody types it; otherwise computed from there
    holds: Holds
    label: Text
    help: Text


@dataclass(frozen=True)
class Item:
    key: str
    title: Text
    minutes: int
    who: tuple[Role, ...]
    form: Form
    point: Text  # what matters in this item
    spoken: Text | None  # may hold fill-ins
    materials: Text | None
    remark: Text | None
    stages: tuple[Stage, ...]
    questions: tuple[str, ...]  # keys of Question; not empty where 'contributions' is a stage
    seconds_per_table: int | None  # presentations: the least that a table gets

    @property
    def most_tables(self) -> int | None:
        """How many tables fit into this item, or None where tables do not count."""
        return None if self.seconds_per_table is None else self.minutes * 60 // self.seconds_per_table


@dataclass(frozen=True)
class Block:
    key: str
    title: Text
    aim: Text
    form: Form
    layout: Text  # how the room is set up
    items: tuple[Item, ...]

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)


@dataclass(frozen=True)
class Crew:
    """Who must be there: `count` people for each table, for each class, or for the whole meeting."""

    role: Role
    count: int
    per: Literal["meeting", "table", "class"]


@dataclass(frozen=True)
class SheetField:
    key: str
    label: Text
    hint: Text
    kind: Kind | None  # what is written here is harvested as; None where the sheet makes a plan
    by_voice: bool  # one column for parents and one for the school


@dataclass(frozen=True)
class ClosingTap:
    key: str
    statement: Text


@dataclass(frozen=True)
class CardLine:
    key: str
    headline: Text
    line: Text


@dataclass(frozen=True)
class AttitudeCard:
    """What everyone who leads a conversation keeps at hand. For the team, never before parents."""

    key: str
    title: Text
    lines: tuple[CardLine, ...]


@dataclass(frozen=True)
class MeetingTemplate:
    key: str
    title: Text
    aim: Text
    audience: Audience
    minutes: int
    invites_to: Text  # why and what, in the invitation to parents
    key_message: Text  # said at the end and printed in the report
    classes: Classes
    preparation: tuple[Need, ...]
    prepared_by: Role  # who does what an action team does elsewhere
    themes: tuple[str, ...]  # keys of themes that this meeting is often about; empty when it is about everything
    fill_ins: tuple[FillIn, ...]
    blocks: tuple[Block, ...]
    crew: tuple[Crew, ...]
    sheet_question: Text | None  # None exactly when `sheet` is empty
    sheet: tuple[SheetField, ...]
    closing_taps: tuple[ClosingTap, ...]  # may be empty: nobody is asked what a cup of coffee was worth
    small_group: int | None  # up to so many people: one group, with a round of introductions; None without tables
    attitude_title: Text
    attitude: tuple[CardLine, ...]  # base-attitude card; for the team, never before parents

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for block in self.blocks for item in block.items)

    @property
    def needs_tables(self) -> bool:
        """Whether people are divided into groups. Without, tables, signs, sheets and scribes do not exist."""
        return "tables" in self.preparation

    @property
    def needs_table_leaders(self) -> bool:
        return "table_leaders" in self.preparation

    def item_with(self, stage: str) -> Item | None:
        """The first item that switches this stage on."""
        return next((item for item in self.items if stage in item.stages), None)


@dataclass(frozen=True)
class Task:
    key: str
    title: Text
    why: Text
    day: int  # days from the anchor; negative is before
    anchor: Anchor
    owner: Role
    hours: float  # estimated hours of staff, all helpers together
    hours_for: Mapping[str, float]  # key of a template -> hours, where a smaller meeting takes less
    shift: Shift
    automatic: bool  # Driehoek does it itself; nobody has to tick it off
    needs: tuple[Need, ...]  # only for meetings that need all of these
    only: tuple[str, ...]  # only for these templates; empty means any
