"""What the content of the scan consists of: frozen dataclasses, no behaviour beyond sums. Texts say their own audience."""

from dataclasses import dataclass

from driehoek.library.shapes import Role
from driehoek.library.texts import Text

FULL, SHORT = BASES = ("full", "short")  # the questionnaires that ship
PER_PARTNERSHIP, PER_PARTNERSHIP_SHORT = 5, 2
QUESTION_KINDS = ("goes_well", "wish", "tip")


@dataclass(frozen=True)
class Base:
    """A questionnaire that ships: its name and what is in it, for the team."""

    key: str
    title: Text
    meaning: Text


@dataclass(frozen=True)
class ScanItem:
    """A statement seen from each side. `partnership` is '' in the block of trust. `pupil`: secondary schools only."""

    key: str
    partnership: str
    parents: Text
    school: Text
    pupil: Text | None
    short: bool


@dataclass(frozen=True)
class ScanQuestion:
    key: str
    kind: str  # of a contribution
    parents: Text
    school: Text
    pupil: Text
    short: bool


@dataclass(frozen=True)
class ScanBarrier:
    key: str
    text: Text


@dataclass(frozen=True)
class ForVoices:
    """The same said to each voice; `of('parents' | 'school' | 'pupil')`."""

    parents: Text
    school: Text
    pupil: Text

    def of(self, voice: str) -> Text:
        return {"parents": self.parents, "school": self.school, "pupil": self.pupil}[voice]


@dataclass(frozen=True)
class FormWords:
    """What stands on every form beside the questionnaire itself."""

    protects: ForVoices  # how answers are protected, the first thing that is read
    own_words: ForVoices  # who reads what is written in own words
    now: Text  # over the five points
    important: ForVoices  # over the five points of importance
    in_the_way: Text  # over the barriers
    trust: Text  # heading of the block of trust
    points: tuple[Text, ...]  # five, from the least to the most
    importance: tuple[Text, ...]  # five, from the least to the most
    dont_know: Text


@dataclass(frozen=True)
class ModelPartnership:
    key: str  # of `partnership.Partnership`
    title: Text
    meaning: Text  # one line
    examples: tuple[Text, ...]  # two; for the team


@dataclass(frozen=True)
class ModelGroup:
    key: str  # of `partnership.PartnershipGroup`
    title: Text
    meaning: Text
    partnerships: tuple[ModelPartnership, ...]


@dataclass(frozen=True)
class Model:
    groups: tuple[ModelGroup, ...]
    credit: Text  # whose model it is

    @property
    def partnerships(self) -> tuple[ModelPartnership, ...]:
        """The five, in the order of the model."""
        return tuple(one for group in self.groups for one in group.partnerships)


@dataclass(frozen=True)
class VisionQuestion:
    """`scale`: whether 'nog ver … we zijn er' fits under it."""

    key: str
    text: Text
    ask_on: Text
    scale: bool


@dataclass(frozen=True)
class VisionClosing:
    """One of three sentences to end with. `start`: how it may begin."""

    key: str
    text: Text
    start: Text


@dataclass(frozen=True)
class GuideStep:
    """`say`: words of the leader. `on_paper`: how to do it without screen or phones."""

    key: str
    minutes: int
    who: Role
    title: Text
    aim: Text
    say: Text
    needed: Text
    on_paper: Text


@dataclass(frozen=True)
class SessionGuide:
    key: str  # of `scans.models.SessionKind`
    minutes: int
    title: Text
    aim: Text
    needed: Text
    steps: tuple[GuideStep, ...]

    def begins_at(self, key: str) -> int:
        """Minutes from the start of the session until this step; raises KeyError."""
        passed = 0
        for step in self.steps:
            if step.key == key:
                return passed
            passed += step.minutes
        raise KeyError(key)
