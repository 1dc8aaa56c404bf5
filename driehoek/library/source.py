"""Reads one TOML file of content key by key; every complaint names the file and the key."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from driehoek.library.texts import AUDIENCES, PLACEHOLDER, WORDINGS, Audience, Text

CONTENT = Path(__file__).parent / "content"
WORD = re.compile(r"\{word\.([A-Za-z_]+)\}")
KEY = re.compile(r"[a-z][a-z0-9_]*")

Words = Mapping[str, Mapping[tuple[str, str], str]]


class ContentError(ValueError):
    """Content that cannot be used: `.file` (relative to content/), `.key` (dotted), `.problem`."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}")
        self.file, self.key, self.problem = file, key, problem


class Source:
    """A table of a TOML file. What is not asked for before `done()` is a mistake in the file."""

    def __init__(
        self,
        file: str,
        table: Mapping[str, Any],
        path: str,
        audience: str | None,
        words: Words,
    ) -> None:
        self.file, self.table, self.path, self.words = file, table, path, words
        self.asked: set[str] = set()
        self.audience = audience
        if "audience" in table:
            self.audience = self.choice("audience", AUDIENCES)

    def fail(self, key: str, problem: str) -> ContentError:
        return ContentError(self.file, f"{self.path}.{key}".strip("."), problem)

    def has(self, key: str) -> bool:
        return key in self.table

    def take(self, key: str, kind: type) -> Any:
        self.asked.add(key)
        if key not in self.table:
            raise self.fail(key, "is missing")
        found = self.table[key]
        if not isinstance(found, kind) or (isinstance(found, bool) and kind is not bool):
            raise self.fail(key, f"must be {kind.__name__}, is {type(found).__name__}")
        return found

    def string(self, key: str, default: str | None = None) -> str:
        if default is not None and not self.has(key):
            return default
        found = cast(str, self.take(key, str))
        if not found.strip():
            raise self.fail(key, "is empty")
        return found

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        found = self.string(key, default)
        if found not in allowed:
            raise self.fail(key, f"'{found}' is not one of {', '.join(allowed)}")
        return found

    def choices(self, key: str, allowed: tuple[str, ...], default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        if default is not None and not self.has(key):
            return default
        found = tuple(self.take(key, list))
        if wrong := [one for one in found if one not in allowed]:
            raise self.fail(key, f"{wrong} not among {', '.join(allowed)}")
        return found

    def whole(self, key: str, lowest: int, highest: int) -> int:
        found = cast(int, self.take(key, int))
        if not lowest <= found <= highest:
            raise self.fail(key, f"{found} is not between {lowest} and {highest}")
        return found

    def hours(self, key: str) -> float:
        found = self.table.get(key)
        self.asked.add(key)
        if isinstance(found, bool) or not isinstance(found, int | float) or found < 0:
            raise self.fail(key, "must be a number of hours, 0 or more")
        return float(found)

    def flag(self, key: str) -> bool:
        return cast(bool, self.take(key, bool)) if self.has(key) else False

    def inside(self, key: str) -> "Source":
        return Source(
            self.file,
            self.take(key, dict),
            f"{self.path}.{key}".strip("."),
            self.audience,
            self.words,
        )

    def named(self, key: str) -> Iterator[tuple[str, "Source"]]:
        """The tables under `key` with their names: [kinds.experience], [kinds.wish] …"""
        inner = self.inside(key)
        for name in [name for name in inner.table if name != "audience"]:
            if not KEY.fullmatch(name):
                raise inner.fail(name, "a key is lower case letters, digits and _")
            yield name, inner.inside(name)

    def listed(self, key: str) -> Iterator["Source"]:
        """The tables of [[key]], in order."""
        for number, table in enumerate(self.take(key, list), start=1):
            name = table.get("key", number) if isinstance(table, dict) else number
            if not isinstance(table, dict):
                raise self.fail(f"{key}[{name}]", "must be a table")
            yield Source(
                self.file,
                table,
                f"{self.path}.{key}[{name}]".strip("."),
                self.audience,
                self.words,
            )

    def text(self, key: str, languages: tuple[str, ...], audience: str | None = None) -> Text:
        """A text in exactly these languages, each a string or a pair po/vo, with the same placeholders everywhere.

        Its audience is that of the nearest table, unless the field itself is for somebody else (notes for the leader).
        """
        audience = audience or self.audience
        table = self.take(key, dict)
        if set(table) != set(languages):
            raise self.fail(key, f"has {sorted(table)}, needs {sorted(languages)}")
        if audience is None:
            raise self.fail(key, "has no audience")
        values: dict[tuple[str, str], str] = {}
        for language in languages:
            for wording in WORDINGS:
                values[language, wording] = self._worded(f"{key}.{language}", table[language], language, wording)
        expected = sorted(set(PLACEHOLDER.findall(values["nl", "po"])))
        for (language, wording), value in values.items():
            if sorted(set(PLACEHOLDER.findall(value))) != expected:
                raise self.fail(
                    f"{key}.{language}",
                    f"placeholders differ from the Dutch ones {expected} ({wording})",
                )
        return Text(values, cast(Audience, audience))

    def text_if_any(self, key: str, languages: tuple[str, ...], audience: str | None = None) -> Text | None:
        return self.text(key, languages, audience) if self.has(key) else None

    def _worded(self, key: str, found: object, language: str, wording: str) -> str:
        if isinstance(found, dict):
            if set(found) != set(WORDINGS):
                raise self.fail(key, "needs both po and vo")
            found = found[wording]
        if not isinstance(found, str) or not found.strip():
            raise self.fail(key, "must be text and not empty")

        def word(match: re.Match[str]) -> str:
            name = match[1]
            value = self.words.get(name.lower(), {}).get((language, wording))
            if value is None:
                raise self.fail(key, f"no word '{name}' in {language}")
            return value[0].upper() + value[1:] if name[0].isupper() else value

        worded = WORD.sub(word, found.strip())
        if set("{}") & set(PLACEHOLDER.sub("", worded)):
            raise self.fail(key, "a brace that is no placeholder")
        return worded

    def done(self) -> None:
        if unknown := set(self.table) - self.asked:
            raise self.fail(min(unknown), "is not known here")


def open_file(name: str, words: Words, folder: Path = CONTENT) -> Source:
    """The top table of `name` in `folder`; raises ContentError for a missing or broken file."""
    try:
        table = tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(name, "", "there is no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise ContentError(name, "", str(broken)) from None
    return Source(name, table, "", None, words)


def no_doubles(source: Source, key: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise source.fail(f"{key}[{name}]", "stands there twice")
