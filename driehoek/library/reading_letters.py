"""Reads the letters about a meeting and the four answers."""

from functools import cache
from pathlib import Path
from typing import cast

from driehoek.library import shapes_letters as shapes
from driehoek.library.source import CONTENT, Source, no_doubles, open_file
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES, Text
from driehoek.library.words import load_words

Placeholders = dict[str, shapes.LetterPlaceholder]


@cache
def load_letters(folder: Path = CONTENT) -> tuple[shapes.Letter, ...]:
    source = open_file("letters.toml", load_words(folder), folder)
    declared = {name: _placeholder(name, one) for name, one in source.named("placeholders")}
    letters = tuple(_letter(one, declared) for one in source.listed("letters"))
    no_doubles(source, "letters", [letter.key for letter in letters])
    used = {placeholder.name for letter in letters for placeholder in letter.placeholders}
    if unused := set(declared) - used:
        raise source.fail(f"placeholders.{min(unused)}", "is used by no letter")
    source.done()
    return letters


def load_letter(key: str, folder: Path = CONTENT) -> shapes.Letter:
    """The letter with this key; raises KeyError."""
    for letter in load_letters(folder):
        if letter.key == key:
            return letter
    raise KeyError(key)


def _placeholder(name: str, one: Source) -> shapes.LetterPlaceholder:
    flag = one.flag("flag")
    placeholder = shapes.LetterPlaceholder(
        name=name,
        help=one.text("help", STAFF_LANGUAGES),
        in_subject=one.flag("subject"),
        optional=one.flag("optional") or flag,
        flag=flag,
    )
    one.done()
    return placeholder


def _letter(one: Source, declared: Placeholders) -> shapes.Letter:
    languages = STAFF_LANGUAGES if one.audience == "team" else PARENT_LANGUAGES
    subject, button = one.text("subject", languages), one.text_if_any("button", languages)
    if revealing := [name for name in subject.placeholders if name not in declared or not declared[name].in_subject]:
        raise one.fail("subject", f"may not show {', '.join(sorted(revealing))}")
    paragraphs = tuple(_paragraph(each, languages, declared) for each in one.listed("paragraphs"))
    no_doubles(one, "paragraphs", [paragraph.key for paragraph in paragraphs])
    used = set(subject.placeholders) | (set(button.placeholders) if button else set())
    for paragraph in paragraphs:
        used |= paragraph.text.placeholders | {*paragraph.needs, *paragraph.unless}
    letter = shapes.Letter(
        key=one.string("key"),
        audience=subject.audience,
        subject=subject,
        paragraphs=paragraphs,
        button=button,
        placeholders=tuple(placeholder for name, placeholder in declared.items() if name in used),
    )
    one.done()
    return letter


def _paragraph(one: Source, languages: tuple[str, ...], declared: Placeholders) -> shapes.Paragraph:
    optional = tuple(name for name, placeholder in declared.items() if placeholder.optional)
    paragraph = shapes.Paragraph(
        key=one.string("key"),
        text=one.text("text", languages),
        channels=cast(tuple[shapes.Channel, ...], one.choices("channels", shapes.CHANNELS, shapes.CHANNELS)),
        needs=one.choices("needs", optional, ()),
        unless=one.choices("unless", optional, ()),
    )
    for name in sorted(paragraph.text.placeholders):
        if name not in declared:
            raise one.fail("text", f"{{{name}}} is not declared under placeholders")
        if declared[name].flag:
            raise one.fail("text", f"{{{name}}} is a yes or no and can't be printed")
        if declared[name].optional and name not in paragraph.needs:
            raise one.fail("needs", f"must name {name}, which may be empty")
    one.done()
    return paragraph


@cache
def load_answers(folder: Path = CONTENT) -> tuple[shapes.Answer, ...]:
    """The four answers, in the order heard, we_do, we_dont, later."""
    source = open_file("answers.toml", load_words(folder), folder)
    answers = tuple(_answer(key, one) for key, one in source.named("answers"))
    if tuple(answer.key for answer in answers) != shapes.ANSWERS:
        raise source.fail("answers", f"must be {', '.join(shapes.ANSWERS)}, in this order")
    source.done()
    return answers


def _answer(key: str, one: Source) -> shapes.Answer:
    answer = shapes.Answer(
        key=key,
        label=one.text("label", STAFF_LANGUAGES, "team"),
        when=one.text("when", STAFF_LANGUAGES, "team"),
        parent_sees=one.text("parent_sees", PARENT_LANGUAGES),
        starters=_starters(one),
        needs=one.choices("needs", shapes.ANSWER_NEEDS),
    )
    one.done()
    return answer


def _starters(one: Source) -> tuple[Text, ...]:
    starters = []
    for each in one.listed("starters"):
        starters.append(each.text("text", PARENT_LANGUAGES))
        each.done()
    return tuple(starters)
