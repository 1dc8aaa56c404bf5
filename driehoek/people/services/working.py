"""Large files are read, and read in, by the worker. It may be killed at any moment: nothing is half done, and it is done again."""

import datetime as dt
import logging
import time
import uuid
from typing import Any

from django.db import OperationalError
from django.db.models import F, Q

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import may
from driehoek.access.models import Membership, holds_today
from driehoek.access.policy import Action, Role
from driehoek.access.who import Who
from driehoek.people.models import RosterUpload, RosterWork
from driehoek.people.roster.progress import Tell
from driehoek.people.roster_work import Wanted
from driehoek.schools.scoping import everywhere, within

from .importing import apply
from .reading import keep, read
from .remembering import choices_of
from .uploading import opened

log = logging.getLogger(__name__)
LARGE = 2_000  # rows: less is read within the request
LEASE = dt.timedelta(seconds=60)
AGAIN = dt.timedelta(seconds=5)
MOST_ATTEMPTS = 3
TELL_SECONDS = 0.5


def is_large(upload: RosterUpload) -> bool:
    return bool(RosterWork.objects.filter(upload=upload, rows__gt=LARGE).exists())


def is_waiting(upload: RosterUpload) -> bool:
    """Whether the worker is to do something with these files, or is doing it."""
    return bool(RosterWork.objects.filter(upload=upload).exclude(wanted=Wanted.NOTHING).exists())


def ask(*, upload: RosterUpload, wanted: Wanted, by: Who, digest: str = "") -> None:
    """Let the worker read the files or read them in; while it does something with them, nothing else is asked.

    digest: of what `by` had looked at; another school by then, and nothing is read in.
    """
    free = RosterWork.objects.filter(upload=upload, wanted=Wanted.NOTHING)
    free.update(
        wanted=wanted, asked_by=by.user_id, asked_at=clock.now(), digest=digest, done=0, attempts=0, lease_until=None, refused=""
    )


def look_into(*, upload: RosterUpload, by: Who) -> None:
    """Read the files now; let the worker do so where they are large."""
    if is_large(upload):
        ask(upload=upload, wanted=Wanted.READ, by=by)
        return
    choices = choices_of(upload.mapping)
    keep(upload, choices, read(opened(upload), choices))


def _due(now: dt.datetime) -> Q:
    return ~Q(wanted=Wanted.NOTHING) & (Q(lease_until__isnull=True) | Q(lease_until__lt=now))


def work_on_uploads() -> int:
    """Do what is wanted with the uploads of every school, one by one; the number that was taken up. Outside any transaction."""
    now = clock.now()
    with everywhere("which files of any school wait to be read"):
        due = list(RosterWork.objects.filter(_due(now)).order_by("asked_at").values_list("school_id", "pk"))
    return sum(_work_on(school, key) for school, key in due)


def _work_on(school: uuid.UUID, key: uuid.UUID) -> int:
    """One conditional update decides who does it."""
    with within(school):
        rows = RosterWork.objects.filter(pk=key)
        now = clock.now()
        if not rows.filter(_due(now)).update(lease_until=now + LEASE, attempts=F("attempts") + 1):
            return 0
        work: Any = rows.defer("reading").select_related("upload__school").get()
    refused = ""
    try:
        if work.attempts > MOST_ATTEMPTS:
            refused = "failed"
        elif work.wanted == Wanted.READ:
            _read(work)
        else:
            _apply(work)
    except RuleBroken as broken:
        refused = broken.code
    except OperationalError:
        raise  # the database is away, or busy: the lease ends, and it is done again
    except Exception as error:
        log.error("An upload can't be read: %s", type(error).__name__)  # no traceback: it would hold what is in the file
        with within(school):
            RosterWork.objects.filter(pk=key).update(lease_until=clock.now() + AGAIN)
        return 1
    with within(school):
        RosterWork.objects.filter(pk=key).update(wanted=Wanted.NOTHING, refused=refused, lease_until=None)
    return 1


def _read(work: Any) -> None:
    """Reading takes long and changes nothing: no transaction is open meanwhile."""
    with within(work.school_id, write=False):
        upload = work.upload
        files, choices = opened(upload), choices_of(upload.mapping)
    reading = read(files, choices, _teller(work))
    with within(work.school_id):
        if RosterUpload.objects.filter(pk=upload.pk).exists():
            keep(upload, choices, reading)


def _teller(work: Any) -> Tell:
    last = 0.0

    def tell(done: int, _rows: int) -> None:
        nonlocal last
        if time.monotonic() - last < TELL_SECONDS:
            return
        last = time.monotonic()
        with within(work.school_id):
            RosterWork.objects.filter(pk=work.pk).update(done=min(done, work.rows), lease_until=clock.now() + LEASE)

    return tell


def _apply(work: Any) -> None:
    with within(work.school_id):
        by = _asker(work.asked_by_id)
        upload = RosterUpload.objects.select_related("school").filter(pk=work.upload_id).first()
        if upload is not None:
            apply(upload=upload, by=by, skip_rows=work.wanted == Wanted.SKIP, digest=work.digest)


def _asker(user_id: Any) -> Who:
    """Who asked, with the roles of today. Raises RuleBroken 'not-yours' when they may no longer."""
    roles = frozenset(
        Role(role) for role in Membership.objects.filter(holds_today(), user_id=user_id).order_by().values_list("role", flat=True)
    )
    by = Who("staff", user_id, roles=roles)
    if user_id is None or not may(by, Action.IMPORT_ROSTER):
        raise RuleBroken("not-yours", status=403)
    return by
