"""Takes names of people and of the school out of what goes to other schools, and points at what may still be one.

It is a help and no more: a person reads what goes.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from driehoek.algorithms.personal.names import ORDINARY, SMALL
from driehoek.people.names import folded
from driehoek.people.queries.naming import NamesOfSchool, names_of_school
from driehoek.schools.models import School
from driehoek.voices.personal import Recogniser, without

from .. import rules_sharing as rules
from ..models import Activity
from ..rules_sharing import Shared
from ..typed_names import typed_names

PERSON, NUMBER, MAIL = "[naam]", "[nummer]", "[e-mail]"
MOST_DOUBTS = 40
SORTS_OF_SCHOOL = frozenset(
    """obs cbs rkbs pcbs kbs ods sbo so vso ikc kc abs gbs basisschool school scholen stichting vereniging scholengroep scholengemeenschap
    college lyceum kindcentrum daltonschool montessorischool jenaplanschool openbare christelijke katholieke""".split()
)
NO_NAME = SORTS_OF_SCHOOL | frozenset(
    """mr gmr or dr team teams ouderraad medezeggenschapsraad ouders leerling leerlingen kinderen oma opa tante oom buurvrouw buurman
    juffen leerkracht leerkrachten directie schoolleiding voorzitter secretaris bestuur conciërge stagiair stagiaire vrijwilliger
    vrijwilligers nederlands nederland engels frans duits turks arabisch pools oekraïens driehoek whatsapp internet""".split()
)
OTHER_NAMES = {"'s-hertogenbosch": "Den Bosch", "'s-gravenhage": "Den Haag"}
WORD = re.compile(r"[^\W\d_]+(?:[\-'][^\W\d_]+)*")
APART = re.compile(r"[,;/&+()\n]|\b(?:en|met|van|and)\b", re.IGNORECASE)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .]?[A-Z0-9]{4}){2,7}(?:[ .]?[A-Z0-9]{1,3})?\b")
DOT = r"(?:\s*\.\s*|\s+(?:punt|dot)\s+|\s*[\[(]\s*(?:punt|dot|\.)\s*[\])]\s*)"
SPELLED_MAIL = re.compile(
    rf"[\w+-]+(?:{DOT}[\w+-]+)?(?:\s*[\[(]\s*(?:at|apenstaart|@)\s*[\])]\s*|\s+(?:at|apenstaart)\s+)[\w-]+(?:{DOT}[a-z]{{2,}})+",
    re.IGNORECASE,
)
INITIALS = re.compile(
    rf"(?<!\w)(?:[A-Z]\.[ ]?)+(?=(?:(?:van|de|der|den|ten|ter|v/d|vd)[ ])*{re.escape(PERSON)})|(?<={re.escape(PERSON)})(?:[ ][A-Z]\.)+"
)
IN_A_SENTENCE = re.compile(r"(?<=[^\s.!?:…\-•*])[ ]+[\"'(\[]*(?P<name>[^\W\d_][\w'\-]*)")
A_CLASS = re.compile(r"\b(?:groep|klas|unit)[ ]?\d+[A-Za-z]\w{0,2}\b|\b\d[A-Za-z]{1,2}\d?\b", re.IGNORECASE)


SPREAD = re.compile(r"(?<!\w)(?:[^\W\d_][ ._\-]){3,}[^\W\d_](?!\w)")
GLUED = re.compile(r"(?<!\w)[^\W\d_]*[^\W\d_A-Z][A-Z][^\W\d_]*(?!\w)")
BORDER = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")


class Cleaner:
    """Takes out names of people and of the school. Four queries when it is first used, whatever it cleans."""

    def __init__(self, school: School) -> None:
        named = ((school.name, _("onze school")), (school.board.name, _("ons bestuur")))
        self.places = [(pattern, words) for name, words in named for pattern in _of_place(name)]
        self.places += [(pattern, _("onze plaats")) for pattern in _of_city(school.city)]
        self.loose = [pattern for name, _words in named for pattern in _loosely(name)]

    @cached_property
    def names(self) -> Recogniser:
        known = names_of_school()
        return Recogniser(NamesOfSchool(known.staff, (*known.others, *_as_names(typed_names()))))

    def clean(self, one: Shared, people: Iterable[str] = ()) -> Shared:
        """`people`: other names that the school typed, of a parent who leads or helps."""
        also = [_as_word(name) for name in people if len(name.strip()) > 1]
        plain = rules.plainly(one)
        return replace(plain, **{name: self._words(words, also)[: rules.MOST[name]] for name, words in plain.words.items()})

    def doubts(self, one: Shared) -> list[str]:
        """Words that may be a name, or just words: for a person to look at."""
        found: dict[str, None] = {}
        for text in one.words.values():
            spans = [text[start:end] for start, end, _kind, sure in self.names.spans(text) if sure != "sure"]
            inside = [said["name"] for said in IN_A_SENTENCE.finditer(text) if _is_name(said["name"])]
            classes = [said[0] for said in A_CLASS.finditer(text)]
            spread = [said[0] for said in SPREAD.finditer(text)]
            loose = [said[0] for pattern in self.loose for said in pattern.finditer(text)]
            found |= dict.fromkeys([*spans, *inside, *classes, *spread, *loose])
        return sorted(found, key=folded)[:MOST_DOUBTS]

    def _words(self, text: str, also: list[re.Pattern[str]]) -> str:
        text = SPREAD.sub(lambda said: self._unhidden(said[0], re.sub(r"[\W_]", "", said[0])), text)
        text = GLUED.sub(lambda said: self._unhidden(said[0], BORDER.sub(" ", said[0])), text)
        text = SPELLED_MAIL.sub(MAIL, IBAN.sub(NUMBER, text))
        for pattern in also:
            text = pattern.sub(PERSON, text)
        for pattern, words in self.places:
            text = pattern.sub(words, text)
        return INITIALS.sub("", without(text, self.names.spans(text)))

    def _unhidden(self, typed: str, read: str) -> str:
        """What stands for a name that was spread out or glued together; what was typed when it is none."""
        masked = without(read, self.names.spans(read))
        for pattern, words in self.places:
            masked = pattern.sub(words, masked)
        return typed if masked == read else masked


def people_of(activity: Activity) -> list[str]:
    """Names that stand with an activity and are of nobody in the roster, perhaps: each as typed, and each word that looks like one."""
    found: dict[str, None] = {}
    for typed in (activity.lead_name, activity.helpers):
        for piece in APART.split(rules.plain_signs(typed)):
            words = WORD.findall(piece)
            if any(_says_more(word) for word in words):
                found[" ".join(piece.split())] = None
            found |= dict.fromkeys(word for word in words if len(word) > 2 and word[0].isupper() and _says_more(word))
    return sorted(found, key=lambda name: -len(name))


def _says_more(word: str) -> bool:
    plain = folded(word)
    return plain not in NO_NAME and plain not in SMALL and (plain not in ORDINARY or word[0].isupper())


def _is_name(word: str) -> bool:
    return word[0].isupper() and folded(word) not in NO_NAME and word not in {"naam", "I"}


def _as_word(name: str) -> re.Pattern[str]:
    """Of a name that is a word too only as it was typed."""
    flags = re.NOFLAG if folded(name) in ORDINARY else re.IGNORECASE
    return re.compile(rf"(?<!\w){_spaced(name)}(?:'?s)?(?!\w)", flags)


def _spaced(name: str) -> str:
    return r"[\s\-]+".join(re.escape(part) for part in re.split(r"[\s\-]+", name.strip()))


def _as_names(typed: Iterable[str]) -> list[tuple[str, str]]:
    """[(first word, the others)] of what looks like a name."""
    found = []
    for name in typed:
        words = [word for word in WORD.findall(rules.plain_signs(name)) if folded(word) not in NO_NAME]
        if len([word for word in words if len(word) > 2 and word[0].isupper()]):
            found.append((words[0], " ".join(words[1:])))
    return found


def _core(name: str) -> list[str]:
    """The words of a school or board that are its own: 'Klimboom' of 'OBS De Klimboom'."""
    words = re.findall(r"[^\W_]+(?:[\-'][^\W_]+)*", rules.plain_signs(name))
    return [word for word in words if folded(word) not in SORTS_OF_SCHOOL | SMALL]


def _of_place(name: str) -> list[re.Pattern[str]]:
    """The whole name in any case, then its own words with capitals, and glued together in an address or after '@'."""
    name = rules.plain_signs(name).strip()
    if len(name) < 2:
        return []
    whole, core = re.compile(rf"(?<!\w){_spaced(name)}(?!\w)", re.IGNORECASE), _core(name)
    if len("".join(core)) < 3:
        return [whole]
    before = rf"(?:(?i:{'|'.join(sorted(SORTS_OF_SCHOOL))}|de|het|'t)[\s.\-]+)*"
    words = r"[\s\-]+".join(f"(?:{re.escape(word[0].upper() + word[1:])}|{re.escape(word.upper())})" for word in core)
    small = r"[\s\-]+".join(map(re.escape, core))
    with_article = rf"(?<!\w){before}(?i:de|het|'t)[\s\-]+(?i:{small})(?!\w)" if _has_article(name) else r"(?!)"
    glued = r"[\-_.]?".join(map(re.escape, core))
    address = rf"(?<![\w.@\-])(?:https?://)?(?:www\.)?[\w\-]*{glued}[\w\-]*(?:\.[a-z]{{2,}})+(?:/\S*)?|(?<!\w)[@#][\w\-.]*{glued}[\w\-]*"
    joined = rf"(?<![\w@])(?:{'|'.join(_glued_forms(name, core)) or '(?!)'})(?!\w)"
    return [
        re.compile(address, re.IGNORECASE), whole, re.compile(with_article), re.compile(rf"(?<!\w){before}{words}(?!\w)"),
        re.compile(joined, re.IGNORECASE),
    ]  # fmt: skip


def _glued_forms(name: str, core: list[str]) -> list[str]:
    """'obsdeklimboom', 'deklimboom'; the own words alone only when there are several."""
    parts = [re.escape(word) for word in re.findall(r"[^\W_]+", name)]
    forms = {"".join(parts[at:]) for at in range(len(parts) - 1)} | ({"".join(map(re.escape, core))} if len(core) > 1 else set())
    return sorted(forms, key=len, reverse=True)


def _has_article(name: str) -> bool:
    return any(folded(word) in {"de", "het", "'t", "t"} for word in name.split())


def _loosely(name: str) -> list[re.Pattern[str]]:
    """The own words in small letters: the school, or just words."""
    core = _core(name)
    if len("".join(core)) < 3:
        return []
    words = r"[\s\-]+".join(map(re.escape, core))
    return [re.compile(rf"(?<![\w]){words}(?!\w)", re.IGNORECASE)]


def _of_city(name: str) -> list[re.Pattern[str]]:
    """Also without 's- in front, and by its other name."""
    name = rules.plain_signs(name).strip()
    if len(name) < 2:
        return []
    pairs = {**OTHER_NAMES, **{folded(other): city for city, other in OTHER_NAMES.items()}}
    found = []
    for one in filter(None, (name, pairs.get(folded(name), ""))):
        bare = re.sub(r"^'?s[\s\-]+", "", one, flags=re.IGNORECASE)
        found.append(re.compile(rf"(?<!\w)(?:'?s[\s\-]*)?{_spaced(bare)}(?!\w)", re.IGNORECASE))
    return found
