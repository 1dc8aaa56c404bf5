"""Reads the short texts that staff send, paste or read out."""

from functools import cache
from pathlib import Path
from typing import cast

from driehoek.library import shapes_letters as shapes
from driehoek.library.reading_templates import template_keys
from driehoek.library.source import CONTENT, Source, no_doubles, open_file
from driehoek.library.texts import STAFF_LANGUAGES, WORDINGS, Wording, languages_for, wording_of
from driehoek.library.words import load_words

Placeholders = dict[str, shapes.MessagePlaceholder]


@cache
def load_messages(folder: Path = CONTENT) -> tuple[shapes.Message, ...]:
    source = open_file("messages.toml", load_words(folder), folder)
    declared = {name: _placeholder(name, one) for name, one in source.named("placeholders")}
    messages = tuple(_message(one, declared, template_keys(folder)) for one in source.listed("messages"))
    no_doubles(source, "messages", [message.key for message in messages])
    used = {placeholder.name for message in messages for placeholder in message.placeholders}
    if unused := set(declared) - used:
        raise source.fail(f"placeholders.{min(unused)}", "is used by no message")
    source.done()
    return messages


def load_message(key: str, folder: Path = CONTENT) -> shapes.Message:
    """The message with this key; raises KeyError."""
    for message in load_messages(folder):
        if message.key == key:
            return message
    raise KeyError(key)


def messages_for(template: str, sector: str, folder: Path = CONTENT) -> tuple[shapes.Message, ...]:
    """Those that fit a meeting made from this template in a school of this sector ('po', 'so', 'vo')."""
    return tuple(
        message
        for message in load_messages(folder)
        if (not message.only or template in message.only) and wording_of(sector) in message.wordings
    )


def _placeholder(name: str, one: Source) -> shapes.MessagePlaceholder:
    placeholder = shapes.MessagePlaceholder(name, one.text("help", STAFF_LANGUAGES), one.flag("subject"))
    one.done()
    return placeholder


def _message(one: Source, declared: Placeholders, templates: tuple[str, ...]) -> shapes.Message:
    languages = languages_for(one.audience)
    reader = cast(shapes.Reader, one.choice("reader", shapes.READERS))
    if (reader == "staff") != (one.audience == "team"):
        raise one.fail("reader", "staff read what is for the team, and nobody else does")
    subject, text = one.text_if_any("subject", languages), one.text("text", languages)
    used = text.placeholders | (subject.placeholders if subject else frozenset[str]())
    if unknown := used - set(declared):
        raise one.fail("text", f"not declared under placeholders: {sorted(unknown)}")
    if subject and (revealing := [name for name in subject.placeholders if not declared[name].in_subject]):
        raise one.fail("subject", f"may not show {', '.join(sorted(revealing))}")
    message = shapes.Message(
        key=one.string("key"),
        title=one.text("title", STAFF_LANGUAGES, "team"),
        when=one.text("when", STAFF_LANGUAGES, "team"),
        subject=subject,
        text=text,
        reader=reader,
        ways=cast(tuple[shapes.Way, ...], one.choices("ways", shapes.WAYS)),
        only=one.choices("only", templates, ()),
        wordings=cast(tuple[Wording, ...], one.choices("wordings", WORDINGS, WORDINGS)),
        audience=text.audience,
        placeholders=tuple(placeholder for name, placeholder in declared.items() if name in used),
    )
    if ("mail" in message.ways) != (subject is not None):
        raise one.fail("subject", "stands where, and only where, the message may go by mail")
    one.done()
    return message
