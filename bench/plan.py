"""The plan of a school with 2,000 contributions and 120 actions, and one of 200 pages. On both databases.

Bars: the draft composed within 2 CPU-s, Word and PDF within 2 CPU-s each, the page of the largest theme within 300 ms from a fresh
process. `ratio` is to a bare page in the same run. Links: every action leads to its ambition, themes and contributions, and
every contribution to what was done: on screen, in the Word file and in the workbook; and no link on those screens is dead.
"""

import http.client
import io
import json
import re
import sys
import time
from collections.abc import Callable
from typing import Any

import _ground as ground
from pages import measure

SAID, THEMES, AMBITIONS, ACTIONS, LETTERS = 2_000, 20, 24, 120, 1_500
LINES = 440  # of 1,500 letters, with what they come from: 200 pages
BAR_COMPOSE, BAR_PAPER, BAR_TRACE = 2.0, 2.0, 300.0
ASKED = ("plan", "plan_ambition", "plan_theme", "plan_programme", "long plan", "long compare")


def main() -> int:
    if len(sys.argv) > 1:
        return {"--make": make, "--papers": papers, "--links": links}[sys.argv[1]]()
    faults, pages, made_of, found = [], [], [], []
    for database in ground.DATABASES:
        with ground.environment(database, DRIEHOEK_LOG_LEVEL="CRITICAL", DRIEHOEK_HOSTS="127.0.0.1") as environment:
            made = _last(ground.call([__file__, "--make"], environment))
            paper = _last(ground.call([__file__, "--papers"], environment))
            linked = _last(ground.call([__file__, "--links"], environment))
            bench = {**environment, "PYTHONPATH": f"{environment['PYTHONPATH']}:{ground.ROOT / 'bench'}"}
            with ground.granian("driehoek.wsgi:application", environment, workers=1) as port:
                asked(port, made["start"], made["cookies"])
                cold = asked(port, made["pages"]["plan_theme"], made["cookies"])
            with (
                ground.granian("driehoek.wsgi:application", environment) as port,
                ground.granian("_peer:application", bench) as bare,
            ):
                for name in ASKED:
                    row = measure(name, made["pages"][name], made["cookies"], port, bare)
                    pages.append([database, *row[:1], made["queries"][name], *row[1:]])
        for name, (cpu, wall, size) in ({"compose": [*made["compose"], 0]} | paper).items():
            made_of.append([database, name, f"{cpu:.2f}", f"{wall:.2f}", size // 1024])
            bar = BAR_COMPOSE if name == "compose" else BAR_PAPER
            faults += [f"{database}: {name} {cpu:.1f} CPU-s"] if cpu > bar and not name.startswith("long") else []
        found.append([database, *linked["counts"].values(), len(linked["dead"]), len(linked["missing"]), f"{cold:.0f}"])
        faults += [f"{database}: {one}" for one in [*linked["dead"], *linked["missing"]][:5]]
        faults += [f"{database}: largest theme {cold:.0f} ms"] if cold > BAR_TRACE else []
    print(f"{SAID} contributions, {ACTIONS} actions, long: {LINES} lines of {LETTERS} letters; {ground.machine()}")
    ground.show(["database", "made", "CPU-s", "wall s", "KB"], made_of)
    ground.show(["database", "page", "queries", "kB", "pages/s", "bare/s", "ratio", "CPU-ms", "bare CPU-ms"], pages)
    ground.show(["database", "actions", "contributions", "links", "dead", "missing", "largest theme cold ms"], found)
    return ground.verdict(*faults)


def _last(output: str) -> Any:
    return json.loads(output.splitlines()[-1])


def asked(port: int, path: str, cookies: str) -> float:
    """Milliseconds until the whole page is there."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    start = time.perf_counter()
    line.request("GET", path, headers={"Cookie": cookies, "Accept-Language": "nl", "Host": "127.0.0.1"})
    answer = line.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path} was answered with {answer.status}")
    return 1000 * (time.perf_counter() - start)


def timed(deed: Callable[[], Any]) -> tuple[Any, float, float]:
    """(what came out, CPU-seconds, seconds)."""
    cpu, wall = time.process_time(), time.perf_counter()
    made = deed()
    return made, time.process_time() - cpu, time.perf_counter() - wall


def _django() -> None:
    import django

    django.setup()


def make() -> int:
    """The school with its board, a session, the composed plan, actions and answers; and the long plan. Prints addresses and what composing took."""
    _django()
    import datetime as dt
    import random

    from _school import big_school, evening
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from driehoek import clock
    from driehoek.access.who import Who
    from driehoek.actions.services import give_answer
    from driehoek.library.partnership import Partnership
    from driehoek.plans import services
    from driehoek.plans.models import Activity, Chapter, Line, LineSource, Plan, SourceSort
    from driehoek.scans.models import Agreed, ChosenPoint, PointSort, SessionKind, TeamSession
    from driehoek.schools.models import SchoolYear
    from driehoek.schools.scoping import within
    from driehoek.voices.models import Contribution, Kind, Masking, Source, Standing, Theme, Voice

    pick = random.Random(7)
    words = "wij bellen ouders eerder en vertellen thuis wat er in de klas gebeurt zodat het kind merkt dat school en thuis samen gaan".split()
    school, dirk = big_school(60)
    by = Who("staff", dirk.pk, "Dirk")
    with within(school):
        occasion = evening(by).occasion
        themes = [Theme.objects.create(occasion=occasion, title=f"Thema {one}", position=one) for one in range(THEMES)]
        Contribution.objects.bulk_create(
            [
                Contribution(
                    occasion=occasion, source=Source.PHONE, standing=Standing.APPROVED, masking=Masking.CLEARED, voice=Voice.values[one % 3],
                    kind=Kind.values[one % 8], text=f"{' '.join(pick.choices(words, k=12))} nummer {one}.", picked=one % 50 == 0,
                    theme=themes[0 if one % 4 == 0 else one % THEMES],
                )
                for one in range(SAID)
            ],
            batch_size=500,
        )  # fmt: skip
        session = TeamSession.objects.create(kind=SessionKind.VISION, title="Visie")
        for about in ("now", "want", "how"):
            Agreed.objects.create(session=session, about=about, text=f"Samen {about}: {' '.join(pick.choices(words, k=20))}.")
        for one in range(AMBITIONS):
            part, sort = Partnership.values[one % 5], PointSort.AMBITION if one < AMBITIONS else PointSort.STRENGTH
            ChosenPoint.objects.create(session=session, sort=sort, partnership=part, text=f"Ambitie nummer {one}.")
    ground.analyse()
    with within(school):
        begin = {
            "title": "Samen verder",
            "year": SchoolYear.objects.get(),
            "occasions": [occasion],
            "sessions": [session],
            "by": by,
        }
        plan, *took = timed(lambda: services.start(**begin))
        ambitions = list(Line.objects.filter(plan=plan, chapter=Chapter.AMBITIONS))
        for one, line in enumerate(ambitions):
            for theme in (themes[one % THEMES], themes[(one + 7) % THEMES]):
                LineSource.objects.create(line=line, sort=SourceSort.THEME, about=theme.pk)
        soon = clock.today() + dt.timedelta(days=40)
        for one in range(ACTIONS):
            line = ambitions[one % AMBITIONS]
            services.make_action(ambition=line, title=f"Actie nummer {one}", owner=None, due_on=soon, by=by)
        for one in range(40):
            Activity.objects.create(plan=plan, ambition=ambitions[one % AMBITIONS], title=f"Activiteit {one}", preparation="Zaal")
        for theme in themes:
            theme.answer = give_answer(before=None, kind="heard", text="Dank, dit nemen we mee.", by=by)
            theme.save()
        long = Plan.objects.create(title="Lang plan", year=SchoolYear.objects.get(), draws=plan.draws)
        rows = [
            Line(
                plan=long, chapter=Chapter.values[one * 5 // LINES], position=one, text=_long_text(pick, words),
                partnership=Partnership.values[one % 5] if one * 5 // LINES == 4 else "",
            )
            for one in range(LINES)
        ]  # fmt: skip
        Line.objects.bulk_create(rows, batch_size=200)
        LineSource.objects.bulk_create(
            LineSource(line=row, sort=SourceSort.THEME, about=themes[one % THEMES].pk) for one, row in enumerate(rows)
        )
        services.keep_version(plan=long, by=by)
        for row in rows[::5]:
            services.change(
                line=row, text=_long_text(pick, words), partnership=row.partnership, chapter=row.chapter, seen=0, by=by
            )
        pages = {
            "plan": reverse("plan", args=[school.slug, plan.pk]),
            "plan_ambition": reverse("plan_ambition", args=[school.slug, ambitions[0].pk]),
            "plan_theme": reverse("plan_theme", args=[school.slug, themes[0].pk]),
            "plan_programme": reverse("plan_programme", args=[school.slug, plan.pk]),
            "long plan": reverse("plan", args=[school.slug, long.pk]),
            "long compare": reverse("plan_compare", args=[school.slug, long.pk]),
        }
    ground.analyse()
    client = _signed_in(Client(SERVER_NAME="127.0.0.1"), dirk)
    queries = {}
    for name, path in pages.items():
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        queries[name] = sum(
            one["sql"].split()[0] not in {"BEGIN", "COMMIT"} and "set_config" not in one["sql"] for one in captured
        )
    cookies = "; ".join(f"{key}={value.value}" for key, value in client.cookies.items())
    start = reverse("start", args=[school.slug])
    print(json.dumps({"pages": pages, "queries": queries, "cookies": cookies, "start": start, "compose": took}))
    return 0


def _long_text(pick: Any, words: list[str]) -> str:
    made = ""
    while len(made) < LETTERS:
        made += f"<p>{' '.join(pick.choices(words, k=60)).capitalize()}.</p>"
    return made


def _signed_in(client: Any, user: Any) -> Any:
    from driehoek import clock

    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": clock.now().timestamp()}]
    session.save()
    return client


def papers() -> int:
    """Word and PDF of both plans, in a process in which paper was made before. Prints {name: (CPU-s, seconds, bytes)}."""
    _django()
    from driehoek.documents.plan import plan_pdf
    from driehoek.documents.plan_word import plan_docx
    from driehoek.people.export import as_workbook
    from driehoek.plans.models import Plan
    from driehoek.plans.queries.papers import block_paper, for_staff, guide_block
    from driehoek.plans.queries.trace_out import sheets_of, trace_paper
    from driehoek.schools.models import School
    from driehoek.schools.scoping import within

    school = School.objects.get()
    found = {}
    with within(school, write=False):
        for name, title in (("", "Samen verder"), ("long ", "Lang plan")):
            plan = Plan.for_gate().get(title=title)
            for make_paper in (plan_docx, plan_pdf):
                make_paper(block_paper(plan, guide_block(plan, school.slug)), school="x")
            made_of: dict[str, Callable[[], bytes]] = {
                "Word": lambda plan=plan: plan_docx(for_staff(plan, school), school=school.name),
                "PDF": lambda plan=plan: plan_pdf(for_staff(plan, school), school=school.name),
            }
            if not name:
                made_of |= {
                    "chain, Word": lambda plan=plan: plan_docx(trace_paper(plan), school=school.name),
                    "chain, workbook": lambda plan=plan: as_workbook(sheets_of(plan)),
                }
            for kind, deed in made_of.items():
                made, cpu, wall = timed(deed)
                found[f"{name}{kind}"] = (cpu, wall, len(made))
    print(json.dumps(found))
    return 0


class Walk:
    """What a colleague reaches by following links; every address is asked once."""

    def __init__(self, client: Any) -> None:
        self.client, self.seen, self.dead = client, {}, []

    def page(self, path: str) -> str:
        if path not in self.seen:
            answer = self.client.get(path)
            self.seen[path] = answer.content.decode() if answer.status_code == 200 else ""
            if answer.status_code != 200:
                self.dead.append(f"{path} {answer.status_code}")
        return self.seen[path].partition("<main")[2]

    def all_pages(self, path: str) -> str:
        whole, number = self.page(path), 1
        while f"page={number + 1}" in self.page(path if number == 1 else f"{path}?page={number}"):
            number += 1
            whole += self.page(f"{path}?page={number}")
        return whole


def links() -> int:
    """Follows all of them. Prints how many there are, which are dead and which are missing."""
    _django()
    from django.test import Client
    from django.urls import reverse
    from docx import Document
    from openpyxl import load_workbook

    from driehoek.access.models import User
    from driehoek.plans.models import LineSource, Plan, PlannedAction, SourceSort
    from driehoek.schools.models import School
    from driehoek.schools.scoping import within
    from driehoek.voices.models import Contribution, Theme

    school = School.objects.get()
    walk, missing = Walk(_signed_in(Client(SERVER_NAME="127.0.0.1"), User.objects.get(email="dirk@example.org"))), []

    def at(name: str, key: Any) -> str:
        return reverse(name, args=[school.slug, key])

    with within(school, write=False):
        plan = Plan.objects.get(title="Samen verder")
        planned = list(PlannedAction.objects.select_related("action"))
        behind: dict[Any, list[Any]] = {}
        for line, theme in LineSource.objects.filter(line__plan=plan, sort=SourceSort.THEME).values_list("line", "about"):
            behind.setdefault(line, []).append(theme)
        said = {one.pk: list(one.contributions.values_list("pk", flat=True)) for one in Theme.objects.all()}
        texts = list(Contribution.objects.values_list("text", flat=True))
    needs = [(at("action", one.action_id), [at("plan_ambition", one.ambition_id)]) for one in planned]
    for one in planned:
        themes = behind[one.ambition_id]
        wanted = [at("action", one.action_id), *(at("plan_theme", theme) for theme in themes)]
        needs.append(
            (at("plan_ambition", one.ambition_id), wanted + [at("contribution", key) for theme in themes for key in said[theme]])
        )
    for theme, keys in said.items():
        done = [at("action", one.action_id) for one in planned if theme in behind[one.ambition_id]]
        needs.append((at("plan_theme", theme), [*done, *(at("contribution", key) for key in keys)]))
        needs += [(at("contribution", key), [at("plan_theme", theme)]) for key in keys]
    for path, wanted in needs:
        page = walk.all_pages(path)
        missing += [f"{path} lacks {one}" for one in wanted if one not in page]
    shown = {found for path in {path for path, _wanted in needs} for found in re.findall(r'href="(/s/[^"#?]+)', walk.page(path))}
    for path in sorted(shown):
        walk.page(path)
    file = reverse("plan_trace_file", args=[school.slug, plan.pk])
    there, back = load_workbook(io.BytesIO(walk.client.get(file).content), read_only=True).worksheets
    rows = [tuple(str(cell or "") for cell in row) for row in there.iter_rows(values_only=True)]
    in_book = {row[0] for row in rows if row[7]}, {row[0] for row in back.iter_rows(values_only=True) if row[7] and row[8]}
    in_word = "\n".join(one.text for one in Document(io.BytesIO(walk.client.get(f"{file}?bestand=docx").content)).paragraphs)
    whole = walk.client.get(reverse("plan_file", args=[school.slug, plan.pk, "docx"])).content
    in_plan = "\n".join(one.text for one in Document(io.BytesIO(whole)).paragraphs)
    missing += [f"workbook lacks {text}" for text in texts if text not in in_book[0]]
    missing += [f"Word lacks {text}" for text in texts if text not in in_word]
    for one in planned:
        title = one.action.title
        missing += [] if title in in_book[1] else [f"workbook lacks {title}"]
        missing += [] if title in in_word and f"{title} (" in in_plan else [f"Word lacks {title}"]
    counts = {"actions": len(planned), "contributions": len(texts), "links": len(walk.seen)}
    print(json.dumps({"counts": counts, "dead": walk.dead, "missing": missing}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
