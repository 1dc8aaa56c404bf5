"""Reading, writing and judging one .po file."""

import gettext
import io
import re
from collections import Counter
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from sentences import Sentence

# Language to its plural rule, in the order that gettext and Django use (Babel's Arabic has the last two the other way).
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "tr": "nplurals=2; plural=(n > 1);",
    "pl": "nplurals=4; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : n%1==0 ? 2 : 3);",
    "uk": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : n%1==0 ? 2 : 3);",
}
LANGUAGES = tuple(PLURALS)
CATALOGUES = Path(__file__).resolve().parent.parent / "driehoek" / "locale"
_PLACEHOLDER = re.compile(
    r"%\([a-zA-Z_][\w.]*\)[#0\- +]*\d*(?:\.\d+)?[a-z]|%[sd]|\{[a-zA-Z_][\w.]*(?:![rsa])?(?::[^{}]*)?\}|\{\}"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def path_of(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def head_of(language: str) -> str:
    return (
        'msgid ""\nmsgstr ""\n'
        '"Project-Id-Version: Driehoek\\n"\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    )


def empty(language: str) -> Catalog:
    """A catalogue that counts as our table says: Babel's own rules for some languages are others."""
    return read_po(io.BytesIO(head_of(language).encode()), locale=language)


def save(catalogue: Catalog, language: str) -> None:
    """Sorted, with files but without line numbers or dates: only what changed shows in a diff."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, sort_output=True, omit_header=True, include_lineno=False, ignore_obsolete=True)
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".po.new")
    new.write_bytes(head_of(language).encode() + body.getvalue())
    new.replace(path)


def text_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def faults(message: Message, language: str) -> list[str]:
    """What is unsafe about a translation: placeholders or tags that differ from the Dutch.

    A plural form may leave its number out ('één ouder'), the last form has to have it.
    """
    found = []
    if isinstance(message.string, (tuple, list)):
        forms = [form for form in message.string if form]
        whole = placeholders(message.id[1])
        for number, form in enumerate(forms):
            if placeholders(form) - whole or (number == len(forms) - 1 and placeholders(form) != whole):
                found.append(f"placeholders differ: {message.id[1]!r} and {form!r}")
    elif message.string:
        if placeholders(message.string) != placeholders(message.id):
            found.append(f"placeholders differ: {message.id!r} and {message.string!r}")
        if Counter(_TAG.findall(message.string)) != Counter(_TAG.findall(message.id)):
            found.append(f"tags differ: {message.id!r} and {message.string!r}")
    if "fuzzy" in message.flags:
        found.append(f"marked as fuzzy, so not shown: {text_of(message)!r}")
    return found


def placeholders(text: str) -> Counter[str]:
    return Counter(set(_PLACEHOLDER.findall(text)))


def shadowed(found: list[Sentence]) -> list[str]:
    """Dutch sentences of ours that Django or allauth uses as an *English* msgid: the screen would show their Dutch."""
    problems = []
    for package in ("django/conf", "django/contrib/auth", "django/contrib/humanize", "allauth"):
        path = Path(django.__file__).parent.parent / package / "locale" / "nl" / "LC_MESSAGES" / "django.mo"
        if not path.exists():
            continue
        with path.open("rb") as file:
            theirs = gettext.GNUTranslations(file)
        for sentence in found:
            shown = sentence.key if sentence.context else theirs.gettext(sentence.key)
            if shown != sentence.key:
                problems.append(f"nl: {sentence.key!r} would show as {shown!r} (of {package}); use another word or pgettext")
    return problems
