"""What `make test` runs: everything, on both databases and in a browser. Nothing is ever skipped.

    A  units and services on SQLite              C  the browser on SQLite
    B  what has a database, on PostgreSQL        D  the browser's stories, one per role, on PostgreSQL

Missing Chromium or PostgreSQL is installed (Debian, as root) or named with the two commands to type. With
DATABASE_URL set (an owner role that may create databases) that server is used instead of a private cluster.
`--only AB` runs some of them while working; `make test ARGS=…` passes it on.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import debian
import postgres

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "build" / "tests"
LIMIT_SECONDS = 1200  # a run that takes longer hangs
NOTHING_COLLECTED = 5


@dataclass(frozen=True)
class Run:
    letter: str
    title: str
    database: str
    arguments: tuple[str, ...]


RUNS = (
    Run("A", "units and services on SQLite", "sqlite", ("-n", "2", "--nomigrations", "-m", "not browser")),
    Run("B", "units and services on PostgreSQL", "postgresql", ("-n", "2", "--nomigrations", "-m", "database and not browser")),
    Run("C", "browser on SQLite", "sqlite", ("-n", "2", "--nomigrations", "-m", "browser")),
    Run("D", "browser stories on PostgreSQL", "postgresql", ("-m", "browser and story")),
)
SIDE_BY_SIDE = ("A", "B", "CD")  # a browser waits as much as it works, so the two runs with one go together


@dataclass
class Started:
    run: Run
    xml: Path
    process: subprocess.Popen[bytes]
    output: Path | None  # None: what it prints is on the screen already
    since: float = field(default_factory=time.monotonic)
    ended: float = 0.0

    def is_running(self) -> bool:
        """False too when it takes longer than it may."""
        if not self.ended and (self.process.poll() is not None or time.monotonic() - self.since > LIMIT_SECONDS):
            self.ended = time.monotonic()
        return not self.ended


@dataclass
class Result:
    run: Run
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    troubles: list[str] = field(default_factory=list)
    times: list[tuple[float, str]] = field(default_factory=list)


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="ABCD", help="letters of the runs, in the order given above")
    only = parser.parse_args(words).only.upper()
    runs = [run for run in RUNS if run.letter in only]
    if not runs:
        parser.error("--only takes some of the letters A, B, C, D")

    postgres.end_cleanly_on_signals()
    environment = clean_environment()
    if any(run.arguments[-1].startswith("browser") for run in runs):
        environment["CHROMIUM"] = debian.chromium()
    shutil.rmtree(RESULTS, ignore_errors=True)
    (RESULTS / "home").mkdir(parents=True)
    with server(wanted=any(run.database == "postgresql" for run in runs)) as address:
        results = []
        for together in SIDE_BY_SIDE:
            chosen = [run for run in runs if run.letter in together]
            results += execute(chosen, [{**environment, **(address if run.database == "postgresql" else {})} for run in chosen])
    return report(results)


def clean_environment() -> dict[str, str]:
    """Ours alone: what an installation sets (DATABASE_URL, DRIEHOEK_…) may not steer the tests."""
    ours = {"DATABASE_URL", "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("DRIEHOEK_")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "driehoek.settings",
        "DRIEHOEK_TESTING": "1",
        "DRIEHOEK_HOME": str(RESULTS / "home"),  # its own SQLite file: tests run by hand at the same time are not disturbed
        "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "pycache"),  # a dozen processes compile everything once, and leave no trace
    }


@contextmanager
def server(*, wanted: bool) -> Iterator[dict[str, str]]:
    given = {name: os.environ[name] for name in ("DATABASE_URL", "DRIEHOEK_APP_URL") if os.environ.get(name)}
    if not wanted:
        yield {}
    elif given.get("DATABASE_URL", "").startswith("postgres"):
        if "DRIEHOEK_APP_URL" not in given:
            print("DATABASE_URL is set. Set DRIEHOEK_APP_URL too: the same server as role driehoek_app.", file=sys.stderr)
            raise SystemExit(2)
        yield given
    else:
        with postgres.cluster() as environment:
            yield environment


def execute(runs: list[Run], environments: list[dict[str, str]]) -> list[Result]:
    """Runs that go side by side; what all but the first print is shown when they are done."""
    under_way: list[Started] = []
    try:
        for run, environment in zip(runs, environments, strict=True):
            under_way.append(start(run, environment, output=RESULTS / f"{run.letter}.txt" if under_way else None))
        running = under_way
        while running:
            running = [one for one in running if one.is_running()]  # the end of each is noted when it comes
            time.sleep(0.1)
        return [finish(one) for one in under_way]
    finally:
        for one in under_way:
            if one.process.poll() is None:
                os.killpg(one.process.pid, signal.SIGKILL)
                one.process.wait()


def start(run: Run, environment: dict[str, str], output: Path | None) -> Started:
    xml = RESULTS / f"{run.letter}.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-qq",
        "--tb=short",
        "--maxfail=30",
        "-p",
        "no:cacheprovider",
        f"--junitxml={xml}",
        *run.arguments,
    ]
    if output is None:
        print(f"\n── {run.letter}: {run.title}", flush=True)
        return Started(run, xml, subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True), None)
    with output.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, start_new_session=True, stdout=file, stderr=subprocess.STDOUT
        )
    return Started(run, xml, process, output)


def finish(one: Started) -> Result:
    code = one.process.returncode
    trouble = "" if code is not None else f"not done after {LIMIT_SECONDS} s"
    if one.output is not None:
        print(f"\n── {one.run.letter}: {one.run.title}\n{one.output.read_text(errors='replace')}", flush=True)
    result = Result(one.run, one.ended - one.since)
    read(one.xml, result)
    if trouble:
        result.troubles.append(trouble)
    judge(result, code or 0)
    return result


def read(xml: Path, result: Result) -> None:
    """Count from pytest's own record. A test that fails in its body and again in tearing down is one failure."""
    if not xml.exists():
        return
    for case in ElementTree.parse(xml).iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            result.failed += 1
        elif "skipped" in kinds:
            result.skipped += 1
        else:
            result.passed += 1
        result.times.append((float(case.get("time", 0)), f"{case.get('classname')}::{case.get('name')} ({result.run.letter})"))


def judge(result: Result, code: int) -> None:
    if code == NOTHING_COLLECTED:
        if (ROOT / "driehoek" / "laws").is_dir():
            result.troubles.append("found no tests")
        else:
            print("no tests of this kind yet")
    elif code and not result.failed:
        result.troubles.append(f"pytest ended with code {code}")
    if result.failed:
        result.troubles.append(f"{result.failed} failed")
    if result.skipped:
        result.troubles.append(f"{result.skipped} skipped or expected to fail: not allowed here")


def report(results: list[Result]) -> int:
    print("\nTen slowest:")
    for seconds, name in sorted((time_ for result in results for time_ in result.times), reverse=True)[:10]:
        print(f"  {seconds:6.1f} s  {name}")
    print("\nRuns:")
    for result in results:
        state = "; ".join(result.troubles) or "ok"
        print(f"  {result.run.letter} {result.run.title:34} {result.passed:5} passed {result.seconds:6.1f} s  {state}")
    bad = [result.run.letter for result in results if result.troubles]
    total = sum(result.passed for result in results)
    if bad:
        failed = max(1, sum(result.failed for result in results))
        print(f"\nFailed in: {', '.join(bad)}")
        print(f"{total} passed, {failed} failed")
        return 1
    if not total:
        print("\nNo test ran at all.")
        return 1
    print(f"\n{total} passed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
