"""The result of a questionnaire of 60 items: freezing all answers once, and the page that a team opens, all charts included.

Asked of a fresh process, so that nothing of the page was kept anywhere: what it needs to import was imported by another page.
Bars: the page within 300 ms cold with 1,500 answers, not slower than with 300; freezing 1,500 answers within 10 s.
"""

import http.client
import json
import os
import sys
import time
from statistics import median

import _ground as ground
from pages import measure

PER_PARTNERSHIP, SIZES, COLD, WARM = 12, (300, 1_500), 300.0, 20
FREEZE, FLAT = 10.0, 1.5


def main() -> int:
    if sys.argv[1:2] == ["--make"]:
        return make(int(sys.argv[2]))
    faults, rows = [], []
    for database in ground.DATABASES:
        cold_of: dict[int, float] = {}
        for size in SIZES:
            with ground.environment(database, DRIEHOEK_LOG_LEVEL="CRITICAL", DRIEHOEK_HOSTS="127.0.0.1") as environment:
                made = json.loads(ground.call([__file__, "--make", str(size)], environment).splitlines()[-1])
                bench = {**environment, "PYTHONPATH": f"{environment['PYTHONPATH']}{os.pathsep}{ground.ROOT / 'bench'}"}
                with ground.granian("driehoek.wsgi:application", environment, workers=1) as port:
                    asked(port, made["start"], made["cookies"])
                    cold = cold_of[size] = asked(port, made["page"], made["cookies"])
                    warm = median(asked(port, made["page"], made["cookies"]) for _ in range(WARM))
                with (
                    ground.granian("driehoek.wsgi:application", environment) as port,
                    ground.granian("_peer:application", bench) as bare,
                ):
                    beside = measure("result", made["page"], made["cookies"], port, bare)
            rows.append(
                [database, size, f"{made['freeze']:.1f}", made["queries"], beside[1], f"{cold:.0f}", f"{warm:.0f}", *beside[2:]]
            )
            faults += [f"{database}, {size}: page {cold:.0f} ms"] if cold > COLD else []
            faults += [f"{database}, {size}: freezing {made['freeze']:.1f} s"] if made["freeze"] > FREEZE else []
        least, most = (cold_of[size] for size in SIZES)
        faults += [f"{database}: {most:.0f} ms beside {least:.0f} ms"] if most > FLAT * least else []
    print(f"60 items, {ground.machine()}")
    head = [
        "database",
        "answers",
        "freeze s",
        "queries",
        "kB",
        "cold ms",
        "warm ms",
        "pages/s",
        "bare/s",
        "ratio",
        "CPU-ms",
        "bare CPU-ms",
    ]
    ground.show(head, rows)
    return ground.verdict(*faults)


def asked(port: int, path: str, cookies: str) -> float:
    """Milliseconds until the whole page is there."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    start = time.perf_counter()
    line.request("GET", path, headers={"Cookie": cookies, "Accept-Language": "nl", "Host": "127.0.0.1"})
    answer = line.getresponse()
    answer.read()
    took = 1000 * (time.perf_counter() - start)
    line.close()
    if answer.status != 200:
        raise SystemExit(f"{path} was answered with {answer.status}")
    return took


def texts(words: str) -> dict[str, dict[str, str]]:
    return {voice: {"nl": f"{words}, zoals {who} het zien."} for voice, who in (("parents", "ouders"), ("school", "collega's"))}


def make(people: int) -> int:
    """A school of so many parents who all answered, and 60 of the team. Prints the addresses, cookies and how long freezing took."""
    import django

    django.setup()
    import random

    from _school import big_school
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from driehoek import clock
    from driehoek.library.partnership import Partnership
    from driehoek.people.models import SchoolClass
    from driehoek.scans.models import AskedClass, Fielding, Instrument, Submission, Version
    from driehoek.scans.rules import Sheet
    from driehoek.scans.rules_sheets import packed
    from driehoek.scans.services.freezing import freeze
    from driehoek.schools.models import SchoolYear
    from driehoek.schools.scoping import within

    chance = random.Random(people)
    items = [
        {
            "key": f"{part}{number}",
            "partnership": str(part),
            "texts": texts(f"Stelling {number} over {part.label}"),
            "short": False,
        }
        for part in Partnership
        for number in range(PER_PARTNERSHIP)
    ]
    barriers = [{"key": f"b{number}", "texts": {"nl": f"Belemmering {number}"}} for number in range(12)]
    questions = [{"key": "wish", "kind": "wish", "texts": texts("Wat wenst u")}]
    content = {"items": items, "trust": [], "questions": questions, "barriers": barriers, "asks_importance": True}
    school, dirk = big_school(people)
    with within(school):
        SchoolClass.objects.update(year_level="")
        for row in SchoolClass.objects.all():
            row.year_level = row.name[0]
            row.save(update_fields=["year_level"])
        classes = list(SchoolClass.objects.order_by("sort_key"))
        version = Version.objects.create(instrument=Instrument.objects.create(name="Zestig"), content=content)
        now = clock.now()
        fielding = Fielding.objects.create(
            version=version, title="Zestig stellingen", year=SchoolYear.objects.get(), voices=["parents", "school"],
            people={"parents": 2 * people, "school": 80}, opens_on=clock.today(), closes_on=clock.today(), opened_at=now, closed_at=now,
        )  # fmt: skip
        per_class = -(-people // len(classes))
        AskedClass.objects.bulk_create(
            AskedClass(fielding=fielding, school_class=one, people={"parents": 2 * per_class}) for one in classes
        )
        likes = {one["key"]: chance.uniform(0.2, 0.9) for one in items}

        def sheet(voice: str, class_id: str, words: str) -> Sheet:
            now = {
                key: chance.choice((4, 5)) if chance.random() < like else chance.choice((0, 1, 2, 3))
                for key, like in likes.items()
            }
            ticked = tuple(f"b{number}" for number in range(12) if chance.random() < 0.2)
            return Sheet(
                voice,
                class_id,
                "nl",
                now,
                {key: chance.choice((3, 4, 5)) for key in likes},
                ticked,
                {"wish": words} if words else {},
            )

        sheets = [
            sheet("parents", str(classes[number // per_class].pk), "Meer tijd." if number % 5 == 0 else "")
            for number in range(people)
        ]
        sheets += [sheet("school", "", "") for _ in range(60)]
        Submission.objects.bulk_create([Submission(fielding=fielding, sheet=packed(one)) for one in sheets], batch_size=200)
    ground.analyse()
    start = time.perf_counter()
    with within(school):
        freeze(fielding)
    took = time.perf_counter() - start
    staff = Client()
    staff.force_login(dirk)
    page = reverse("scan_result", args=[school.slug, fielding.pk])
    staff.get(page, headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as captured:
        staff.get(page, headers={"host": "127.0.0.1"})
    told = [one for one in captured.captured_queries if "set_config" not in one["sql"] and one["sql"] not in {"BEGIN", "COMMIT"}]
    cookies = "; ".join(f"{key}={value.value}" for key, value in staff.cookies.items())
    print(
        json.dumps(
            {
                "page": page,
                "start": reverse("start", args=[school.slug]),
                "cookies": cookies,
                "freeze": took,
                "queries": len(told),
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
