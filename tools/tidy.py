"""Checks on the tracked files themselves: their length, their names, and what may never be written in them."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400
COUNTED = {".py", ".html", ".css", ".js"}
JUNK_DRAWERS = {"common", "core", "utils", "util", "helpers", "helper", "manager", "managers", "misc"}

# Addresses of package indexes and paths of somebody's machine. Written in two parts, so that this file passes itself.
UNWANTED = [
    re.compile(pattern)
    for pattern in (
        r"\bpypi\." + "org",
        r"files\.python" + "hosted",
        r"registry\.npm" + r"js",
        r"(?:--(?:extra-)?index-url|--find-links|UV_(?:DEFAULT_)?INDEX\w*|PIP_INDEX\w*)\s*[=\s]\s*" + r"\S*(?:https?|file):",
        r"(?<![\w.])/wor" + r"k/",
        r"(?<![\w.])/roo" + r"t/",
    )
]


def tracked() -> list[Path]:
    """Files in git, and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name and (ROOT / name).is_file()]


def lengths() -> str | None:
    """No file of ours is over 400 lines (migrations are written by a machine)."""
    long = []
    for path in tracked():
        if path.suffix in COUNTED and "migrations" not in path.parts:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST:
                long.append(f"{path.relative_to(ROOT)}: {lines} lines, at most {LONGEST}")
    return "\n".join(long) or None


def names() -> str | None:
    """A name says what is inside; these say nothing."""
    bad = []
    for path in tracked():
        relative = path.relative_to(ROOT)
        words = {*relative.parts[:-1], relative.name.split(".")[0]}
        if words & JUNK_DRAWERS:
            bad.append(f"{relative}: a name that says nothing")
    return "\n".join(bad) or None


def addresses() -> str | None:
    """Requirement files, code and docs name no package index and no path of a machine; there is no uv.lock."""
    found = []
    for path in tracked():
        relative = path.relative_to(ROOT)
        if path.name == "uv.lock":
            found.append(f"{relative}: records index addresses, so it stays out (make lock writes requirements/)")
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if any(pattern.search(line) for pattern in UNWANTED):
                found.append(f"{relative}:{number}: names a package index or a path of one machine")
    for path in (ROOT / "requirements").glob("*.txt"):
        if re.search(r"https?:|^-", path.read_text(), re.MULTILINE):
            found.append(f"{path.relative_to(ROOT)}: only pinned names and hashes belong here")
    return "\n".join(found) or None
