"""The web server: granian in WSGI mode, as a child process."""

import subprocess
import sys


def start_web(port: int, *, workers: int, host: str = "127.0.0.1", threads: int = 4) -> "subprocess.Popen[bytes]":
    """Start granian; it restarts workers that fail. Its own log is off: codes stand in addresses."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads), "--respawn-failed-workers"]
    command += ["--log-level", "warning", "--backlog", "1024", "driehoek.wsgi:application"]
    return subprocess.Popen(command)
