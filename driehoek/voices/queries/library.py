"""The library as this school sees it: what ships, in the school's own version where there is one, and its own texts beside it."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from django.db.models import Q

from driehoek.library import shapes
from driehoek.library.reading import load_dilemmas, load_messages, load_questions, load_statements, load_themes
from driehoek.library.shapes_letters import Message
from driehoek.library.texts import WORDINGS, Audience, Text, may_be_chosen
from driehoek.people.names import folded
from driehoek.schools.asked import Asked

from ..models import OwnText, TextSort

Shipped = shapes.Theme | shapes.Question | shapes.Statement | shapes.Dilemma | Message
SHELVES: dict[str, tuple[Callable[[], tuple[Any, ...]], ...]] = {
    TextSort.THEME: (load_themes,),
    TextSort.QUESTION: (load_questions,),
    TextSort.STATEMENT: (load_statements, load_dilemmas),
    TextSort.MESSAGE: (load_messages,),
}
OWN_KIND: shapes.Kind = "experience"  # what answers to a question of the school's own are gathered as
GAP = "\n\n"  # between the parts of one text: what a theme is, and its question at a table


@dataclass(frozen=True)
class Entry:
    """One text on a shelf. `shipped` is None for a text of the school's own, `own` where nobody changed or hid it."""

    sort: str
    shipped: Shipped | None
    own: OwnText | None

    @property
    def key(self) -> str:
        return self.shipped.key if self.shipped else str(self.own.pk) if self.own else ""

    @property
    def audience(self) -> Audience:
        """A version of what ships is for whom the text that ships is for: words can change, whom they are for can't."""
        return self.shipped.audience if self.shipped else cast(Audience, self.own.audience if self.own else "team")

    @property
    def is_adapted(self) -> bool:
        return bool(self.shipped and self.own and self.own.title)

    @property
    def is_hidden(self) -> bool:
        return bool(self.own and self.own.is_hidden)

    @property
    def is_dilemma(self) -> bool:
        return isinstance(self.shipped, shapes.Dilemma)

    @property
    def title(self) -> Text:
        return _own_text(self.own, "title", self.audience) if self.own and self.own.title else _parts(self.shipped)[0]

    @property
    def text(self) -> Text:
        return _own_text(self.own, "text", self.audience) if self.own and self.own.title else _parts(self.shipped)[1]

    @property
    def thing(self) -> Any:
        """The text as the rest of the product knows it: a theme, a question, a statement, a dilemma or a message."""
        if self.own is None or not self.own.title:
            return self.shipped
        if self.shipped is None:
            return _made(self)
        return _changed(self)


def _own_text(own: OwnText, name: str, audience: Audience) -> Text:
    """Dutch, and every language in which a person wrote it; a reader of another language is told that it is Dutch."""
    said: dict[str, str] = {"nl": getattr(own, name)}
    said |= {language: words[name] for language, words in own.translations.items() if words.get(name)}
    return Text({(language, wording): text for language, text in said.items() for wording in WORDINGS}, audience)


def _parts(one: Any) -> tuple[Text, Text]:
    """Title and text of what ships, as a form would hold them."""
    if isinstance(one, shapes.Theme):
        return one.title, _joined(one.meaning, one.question)
    if isinstance(one, shapes.Dilemma):
        return one.title, _joined(one.situation, one.one_side, one.other_side, one.question)
    if isinstance(one, Message):
        return one.title, one.text
    return one.text, one.ask_on


def _joined(*texts: Text) -> Text:
    values = {pair: GAP.join(text.values[pair] for text in texts) for pair in texts[0].values}
    return Text(values, texts[0].audience)


def _part(text: Text, place: int) -> Text:
    """The first paragraph (0), or all that follows (1); where there is nothing, that of no language."""
    values = {pair: said.partition(GAP)[place * 2].strip() for pair, said in text.values.items()}
    return Text({pair: said for pair, said in values.items() if said or pair[0] == "nl"}, text.audience)


def _changed(entry: Entry) -> Any:
    one, title, text = cast(Any, entry.shipped), entry.title, entry.text
    if isinstance(one, shapes.Theme):
        return replace(one, title=title, meaning=_part(text, 0), question=_part(text, 1))
    if isinstance(one, shapes.Dilemma):
        return replace(
            one, title=title, situation=text, **dict.fromkeys(("one_side", "other_side", "question"), _nothing("team"))
        )
    if isinstance(one, Message):
        return replace(one, title=title, text=text)
    return replace(one, text=title, ask_on=text)


def _nothing(audience: Audience) -> Text:
    return Text({("nl", wording): "" for wording in WORDINGS}, audience)


def _made(entry: Entry) -> Any:
    key, title, text, audience = entry.key, entry.title, entry.text, entry.audience
    if entry.sort == TextSort.THEME:
        return shapes.Theme(key, title, _part(text, 0), _part(text, 1), audience, None)
    if entry.sort == TextSort.QUESTION:
        voices: tuple[shapes.Voice, ...] = ("school",) if audience == "team" else ("parent", "school")
        return shapes.Question(key, title, voices, OWN_KIND, text, audience, "")
    if entry.sort == TextSort.STATEMENT:
        return shapes.Statement(key, title, audience, "", text)
    reader = "staff" if audience == "team" else "parents"
    return Message(
        key, title, _nothing("team"), title, text, cast(Any, reader), ("mail", "app"), (), ("po", "vo"), audience, ()
    )  # fmt: skip


def own_texts(sorts: Collection[str]) -> list[OwnText]:
    """The rows of the school for several shelves at a time, to give to `entries`. One query."""
    shelves = frozenset(sorts)
    if shelves not in _own:
        _own[shelves] = Asked(lambda: OwnText.objects.filter(sort__in=sorted(shelves)))
    return _own[shelves]()


_own: dict[frozenset[str], Asked] = {}


def entries(sort: str, known: Iterable[OwnText] | None = None) -> list[Entry]:
    """The whole shelf, hidden ones too: what ships in its own order, then the school's own. One query, or none with `known`."""
    rows = [row for row in (own_texts([sort]) if known is None else known) if row.sort == sort]
    versions = {row.library_key: row for row in rows if row.library_key}
    shipped = [one for load in SHELVES[sort] for one in load()]
    found = [Entry(sort, one, versions.pop(one.key, None)) for one in shipped]
    # A version of what ships no more is a text of the school's own from then on.
    alone = [row for row in rows if row.title and (not row.library_key or row.library_key in versions)]
    return found + [Entry(sort, None, row) for row in alone]


def entry(sort: str, key: str) -> Entry | None:
    """By the key of the library, or of the school's own text."""
    return next((one for one in entries(sort) if key in {one.key, str(one.own.pk) if one.own else one.key}), None)


def things(sort: str, *, for_meeting: str = "") -> tuple[Any, ...]:
    """What may be chosen: nothing hidden, and for a meeting with this audience nothing that is not for it."""
    return choosable(entries(sort), for_meeting)


def choosable(shelf: Iterable[Entry], for_meeting: str = "") -> tuple[Any, ...]:
    """Of a shelf, what may be chosen."""
    open_ = (one for one in shelf if not one.is_hidden)
    return tuple(one.thing for one in open_ if not for_meeting or may_be_chosen(one.audience, for_meeting))


def themes(for_meeting: str = "") -> tuple[shapes.Theme, ...]:
    return things(TextSort.THEME, for_meeting=for_meeting)


def by_key(sort: str) -> dict[str, Any]:
    """Every text of a shelf, hidden or not, by its key: to show in another language what was chosen. One query."""
    return {one.key: one.thing for one in entries(sort)}


def thing(sort: str, key: str) -> Any | None:
    """One text, hidden or not: what was chosen before somebody hid it stays chosen."""
    found = entry(sort, key) if key else None
    return found.thing if found else None


def asked(key: str) -> shapes.Question | shapes.Statement | None:
    """The question or the statement with this key, hidden or not. One query."""
    if not key:
        return None
    named = Q(library_key=key) | Q(pk=as_key(key)) if as_key(key) else Q(library_key=key)
    own = OwnText.objects.filter(named, sort__in=(TextSort.QUESTION, TextSort.STATEMENT)).first()
    ships = next((one for load in (load_questions, load_statements) for one in load() if one.key in {key, _key_of(own)}), None)
    if ships is None and (own is None or not own.title):
        return None
    found: shapes.Question | shapes.Statement = Entry(own.sort if own else "", ships, own).thing
    return found


def _key_of(own: OwnText | None) -> str:
    return own.library_key if own else ""


@dataclass(frozen=True)
class Wish:
    """What somebody looks for on a shelf; '' is no wish. `whose` is 'own', 'hidden' or ''."""

    q: str = ""
    audience: str = ""
    whose: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wish":
        return cls(query.get("q", "")[:100], query.get("voor", ""), query.get("welke", ""))

    @property
    def is_any(self) -> bool:
        return bool(self.q or self.audience or self.whose)


def found(sort: str, wish: Wish, sector: str) -> list[Entry]:
    """The shelf as the address asks; the words are looked for in Dutch and English. Hidden ones stand last."""
    wanted = folded(wish.q)
    shelf = [one for one in entries(sort) if not wish.audience or one.audience == wish.audience]
    if wish.whose == "own":
        shelf = [one for one in shelf if one.shipped is None or one.is_adapted]
    if wish.whose == "hidden":
        shelf = [one for one in shelf if one.is_hidden]
    texts = {one.key: " ".join(part.say(way, sector) for part in (one.title, one.text) for way in ("nl", "en")) for one in shelf}
    return sorted((one for one in shelf if wanted in folded(texts[one.key])), key=lambda one: one.is_hidden)


def as_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
