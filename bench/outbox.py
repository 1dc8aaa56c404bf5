"""2,000 invitations: queued within 2 s, then sent through a real SMTP server while the worker is killed eight times.

Bars: 0 lost; at most one double a kill; what a killed worker had in hand goes out within the lease + 5 s, by itself.
The worker is `driehoek worker`, killed with SIGKILL and started again at once, as systemd would.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import _ground as ground

LETTERS, KILLS, LEASE = 2_000, 8, 10
QUEUE_BAR, HEAL_BAR = 2.0, LEASE + 5.0

SINK = """
import asyncio, sys
from email import message_from_bytes
from aiosmtpd.controller import Controller
class Box:
    async def handle_DATA(self, server, session, envelope):
        with open(sys.argv[2], "a") as file:
            file.write(message_from_bytes(envelope.content)["Message-ID"] + "\\n")
        return "250 OK"
Controller(Box(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
asyncio.run(asyncio.sleep(3600))
"""


def main() -> int:
    if sys.argv[1:2] == ["--inside"]:
        return inside(Path(sys.argv[2]))
    rows: list[list[object]] = []
    faults = []
    for database in ground.DATABASES:
        port = ground.free_port()
        with ground.environment(
            database,
            DRIEHOEK_SMTP_HOST="127.0.0.1",
            DRIEHOEK_SMTP_PORT=str(port),
            DRIEHOEK_OUTBOX_LEASE=str(LEASE),
            DRIEHOEK_LOG_LEVEL="ERROR",
        ) as environment:
            received = Path(environment["DRIEHOEK_HOME"]) / "received"
            received.touch()
            sink = subprocess.Popen([sys.executable, "-c", SINK, str(port), str(received)])
            try:
                said = json.loads(ground.call([__file__, "--inside", str(received)], environment).splitlines()[-1])
            finally:
                ground.end(sink)
        rows.append(
            [
                database,
                said["queued"],
                said["prepared"],
                said["per_second"],
                said["kills"],
                said["lost"],
                said["doubles"],
                said["healed"],
            ]
        )
        faults += [
            f"{database}: queued in {said['queued']} s" if said["queued"] > QUEUE_BAR else "",
            f"{database}: {said['lost']} lost" if said["lost"] else "",
            f"{database}: {said['doubles']} doubles" if said["doubles"] > said["kills"] else "",
            f"{database}: healed after {said['healed']} s" if said["healed"] > HEAL_BAR else "",
        ]
    print(f"{LETTERS} invitations, {ground.machine()}, lease {LEASE} s")
    ground.show(["database", "queued s", "rows made s", "sent/s", "kill -9", "lost", "double", "slowest healing s"], rows)
    return ground.verdict(*faults)


def inside(received: Path) -> int:
    import django

    django.setup()
    from _school import big_school, evening

    from driehoek import clock
    from driehoek.access.who import Who
    from driehoek.invitations.models import ClassInvitation
    from driehoek.invitations.services import prepare_class_invitations, send
    from driehoek.schools.scoping import within

    school, dirk = big_school(LETTERS)
    by = Who("staff", dirk.pk, "Dirk")
    ground.analyse()
    with within(school):
        occasion = evening(by).occasion
        start = time.perf_counter()
        prepare_class_invitations(occasion=occasion, by=by)
        prepared = time.perf_counter() - start
        ClassInvitation.objects.update(approved_at=clock.now())
    start = time.perf_counter()
    with within(school):
        sent = send(occasion=occasion, by=by)
    queued = time.perf_counter() - start
    if sent.mails != LETTERS:
        raise SystemExit(f"{sent} instead of {LETTERS} mails")
    start = time.perf_counter()
    kills = send_with_kills(school, received)
    seconds = time.perf_counter() - start
    ids = received.read_text().split()
    told = {
        "queued": round(queued, 2), "prepared": round(prepared, 2), "per_second": round(LETTERS / seconds, 1), "kills": len(kills),
        "lost": LETTERS - len(set(ids)), "doubles": len(ids) - len(set(ids)), "healed": round(slowest(school, kills), 1),
    }  # fmt: skip
    print(json.dumps(told))
    return 0


def waiting(school: Any) -> tuple[int, set[Any]]:
    """How many letters still wait, and which of them a worker has (or had) in hand."""
    from driehoek.outbox.models import Message, State
    from driehoek.schools.scoping import within

    with within(school, write=False):
        rows = Message.objects.filter(state=State.WAITING)
        return rows.count(), set(rows.filter(lease_until__isnull=False).values_list("pk", flat=True))


def send_with_kills(school: Any, received: Path) -> list[tuple[Any, set[Any]]]:
    """Until nothing waits; gives for each kill the moment and the letters that were in hand."""
    from driehoek import clock

    def start() -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-m", "driehoek.cli", "worker"], env=os.environ)

    kills: list[tuple[Any, set[Any]]] = []
    worker, until = start(), time.monotonic() + 400
    try:
        while time.monotonic() < until:
            done = len(received.read_text().split())
            if len(kills) < KILLS and done >= LETTERS * (len(kills) + 1) // (KILLS + 1):
                worker.send_signal(signal.SIGKILL)
                worker.wait()
                kills.append((clock.now(), waiting(school)[1]))
                worker = start()
            elif done >= LETTERS and waiting(school)[0] == 0:
                break
            time.sleep(0.02 if len(kills) < KILLS else 0.2)
    finally:
        worker.kill()
        worker.wait()
    return kills


def slowest(school: Any, kills: list[tuple[Any, set[Any]]]) -> float:
    """Seconds from a kill until the letter that it hit was sent; the worst."""
    from driehoek.outbox.models import Message
    from driehoek.schools.scoping import within

    worst = 0.0
    with within(school, write=False):
        for moment, keys in kills:
            for row in Message.objects.filter(pk__in=keys):
                worst = max(worst, (row.sent_at - moment).total_seconds() if row.sent_at else float("inf"))
    return worst


if __name__ == "__main__":
    sys.exit(main())
