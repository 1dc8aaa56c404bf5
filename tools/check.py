"""What `make check` runs: order. One line a check; all run, even when one fails.

`--only NAME` (may be repeated) runs some; `make check ARGS='--only types'`.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import tidy

ROOT = Path(__file__).resolve().parent.parent
LONGEST_STORY = 60

Check = Callable[[], str | None]  # None: fine; otherwise what is wrong


def command(*words: str, needs: str = "", takes: str = "") -> Check:
    """A check that runs a Python module or script of ours. `needs`: left out as long as that path does not exist."""

    def run() -> str | None:
        if needs and not (ROOT / needs).exists():
            return None
        with tempfile.TemporaryDirectory(prefix="driehoek-check-") as home:
            environment = {
                **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
                "DJANGO_SETTINGS_MODULE": "driehoek.settings",
                "DRIEHOEK_TESTING": "1",
                "DRIEHOEK_HOME": home,
            }
            done = subprocess.run(
                [sys.executable, *words],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        return (done.stdout.strip() or f"ended with code {done.returncode}") if done.returncode else None

    return run


CHECKS: dict[str, Check] = {
    "types": command("-m", "mypy", "--no-error-summary", "--hide-error-context"),
    "lint": command("-m", "ruff", "check", "--quiet", "--output-format=concise", "."),
    "format": command("-m", "ruff", "format", "--check", "--quiet", "--output-format=concise", "."),
    "imports": command("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-logo"),
    "django": command("-m", "django", "check", "--fail-level", "WARNING", needs="driehoek/settings.py"),
    "migrations": command("-m", "django", "makemigrations", "--check", "--dry-run", needs="driehoek/settings.py"),
    "texts": command("tools/messages.py", "--check"),
    "docs": command("tools/docs.py", "--check", needs="tools/docs.py"),
    "lengths": tidy.lengths,
    "names": tidy.names,
    "addresses": tidy.addresses,
}


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=list(CHECKS))
    chosen = parser.parse_args(words).only or list(CHECKS)
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for done in as_completed([pool.submit(timed, name) for name in chosen]):
            name, seconds, problem = done.result()
            print(f"{'FAIL' if problem else 'ok':4}  {name:11} {seconds:5.1f} s", flush=True)
            if problem:
                failed += 1
                show(problem)
    print(f"{failed} of {len(chosen)} checks failed" if failed else f"all {len(chosen)} checks fine")
    return 1 if failed else 0


def show(problem: str) -> None:
    """Indented, and of a long story the end: there a traceback says what it is about."""
    lines = problem.splitlines()
    if len(lines) > LONGEST_STORY:
        lines = [f"({len(lines) - LONGEST_STORY} lines left out)", *lines[-LONGEST_STORY:]]
    print("\n".join(f"      {line}" for line in lines), flush=True)


def timed(name: str) -> tuple[str, float, str | None]:
    start = time.monotonic()
    problem = CHECKS[name]()
    return name, time.monotonic() - start, problem


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
