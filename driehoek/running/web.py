"""The web server: granian in WSGI mode, as a child process."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO

STOPPING_SECONDS = 10
BEHIND = "WEB_OPENS_BEHIND"


def gate(path: Path) -> IO[str]:
    """A web server that is started behind it loads its pages and answers nobody until this is closed, or its owner is gone."""
    made = path.open("w")
    fcntl.flock(made, fcntl.LOCK_EX)
    return made


def wait_behind(path: str) -> None:
    with open(path) as made:
        fcntl.flock(made, fcntl.LOCK_SH)


def start_web(
    port: int, *, workers: int, host: str = "127.0.0.1", threads: int = 4, behind: str = ""
) -> "subprocess.Popen[bytes]":
    """Start granian; it restarts workers that fail. Its own log is off: codes stand in addresses. `behind`: the path of a gate.

    In a session of its own: Ctrl-C reaches every process of a terminal, and a worker that is told to stop twice at
    once may never end.
    """
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads), "--respawn-failed-workers"]
    command += ["--workers-kill-timeout", str(STOPPING_SECONDS // 2)]
    command += ["--log-level", "warning", "--backlog", "1024", "driehoek.wsgi:application"]
    return subprocess.Popen(command, start_new_session=True, env={**os.environ, BEHIND: behind})


def stop_web(web: "subprocess.Popen[bytes]") -> int:
    """Ask it to finish what it is answering, then insist; nothing of it stays behind. Its exit code."""
    web.terminate()
    try:
        return web.wait(timeout=STOPPING_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(web.pid, signal.SIGKILL)
        return web.wait()


def refuse_port(port: int, host: str = "127.0.0.1") -> str:
    """Why nobody could reach us here, or ''. Granian would share the port with whoever has it, so ask first."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OverflowError:
            return f"There is no port {port}; choose one from 1024 to 65535."
        except OSError as error:
            return f"Port {port} cannot be used: {error.strerror}. Stop what uses it, or choose another port."
    return ""
