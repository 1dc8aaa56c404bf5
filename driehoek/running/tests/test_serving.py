"""Starting and stopping, as somebody at a terminal meets it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from driehoek.demo import command as demo
from driehoek.demo import making
from driehoek.running import serve
from driehoek.running.web import gate, refuse_port, wait_behind


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another programme listens, and would share it as granian does."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_a_taken_port_stops_serve_with_a_sentence(taken: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve.main(["--port", str(taken)]) == 2
    assert f"Port {taken} cannot be used: Address already in use." in capsys.readouterr().err


def test_a_taken_port_stops_the_demo_before_it_does_anything(
    taken: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", os.environ.copy())
    assert demo.main(["--port", str(taken)]) == 2
    assert f"make demo PORT={taken + 1}" in capsys.readouterr().err


@pytest.mark.parametrize("port", [-1, 70000])
def test_an_impossible_port_is_named(port: int) -> None:
    assert "no port" in refuse_port(port)


def test_a_free_port_is_free() -> None:
    assert refuse_port(free_port()) == ""


SERVING = "from driehoek.running.web import start_web, stop_web; import sys, time\n" + (
    "web = start_web(int(sys.argv[1]), workers=1)\n"
    "try:\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    stop_web(web)\n    sys.exit(7)\n"
)


def test_ctrl_c_leaves_nothing_behind() -> None:
    port = free_port()
    ours = subprocess.Popen([sys.executable, "-c", SERVING, str(port)], start_new_session=True)
    try:
        end = time.monotonic() + 30
        while not refuse_port(port) and time.monotonic() < end:
            time.sleep(0.1)
        os.killpg(ours.pid, signal.SIGINT)  # what a terminal does
        assert ours.wait(timeout=20) == 7
    finally:
        ours.kill()
    assert refuse_port(port) == ""


def test_who_waits_behind_a_gate_goes_on_when_it_is_closed(tmp_path: Path) -> None:
    door = gate(tmp_path / "gate")
    waiting = threading.Thread(target=wait_behind, args=(door.name,), daemon=True)
    waiting.start()
    waiting.join(0.05)
    assert waiting.is_alive()
    door.close()
    waiting.join(5)
    assert not waiting.is_alive()


def test_of_the_demo_that_is_being_made_a_fault_is_told_and_nothing_stays() -> None:
    broken = making.Making((sys.executable, "-c", "print('who'); import os; os.close(1); os._exit(3)"))
    assert broken.wait_first() == "who\n"
    with pytest.raises(making.NotMade):
        broken.wait_all(threading.Event())
    slow = making.Making(("sleep", "60"))
    stop = threading.Event()
    stop.set()
    slow.wait_all(stop)
    slow.stop()
    with pytest.raises(making.NotMade):
        making.Making(("true",)).wait_first()


def test_a_demo_never_touches_what_no_demo_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", os.environ | {"DRIEHOEK_HOME": str(tmp_path)})
    real = {tmp_path / "driehoek.sqlite3": "a school", tmp_path / "master.key": "its key"}
    for path, text in real.items():
        path.write_text(text)
    for words in ([], ["--fresh"]):
        assert demo.main(["--port", str(free_port()), *words]) == 2
        assert "not of a demo" in capsys.readouterr().err
    assert {path: path.read_text() for path in real} == real
    demo._throw_away(tmp_path)
    assert (tmp_path / "master.key").exists()


def test_a_second_demo_in_one_folder_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", os.environ | {"DRIEHOEK_HOME": str(tmp_path)})
    held = demo._hold(tmp_path)
    assert held
    with held:
        assert demo.main(["--port", str(free_port())]) == 2
    assert "runs in this folder already" in capsys.readouterr().err
