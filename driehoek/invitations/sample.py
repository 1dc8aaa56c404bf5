"""What a family gets, shown to who sends it: the real words with a code that opens nothing."""

from dataclasses import dataclass

from driehoek.library.composing import Composed
from driehoek.schools.models import School

from . import wording
from .models import ClassInvitation
from .told import Told, as_html, marked, told
from .told import line as line_of

NO_CODE = "ABC DEF GHJ KLM"


@dataclass(frozen=True)
class Sample:
    composed: Composed
    paragraphs: list[tuple[str, Told | None]]
    code: str = NO_CODE

    @property
    def direction(self) -> str:
        return "rtl" if self.composed.is_right_to_left else "ltr"


def sample(
    school: School, own: ClassInvitation, language: str, *, signed: str, line: str | None = None, key: str = "invitation"
) -> Sample:
    """`signed` is the name under it ('' for the school), `line` a mentor's line that is not kept yet."""
    values = wording.values_of(school, own, language, by_mentor=True) | {
        "naam_mentor": signed,
        "klas": wording.class_label(own.school_class.name, school.sector) if signed else "",
        "code": NO_CODE,
    }
    if line is not None:
        values["persoonlijke_regel"] = line
    spare = wording.spare(values)
    composed = wording.say(key, language=language, school=school, channel="mail", values=values, leave_out=spare)
    lines = [line_of(values["persoonlijke_regel"], composed.language), told(own.occasion, "why", composed.language)]
    return Sample(composed, [(as_html(paragraph), one) for paragraph, one in marked(composed.paragraphs, lines)])
