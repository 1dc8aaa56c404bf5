"""Memory of the demo, as `make demo` runs it: PSS of all its processes, idle after ten pages. Bar: 300 MB.

PSS counts shared pages once over the processes that share them. Also: seconds until it answers (bar 10, packages installed).
"""

import http.client
import os
import subprocess
import sys
import time

import _ground as ground

BAR_MB, BAR_SECONDS, IDLE = 300, 10.0, 5.0


def main() -> int:
    import psutil

    with ground.home() as folder:
        port = ground.free_port()
        clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL" and not name.startswith("DRIEHOEK_")}
        environment = {
            **clean,
            "DRIEHOEK_HOME": str(folder),
            "PYTHONPATH": str(ground.ROOT),
            "DRIEHOEK_STATIC": str(folder / "static"),
        }
        environment["DJANGO_SETTINGS_MODULE"] = "driehoek.settings"
        ground.call(["-m", "django", "collectstatic", "--noinput", "--verbosity", "0"], environment)
        start = time.monotonic()
        command = [sys.executable, "-m", "driehoek.cli", "demo", "--port", str(port)]
        process = subprocess.Popen(
            command, env=environment, cwd=ground.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            ground.wait_for(port, "/demo/", seconds=120)
            answered = time.monotonic() - start
            ten_pages(port)
            time.sleep(IDLE)
            rows = []
            for one in [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]:
                try:
                    name = " ".join(part for part in one.cmdline() if not part.startswith("/"))[:50]
                    rows.append([name, one.memory_full_info().pss / 1e6])
                except psutil.NoSuchProcess:
                    if process.poll() is not None:
                        raise SystemExit("the demo ended by itself") from None
                    continue  # the text model comes and goes, and what is gone holds nothing
        finally:
            ground.end(process)
    total = sum(row[1] for row in rows)
    ground.show(["process", "PSS MB"], [[name, f"{size:.0f}"] for name, size in rows])
    print(
        f"together {total:.0f} MB after ten pages, bar {BAR_MB}; answered after {answered:.1f} s, bar {BAR_SECONDS:.0f}; {ground.machine()}"
    )
    return ground.verdict(
        f"{total:.0f} MB" if total > BAR_MB else "", f"{answered:.1f} s until the first answer" if answered > BAR_SECONDS else ""
    )


def ten_pages(port: int) -> None:
    """Sign in as the first of the cast that the demo offers, and follow the first links."""
    import re

    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    cookies: dict[str, str] = {"csrftoken": "a" * 32}

    def ask(method: str, path: str) -> tuple[int, str, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "X-CSRFToken": "a" * 32}
        line.request(method, path, headers=headers)
        answer = line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                cookies[key] = rest.partition(";")[0]
        return answer.status, answer.read().decode(errors="replace"), answer.getheader("Location") or ""

    _, page, _ = ask("GET", "/demo/")
    doors = re.findall(r'action="(/demo/als/[^"]+)"', page)
    _, _, where = ask("POST", doors[0])
    seen, waiting, opened = {"/demo/"}, [where or "/"], 1
    while waiting and opened < 10:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        status, page, where = ask("GET", path)
        opened += status == 200
        waiting += [where] if where.startswith("/") else re.findall(r'href="(/s/[^"#?]+/)"', page)
    if opened < 10:
        raise SystemExit(f"only {opened} pages could be opened: {sorted(seen)}")


if __name__ == "__main__":
    sys.exit(main())
