"""500 contributions from 50 phones over connections of which 30 % break: 0 lost, 0 double.

Half of the breaks come before the server has the whole request, half after it has and before the phone reads the answer
(a reset, as when somebody walks out of the wifi). The phone keeps what it sends until it reads its own key, and sends
again with that key. Served by granian 2×4 as in production.
"""

import http.client
import json
import os
import random
import socket
import struct
import sys
import time
import urllib.parse
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import _ground as ground

PHONES, EACH, BREAKS = 50, 10, 0.30
TOKEN = "a" * 32


def main() -> int:
    if sys.argv[1:2] == ["--make"]:
        return make()
    if sys.argv[1:2] == ["--count"]:
        return count(sys.argv[2])
    rows: list[list[object]] = []
    faults = []
    for database in ground.DATABASES:
        with ground.environment(database, DRIEHOEK_LOG_LEVEL="CRITICAL", DRIEHOEK_HOSTS="127.0.0.1") as environment:
            made = json.loads(ground.call([__file__, "--make"], environment).splitlines()[-1])
            with ground.granian("driehoek.wsgi:application", environment) as port:
                start = time.perf_counter()
                with ThreadPoolExecutor(PHONES) as pool:
                    phones = list(pool.map(Phone.say_all, [Phone(port, made, number) for number in range(PHONES)]))
                seconds = time.perf_counter() - start
            told = json.loads(ground.call([__file__, "--count", made["occasion"]], environment).splitlines()[-1])
        sent = {key for phone in phones for key in phone.acknowledged}
        lost, double = len(sent - set(told["keys"])), told["rows"] - len(set(told["words"]))
        never = PHONES * EACH - len(sent)
        before, after = (sum(getattr(phone, name) for phone in phones) for name in ("before", "after"))
        rows.append([database, PHONES * EACH, before, after, lost + never, double, f"{seconds:.1f}"])
        faults += [f"{database}: {lost + never} lost" if lost + never else "", f"{database}: {double} double" if double else ""]
    print(f"{PHONES} phones × {EACH} contributions, {BREAKS:.0%} of the connections break, {ground.machine()}")
    ground.show(["database", "contributions", "broken before", "broken after", "lost", "double", "seconds"], rows)
    return ground.verdict(*faults)


class Phone:
    """What the page's script does, on a bare socket that can be cut."""

    def __init__(self, port: int, made: dict[str, str], number: int) -> None:
        self.port, self.made, self.number = port, made, number
        self.random = random.Random(number)
        self.acknowledged: list[str] = []
        self.before = self.after = 0
        self.cookies = f"csrftoken={TOKEN}"

    def say_all(self) -> "Phone":
        self._join()
        for number in range(EACH):
            key = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
            said = {
                "key": key,
                "voice": "parents",
                "kind": "tip",
                "text": f"Telefoon {self.number}, tip {number}",
                "question": "",
                "giver_name": "",
            }
            self._until_acknowledged(key, urllib.parse.urlencode(said))
        return self

    def _join(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("POST", f"/c/{self.made['code']}", "", {"Cookie": self.cookies, "X-CSRFToken": TOKEN})
        answer = line.getresponse()
        session = answer.getheader("Set-Cookie", "") + str(answer.msg)
        answer.read()
        if answer.status != 302:
            raise SystemExit(f"the code was answered with {answer.status}")
        self.cookies += "; sessionid=" + session.split("sessionid=")[1].split(";")[0]

    def _until_acknowledged(self, key: str, body: str) -> None:
        for attempt in range(200):
            answer = self._send(body)
            if answer is not None and answer[0] == 200 and json.loads(answer[1]).get("key") == key:
                self.acknowledged.append(key)
                return
            time.sleep(min(0.05 * (attempt + 1), 1.0))

    def _send(self, body: str) -> tuple[int, bytes] | None:
        head = (
            f"POST {self.made['path']} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: application/json\r\n"
            f"Cookie: {self.cookies}\r\nX-CSRFToken: {TOKEN}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        request = (head + body).encode()
        breaks = self.random.random() < BREAKS
        early = breaks and self.random.random() < 0.5
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            if early:
                line.sendall(request[: self.random.randrange(1, len(request))])
                self.before += 1
                return _cut(line)
            line.sendall(request)
            if breaks:
                time.sleep(self.random.random() * 0.1)  # the server may be anywhere: waiting, writing, done
                self.after += 1
                return _cut(line)
            return _read(line)


def _cut(line: socket.socket) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, no goodbye


def _read(line: socket.socket) -> tuple[int, bytes] | None:
    answer = http.client.HTTPResponse(line)
    try:
        answer.begin()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return None


def make() -> int:
    """A school with a running evening; prints where to send and the code of the hall."""
    import django

    django.setup()
    from _school import big_school, evening
    from django.urls import reverse

    from driehoek.access import codes
    from driehoek.access.who import Who
    from driehoek.meetings.models import Meeting, MeetingState
    from driehoek.schools.scoping import within

    school, dirk = big_school(60)
    with within(school):
        meeting = evening(Who("staff", dirk.pk, "Dirk"))
        Meeting.objects.update(state=MeetingState.RUNNING)
        code = codes.codes_for("join", [meeting.pk])[meeting.pk]["link"]
    path = reverse("live_contribute", args=[school.slug, meeting.pk])
    print(json.dumps({"path": path, "code": code, "occasion": str(meeting.occasion_id)}))
    return 0


def count(occasion: str) -> int:
    import django

    django.setup()
    from driehoek.schools.models import School
    from driehoek.schools.scoping import within
    from driehoek.voices.models import Contribution

    with within(School.objects.get(slug="groot"), write=False):
        rows: list[Any] = list(Contribution.objects.filter(occasion_id=occasion))
    print(json.dumps({"rows": len(rows), "keys": [str(row.pk) for row in rows], "words": [row.text for row in rows]}))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "driehoek.settings")
    sys.exit(main())
