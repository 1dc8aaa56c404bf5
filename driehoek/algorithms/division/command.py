"""The command `driehoek division`: files in, files out, progress on standard error."""

import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TextIO

from driehoek.algorithms import files
from driehoek.algorithms.division import explain, io
from driehoek.algorithms.division.plan import plan
from driehoek.algorithms.division.rules import check, value

DONE, NO, WRONG = 0, 1, 2
DEFAULT_SECONDS = 2.0
PAUSE = 0.5  # seconds between two lines of progress


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `plan` or `check`. Exit codes: 0 done; 1 done, rules are broken; 2 the input or call is wrong."""
    try:
        called = _parser().parse_args(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG
    try:
        done: int = called.run(called)
    except files.InputError as error:
        _say(sys.stderr, str(error))
        return WRONG
    return done


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="driehoek division", description="Divides people into tables.")
    commands = parser.add_subparsers(required=True, metavar="plan | check")
    planner = commands.add_parser("plan", help="make a division of IN and write it to OUT")
    planner.add_argument("input", metavar="IN", type=Path)
    planner.add_argument("output", metavar="OUT", type=Path)
    planner.add_argument("--seconds", type=_seconds, help=f"time to search (without --work: {DEFAULT_SECONDS:g})")
    planner.add_argument("--work", type=_count, help="moves to try: same work and seed, same answer")
    planner.add_argument("--seed", type=int, default=0, help="another seed, another division (default 0)")
    planner.set_defaults(run=_plan)
    judge = commands.add_parser("check", help="say which rules the division OUT of IN breaks")
    judge.add_argument("input", metavar="IN", type=Path)
    judge.add_argument("output", metavar="OUT", type=Path)
    judge.set_defaults(run=_check)
    return parser


def _plan(called: argparse.Namespace) -> int:
    with _interrupts() as stopped:
        problem = io.parse_problem(io.load(called.input))
        files.refuse_place(called.output)
        seconds = DEFAULT_SECONDS if called.seconds is None and called.work is None else called.seconds
        made = plan(
            problem,
            seed=called.seed,
            work=called.work,
            seconds=seconds,
            now=time.monotonic,
            stopped=stopped,
            report=_progress(),
        )
        files.write(called.output, io.answer(made))
    _say(sys.stderr, f"value {made.value}, {len(made.broken)} rules broken, {made.seconds:.1f} s")
    for one in made.broken:
        _say(sys.stderr, explain.words(one))
    return NO if made.broken else DONE


def _check(called: argparse.Namespace) -> int:
    problem = io.parse_problem(io.load(called.input))
    rounds = io.parse_rounds(io.load(called.output))
    broken = check(problem, rounds)
    for one in broken:
        _say(sys.stdout, explain.words(one))
    _say(sys.stdout, f"{len(broken)} rules broken, value {value(problem, rounds)}")
    return NO if broken else DONE


def _progress() -> Callable[[float, int], None]:
    told = time.monotonic()

    def report(share: float, best: int) -> None:
        nonlocal told
        if time.monotonic() - told >= PAUSE:
            told = time.monotonic()
            _say(sys.stderr, f"{share:4.0%}  value {best}")

    return report


def _say(stream: TextIO, text: str) -> None:
    """Writes a line; ids with signs that the terminal cannot show are no reason to stop."""
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()


@contextmanager
def _interrupts() -> Iterator[Callable[[], bool]]:
    """Turns Ctrl-C into a question that the search asks, so that the best so far is written."""
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return

    def press(number: int, frame: FrameType | None) -> None:
        pressed.set()

    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= 86_400:
        raise argparse.ArgumentTypeError("give seconds from 0 to 86400")
    return seconds


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise argparse.ArgumentTypeError("give a number of moves, 0 or more")
    return count


if __name__ == "__main__":
    sys.exit(main())
