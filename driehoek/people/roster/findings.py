"""Gathers problems while a file is read, with an end to how many of one kind are kept."""

from collections import Counter

from .shapes import Problem, Severity, Source

KEPT_PER_CODE = 500  # a person reads the first few; a hostile file must not fill memory with the rest


class Findings:
    """The problems of one file, in the order of reading."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._count: Counter[str] = Counter()

    def error(self, code: str, row: int | None = None, column: str = "", **params: str | int) -> None:
        self._add(code, row, column, params, "error")

    def warning(self, code: str, row: int | None = None, column: str = "", **params: str | int) -> None:
        self._add(code, row, column, params, "warning")

    def warning_at(self, source: Source, code: str, column: str = "", **params: str | int) -> None:
        """For what shows only when rows of several files are put together."""
        self._add(code, source.row, column, params, "warning", source.file)

    def _add(
        self, code: str, row: int | None, column: str, params: dict[str, str | int], severity: Severity, file: str = ""
    ) -> None:  # fmt: skip
        self._count[code] += 1
        if self._count[code] <= KEPT_PER_CODE:
            short = {name: value[:80] if isinstance(value, str) else value for name, value in params.items()}
            self._problems.append(Problem(file or self.file, row, column[:80], code, short, severity))

    def all(self) -> tuple[Problem, ...]:
        """Everything found; where a kind was cut off, one problem says how many more there were."""
        cut = [
            Problem(self.file, None, "", "more_of_these", {"count": count - KEPT_PER_CODE, "code": code}, "warning")
            for code, count in self._count.items()
            if count > KEPT_PER_CODE
        ]
        return (*self._problems, *cut)
