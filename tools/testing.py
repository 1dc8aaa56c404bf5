"""Loaded by pytest before the settings are (see addopts in pyproject.toml): tests run as tests, in a home of their own.

Two people who test in one checkout would otherwise share one SQLite file.
"""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("DRIEHOEK_TESTING", "1")
if "DRIEHOEK_HOME" not in os.environ:
    os.environ["DRIEHOEK_HOME"] = tempfile.mkdtemp(prefix="driehoek-tests-")
    atexit.register(shutil.rmtree, os.environ["DRIEHOEK_HOME"], ignore_errors=True)
