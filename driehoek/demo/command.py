"""`driehoek demo`: a demo school on the embedded database, web and worker, and how to sign in as whom."""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

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
    if given.fresh or _broken_off(home):
        _throw_away(home)
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


GATE = "demo-is-made"


def _broken_off(home: Path) -> bool:
    """There is a database, and nobody wrote that it is whole: begin again."""
    return (home / "driehoek.sqlite3").exists() and not (home / SOWN).exists()


def _throw_away(home: Path) -> None:
    """Only what a demo makes: its database, its keys and its mail."""
    for pattern in ("driehoek.sqlite3*", "*.key", "mail/*.eml", SOWN):
        for path in home.glob(pattern):
            path.unlink()
