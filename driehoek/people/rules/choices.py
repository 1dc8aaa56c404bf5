"""What columns mean, as people chose: a heading is the same however it is written. Pure."""

from collections.abc import Iterator, Mapping

from driehoek.people.roster.cleaning import fold
from driehoek.people.roster.columns import target_of

LONGEST = 200


class Choices(Mapping[str, str]):
    """{heading: target}, found however the heading is written: 'E-mail (vader)' and 'e-mail VADER' are one."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        self._by_key = {key_of(heading): target for heading, target in choices.items()}

    def __getitem__(self, heading: str) -> str:
        return self._by_key[key_of(heading)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)


def key_of(heading: str) -> str:
    return fold(heading)[:LONGEST]


def guessed(heading: str) -> str:
    """The target that we would choose ourselves, '' for none."""
    return str(target_of(heading) or "")
