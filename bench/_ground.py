"""What the benches share: an own home, databases, a served product, and the words of the machine."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

DATABASES = ("sqlite", "postgresql")
SERVING: dict[int, int] = {}  # port → process id


def cpu_seconds(pid: int) -> float:
    """CPU that a process and what it started have used."""
    import psutil

    root = psutil.Process(pid)
    return sum(sum(one.cpu_times()[:2]) for one in [root, *root.children(recursive=True)])


def machine() -> str:
    with open("/proc/meminfo") as file:
        gigabytes = round(int(file.readline().split()[1]) / 1024**2)
    return f"{os.cpu_count()} cores, {gigabytes} GB"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="driehoek-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def environment(database: str, **more: str) -> Iterator[dict[str, str]]:
    """The environment of an installation as in production, on an empty, migrated database that is gone afterwards."""
    import postgres

    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL" and not name.startswith("DRIEHOEK_")}
    with home() as folder:
        base = {
            **clean,
            "DJANGO_SETTINGS_MODULE": "driehoek.settings",
            "PYTHONPATH": str(ROOT),
            "DRIEHOEK_HOME": str(folder),
            "DRIEHOEK_STATIC": str(folder / "static"),
            **more,
        }
        call(["-m", "django", "collectstatic", "--noinput", "--verbosity", "0"], base)
        if database == "sqlite":
            call(["-m", "driehoek.cli", "migrate"], base)
            yield base
            return
        with postgres.cluster() as server:
            base |= {"DATABASE_URL": server["DRIEHOEK_APP_URL"], "DRIEHOEK_OWNER_URL": server["DATABASE_URL"]}
            call(["-m", "driehoek.cli", "migrate"], base)
            yield base


def analyse() -> None:
    """What autovacuum does within a minute after many rows came in: without it PostgreSQL plans for empty tables."""
    url = os.environ.get("DRIEHOEK_OWNER_URL", "")
    if url:
        import psycopg

        with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as line:
            line.execute("analyze")


def call(words: list[str], environment: dict[str, str], **options: object) -> str:
    """Run Python with these words; its output, or the end of the bench with it."""
    done = subprocess.run([sys.executable, *words], env=environment, cwd=ROOT, capture_output=True, text=True, **options)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)[:200]} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return str(done.stdout)


@contextmanager
def granian(target: str, environment: dict[str, str], *, workers: int = 2, threads: int = 4) -> Iterator[int]:
    """Serve a WSGI application as production does; gives its port."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += [
        "--workers",
        str(workers),
        "--blocking-threads",
        str(threads),
        "--log-level",
        "error",
        "--backlog",
        "1024",
        target,
    ]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    SERVING[port] = process.pid
    try:
        wait_for(port)
        yield port
    finally:
        end(process)


def wait_for(port: int, path: str = "/", seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing answered on port {port} within {seconds} s")


def end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def show(head: list[str], rows: list[list[object]]) -> None:
    wide = [max(len(str(row[place])) for row in [head, *rows]) for place in range(len(head))]
    for row in [head, *rows]:
        print(
            "  ".join(
                str(cell).rjust(width) if place else str(cell).ljust(width)
                for place, (cell, width) in enumerate(zip(row, wide, strict=True))
            )
        )


def verdict(*faults: str) -> int:
    """Print what is beyond its bar; the exit code."""
    found = [fault for fault in faults if fault]
    print("within the bars" if not found else "BEYOND THE BAR: " + "; ".join(found), flush=True)
    return int(bool(found))
