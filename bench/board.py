"""The sorting board with 2,000 notes and 20 themes: the first page, one move, a poll with and without news. On both databases.

Bars: the first page within 1 s, a move within 100 ms (the server's share, median). `ratio` is to a board of 100 notes: the cost
may not grow with the pile. CPU is that of the server's processes, wall is what a client on the same machine waits.
"""

import datetime as dt
import http.client
import json
import os
import re
import statistics
import sys
import time
import urllib.parse
from typing import Any

import _ground as ground

NOTES, FEW, THEMES, TIMES = 2_000, 100, 20, 20
BAR_FIRST, BAR_MOVE, BAR_POLL = 1_000, 100, 100
TOKEN = "a" * 32
HTMX = {"HX-Request": "true"}


def main() -> int:
    if sys.argv[1:2] == ["--make"]:
        return make()
    rows: list[list[object]] = []
    faults = []
    for database in ground.DATABASES:
        with ground.environment(database, DRIEHOEK_LOG_LEVEL="CRITICAL", DRIEHOEK_HOSTS="127.0.0.1") as environment:
            made = json.loads(ground.call([__file__, "--make"], environment).splitlines()[-1])
            with ground.granian("driehoek.wsgi:application", environment, workers=1) as port:
                few = Board(port, made, made["few"]).measure()
                many = Board(port, made, made["many"]).measure()
        for name, bar in (
            ("first page", BAR_FIRST),
            ("move", BAR_MOVE),
            ("move of 25", BAR_MOVE),
            ("poll, news", BAR_POLL),
            ("poll", BAR_POLL),
        ):
            wall, cpu, size = many[name]
            rows.append(
                [database, name, f"{wall:.0f}", f"{cpu:.0f}", f"{size / 1024:.0f}", f"{cpu / max(few[name][1], 0.1):.1f}", bar]
            )
            faults.append(f"{database}: {name} takes {cpu:.0f} ms" if cpu > bar else "")
    print(f"{NOTES} notes, {THEMES} themes, median of {TIMES}, {ground.machine()}")
    ground.show(["database", "what", "wall ms", "CPU ms", "KB", f"ratio to {FEW} notes", "bar ms"], rows)
    return ground.verdict(*faults)


def middle(told: list[tuple[float, float, int]]) -> tuple[float, float, float]:
    """The median of each: wall, CPU, size."""
    wall, cpu, size = zip(*told, strict=True)
    return statistics.median(wall), statistics.median(cpu), statistics.median(size)


class Board:
    """One colleague who sorts one board, over one connection."""

    def __init__(self, port: int, made: dict[str, Any], occasion: str) -> None:
        self.port, self.made, self.occasion = port, made, occasion
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.version = ""

    def ask(self, address: str, fields: list[tuple[str, str]] | None = None, headers: dict[str, str] | None = None) -> Any:
        """(milliseconds of wall, of CPU, the page)."""
        head = {"Cookie": f"{self.made['cookie']}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, **(headers or {})}
        body = None
        if fields is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(fields)
        used, start = ground.cpu_seconds(ground.SERVING[self.port]), time.perf_counter()
        self.line.request("POST" if fields is not None else "GET", address, body, head)
        answer = self.line.getresponse()
        page = answer.read().decode()
        wall, cpu = time.perf_counter() - start, ground.cpu_seconds(ground.SERVING[self.port]) - used
        if answer.status not in {200, 204}:
            raise SystemExit(f"{address} was answered with {answer.status}: {page[:300]}")
        found = re.search(r'data-version="(\w+)"', page)
        self.version = found[1] if found else self.version
        return wall * 1000, cpu * 1000, page

    def measure(self) -> dict[str, tuple[float, float, float]]:
        base = self.made["address"].replace("OCCASION", self.occasion)
        seen: dict[str, list[tuple[float, float, int]]] = {}

        def keep(name: str, told: Any) -> str:
            seen.setdefault(name, []).append((told[0], told[1], len(told[2].encode())))
            return str(told[2])

        self.ask(base)
        for _time in range(TIMES // 2):
            page = keep("first page", self.ask(base))
        for number in range(TIMES):
            cards = re.findall(r'data-card="([^"]+)" data-seen="none"', page)
            goals = re.findall(r'data-column="([0-9a-f-]{36})"', page)
            goal = goals[number % len(goals)]
            before = self.version
            keep("move", self.ask(f"{base}verplaats/", [("put", f"{cards[0]}:none:{goal}"), ("v", self.version)], HTMX))
            keep("poll, news", self.ask(f"{base}?v={before}", headers=HTMX))
            keep("poll", self.ask(f"{base}?v={self.version}", headers=HTMX))
            page = self.ask(base)[2]
        cards = re.findall(r'data-card="([^"]+)" data-seen="none"', page)[:25]
        for number in range(TIMES // 2):
            there, back = ("none", goals[0]) if number % 2 == 0 else (goals[0], "none")
            moved = [("card", f"{card}:{there}") for card in cards]
            keep("move of 25", self.ask(f"{base}verplaats/", [*moved, ("column", back), ("v", self.version)], HTMX))
        return {name: middle(told) for name, told in seen.items()}


def make() -> int:
    """Two evenings, one with few notes and one with many; three of four notes have no theme and three suggestions. Prints how."""
    import random

    import django

    django.setup()
    from _school import big_school, evening
    from django.test import Client
    from django.urls import reverse

    from driehoek import clock
    from driehoek.access.who import Who
    from driehoek.schools.scoping import within
    from driehoek.voices.models import Contribution, Kind, Placement, Reading, Source, Standing, Theme, Voice

    school, dirk = big_school(30)
    by = Who("staff", dirk.pk, "Dirk")
    said = "Ik weet vaak niet wie ik moet bellen als er iets is met mijn kind en dat is jammer".split()
    pick = random.Random(5)
    told: dict[str, Any] = {}
    for name, count in (("few", FEW), ("many", NOTES)):
        with within(school):
            occasion = evening(by).occasion
            themes = Theme.objects.bulk_create(
                Theme(occasion=occasion, title=f"Thema nummer {number}", position=number) for number in range(THEMES)
            )
            notes = Contribution.objects.bulk_create(
                [
                    Contribution(
                        occasion=occasion, kind=Kind.values[number % 9], voice=Voice.values[number % 3], source=Source.PHONE,
                        text=" ".join(pick.choices(said, k=11)) + f" {number}", standing=Standing.APPROVED,
                        theme=themes[number % THEMES] if number % 4 == 0 else None, table_number=number % 12 + 1,
                    )
                    for number in range(count)
                ],
                batch_size=500,
            )  # fmt: skip
            Reading.objects.bulk_create(
                [
                    Reading(
                        contribution=note, digest="x", engine="bench", certain=not number % 4,
                        likely=[[str(theme.pk), 0.5] for theme in pick.sample(themes, 3)],
                        similar=[str(other.pk) for other in pick.sample(notes, 3)],
                    )
                    for number, note in enumerate(notes)
                ],
                batch_size=500,
            )  # fmt: skip
            Placement.objects.bulk_create(
                [
                    Placement(contribution=note, after_id=note.theme_id, placed_by_id=dirk.pk, placed_at=clock.now())
                    for note in notes
                    if note.theme_id
                ],
                batch_size=500,
            )
            Placement.objects.update(placed_at=clock.now() - dt.timedelta(hours=1))
            told[name] = str(occasion.pk)
    ground.analyse()
    client = Client()
    client.force_login(dirk)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": clock.now().timestamp()}]
    session.save()
    told["cookie"] = f"sessionid={client.cookies['sessionid'].value}"
    told["address"] = reverse("harvest_board", args=[school.slug, told["many"]]).replace(told["many"], "OCCASION")
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "driehoek.settings")
    sys.exit(main())
