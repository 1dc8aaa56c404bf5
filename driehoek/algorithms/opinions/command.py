"""The command `driehoek opinions`: votes in, common ground and ways of looking out, progress on standard error."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from driehoek.algorithms import files

DONE, WRONG = 0, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Reads VOTES and writes OUT. Exit codes: 0 done; 2 the input or call is wrong."""
    try:
        called = _parser().parse_args(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG
    try:
        return _opinions(called.votes, called.output, called.seed)
    except files.InputError as error:
        _say(sys.stderr, str(error))
        return WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="driehoek opinions", description="Common ground and ways of looking.")
    parser.add_argument(
        "votes", metavar="VOTES", type=Path, help="CSV: a row a person, a column a statement; 1, -1, 0 or nothing"
    )
    parser.add_argument("output", metavar="OUT", type=Path, help="where to write the answer (JSON)")
    parser.add_argument("--seed", type=_seed, default=0, help="other shuffles for the gate (default 0)")
    return parser


def _opinions(votes_file: Path, output: Path, seed: int) -> int:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more threads take more CPU and hardly less time
    from driehoek.algorithms.opinions.answer import answer
    from driehoek.algorithms.opinions.io import read_votes
    from driehoek.algorithms.opinions.look import look

    files.refuse_place(output)
    votes = read_votes(votes_file)
    _say(sys.stderr, f"{len(votes.people)} people, {len(votes.statements)} statements")
    before = time.process_time()
    found = look(votes, seed)
    seconds = time.process_time() - before
    files.write(output, answer(found, seconds))
    shown = f"{found.ways.count} ways of looking" if found.ways else f"no clear difference in looking ({found.gate.reason})"
    _say(sys.stderr, f"{shown}, {seconds:.2f} s")
    return DONE


def _seed(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("give a whole number, 0 or more")
    return number


def _say(stream: TextIO, text: str) -> None:
    """Writes a line; signs that the terminal cannot show are no reason to stop."""
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
