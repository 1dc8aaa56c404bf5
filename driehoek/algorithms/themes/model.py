"""The text model, for callers: texts in, bytes out (see `vectors`), from a process that comes and goes by itself."""

import base64
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from driehoek.algorithms.themes import process

ENGINE = f"multilingual-e5-small ({process.PACKAGE} {process.VERSION})"
ROOT = Path(__file__).parents[3]
BATCH = 16  # texts a line
START_SECONDS, BATCH_SECONDS = 60.0, 60.0  # what a cold disk or a busy machine may need
MOST_FAILURES = 3  # in a row; after that it counts as broken


class ModelFailed(RuntimeError):
    """There is no text model, or it gave no answer. Go on with words."""


class TextModel:
    """Starts the process at first need, and again when it ended or crashed. Safe between threads and after a fork."""

    def __init__(
        self,
        command: Sequence[str] = (sys.executable, "-m", "driehoek.algorithms.themes.process"),
        *,
        start_seconds: float = START_SECONDS,
        batch_seconds: float = BATCH_SECONDS,
    ) -> None:
        self.command, self.start_seconds, self.batch_seconds = tuple(command), start_seconds, batch_seconds
        self.why, self.failures = "", 0
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting = b""
        self._owner = os.getpid()

    def available(self) -> bool:
        """Whether there is a model that works; starts it. `why` says why not."""
        with self._lock:
            try:
                self._ensure()
            except ModelFailed:
                return False
            return True

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """What the model makes of each text, 768 bytes; zeros for a text without signs. Raises ModelFailed."""
        made: list[bytes] = []
        with self._lock:
            for start in range(0, len(texts), BATCH):
                made += self._twice(list(texts[start : start + BATCH]))
        return made

    def close(self) -> None:
        with self._lock:
            self._stop()

    def _twice(self, texts: list[str]) -> list[bytes]:
        """A second time after a crash: between two calls the process may have ended by itself."""
        try:
            return self._ask(texts)
        except ModelFailed:
            return self._ask(texts)

    def _ask(self, texts: list[str]) -> list[bytes]:
        running = self._ensure()
        try:
            assert running.stdin
            running.stdin.write(json.dumps({"texts": texts}).encode() + b"\n")
            running.stdin.flush()
            made = [base64.b64decode(one) for one in json.loads(self._line(running, self.batch_seconds))["vectors"]]
        except (OSError, ValueError, KeyError, TypeError) as error:
            self._fail(repr(error))
        if len(made) != len(texts):
            self._fail("another number of answers than questions")
        self.failures = 0
        return made

    def _ensure(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # after a fork: the process belongs to the parent
            self._owner, self._process = os.getpid(), None
        if self._process and self._process.poll() is None:
            return self._process
        if self.failures >= MOST_FAILURES:
            raise ModelFailed(self.why)
        self._stop()
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        try:
            started = self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
            threading.Thread(target=started.wait, daemon=True).start()  # so that nothing is left of it when it ends by itself
            told = json.loads(self._line(started, self.start_seconds))
        except (OSError, ValueError) as error:
            self._fail(repr(error))
        if not told.get("ready"):
            self.failures = MOST_FAILURES  # it is not there, or not the right one: asking again changes nothing
            self._fail(str(told.get("why")))
        return started

    def _line(self, running: subprocess.Popen[bytes], seconds: float) -> bytes:
        """The next line of the process; raises OSError when it ends or takes longer."""
        assert running.stdout
        until = time.monotonic() + seconds
        while b"\n" not in self._waiting:
            left = until - time.monotonic()
            if left <= 0 or not select.select([running.stdout], [], [], left)[0]:
                raise TimeoutError(f"no answer within {seconds:g} s")
            read = os.read(running.stdout.fileno(), 1 << 16)
            if not read:
                raise OSError("the process ended")
            self._waiting += read
        line, self._waiting = self._waiting.split(b"\n", 1)
        return line

    def _fail(self, why: str) -> NoReturn:
        self._stop()
        self.why = why
        self.failures += 1
        raise ModelFailed(why)

    def _stop(self) -> None:
        ended, self._process, self._waiting = self._process, None, b""
        if ended is None:
            return
        ended.kill()
        ended.wait()
        for pipe in (ended.stdin, ended.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    pass
