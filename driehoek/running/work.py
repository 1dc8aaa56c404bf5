"""The worker: letters every half second, large files beside them, housekeeping every minute. Any number may run; each may be killed."""

import argparse
import ctypes
import gc
import logging
import signal
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections, connections

from driehoek.access import trail
from driehoek.access.services import forget_old_sessions
from driehoek.meetings.services.evaluation import forget_who_tapped
from driehoek.meetings.week import write_weeks
from driehoek.outbox.mailbox import read_mailbox
from driehoek.outbox.services import send_waiting
from driehoek.people.services import work_on_uploads
from driehoek.scans.services.asking import close_due
from driehoek.scans.services.languages import keep_languages
from driehoek.scans.services.rewriting import rewrite_answers
from driehoek.scans.services.session_rewriting import rewrite_sessions
from driehoek.schools.models import School
from driehoek.schools.privacy import run_retention
from driehoek.schools.scoping import within
from driehoek.trajectories.services.teams import end_action_teams
from driehoek.voices.services import read_waiting, rewrite_anonymous, rewrite_reactions

log = logging.getLogger(__name__)
IDLE_SECONDS = 0.5
LOOK_SECONDS = 1.0
ENDING_SECONDS = 2.0
HOUSEKEEPING_SECONDS = 60.0
REWRITING_SECONDS = 300.0
RETENTION_SECONDS = 3600.0
MAILBOX_SECONDS = 300.0
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # as <malloc.h> numbers them
LARGE_BYTES, HEAPS = 256 * 1024, 2

# What is done within each school, and how often; each is quick and safe to run twice.
ROUNDS: dict[Callable[[], object], float] = {
    trail.link: HOUSEKEEPING_SECONDS,
    rewrite_anonymous: REWRITING_SECONDS,
    rewrite_reactions: REWRITING_SECONDS,
    rewrite_answers: REWRITING_SECONDS,
    rewrite_sessions: REWRITING_SECONDS,
    run_retention: RETENTION_SECONDS,
    forget_old_sessions: RETENTION_SECONDS,
    forget_who_tapped: RETENTION_SECONDS,
    write_weeks: RETENTION_SECONDS / 4,
    close_due: REWRITING_SECONDS,
    keep_languages: RETENTION_SECONDS,
    end_action_teams: RETENTION_SECONDS,
}

# What may take long, each in a thread of its own.
BESIDE: tuple[Callable[[], int], ...] = (work_on_uploads, read_waiting)


def housekeep(job: Callable[[], object]) -> None:
    for school in School.objects.all():
        try:
            with within(school):
                job()
        except Exception:
            log.exception("A housekeeping job failed")


def go_on(job: Callable[[], int], stop: threading.Event) -> None:
    """Until `stop`: do it as long as there is something, otherwise look again a second later."""
    while not stop.is_set():
        taken = 0
        try:
            taken = job()
        except Exception:
            log.exception("Work beside the letters stumbled and goes on")
        finally:
            close_old_connections()
        if taken:
            give_back()
        else:
            stop.wait(LOOK_SECONDS)
    connections.close_all()


def hold_little() -> None:
    """Let the library of C ask for large pieces one by one and keep few heaps: what was large once is then not held for ever."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
    mallopt(M_ARENA_MAX, HEAPS)


def give_back() -> None:
    """Memory that was only needed for a moment, to the machine: it serves more than us. Where the library of C can't, nothing."""
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):
        pass


def work(stop: threading.Event) -> None:
    """Until `stop`: send, and keep house. Errors are logged and never end the worker.

    Files and what people said are read beside it, since that may take half a minute and letters don't wait. At the end that is
    not waited for: what was not ready is rolled back, and done again by the next worker.
    """
    hold_little()
    beside = [threading.Thread(target=go_on, args=(job, stop), daemon=True, name=job.__name__) for job in BESIDE]
    for one in beside:
        one.start()
    last = dict.fromkeys(ROUNDS, 0.0)
    mailbox = 0.0
    while not stop.is_set():
        sent = 0
        try:
            sent = send_waiting()
            for job, seconds in ROUNDS.items():
                if time.monotonic() - last[job] > seconds:
                    last[job] = time.monotonic()
                    housekeep(job)
            if time.monotonic() - mailbox > MAILBOX_SECONDS:
                mailbox = time.monotonic()
                read_mailbox()
        except Exception:
            log.exception("The worker stumbled and goes on")
        finally:
            close_old_connections()
        if not sent:
            stop.wait(IDLE_SECONDS)
    for one in beside:
        one.join(ENDING_SECONDS)


def main(words: list[str]) -> int:
    argparse.ArgumentParser(prog="driehoek worker", description=__doc__).parse_args(words)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(stop)
    return 0
