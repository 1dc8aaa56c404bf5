"""`driehoek demo`: a demo school on the embedded database, web and worker, and how to sign in as whom."""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

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
    try:
        rest = prepare_first()
        print(f"Ready in {time.monotonic() - started:.1f} s.", file=sys.stderr)
        door.close()
        _tell(f"http://{given.host or 'localhost'}:{given.port}")
        from driehoek.running.serve import attend

        return attend(web, first=lambda: _finish(home, rest))
    finally:
        door.close()
        stop_web(web)


SOWN = "demo-is-whole"
GATE = "demo-is-made"


def _broken_off(home: Path) -> bool:
    """There is a database, and nobody wrote that it is whole: begin again."""
    return (home / "driehoek.sqlite3").exists() and not (home / SOWN).exists()


def _throw_away(home: Path) -> None:
    """Only what a demo makes: its database, its keys and its mail."""
    for pattern in ("driehoek.sqlite3*", "*.key", "mail/*.eml", SOWN):
        for path in home.glob(pattern):
            path.unlink()


def prepare_first() -> list[str]:
    """Database and the first school, made once; the schools that are still to be made while the first is served."""
    from driehoek.running.migrate import make_tables

    make_tables()
    from driehoek.schools.models import School

    from .cast import SCHOOLS
    from .seed import sow

    if School.objects.exists():
        return []
    print("Making the demo schools …", file=sys.stderr)
    first, *rest = SCHOOLS
    sow(schools=[first])
    return rest


def _finish(home: Path, schools: list[str]) -> None:
    """What nobody opens first: the scan of the first school, and the other schools."""
    from .cast import SCHOOLS
    from .seed import scan, sow

    if schools:
        for slug in SCHOOLS:
            if slug in schools:
                sow(schools=[slug])
            scan(slug)
        print("The second school is there too.", file=sys.stderr)
    (home / SOWN).touch()


def prepare() -> None:
    """Everything at once, for who does not serve: benches and screenshots."""
    from django.conf import settings

    rest = prepare_first()
    _finish(Path(settings.HOME), rest)


def _tell(site: str) -> None:
    from .cast import CAST, PASSWORD, SCHOOLS

    print(f"\nDriehoek, demo: {site}/   (Ctrl-C stops it)\n")
    for member in CAST:
        print(f"  {SCHOOLS[member.school][0]:<12} {member.name:<14} {member.email:<28} {member.what}")
    print(f"\n  Password of all of them: {PASSWORD}; or one click on the first page, which also opens parents' letters.")
    print(f"  Mail that the demo sends: {site}/demo/post/\n", flush=True)
