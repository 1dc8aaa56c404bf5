"""Debian packages that the tests need: installed when we are root, otherwise named with what to type."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def install(package: str, *, reason: str) -> None:
    """Install one Debian package. Ends the program with code 2, and the commands to type, where that is not possible."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        ask_for(package, reason=reason)
    print(f"{reason} Installing {package} ...", file=sys.stderr, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
        done = subprocess.run(["apt-get", *words], env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            print(done.stdout[-3000:], file=sys.stderr)
            ask_for(package, reason=f"{reason} apt-get {words[0]} failed.")


def ask_for(package: str, *, reason: str) -> None:
    print(f"{reason} Type these two and try again:", file=sys.stderr)
    print("  sudo apt-get update", file=sys.stderr)
    print(f"  sudo apt-get install {package}", file=sys.stderr)
    raise SystemExit(2)


def chromium() -> str:
    """The path of a Chromium; installs one when there is none. Playwright's own download is never used."""
    names = ("chromium", "chromium-headless-shell", "google-chrome", "chromium-browser")
    for _ in range(2):
        for name in names:
            if path := shutil.which(name):
                return path
        install("chromium", reason="The browser tests need Chromium.")
    raise SystemExit(2)


def no_default_cluster() -> None:
    """Debian makes and starts a cluster when PostgreSQL is installed. The tests make their own, so: not here."""
    folder = Path("/etc/postgresql-common/createcluster.d")
    if os.geteuid() == 0:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "driehoek-tests.conf").write_text("create_main_cluster = false\n")
