"""What is said of figures to everybody, parents too: plain words, in the language of the page."""

from django.utils.text import capfirst
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from driehoek.algorithms.survey import Figure
from driehoek.web.charts import voice_word

from .result_shapes import ONE_CLASS, SHOWN, UNSAID, Answered


class Said:
    """What is said of hundreds of figures: each sentence is looked up once, in the language of the page."""

    def __init__(self) -> None:
        self._now = _("%(yes)s wel, %(no)s niet")
        self._important = _("%(yes)s vindt dit belangrijk")
        self._of_whom = _("%(seen)s van %(people)s")
        self._weighted = _("elk leerjaar naar grootte geteld: %(percent)s %% wel")

        self._from_right = get_language_bidi()

    def _kept(self, share: str) -> str:
        """From right to left '≥ 80 %' would turn into '≤' for the eye."""
        return f"\u2066{share}\u2069" if self._from_right else share

    def now(self, figure: Figure) -> str:
        """'69 % wel, 11 % niet'."""
        return self._now % {"yes": self._kept(figure.agree.words), "no": self._kept(figure.disagree.words)}

    def important(self, figure: Figure) -> str:
        return self._important % {"yes": self._kept(figure.agree.words)}

    def of_whom(self, figure: Figure, people: int, weighted: int | None = None) -> str:
        """'46 van 312': how many gave a point, of how many who could; and how it is with each year at its own weight."""
        found = self._of_whom % {"seen": self._kept(figure.words), "people": people}
        return found if weighted is None else f"{found}; {self._weighted % {'percent': weighted}}"


def who_answered(voice: str, answered: Answered) -> str:
    """One sentence about one voice, also when nothing of it may be shown."""
    said = {"voice": capfirst(voice_word(voice)), "answered": answered.words, "people": answered.people}
    if answered.standing == SHOWN:
        return _("%(voice)s: %(answered)s van %(people)s antwoordden.") % said
    if answered.standing == UNSAID:
        return _("%(voice)s: %(answered)s van %(people)s antwoordden. Er zijn geen getallen om te tonen.") % said
    if answered.standing == ONE_CLASS:
        return _("%(voice)s: te weinig groepen of klassen om te tonen. Het zou over één leerkracht kunnen gaan.") % said
    return _("%(voice)s: te weinig mensen om getallen van te tonen. Zo is niemand te herkennen.") % said
