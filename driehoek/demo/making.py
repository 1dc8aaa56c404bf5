"""Makes the demo, in a process of its own that ends: `python -m driehoek.demo.making`. What making took is given back with it.

Its output says who can sign in, and ends as soon as the first school can be served. Exit code 0 when all of the demo is there.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path

SOWN = "demo-is-whole"
LOOK_SECONDS = 0.1


class NotMade(RuntimeError):
    """It ended halfway; it said why itself."""


class Making:
    """That process. In a session of its own: Ctrl-C is for who started it, and `stop` ends it."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-m", "driehoek.demo.making")) -> None:
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)

    def wait_first(self) -> str:
        """Until the first school is there; who can sign in. Raises NotMade."""
        assert self._process.stdout
        if not (who := self._process.stdout.read()):
            raise NotMade
        return who.decode()

    def wait_all(self, stop: threading.Event) -> None:
        """Until everything is there, or `stop`. Raises NotMade."""
        while self._process.poll() is None and not stop.wait(LOOK_SECONDS):
            pass
        if self._process.poll():
            raise NotMade

    def stop(self) -> None:
        """What is halfway is rolled back by the database, and the next demo begins again."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "driehoek.settings")
    rest = make_first()
    sys.stdout.write(who_can_sign_in())
    sys.stdout.flush()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    make_rest(rest)


def make_first() -> list[str]:
    """Database and the first school, made once; the schools that are still to be made while the first is served."""
    from driehoek.running.migrate import make_tables

    make_tables()
    from driehoek.schools.models import School

    from .cast import SCHOOLS
    from .seed import sow

    if School.objects.exists():
        return []
    sys.stderr.write("Making the demo schools …\n")
    first, *rest = SCHOOLS
    sow(schools=[first])
    return rest


def make_rest(schools: list[str]) -> None:
    """What nobody opens first: the scan of the first school, and the other schools."""
    from django.conf import settings

    from .cast import SCHOOLS
    from .seed import scan, sow

    if schools:
        for slug in SCHOOLS:
            if slug in schools:
                sow(schools=[slug])
            scan(slug)
        sys.stderr.write("The second school is there too.\n")
    (Path(settings.HOME) / SOWN).touch()


def who_can_sign_in() -> str:
    from django.conf import settings

    from .cast import CAST, PASSWORD, SCHOOLS

    return "\n".join(
        [
            f"\nDriehoek, demo: {settings.SITE_URL}/   (Ctrl-C stops it)\n",
            *(f"  {SCHOOLS[one.school][0]:<12} {one.name:<14} {one.email:<28} {one.what}" for one in CAST),
            f"\n  Password of all of them: {PASSWORD}; or one click on the first page, which also opens parents' letters.",
            f"  Mail that the demo sends: {settings.SITE_URL}/demo/post/",
        ]
    )


if __name__ == "__main__":
    main()
