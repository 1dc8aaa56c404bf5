"""300 parents answer a questionnaire within one minute, forty at a time: 0 lost, each counted once.

Half open their own link, half the QR code of their class on the big screen; all read the page and send a sheet that is filled in
whole. One in ten presses twice at once. Meanwhile rows are written anew, as the worker does. Served by granian 2×4 as in production.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

import _ground as ground

PARENTS, AT_ONCE, BAR = 300, 40, 60
TOKEN = "a" * 32
STEPS = ("open", "read", "send")


def main() -> int:
    for word, step in (("--make", make), ("--count", count), ("--rewrite", rewrite)):
        if sys.argv[1:2] == [word]:
            return step()
    rows: list[list[object]] = []
    faults = []
    for database in sys.argv[1:] or ground.DATABASES:
        with ground.environment(database, DRIEHOEK_LOG_LEVEL="CRITICAL", DRIEHOEK_HOSTS="127.0.0.1") as environment:
            links = json.loads(ground.call([__file__, "--make"], environment).splitlines()[-1])
            with ground.granian("driehoek.wsgi:application", environment) as port:
                beside = subprocess.Popen([sys.executable, __file__, "--rewrite"], env=environment)
                start = time.perf_counter()
                with ThreadPoolExecutor(AT_ONCE) as pool:
                    parents = list(pool.map(Parent.answer, [Parent(port, number, *link) for number, link in enumerate(links)]))
                seconds = time.perf_counter() - start
                beside.terminate()
                beside.wait()
            kept = json.loads(ground.call([__file__, "--count"], environment).splitlines()[-1])
        times = {step: [parent.took[step] for parent in parents if step in parent.took] for step in STEPS}
        fast = {step: statistics.quantiles(found, n=20)[18] if len(found) > 1 else 99.0 for step, found in times.items()}
        lost = PARENTS - kept["sheets"]
        wrong = sum(parent.wrong for parent in parents)
        rows.append([database, PARENTS, f"{seconds:.0f}", *(f"{fast[step] * 1000:.0f}" for step in STEPS), wrong, lost])
        faults += [
            f"{database}: {lost} lost" if lost else "",
            f"{database}: {kept['known']} known to have answered" if kept["known"] != PARENTS else "",
            f"{database}: {wrong} answered with an error" if wrong else "",
            f"{database}: {seconds:.0f} s" if seconds > BAR else "",
        ]
    print(f"{PARENTS} parents, {AT_ONCE} at a time, {ground.machine()}")
    ground.show(["database", "parents", "seconds", "open p95 ms", "read p95 ms", "send p95 ms", "errors", "lost"], rows)
    return ground.verdict(*faults)


class Parent:
    """One telephone. `took` is in seconds by step; `wrong` counts answers that were no page and no thanks."""

    def __init__(self, port: int, number: int, path: str, code: str, fields: list[str]) -> None:
        self.port, self.number, self.path, self.code, self.fields = port, number, path, code, fields
        self.took: dict[str, float] = {}
        self.wrong = 0
        self.cookies = {"csrftoken": TOKEN}

    def answer(self) -> "Parent":
        self._ask("open", "POST", f"/c/{self.code}", "", 302)
        self._ask("read", "GET", self.path)
        sheet = {name: str(1 + (self.number + place) % 5) for place, name in enumerate(self.fields)}
        body = urllib.parse.urlencode(sheet | {"b": "time", "w-goes_well": f"Woorden van ouder {self.number}"})
        presses = [
            threading.Thread(target=self._ask, args=("send", "POST", self.path, body))
            for _press in range(1 if self.number % 10 else 2)
        ]
        for press in presses:
            press.start()
        for press in presses:
            press.join()
        return self

    def _ask(self, step: str, method: str, path: str, body: str | None = None, status: int = 200) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        heads = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Accept-Encoding": "gzip"}
        if step == "send":
            heads["Accept"] = "application/json"
        if body:
            heads["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        line.request(method, path, body, heads)
        answer = line.getresponse()
        answer.read()
        self.took[step] = max(self.took.get(step, 0.0), time.perf_counter() - start)
        self.wrong += answer.status != status
        for set_cookie in answer.msg.get_all("Set-Cookie") or []:
            name, _sign, value = set_cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        line.close()


def make() -> int:
    """A school that asks its questionnaire; prints the page, the code and the fields of each parent."""
    import django

    django.setup()
    import datetime as dt

    from _school import big_school
    from django.urls import reverse

    from driehoek import clock
    from driehoek.access import codes
    from driehoek.access.who import Who
    from driehoek.people.models import SchoolClass
    from driehoek.scans.models import AskedClass, Ticket
    from driehoek.scans.services.asking import open_fielding, prepare
    from driehoek.scans.services.instruments import current_version, ship
    from driehoek.schools.scoping import within

    school, dirk = big_school(PARENTS)
    with within(school):
        by, today = Who("staff", dirk.pk, "Dirk"), clock.today()
        version = current_version(ship("full"))
        fielding = prepare(
            version=version, title="Scan", voices=["parents"], classes=list(SchoolClass.objects.all()),
            opens_on=today, closes_on=today + dt.timedelta(days=14), by=by,
        )  # fmt: skip
        open_fielding(fielding=fielding, by=by)
        fields = [f"n-{one['key']}" for one in version.content["items"]]
        tickets = list(Ticket.objects.filter(fielding=fielding).values_list("pk", flat=True)[: PARENTS // 2])
        own = codes.codes_for("scan", tickets)
        links = [[reverse("scan_form", args=[school.slug, key]), own[key]["link"], fields] for key in tickets]
        classes = list(AskedClass.objects.filter(fielding=fielding).values_list("pk", flat=True))
        shared = codes.codes_for("scanclass", classes)
        for number in range(PARENTS - len(links)):
            key = classes[number % len(classes)]
            links.append([reverse("scan_class_form", args=[school.slug, key]), shared[key]["link"], fields])
    ground.analyse()
    print(json.dumps(links[::2] + links[1::2]))
    return 0


def rewrite() -> int:
    """What the worker does every five minutes, here without a pause of more than two seconds."""
    import django

    django.setup()
    from driehoek.scans.services.rewriting import rewrite_answers
    from driehoek.schools.models import School
    from driehoek.schools.scoping import within

    while True:
        with within(School.objects.get(slug="groot")):
            rewrite_answers()
        time.sleep(2)


def count() -> int:
    import django

    django.setup()
    from driehoek.scans.models import Fielding, Mark, Ticket
    from driehoek.scans.services.answering import sheets_of
    from driehoek.schools.models import School
    from driehoek.schools.scoping import within

    with within(School.objects.get(slug="groot"), write=False):
        words = {words for sheet in sheets_of(Fielding.objects.get()) for words in sheet.words.values()}
        sheets = len(sheets_of(Fielding.objects.get()))
        assert len(words) == sheets, "a sheet is there twice"
        print(json.dumps({"sheets": sheets, "known": Ticket.objects.filter(answered=True).count() + Mark.objects.count()}))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "driehoek.settings")
    sys.exit(main())
