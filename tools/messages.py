"""The catalogues of our own texts: `make messages` after a sentence was added or changed.

Dutch is the source language: a msgid *is* the Dutch sentence, so there is no Dutch catalogue. Sentences in Python
(gettext and its family) and in templates are collected into driehoek/locale/<language>/LC_MESSAGES/django.po; what was
translated stays, what is gone goes. Needs Babel only, no gettext binaries.

    tools/messages.py              collect and merge
    tools/messages.py --check      fail, with a list, when something is not collected, not translated or translated unsafely
    tools/messages.py --missing L  print the sentences that language L still needs, as a .po to fill in
    tools/messages.py --compile    write the .mo files that Django reads (not kept in git)
"""

import argparse
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from catalogues import LANGUAGES, empty, faults, load, path_of, save, shadowed, text_of
from sentences import Sentence, collect

ROOT = Path(__file__).resolve().parent.parent


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--missing", metavar="LANGUAGE", choices=LANGUAGES)
    asked = parser.parse_args(words)
    if asked.compile:
        return compile_all()
    found = collect(ROOT / "driehoek")
    if asked.missing:
        return print_missing(found, asked.missing)
    return check(found) if asked.check else update(found)


def compile_all() -> int:
    for language in LANGUAGES:
        source = path_of(language)
        if source.exists():
            half_written = source.with_suffix(".mo.new")
            with half_written.open("wb") as file:
                write_mo(file, load(language))
            half_written.replace(source.with_suffix(".mo"))
    return 0


def update(found: list[Sentence]) -> int:
    for language in LANGUAGES:
        before = load(language)
        after = merged([one for one in found if wanted(one, language) or known(one, before)], before, language)
        save(after, language)
        open_ones = sum(not translated(message) for message in after if message.id)
        print(f"{language}: {len(after)} sentences, {open_ones} not translated, {len(before) - kept(before, after)} removed")
    return 0


def merged(found: list[Sentence], before: Catalog, language: str) -> Catalog:
    """Every sentence of the code, with the translation that `before` had for it."""
    after = empty(language)
    for sentence in found:
        old = before.get(sentence.key, sentence.context)
        string = old.string if old and shape(old) == shape(sentence.msgid) else None
        after.add(
            sentence.msgid,
            string=string or "",
            locations=[(place, 1) for place in sentence.places],
            context=sentence.context,
            flags=sentence.flags,
        )
    return after


def shape(of: Message | str | tuple[str, str]) -> int:
    msgid = of.id if isinstance(of, Message) else of
    return len(msgid) if isinstance(msgid, (tuple, list)) else 1


def kept(before: Catalog, after: Catalog) -> int:
    return sum(after.get(m.id if isinstance(m.id, str) else m.id[0], m.context) is not None for m in before if m.id)


def translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def wanted(sentence: Sentence, language: str) -> bool:
    """Staff read Dutch or English; what parents see is there in every language."""
    return language == "en" or sentence.for_parents


def known(sentence: Sentence, catalogue: Catalog) -> bool:
    """What staff alone read stays where somebody did translate it."""
    message = catalogue.get(sentence.key, sentence.context)
    return message is not None and translated(message)


def missing(found: list[Sentence], language: str) -> list[Sentence]:
    catalogue = load(language)
    absent = []
    for sentence in found:
        message = catalogue.get(sentence.key, sentence.context)
        if wanted(sentence, language) and (message is None or not translated(message)):
            absent.append(sentence)
    return absent


def print_missing(found: list[Sentence], language: str) -> int:
    write_po(sys.stdout.buffer, merged(missing(found, language), empty(language), language), omit_header=True)
    return 0


def check(found: list[Sentence]) -> int:
    problems = []
    for language in LANGUAGES:
        catalogue = load(language)
        for sentence in missing(found, language):
            problems.append(f"{language}: not translated: {sentence.key!r} ({sentence.places[0]})")
        in_code = {(sentence.key, sentence.context) for sentence in found}
        for message in catalogue:
            if message.id:
                if (text_of(message), message.context) not in in_code:
                    problems.append(f"{language}: not in the code any more: {text_of(message)!r}; run make messages")
                problems += [f"{language}: {fault}" for fault in faults(message, language)]
    problems += shadowed(found)
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
