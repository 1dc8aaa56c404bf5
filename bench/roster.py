"""A school's roster, from its own files: 1,200 pupils within 5 s a step, 5,000 pupils within 30 s a step.

Steps as an administrator sees them: choose the files, wait until they are read, look at what would change, read them in, read the
same in again (files and all), and take it back. Large files are read by the worker: 'longest silence' is how long its page of
progress shows nothing new.
Files: EDEXML 2.1 and an Excel sheet with both parents of every pupil, of an invented secondary school.
"""

import itertools
import json
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import _ground as ground

SIZES = {1_200: 5.0, 5_000: 30.0}  # pupils → bar in seconds of one step
STEPS = ("choose", "read", "look", "read in", "again", "take back")


def main() -> int:
    if sys.argv[1:2] == ["--inside"]:
        return inside(int(sys.argv[2]))
    rows: list[list[object]] = []
    faults = []
    for database in ground.DATABASES:
        for pupils, bar in SIZES.items():
            with ground.environment(database, DRIEHOEK_LOG_LEVEL="ERROR") as environment:
                said = json.loads(ground.call([__file__, "--inside", str(pupils)], environment).splitlines()[-1])
            times = (f"{said[step]:.2f}" for step in (*STEPS, "silence"))
            rows.append([database, pupils, said["parents"], said["kB"], *times, said["kept kB"]])
            before_the_look = said["read"] + said["look"]
            faults += [f"{database}: reading and looking at {pupils} in {before_the_look:.1f} s" if before_the_look > bar else ""]
            faults += [f"{database}: {step} of {pupils} in {said[step]:.1f} s" for step in STEPS if said[step] > bar]
            faults += [f"{database}: {said['left']} rows left after taking back" if said["left"] else ""]
    print(f"seconds a step, {ground.machine()}")
    ground.show(["database", "pupils", "parents", "files kB", *STEPS, "longest silence", "kept kB"], rows)
    return ground.verdict(*faults)


def inside(pupils: int) -> int:
    import django

    django.setup()
    from driehoek.access.who import WORKER
    from driehoek.people import services
    from driehoek.people.models import Guardian, Guardianship, Pupil, RosterImport
    from driehoek.people.roster.sample_files import make_edexml, make_parents_sheet
    from driehoek.schools.scoping import within
    from driehoek.schools.services import open_school

    measures: dict[str, Any] = {"sector": "vo", "classes": pupils // 25, "pupils": pupils, "siblings": 0}
    files = [("school.xml", make_edexml(**measures)), ("ouders.xlsx", make_parents_sheet("xlsx", **measures))]
    school = open_school(name="De Grote Klimboom", slug="groot", sector="vo", board="Samen Leren", city="Voorbeeldstad")
    said: dict[str, Any] = {"kB": sum(len(content) for _name, content in files) // 1024}

    def step(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        with within(school):
            done = work()
        said[name] = time.perf_counter() - start
        return done

    row = step("choose", lambda: services.upload(files=files, by=WORKER))
    said["read"], said["silence"] = _read(school, row)
    step("look", lambda: services.preview(row))
    first = step("read in", lambda: services.apply(upload=row, by=WORKER))
    ground.analyse()
    again = step("again", lambda: services.import_files(files=files, by=WORKER))
    assert (again.added, again.changed, again.left) == (0, 0, 0)
    with within(school):
        said["parents"] = Guardian.objects.count()
        said["kept kB"] = len(bytes(RosterImport.objects.values_list("before", flat=True).get(pk=first.pk))) // 1024
        services.undo(done=again, by=WORKER)
    step("take back", lambda: services.undo(done=first, by=WORKER))
    with within(school):
        said["left"] = Pupil.objects.count() + Guardian.objects.count() + Guardianship.objects.count()
    print(json.dumps(said))
    return 0


def _read(school: Any, row: Any) -> tuple[float, float]:
    """Seconds that reading took, and the longest time between two things that the page of progress could show."""
    from driehoek.access.who import WORKER
    from driehoek.people import services
    from driehoek.people.models import RosterWork
    from driehoek.schools.scoping import within

    start = time.perf_counter()
    with within(school):
        services.look_into(upload=row, by=WORKER)
    seen = {0: start}
    reader = threading.Thread(target=services.work_on_uploads)
    reader.start()
    while reader.is_alive():
        with within(school, write=False):
            done = RosterWork.objects.values_list("done", flat=True).get()
        seen.setdefault(done, time.perf_counter())
        time.sleep(0.1)
    end = time.perf_counter()
    moments = [*sorted(seen.values()), end]
    return end - start, max(later - before for before, later in itertools.pairwise(moments))


if __name__ == "__main__":
    sys.exit(main())
