"""A web server that never shows a result or reads a file does not hold what only that needs."""

import os
import subprocess
import sys

HEAVY = ("numpy", "holidays", "lxml", "openpyxl", "docx", "typst")


def test_heavy_libraries_wait_until_they_are_used() -> None:
    look = f"import sys, driehoek.wsgi; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", look], env={**os.environ, "DRIEHOEK_TESTING": "1"}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
