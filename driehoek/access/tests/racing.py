"""Several people at the same moment, with real threads and real connections; for the tests of every capability."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from typing import Any

from django.db import connections

from driehoek.access.errors import RuleBroken
from driehoek.schools.scoping import within


def together(school: Any, *jobs: Callable[[], Any]) -> list[Any]:
    """Run all jobs at the same moment, each in its own connection and transaction, by the clock of the test.

    What each gave, in order; a RuleBroken is its code. For tests with `transaction=True`.
    """
    start = Barrier(len(jobs))

    def one(job: Callable[[], Any]) -> Any:
        start.wait()
        try:
            with within(school):
                return job()
        except RuleBroken as broken:
            return broken.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        running = [pool.submit(copy_context().run, one, job) for job in jobs]
        return [each.result() for each in running]
