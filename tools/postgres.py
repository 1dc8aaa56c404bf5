"""A private PostgreSQL cluster for tests and benches, gone when its command ends.

By hand:  .venv/bin/python tools/postgres.py run -- COMMAND …
The command gets DATABASE_URL (as the owner of the tables) and DRIEHOEK_APP_URL (as the role that serves).
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import debian

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
DATABASE = "driehoek"


def binaries() -> Path:
    """The folder with initdb and postgres, newest version first; installs PostgreSQL when there is none."""
    for _ in range(2):
        if found := find_binaries():
            return found
        debian.no_default_cluster()
        debian.install("postgresql", reason="The tests on PostgreSQL need its server.")
    raise SystemExit(2)


def find_binaries() -> Path | None:
    by_version = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: (len(path.parent.name), path.parent.name),
        reverse=True,
    )
    candidates = list(by_version)
    if config := shutil.which("pg_config"):
        asked = subprocess.run([config, "--bindir"], capture_output=True, text=True)
        candidates.insert(0, Path(asked.stdout.strip() or "/nonexistent"))
    if initdb := shutil.which("initdb"):
        candidates.append(Path(initdb).resolve().parent)
    return next((folder for folder in candidates if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """Run a cluster for the duration of a `with`; gives the environment that points at it.

    The folder lies under the temp folder (root's home is closed to the user postgres, and a socket's path may
    hold 107 bytes at most). Nothing listens on a port. `fsync` is off: what is in it may be lost at any time.
    """
    bin_folder = binaries()
    folder = Path(tempfile.mkdtemp(prefix="dhk-", dir="/tmp" if os.access("/tmp", os.W_OK) else None))
    prefix = become_postgres(folder)

    def run(*command: str) -> None:
        done = subprocess.run([*prefix, *command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise SystemExit(f"PostgreSQL would not start: {' '.join(command)}\n{done.stdout}")

    try:
        data = folder / "data"
        run(
            str(bin_folder / "initdb"),
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "-U",
            "postgres",
            "-D",
            str(data),
        )
        settings = (
            f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c synchronous_commit=off"
            " -c full_page_writes=off -c max_connections=60 -c timezone=UTC"
        )
        log = folder / "log"
        run(str(bin_folder / "pg_ctl"), "start", "-w", "-s", "-D", str(data), "-l", str(log), "-o", settings)
        psql = (str(bin_folder / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(folder), "-U", "postgres")
        run(*psql, "-d", "postgres", "-c", (DEPLOY / "roles.sql").read_text())
        run(*psql, "-d", "template1", "-c", (DEPLOY / "database.sql").read_text())  # test databases are copies of it
        run(*psql, "-d", "postgres", "-c", f"create database {DATABASE} owner driehoek_owner")
        yield {
            "DATABASE_URL": f"postgres://driehoek_owner@/{DATABASE}?host={folder}",
            "DRIEHOEK_APP_URL": f"postgres://driehoek_app@/{DATABASE}?host={folder}",
        }
    finally:
        stop(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)


def become_postgres(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then the folder and the commands are of the user postgres."""
    if os.geteuid() != 0:
        return []
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        account = pwd.getpwnam("nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return ["runuser", "-u", account.pw_name, "--"]


def stop(data: Path) -> None:
    """End the server by its own process id: politely, and after ten seconds less so."""
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return
    for how, tries in ((signal.SIGINT, 100), (signal.SIGQUIT, 50)):
        for attempt in range(tries):
            try:
                os.kill(pid, how if attempt == 0 else 0)
            except ProcessLookupError:
                return
            time.sleep(0.1)


def end_cleanly_on_signals() -> None:
    """A signal becomes an exception, so that every `finally` runs and the cluster stops."""

    def leave(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, leave)


def main(words: list[str]) -> int:
    if words[:2] != ["run", "--"] or len(words) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    end_cleanly_on_signals()
    with cluster() as environment:
        return subprocess.run(words[2:], env={**os.environ, **environment}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
