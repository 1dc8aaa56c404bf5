"""`driehoek serve`: web and worker together, on the database that DATABASE_URL names."""

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

from .web import refuse_port, start_web, stop_web


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="driehoek serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--no-worker", action="store_true", help="web alone; run `driehoek worker` elsewhere")
    given = parser.parse_args(words)
    return run(given.port, host=given.host, workers=given.workers, worker=not given.no_worker)


def run(port: int, *, host: str = "127.0.0.1", workers: int = 1, worker: bool = True) -> int:
    """Serve until stopped or until the web server ends."""
    if reason := refuse_port(port, host):
        print(reason, file=sys.stderr)
        return 2
    import django

    django.setup()
    from .guard import refuse_to_serve

    if reason := refuse_to_serve():
        print(reason)
        return 2
    return attend(start_web(port, host=host, workers=workers), worker=worker)


def attend(web: "subprocess.Popen[bytes]", *, worker: bool = True, first: Callable[[threading.Event], None] | None = None) -> int:
    """Be the worker beside this web server until either ends. `first` is waited for while the web already answers.

    What the worker needs is loaded only then: whatever comes first has that memory for itself.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):  # the last: the terminal was closed
        signal.signal(number, lambda *_: stop.set())

    def stop_when_the_web_ends() -> None:
        web.wait()
        stop.set()

    threading.Thread(target=stop_when_the_web_ends, daemon=True).start()
    try:
        if first is not None:
            first(stop)
        import django

        django.setup()
        from .work import work

        work(stop) if worker else stop.wait()
    finally:
        code = stop_web(web)
    return 0 if code in {0, -signal.SIGTERM, -signal.SIGINT, 143, 130} else 1
