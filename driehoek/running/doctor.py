"""`driehoek doctor`: what is not right with this installation, each with its remedy. Exit 0 well, 1 not."""

import argparse
import smtplib
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection

from driehoek.access import trail
from driehoek.schools.models import School
from driehoek.schools.scoping import everywhere, within
from driehoek.schools.sealing import SealBroken, seal, unseal
from driehoek.schools.walls import scoped_models

from .guard import refuse_to_serve
from .post import dkim_hint, notes, sending_domain

Finding = tuple[str, str]  # what is wrong, the remedy


def main(words: list[str]) -> int:
    argparse.ArgumentParser(prog="driehoek doctor", description=__doc__).parse_args(words)
    faults = 0
    for title, check in CHECKS.items():
        found = list(_safely(check))
        faults += len(found)
        print(f"{'NOT' if found else '?  ' if notes else 'ok '}  {title}")
        for note in notes:
            print(f"       {note}")
        notes.clear()
        for wrong, remedy in found:
            print(f"       {wrong}\n       remedy: {remedy}")
    if settings.SMTP["host"]:
        print(f"look  {dkim_hint()}")
    print("All is well." if not faults else f"{faults} to mend.")
    return 1 if faults else 0


def _safely(check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from check()
    except OperationalError as error:
        yield f"the database does not answer ({str(error).splitlines()[0]})", "start it, and check DATABASE_URL"


def database() -> Iterator[Finding]:
    connection.ensure_connection()
    if reason := refuse_to_serve():
        wrong, _, remedy = reason.partition(" Remedy: ")
        yield wrong, remedy


def walls() -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relrowsecurity and relforcerowsecurity")
        standing = {row[0] for row in cursor.fetchall()}
    for model in scoped_models():
        if model._meta.db_table not in standing:
            yield f"{model._meta.db_table} has no wall", "driehoek migrate"


def keys() -> Iterator[Finding]:
    for name in ("secret.key", "master.key"):
        path = Path(settings.HOME) / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"{path} can be read by others", f"chmod 600 {path}"
    for school in School.objects.all():
        try:
            with within(school, write=False):
                from driehoek.schools.models import SchoolKey

                for key in SchoolKey.objects.all():
                    from driehoek.schools.sealing import derived_key

                    unseal(derived_key("wrap"), bytes(key.wrapped), f"key|{key.number}|{school.pk}")
        except SealBroken:
            yield f"the keys of {school.slug} do not open", "put back the master.key that belongs to this database"
    if unseal(b"k" * 32, seal(b"k" * 32, b"x", "a|b|c"), "a|b|c") != b"x":
        yield "sealing does not work", "install the package cryptography again"


def trails() -> Iterator[Finding]:
    for school in School.objects.all():
        with within(school, write=False):
            if number := trail.broken_link():
                yield f"the trail of {school.slug} was tampered with from line {number} on", "compare with a backup"


def mail() -> Iterator[Finding]:
    if not settings.SMTP["host"]:
        if not settings.DEMO:
            yield "no mail server is set", "set DRIEHOEK_SMTP_HOST"
        return
    try:
        with smtplib.SMTP(str(settings.SMTP["host"]), int(str(settings.SMTP["port"])), timeout=5) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        yield f"the mail server does not answer ({type(error).__name__})", "check DRIEHOEK_SMTP_HOST and DRIEHOEK_SMTP_PORT"


def letters() -> Iterator[Finding]:
    from driehoek.outbox.models import Message, State

    with everywhere("the doctor counts failed letters"):
        failed = Message.objects.filter(state=State.FAILED).count()
    if failed:
        yield f"{failed} letters could not be delivered", "look at them under 'Bereik' and choose another way"


def address() -> Iterator[Finding]:
    if not settings.DEMO and not settings.SITE_URL.startswith("https"):
        yield f"links in mail start with {settings.SITE_URL}", "serve by https and set DRIEHOEK_SITE_URL"


CHECKS: dict[str, Callable[[], Iterator[Finding]]] = {
    "the database, and as whom we serve": database,
    "the walls between schools": walls,
    "the keys": keys,
    "the trail": trails,
    "the address in mails": address,
    "the mail server": mail,
    "the domain that mail is sent from": sending_domain,
    "letters that failed": letters,
}
