"""The ten busiest pages of a school with 1,200 pupils, on both databases, beside a bare Django page with three queries.

Busiest is what a hall, its phones and all parents ask; `ALSO` are the heaviest pages of the office, opened a few times a
day: shown, not judged. Bar: at least half the throughput of the bare page. Both are served by granian 2×4 at the same time on the same database
and asked in turns (bare, page, bare, page …), eight connections each, by a client of Python threads that costs both the same.
CPU is that of the server's processes, so it is steadier than the throughput on a machine that does other things too.
"""

import json
import os
import socket
import sys
import threading
import time
from typing import Any

import _ground as ground

ALSO = {"people", "reach", "harvest board"}
PUPILS, CONNECTIONS, ROUNDS, SECONDS, BAR = 1_200, 8, 3, 1.5, 0.5


def main() -> int:
    if sys.argv[1:2] == ["--make"]:
        return make()
    faults = []
    for database in ground.DATABASES:
        with ground.environment(database, DRIEHOEK_LOG_LEVEL="CRITICAL", DRIEHOEK_HOSTS="127.0.0.1") as environment:
            made = json.loads(ground.call([__file__, "--make"], environment).splitlines()[-1])
            peer_environment = {**environment, "PYTHONPATH": f"{environment['PYTHONPATH']}{os.pathsep}{ground.ROOT / 'bench'}"}
            with (
                ground.granian("driehoek.wsgi:application", environment) as port,
                ground.granian("_peer:application", peer_environment) as bare,
            ):
                rows = [measure(name, path, made[cookies], port, bare) for name, (path, cookies) in made["pages"].items()]
        print(f"{database}, {PUPILS} pupils, {ground.machine()}")
        ground.show(
            ["page", "queries", "kB", "pages/s", "bare/s", "ratio", "CPU-ms", "bare CPU-ms"],
            [[*row[:1], made["queries"][row[0]], *row[1:]] for row in rows],
        )
        faults += [f"{database}: {row[0]} {row[4]}" for row in rows if float(row[4]) < BAR and row[0] not in ALSO]
    return ground.verdict(*faults)


def measure(name: str, path: str, cookies: str, port: int, bare: int) -> list[Any]:
    """[name, kB, pages/s, bare/s, ratio, CPU-ms, bare CPU-ms]; medians of the rounds."""
    page, peer = Load(port, path, cookies), Load(bare, "/", "")
    page.run(0.5), peer.run(0.5)
    pairs = [(peer.run(SECONDS), page.run(SECONDS)) for _ in range(ROUNDS)]
    ratio = sorted(mine / theirs for theirs, mine in pairs)[ROUNDS // 2]
    speed, bare_speed = (sorted(column)[ROUNDS // 2] for column in zip(*[(mine, theirs) for theirs, mine in pairs], strict=True))
    return [name, page.size // 1024, f"{speed:.0f}", f"{bare_speed:.0f}", f"{ratio:.2f}", f"{page.cpu:.1f}", f"{peer.cpu:.1f}"]


class Load:
    """Eight connections that ask one address over and over."""

    def __init__(self, port: int, path: str, cookies: str) -> None:
        self.port, self.size, self.cpu = port, 0, 0.0
        self.request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\nAccept-Language: nl\r\n\r\n".encode()

    def run(self, seconds: float) -> float:
        """Answers per second."""
        counts, until = [0] * CONNECTIONS, time.perf_counter() + seconds
        used = ground.cpu_seconds(ground.SERVING[self.port])

        def ask(place: int) -> None:
            with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
                while time.perf_counter() < until:
                    line.sendall(self.request)
                    self._read(line)
                    counts[place] += 1

        threads = [threading.Thread(target=ask, args=(place,)) for place in range(CONNECTIONS)]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.cpu = (ground.cpu_seconds(ground.SERVING[self.port]) - used) * 1000 / max(1, sum(counts))
        return sum(counts) / (time.perf_counter() - start)

    def _read(self, line: socket.socket) -> None:
        data = line.recv(262_144)
        head, _, body = data.partition(b"\r\n\r\n")
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 204")):
            raise SystemExit(f"{self.request[:80]!r} was answered with {head[:60]!r}")
        named = [part for part in head.lower().split(b"\r\n") if part.startswith(b"content-length:")]
        size = int(named[0].split(b":")[1]) if named else 0
        while len(body) < size:
            body += line.recv(262_144)
        self.size = len(body)


def make() -> int:
    """A busy school: invitations sent, a third answered, an evening that runs, 400 contributions. Prints addresses and cookies."""
    import django

    django.setup()
    from _school import big_school, evening
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from driehoek import clock
    from driehoek.access import codes
    from driehoek.access.who import Who
    from driehoek.invitations.models import ClassInvitation, Invitation, Reply
    from driehoek.invitations.services import prepare_class_invitations, send
    from driehoek.meetings.models import Meeting, MeetingState, ProgrammeItem
    from driehoek.people.models import SchoolClass
    from driehoek.schools.scoping import within
    from driehoek.voices.models import Contribution, Kind, Source, Standing, Theme, Voice

    school, dirk = big_school(PUPILS)
    by = Who("staff", dirk.pk, "Dirk")
    ground.analyse()
    with within(school):
        meeting = evening(by)
        occasion = meeting.occasion
        prepare_class_invitations(occasion=occasion, by=by)
        ClassInvitation.objects.update(approved_at=clock.now())
        send(occasion=occasion, by=by)
        asked = list(Invitation.objects.order_by("pk"))
        Reply.objects.bulk_create(
            [Reply(invitation=one, coming=2, childcare=number % 2) for number, one in enumerate(asked[: PUPILS // 3])]
        )
        theme = Theme.objects.create(occasion=occasion, title="Huiswerk")
        Contribution.objects.bulk_create(
            Contribution(occasion=occasion, kind=Kind.values[number % 9], voice=Voice.PARENTS, source=Source.PHONE, text=f"Inbreng {number}",
                         standing=Standing.APPROVED if number % 4 else Standing.WAITING, theme=theme if number % 3 else None)
            for number in range(400)
        )  # fmt: skip
        item = ProgrammeItem.objects.filter(stages__contains="contributions").first() or ProgrammeItem.objects.first()
        Meeting.objects.update(state=MeetingState.RUNNING, live_item=item, live_item_at=clock.now())
        a_class = SchoolClass.objects.first()
        link = codes.codes_for("reply", [asked[-1].pk])[asked[-1].pk]["link"]
        join = codes.codes_for("join", [meeting.pk])[meeting.pk]["link"]
    ground.analyse()
    staff, parent, phone = Client(), Client(), Client()
    staff.force_login(dirk)
    session = staff.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": clock.now().timestamp()}]
    session.save()
    for client, code in ((parent, link), (phone, join)):
        client.post(f"/c/{code}", headers={"host": "127.0.0.1"})
    about: dict[str, tuple[str, Any, str]] = {
        "phone asks 'new?'": ("live_phone_now", meeting, "phone"), "phone in the hall": ("live_phone", meeting, "phone"),
        "reply (parent)": ("reply", asked[-1], "parent"), "type a code": ("code_entry", None, "nobody"),
        "shared screen": ("live_hall", meeting, "staff"), "leader's phone": ("live_leader", meeting, "staff"),
        "at the door": ("live_door", meeting, "staff"), "start": ("start", None, "staff"), "meeting": ("meeting", meeting, "staff"),
        "class list": ("people_class", a_class, "staff"),
        "people": ("people", None, "staff"), "reach": ("invite_overview", occasion, "staff"), "harvest board": ("harvest_board", occasion, "staff"),
    }  # fmt: skip
    clients = {"staff": staff, "parent": parent, "phone": phone, "nobody": Client()}
    told: dict[str, Any] = {
        name: "; ".join(f"{key}={value.value}" for key, value in client.cookies.items()) for name, client in clients.items()
    }
    told |= {"pages": {}, "queries": {}}
    for name, (route, thing, who) in about.items():
        path = reverse(route, args=[*([school.slug] if who != "nobody" else []), *([thing.pk] if thing else [])])
        clients[who].get(path, headers={"host": "127.0.0.1"})
        with CaptureQueriesContext(connection) as captured:
            clients[who].get(path, headers={"host": "127.0.0.1"})
        told["pages"][name] = path, who
        told["queries"][name] = len(
            [one for one in captured.captured_queries if "set_config" not in one["sql"] and one["sql"] not in {"BEGIN", "COMMIT"}]
        )
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
