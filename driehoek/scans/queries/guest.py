"""What somebody reads who fills in a questionnaire: its parts in the order of the model, in their language, with what was typed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from driehoek.library.reading_scan import load_form_words, load_model
from driehoek.library.texts import Text

from ..rules import SCHOOL, Content, Item, Sheet, Texts, in_language


@dataclass(frozen=True)
class Said:
    """Words and the language that they are in."""

    text: str
    language: str


@dataclass(frozen=True)
class Choice:
    value: str
    said: Said
    chosen: bool = False


@dataclass(frozen=True)
class Asked:
    """A statement with its points; `weighs` is how important it is, empty when that is not asked."""

    key: str
    said: Said
    points: list[Choice]
    dont_know: Choice
    weighs: list[Choice]
    weighed: bool = False


@dataclass(frozen=True)
class Written:
    """A question that is answered in own words."""

    key: str
    said: Said
    typed: str


@dataclass(frozen=True)
class Part:
    """One step of the form. `sort` is items, trust, words or barriers. Of a partnership colleagues read its name (`title`) with its
    `group` and `meaning`; others read only what it means."""

    sort: str
    title: Said
    group: Said | None = None
    meaning: Said | None = None
    items: list[Asked] = field(default_factory=list)
    words: list[Written] = field(default_factory=list)
    barriers: list[Choice] = field(default_factory=list)


def say(text: Text, language: str, sector: str) -> Said:
    return Said(text.say(language, sector), language if language in text.languages else "nl")


class Parts:
    """Lays out `content` for one voice. `typed` is what stands in the form already."""

    def __init__(self, content: Content, typed: Sheet, language: str, sector: str) -> None:
        self.content, self.typed, self.language, self.sector = content, typed, language, sector
        self.voice = typed.voice
        self.form = load_form_words()

    def all(self) -> list[Part]:
        return [*self._partnerships(), *self._trust(), *self._words(), *self._barriers()]

    def _partnerships(self) -> Iterator[Part]:
        items = self.content.items_for(self.voice)
        for group in load_model().groups:
            for one in group.partnerships:
                mine = [item for item in items if item.partnership == one.key]
                if mine and self.voice != SCHOOL:
                    yield Part("items", self._say(one.meaning), items=[*map(self._asked, mine)])
                elif mine:
                    yield Part(
                        "items", self._say(one.title), self._say(group.title), self._say(one.meaning), [*map(self._asked, mine)]
                    )

    def _trust(self) -> Iterator[Part]:
        items = self.content.trust_for(self.voice)
        if items:
            yield Part("trust", self._say(self.form.trust), items=[self._asked(item, weigh=False) for item in items])

    def _words(self) -> Iterator[Part]:
        asked = self.content.questions_for(self.voice)
        if asked:
            words = [Written(one.key, self._in(one.texts[self.voice]), self.typed.words.get(one.key, "")) for one in asked]
            yield Part("words", self._say(self.form.own_words.of(self.voice)), words=words)

    def _barriers(self) -> Iterator[Part]:
        asked = self.content.barriers_for(self.voice)
        if asked:
            ticked = set(self.typed.barriers)
            rows = [Choice(one.key, self._in(one.texts), one.key in ticked) for one in asked]
            yield Part("barriers", self._say(self.form.in_the_way), barriers=rows)

    def _asked(self, item: Item, *, weigh: bool = True) -> Asked:
        now, important = self.typed.now.get(item.key), self.typed.important.get(item.key)
        return Asked(
            item.key,
            self._in(item.texts[self.voice]),
            self._choices(self.form.points, now),
            Choice("0", self._say(self.form.dont_know), now == 0),
            self._choices(self.form.importance, important) if weigh and self.content.asks_importance else [],
            important is not None,
        )

    def _choices(self, texts: tuple[Text, ...], chosen: int | None) -> list[Choice]:
        return [Choice(str(point), self._say(text), chosen == point) for point, text in enumerate(texts, 1)]

    def _say(self, text: Text) -> Said:
        return say(text, self.language, self.sector)

    def _in(self, texts: Texts) -> Said:
        return Said(*in_language(texts, self.language))


def in_dutch(parts: list[Part], language: str) -> bool:
    """Whether some of what is asked is not there in the language of the page."""
    asked = [one.said for part in parts for one in (*part.items, *part.words, *part.barriers)]
    return language != "nl" and any(one.language != language for one in asked)
