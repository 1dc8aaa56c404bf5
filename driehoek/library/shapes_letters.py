"""Letters, answers and messages: what is written to people."""

from dataclasses import dataclass
from typing import Literal, get_args

from driehoek.library.texts import Audience, Text, Wording

# e-mail; printed letter; a text to paste into the school's own app.
Channel = Literal["mail", "paper", "link"]
# Who reads or hears a message. A council is the MR, with staff and parents in it.
Reader = Literal["pupils", "parents", "council", "staff"]
# How a message gets there: read out, e-mail, paper, a text for the school's own app, on a wall, by telephone.
Way = Literal["read_out", "mail", "paper", "app", "poster", "telephone"]

CHANNELS: tuple[str, ...] = get_args(Channel)
READERS: tuple[str, ...] = get_args(Reader)
WAYS: tuple[str, ...] = get_args(Way)
ANSWERS = ("heard", "we_do", "we_dont", "later")
ANSWER_NEEDS = ("action", "owner", "date", "reason")


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


@dataclass(frozen=True)
class MessagePlaceholder:
    name: str
    help: Text
    in_subject: bool  # only what anybody may read on a locked telephone


@dataclass(frozen=True)
class Message:
    """A short text that staff send, paste or read out. `text` is for `reader`, title and when for staff."""

    key: str
    title: Text
    when: Text
    subject: Text | None  # only where it may go by mail
    text: Text  # paragraphs split by an empty line
    reader: Reader
    ways: tuple[Way, ...]
    only: tuple[str, ...]  # keys of templates; empty means any
    wordings: tuple[Wording, ...]  # the kinds of school that it is for, 'po' or 'vo' or both
    audience: Audience
    placeholders: tuple[MessagePlaceholder, ...]
