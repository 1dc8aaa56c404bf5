"""What the content consists of: frozen dataclasses, no behaviour beyond sums."""

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
    "discussion_leader", "table_leader", "scribe", "interpreter", "parents", "staff", "pupils", "everyone",
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
# Where a deadline goes when its day is a holiday or a day that the school avoids.
Shift = Literal["earlier", "later", "stays"]
# e-mail; printed letter; a text to paste into the school's own app.
Channel = Literal["mail", "paper", "link"]

KINDS: tuple[str, ...] = get_args(Kind)
VOICES: tuple[str, ...] = get_args(Voice)
FORMS: tuple[str, ...] = get_args(Form)
ROLES: tuple[str, ...] = get_args(Role)
STAGES: tuple[str, ...] = get_args(Stage)
FILLED_BY: tuple[str, ...] = get_args(FilledBy)
SHIFTS: tuple[str, ...] = get_args(Shift)
CHANNELS: tuple[str, ...] = get_args(Channel)
ANSWERS = ("heard", "we_do", "we_dont", "later")
ANSWER_NEEDS = ("action", "owner", "date", "reason")


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


@dataclass(frozen=True)
class Theme:
    key: str
    title: Text
    meaning: Text  # one line
    question: Text  # guiding question at a table
    audience: Audience


@dataclass(frozen=True)
class FillIn:
    name: str  # as it stands in the spoken text: {name}
    filled_by: FilledBy  # 'hand': somebody types it; otherwise computed from there
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
    """Who must be there: `count` people, for each table or for the whole meeting."""

    role: Role
    count: int
    per: Literal["meeting", "table"]


@dataclass(frozen=True)
class SheetField:
    key: str
    label: Text
    hint: Text


@dataclass(frozen=True)
class ClosingTap:
    key: str  # useful, heard, together
    statement: Text


@dataclass(frozen=True)
class CardLine:
    key: str
    headline: Text
    line: Text


@dataclass(frozen=True)
class MeetingTemplate:
    key: str
    title: Text
    aim: Text
    audience: Audience
    minutes: int
    key_message: Text  # said at the end and printed in the report
    fill_ins: tuple[FillIn, ...]
    blocks: tuple[Block, ...]
    crew: tuple[Crew, ...]
    sheet_question: Text
    sheet: tuple[SheetField, ...]
    closing_taps: tuple[ClosingTap, ...]
    small_group: int  # up to so many people: one group, with a round of introductions
    attitude_title: Text
    attitude: tuple[CardLine, ...]  # base-attitude card; for the team, never before parents

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for block in self.blocks for item in block.items)

    def item_with(self, stage: str) -> Item | None:
        """The first item that switches this stage on."""
        return next((item for item in self.items if stage in item.stages), None)


@dataclass(frozen=True)
class Task:
    key: str
    title: Text
    why: Text
    day: int  # days from the meeting; negative is before
    owner: Role
    hours: float  # estimated hours of staff, all helpers together
    shift: Shift
    automatic: bool  # Driehoek does it itself; nobody has to tick it off


@dataclass(frozen=True)
class Paragraph:
    key: str
    text: Text
    channels: tuple[Channel, ...]
    needs: tuple[str, ...]  # shown only when all of these placeholders have a value
    unless: tuple[str, ...]  # and none of these


@dataclass(frozen=True)
class LetterPlaceholder:
    name: str
    help: Text
    in_subject: bool  # only what anybody may read on a locked telephone
    optional: bool  # may stay empty; every paragraph that uses it names it under `needs`
    flag: bool  # never printed: any value means yes, none means no


@dataclass(frozen=True)
class Letter:
    key: str
    audience: Audience
    subject: Text
    paragraphs: tuple[Paragraph, ...]
    button: Text | None
    placeholders: tuple[LetterPlaceholder, ...]


@dataclass(frozen=True)
class Answer:
    key: str  # heard, we_do, we_dont, later
    label: Text  # for staff
    when: Text  # for staff: when to choose it
    parent_sees: Text
    starters: tuple[Text, ...]  # sentences to begin with; seen by parents once sent
    needs: tuple[str, ...]  # reason, date, owner
