"""The worker: letters every half second, housekeeping every minute. Any number may run; each may be killed."""

import argparse
import logging
import signal
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections

from driehoek.access import trail
from driehoek.outbox.services import send_waiting
from driehoek.schools.models import School
from driehoek.schools.privacy import run_retention
from driehoek.schools.scoping import within

log = logging.getLogger(__name__)
IDLE_SECONDS = 0.5
HOUSEKEEPING_SECONDS = 60.0
RETENTION_SECONDS = 3600.0

_each_school: list[Callable[[], object]] = [trail.link]


def register_housekeeping(job: Callable[[], object]) -> None:
    """A job that runs every minute within each school; quick, and safe to run twice."""
    _each_school.append(job)


def housekeep(jobs: list[Callable[[], object]]) -> None:
    for school in School.objects.all():
        for job in jobs:
            try:
                with within(school):
                    job()
            except Exception:
                log.exception("A housekeeping job failed")


def work(stop: threading.Event) -> None:
    """Until `stop`: send, and keep house. Errors are logged and never end the worker."""
    last_house = last_retention = 0.0
    while not stop.is_set():
        sent = 0
        try:
            sent = send_waiting()
            if time.monotonic() - last_house > HOUSEKEEPING_SECONDS:
                last_house = time.monotonic()
                housekeep(_each_school)
            if time.monotonic() - last_retention > RETENTION_SECONDS:
                last_retention = time.monotonic()
                housekeep([run_retention])
        except Exception:
            log.exception("The worker stumbled and goes on")
        finally:
            close_old_connections()
        if not sent:
            stop.wait(IDLE_SECONDS)


def main(words: list[str]) -> int:
    argparse.ArgumentParser(prog="driehoek worker", description=__doc__).parse_args(words)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(stop)
    return 0
