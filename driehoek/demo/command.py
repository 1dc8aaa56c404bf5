"""`driehoek demo`: a demo school on the embedded database, web and worker, and how to sign in as whom."""

import argparse
import fcntl
import os
import signal
import sys
import time
from pathlib import Path
from typing import IO

from driehoek.demo.making import SOWN, Making, NotMade
from driehoek.running.web import gate, refuse_port, start_web, stop_web


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="driehoek demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="", help="this machine's address on the network, so that telephones can join")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's database away and begin again")
    given = parser.parse_args(words)
    home = Path(os.environ.get("DRIEHOEK_HOME", "var/demo")).resolve()
    os.environ |= {
        "DRIEHOEK_DEMO": "1",
        "DRIEHOEK_HOME": str(home),
        "DRIEHOEK_SITE_URL": f"http://{given.host or 'localhost'}:{given.port}",
        "DRIEHOEK_HOSTS": ",".join(filter(None, ("localhost", "127.0.0.1", given.host))),
    }
    os.environ.pop("DATABASE_URL", None)
    bound = "0.0.0.0" if given.host else "127.0.0.1"
    if reason := refuse_port(given.port, bound):
        print(f"{reason}\nFor instance: make demo PORT={given.port + 1}", file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))  # not halfway, with a web server left behind
    started = time.monotonic()
    held = _hold(home)
    if held is None or not _is_ours(home):
        print(OTHERS if held else RUNS, file=sys.stderr)
        return 2
    if given.fresh or _broken_off(home):
        _throw_away(home)
    (home / BEGUN).touch()
    from django.conf import settings

    door = gate(Path(settings.HOME) / GATE)  # the settings have made the keys: two processes must not
    web = start_web(given.port, host=bound, workers=1, behind=door.name)  # it loads while the school is made
    making = Making()
    try:
        who = making.wait_first()
        print(f"Ready in {time.monotonic() - started:.1f} s.", file=sys.stderr)
        door.close()
        print(who, flush=True)
        from driehoek.running.serve import attend

        return attend(web, first=making.wait_all)
    except NotMade:
        print("The demo could not be made; the reason stands above. The next time it begins again.", file=sys.stderr)
        return 1
    finally:
        making.stop()
        door.close()
        stop_web(web)


DATABASE = "driehoek.sqlite3*"
GATE, BEGUN, LOCK = "demo-is-made", "demo-is-begun", "demo-lock"
RUNS = "A demo runs in this folder already. Stop it first, or choose another folder with DRIEHOEK_HOME."
OTHERS = (
    "This folder holds a database that is not of a demo, so nothing was touched.\n"
    "Choose another folder for the demo: DRIEHOEK_HOME=/path/of/an/empty/folder"
)


def _hold(home: Path) -> IO[str] | None:
    """This folder is ours until the process ends; None while another demo holds it."""
    home.mkdir(parents=True, exist_ok=True)
    lock = (home / LOCK).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def _is_ours(home: Path) -> bool:
    """No database yet, or one that a demo began."""
    return not any(home.glob(DATABASE)) or (home / BEGUN).exists() or (home / SOWN).exists()


def _broken_off(home: Path) -> bool:
    """A demo was begun, and nobody wrote that it is whole: begin again."""
    return any(home.glob(DATABASE)) and not (home / SOWN).exists()


def _throw_away(home: Path) -> None:
    """The database of a demo and its mail. Never a key: another installation may need it, and a demo does well with any."""
    for pattern in (DATABASE, "mail/*.eml", SOWN):
        for path in home.glob(pattern):
            path.unlink()
