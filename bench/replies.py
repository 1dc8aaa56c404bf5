"""900 families answer within ten minutes, twenty at a time: 0 lost, and sending an answer takes at most a second for 95 of 100.

Each opens their own link, reads the page and sends an answer with a question under their name; one in ten presses twice at
once. Served by granian 2×4 as in production.
"""

import http.client
import json
import os
import statistics
import sys
import threading
import time
import urllib.parse
import uuid
from concurrent.futures import ThreadPoolExecutor

import _ground as ground

FAMILIES, AT_ONCE, MINUTES, BAR = 900, 20, 10, 1.0
TOKEN = "a" * 32
STEPS = ("open", "read", "send")


def main() -> int:
    if sys.argv[1:2] == ["--make"]:
        return make()
    if sys.argv[1:2] == ["--count"]:
        return count()
    rows: list[list[object]] = []
    faults = []
    for database in sys.argv[1:] or ground.DATABASES:
        with ground.environment(database, DRIEHOEK_LOG_LEVEL="CRITICAL", DRIEHOEK_HOSTS="127.0.0.1") as environment:
            links = json.loads(ground.call([__file__, "--make"], environment).splitlines()[-1])
            with ground.granian("driehoek.wsgi:application", environment) as port:
                start = time.perf_counter()
                with ThreadPoolExecutor(AT_ONCE) as pool:
                    families = list(pool.map(Family.answer, [Family(port, number, *link) for number, link in enumerate(links)]))
                seconds = time.perf_counter() - start
            kept = json.loads(ground.call([__file__, "--count"], environment).splitlines()[-1])
        times = {step: [family.took[step] for family in families if step in family.took] for step in STEPS}
        fast = {step: statistics.quantiles(found, n=20)[18] if len(found) > 1 else 99.0 for step, found in times.items()}
        lost = FAMILIES - kept["replies"] + FAMILIES - kept["questions"]
        wrong = sum(family.wrong for family in families)
        rows.append([database, FAMILIES, f"{seconds:.0f}", *(f"{fast[step] * 1000:.0f}" for step in STEPS), wrong, lost])
        faults += [
            f"{database}: {lost} lost" if lost else "",
            f"{database}: {wrong} answered with an error" if wrong else "",
            f"{database}: sending took {fast['send']:.1f} s" if fast["send"] > BAR else "",
            f"{database}: {seconds:.0f} s" if seconds > MINUTES * 60 else "",
        ]
    print(f"{FAMILIES} families, {AT_ONCE} at a time, {ground.machine()}")
    ground.show(["database", "families", "seconds", "open p95 ms", "read p95 ms", "send p95 ms", "errors", "lost"], rows)
    return ground.verdict(*faults)


class Family:
    """One telephone. `took` is in seconds by step; `wrong` counts answers that were no page and no thanks."""

    def __init__(self, port: int, number: int, path: str, code: str) -> None:
        self.port, self.number, self.path, self.code = port, number, path, code
        self.took: dict[str, float] = {}
        self.wrong = 0
        self.cookies = f"csrftoken={TOKEN}"

    def answer(self) -> "Family":
        status, heads = self._ask("open", "POST", f"/c/{self.code}", "")
        if "sessionid=" in heads:
            self.cookies += "; sessionid=" + heads.split("sessionid=")[1].split(";")[0]
        self._ask("read", "GET", self.path)
        said = {
            "coming": "2", "interpreter": "", "childcare": "1", "other_need": "", "before": "on",
            "question": f"Vraag van gezin {self.number}", "text": "", "kind": "experience", "named": "with",
            "key": str(uuid.uuid4()), "question_key": str(uuid.uuid4()),
        }  # fmt: skip
        body = urllib.parse.urlencode(said)
        if self.number % 10:
            self._ask("send", "POST", self.path, body)
            return self
        presses = [threading.Thread(target=self._ask, args=("send", "POST", self.path, body)) for _press in range(2)]
        for press in presses:
            press.start()
        for press in presses:
            press.join()
        return self

    def _ask(self, step: str, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        heads = {"Cookie": self.cookies, "X-CSRFToken": TOKEN, "Accept-Encoding": "gzip"}
        if body:
            heads["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        line.request(method, path, body, heads)
        answer = line.getresponse()
        answer.read()
        self.took[step] = max(self.took.get(step, 0.0), time.perf_counter() - start)
        self.wrong += answer.status != (200 if method == "GET" else 302)
        line.close()
        return answer.status, str(answer.msg)


def make() -> int:
    """A school whose invitations are out; prints the page and the code of each family."""
    import django

    django.setup()
    from _school import big_school, evening
    from django.urls import reverse

    from driehoek.access import codes
    from driehoek.access.who import Who
    from driehoek.invitations import services
    from driehoek.invitations.models import ClassInvitation, Invitation
    from driehoek.schools.scoping import within

    school, dirk = big_school(FAMILIES)
    with within(school):
        by = Who("staff", dirk.pk, "Dirk")
        occasion = evening(by).occasion
        services.prepare_class_invitations(occasion=occasion, by=by)
        for one in ClassInvitation.objects.filter(occasion=occasion):
            services.approve(class_invitation=one, by=by)
        services.send(occasion=occasion, by=by)
        keys = list(Invitation.objects.filter(occasion=occasion).values_list("pk", flat=True))
        opened = codes.codes_for("reply", keys)
        links = [[reverse("reply", args=[school.slug, key]), opened[key]["link"]] for key in keys]
    ground.analyse()
    print(json.dumps(links))
    return 0


def count() -> int:
    import django

    django.setup()
    from driehoek.invitations.models import Reply
    from driehoek.schools.models import School
    from driehoek.schools.scoping import within
    from driehoek.voices.models import Contribution

    with within(School.objects.get(slug="groot"), write=False):
        replies = Reply.objects.filter(coming=2, childcare=1).count()
        questions = Contribution.objects.filter(kind="question", giver__isnull=False)
        told = {"replies": replies, "questions": questions.values("text").distinct().count()}
        assert questions.count() == told["questions"], "a question is there twice"
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "driehoek.settings")
    sys.exit(main())
