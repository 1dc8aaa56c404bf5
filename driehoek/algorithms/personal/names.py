"""Names of the school's people in a text: first and last names, with 'van der' and a typo, and 'juf X' of anybody."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from driehoek.algorithms.personal.spans import Certainty, Span

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
SMALL = frozenset("van de der den het 't ten ter te in op la le el al ben bin von zu d'".split())
TITLES = (
    "juf juffrouw juffie meester mr mevrouw mevr mw meneer mijnheer heer dhr mentor docent lerares leraar directeur directrice"
    " rector miss mister mrs teacher öğretmen pani pan вчителька"
).split()  # 'juf X'
TITLED = re.compile(
    rf"\b(?:{'|'.join(TITLES)})\.?[ ]+((?:(?:van|de|der|den|ten|ter|te|el|al)[ ]+)*[^\W\d_][\w'’\-]*)", re.IGNORECASE
)
TYPO_FROM = 5  # letters of a name

# Words that are names too: with one of them a person looks. Months, colours, trades, plants and what notes are full of.
ORDINARY = frozenset(
    """roos jip lente storm bloem lies mees sam bo jan boer bakker visser smit smid wit zwart groen bruin blauw rood groot klein
    lang kort jong oud vos haas wolf beer mol mus vink kok koster schipper mulder molenaar kuiper timmerman berg dijk bos veld
    meer huis kamp stam post prins koning keizer graaf hertog bisschop pas hand hart dag vries vrede hoop faith joy hope mark
    will max june may april mei juni augustus sept fleur iris jasmijn linde olijf wilg hazel robin merel zwaan sterre luna sky
    ster zon zomer winter herfst pluk bink boy guus pim puck pip wies jet jente mens vriend engel goed best beste kind school
    klas groep ouder ouders moeder vader juf meester les lezen taal week maand jaar rust stil vroeg laat nu wel niet ook en een
    het de of maar over onder bij met zonder door naar voor na om uit aan op in is was wij wie wat waar hoe dan dat die dit deze
    elke elk ieder iedere veel meer minder alle al als zo te ten toe dus den man vrouw jongen meisje rijk arm blij trots noor finn hollander kees piet klaas bel ben
    veen steen stok brand water land weg pop kaas brood tak dam sluis brug hof poort bruggen kruis kerk""".split()
)


@dataclass(frozen=True)
class Person:
    """A person of the school. `last` with its small words: 'van der Berg'."""

    first: str = ""
    last: str = ""


def plain(word: str) -> str:
    """Lower case, without accents: 'Zoë' and 'ZOE' are one."""
    parted = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


class Names:
    """The names of a school, ready to be looked for in many texts."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.first: set[str] = set()
        self.last: dict[str, set[tuple[str, ...]]] = {}
        for person in people:
            self.first.update(plain(word) for word in WORD.findall(person.first) if len(word) > 1)
            words = [plain(word) for word in WORD.findall(person.last)]
            heads = [word for word in words if word not in SMALL and len(word) > 1]
            for head in heads:
                self.last.setdefault(head, set()).add(tuple(words[: words.index(head)]))
        self._long = {name for name in (*self.first, *self.last) if len(name) >= TYPO_FROM}
        self._nearly = {gap for name in self._long for gap in _gaps(name)}

    def find(self, text: str) -> Iterator[Span]:
        """Every name in it, also parts of one: see `spans.apart`."""
        words = [(found.start(), found.end(), plain(found[0])) for found in WORD.finditer(text)]
        for at, (start, end, word) in enumerate(words):
            certainty = self._certainty(word, text[start])
            if certainty is None and word.endswith("s") and len(word) > 3:  # 'Fatima's', 'Jeroens'
                certainty = self._certainty(word.removesuffix("s").rstrip("'’"), text[start])
            if certainty is None:
                continue
            before = self._small_words_before(words, at, word)
            if before < at and word in ORDINARY:  # 'de Wit' is a name, 'wit' may be none
                certainty = "sure" if text[start].isupper() else "perhaps"
            yield Span(words[before][0], end, "name", certainty)
        yield from self._whole_names(words, text)
        shouting = text.isupper()
        for found in TITLED.finditer(text):
            name = found[1].split()[-1]
            known = self._certainty(plain(name), name[0])
            if known or (name[0].isupper() and plain(name) not in SMALL):
                doubtful = not known and (shouting or plain(name) in ORDINARY or len(name) == 1)
                yield Span(found.start(1), found.end(1), "name", "perhaps" if doubtful else "sure")

    def _whole_names(self, words: list[tuple[int, int, str]], text: str) -> Iterator[Span]:
        """A first name and right behind it a last one are one name, also 'Carla Smit', whose 'smit' alone may be none."""
        for at, (start, _end, word) in enumerate(words):
            if word not in self.first:
                continue
            last = at + 1
            while last < len(words) and words[last][2] in SMALL:
                last += 1
            if last < len(words) and words[last][2] in self.last and text[words[last][0]].isupper():
                between = text[start : words[last][1]]
                if not set(between) & set(".,;:!?\n"):
                    yield Span(start, words[last][1], "name", "sure")

    def _certainty(self, word: str, initial: str) -> Certainty | None:
        if word in self.first or word in self.last:
            return "perhaps" if word in ORDINARY or len(word) < 3 else "sure"
        if len(word) < TYPO_FROM - 1 or word in ORDINARY:
            return None
        if any(one in self._nearly for one in _gaps(word)) or any(one in self._long for one in _swapped(word)):
            return "sure" if initial.isupper() else "perhaps"
        return None

    def _small_words_before(self, words: list[tuple[int, int, str]], at: int, word: str) -> int:
        """Where a name with 'van der' in front begins; `at` when the small words aren't there."""
        for small in sorted(self.last.get(word, ()), key=len, reverse=True):
            start = at - len(small)
            if small and start >= 0 and tuple(one[2] for one in words[start:at]) == small:
                return start
        return at


def _gaps(word: str) -> set[str]:
    """The word with one place open: two words that differ by one letter, more, less or other, share one of these."""
    other = {word[:at] + "·" + word[at + 1 :] for at in range(len(word))}
    more = {word[:at] + "·" + word[at:] for at in range(len(word) + 1)}
    return other | more


def _swapped(word: str) -> set[str]:
    return {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
