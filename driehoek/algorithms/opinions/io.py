"""Reads votes from CSV with precise complaints: a row a person, a column a statement, 1, -1, 0 or nothing in between."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from driehoek.algorithms.arrays import np
from driehoek.algorithms.files import InputError
from driehoek.algorithms.opinions.votes import AGREE, DISAGREE, PASS, UNSEEN, Votes

PERSON, ROLE = "participant", "role"
NOT_STATEMENTS = {PERSON, ROLE, "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}
STATEMENTS = "statements.csv"  # beside the votes: which statements there are and what moderation said
STATEMENT, MODERATED, TURNED_DOWN = "comment-id", "moderated", "-1"
MOST_ROLES, MOST_CELLS, MOST_IN_A_CELL = 12, 100_000_000, 1_000_000

WRITINGS = {
    UNSEEN: ("",),
    AGREE: ("1", "+1", "1.0"),
    DISAGREE: ("-1", "-1.0"),
    PASS: ("0", "0.0", "-0.0"),
}
CODES = {writing: code % 256 for code, writings in WRITINGS.items() for writing in writings}  # as bytes of int8


def read_votes(path: Path) -> Votes:
    """The votes of a file, without the statements that `statements.csv` beside it says were turned down.

    Raises InputError with row and column (the first row is the head, row 1) and what to do.
    """
    with _opened(path) as file:
        rows = _rows(path, file)
        head = [name.strip() for name in next(rows, (0, []))[1]]
        _check_head(path, head)
        columns = [i for i, name in enumerate(head) if name not in NOT_STATEMENTS]
        person, role = head.index(PERSON), head.index(ROLE) if ROLE in head else None
        people: dict[str, int] = {}
        roles: list[str] = []
        answers = bytearray()
        for number, row in rows:
            where = f"{path}, row {number}"
            if len(row) != len(head):
                raise InputError(where, f"has {len(row)} cells while the head has {len(head)}; give each column a cell")
            _add_person(where, row[person].strip(), number, people)
            roles.append(row[role].strip() if role is not None else "")
            answers += _codes(where, head, columns, row)
            if len(answers) > MOST_CELLS:
                raise InputError(str(path), f"has more than {MOST_CELLS:,} answers; split the file")
    if len(set(roles)) > MOST_ROLES:
        raise InputError(f"{path}, column {ROLE}", f"has {len(set(roles))} different roles; give at most {MOST_ROLES}")
    values = np.frombuffer(bytes(answers), dtype=np.int8).reshape(len(people), len(columns))
    names = [head[i] for i in columns]
    return _moderated(path, Votes(tuple(people), tuple(names), values, tuple(roles) if any(roles) else ()))


def _moderated(path: Path, votes: Votes) -> Votes:
    """The votes without turned-down statements. Raises InputError for votes on statements that do not exist."""
    beside = path.with_name(STATEMENTS)
    if not beside.is_file() or beside == path:
        return votes
    turned_down = _read_statements(beside)
    for name in votes.statements:
        if name not in turned_down:
            raise InputError(
                f"{path}, column {name!r}", f"is not a statement of {beside.name}; add it there or remove the column"
            )
    kept = [j for j, name in enumerate(votes.statements) if not turned_down[name]]
    left_out = tuple(name for name in votes.statements if turned_down[name])
    statements = tuple(votes.statements[j] for j in kept)
    turned_down_later = sum(bool(votes.seen[:, j].any()) for j, name in enumerate(votes.statements) if turned_down[name])
    return Votes(votes.people, statements, votes.values[:, kept], votes.roles, left_out, turned_down_later)


def _read_statements(path: Path) -> dict[str, bool]:
    """{statement: turned down?}"""
    with _opened(path) as file:
        rows = _rows(path, file)
        head = [name.strip() for name in next(rows, (0, []))[1]]
        if STATEMENT not in head:
            raise InputError(f"{path}, row 1", f"has no column {STATEMENT!r}; add it")
        name, word = head.index(STATEMENT), head.index(MODERATED) if MODERATED in head else None
        found: dict[str, bool] = {}
        for number, row in rows:
            where = f"{path}, row {number}"
            if len(row) != len(head):
                raise InputError(where, f"has {len(row)} cells while the head has {len(head)}; give each column a cell")
            said = row[word].strip() if word is not None else "1"
            if said not in ("1", "0", TURNED_DOWN):
                raise InputError(f"{where}, column {MODERATED}", f"is {_short(said)}; give 1, 0 or -1")
            if row[name].strip() in found:
                raise InputError(f"{where}, column {STATEMENT}", f"repeats {_short(row[name])}; give each statement one row")
            found[row[name].strip()] = said == TURNED_DOWN
    return found


def _check_head(path: Path, head: list[str]) -> None:
    where = f"{path}, row 1"
    if PERSON not in head:
        raise InputError(where, f"has no column {PERSON!r}; the first row names the columns")
    if not any(name not in NOT_STATEMENTS for name in head):
        raise InputError(where, "has no column with a statement; add one for each statement")
    first: dict[str, int] = {}
    for i, name in enumerate(head):
        if not name:
            raise InputError(f"{where}, column {i + 1}", "has no name; name it or remove it")
        if name in first:
            raise InputError(f"{where}, column {i + 1}", f"is {_short(name)}, as is column {first[name] + 1}; keep one")
        first[name] = i


def _add_person(where: str, name: str, number: int, people: dict[str, int]) -> None:
    if not name:
        raise InputError(f"{where}, column {PERSON}", "is empty; give each person an id")
    if name in people:
        raise InputError(f"{where}, column {PERSON}", f"repeats {_short(name)} of row {people[name]}; give each person one row")
    people[name] = number


def _codes(where: str, head: Sequence[str], columns: Sequence[int], row: Sequence[str]) -> bytes:
    cells = [row[i] for i in columns]
    try:
        return bytes(map(CODES.__getitem__, cells))
    except KeyError:
        for i, cell in zip(columns, cells, strict=True):
            if cell.strip() not in CODES:
                raise InputError(f"{where}, column {head[i]!r}", f"is {_short(cell)}; give 1, -1, 0 or nothing") from None
        return bytes(CODES[cell.strip()] for cell in cells)


def _rows(path: Path, file: TextIO) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of each row that is not empty. A head with semicolons and no commas is read so."""
    head = file.readline(MOST_IN_A_CELL)
    file.seek(0)
    number = 0
    try:
        csv.field_size_limit(MOST_IN_A_CELL)
        reader = csv.reader(file, delimiter=";" if ";" in head and "," not in head else ",", strict=True)
        for row in reader:
            number = reader.line_num
            if row:
                yield number, row
    except UnicodeDecodeError as error:
        raise InputError(str(path), "is not text in UTF-8; save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise InputError(f"{path}, after row {number}", f"is not CSV ({error}); correct it there") from error


def _opened(path: Path) -> TextIO:
    try:
        file = path.open(encoding="utf-8-sig", newline="")
        try:
            file.read(1)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return file
    except UnicodeDecodeError as error:
        raise InputError(str(path), "is not text in UTF-8; save it as CSV in UTF-8") from error
    except (OSError, ValueError) as error:
        remedy = f"cannot be read ({getattr(error, 'strerror', None) or error}); give the path of a readable file"
        raise InputError(str(path), remedy) from error


def _short(raw: str) -> str:
    text = repr(raw)
    return text if len(text) <= 40 else text[:39] + "…"
