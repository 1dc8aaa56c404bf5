"""Loaded by pytest before the settings are (see addopts in pyproject.toml): tests run as tests, in a home of their own.

Two people who test in one checkout would otherwise share one SQLite file.
"""

import atexit
import gc
import os
import shutil
import tempfile

os.environ.setdefault("DRIEHOEK_TESTING", "1")
if "DRIEHOEK_HOME" not in os.environ:
    os.environ["DRIEHOEK_HOME"] = tempfile.mkdtemp(prefix="driehoek-tests-")
    atexit.register(shutil.rmtree, os.environ["DRIEHOEK_HOME"], ignore_errors=True)


gc.set_threshold(50_000, 20, 50)  # a test makes many objects and few cycles


def pytest_collection_modifyitems(items: list) -> None:
    """Mark what touches a database, so that the second run (PostgreSQL) leaves out what cannot differ there.

    `one_database`: walks hundreds of pages for what stands on them; the doors and the walls are walked on both.
    """
    wants = {"db", "transactional_db", "django_db_setup", "live_server"}
    for item in items:
        if item.get_closest_marker("one_database"):
            continue
        if item.get_closest_marker("django_db") or wants & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")
