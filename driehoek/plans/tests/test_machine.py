"""A machine translates lines of the plan, says so everywhere, and never loses what a person wrote."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import Client, RequestFactory

from driehoek.access.who import Who
from driehoek.outbox import machine
from driehoek.outbox.machine import MachineFault, by_machine
from driehoek.plans.models import Chapter, Line, LineWords
from driehoek.plans.services import add, for_machine, keep_machine, translate
from driehoek.plans.tests.test_out import published, words_of
from driehoek.plans.views import tongues
from driehoek.schools.scoping import within

from .makers import a_plan, at


class Server:
    """Speaks LibreTranslate; `answers` says what to do next, `asked` what came in."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answers: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.asked.append(asked)
                what = server.answers.pop(0) if server.answers else "good"
                if what == "slow":
                    time.sleep(0.6)
                said = {
                    "good": [f"{one}<p>EN</p><script>x</script>" for one in asked["q"]], "few": [], "odd": "x",
                    "half": ["\ud800"], "nul": ["a\0b"], "turned": ["\u202ea\u200bb"],
                }.get(what)  # fmt: skip
                with contextlib.suppress(OSError):  # who asked did not wait
                    for _time in range(8 if what in {"drips", "headers"} else 0):
                        time.sleep(0.1)
                        self.wfile.write(
                            b" " if _time and what == "drips" else b"HTTP/1.0 200 OK\r\nX: y\r\n" + b"\r\n" * (what == "drips")
                        )
                    self.send_response({"no": 403, "away": 302}.get(what, 200))
                    self.send_header("Location", "/elsewhere")
                    self.end_headers()
                    self.wfile.write(b"[[" if what == "broken" else json.dumps({"translatedText": said}).encode())

            def log_message(self, *_: Any) -> None:
                return None

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    made = Server()
    settings.TRANSLATE = {"url": f"http://127.0.0.1:{made.http.server_port}", "key": "sleutel", "timeout": 0.3}
    yield made
    made.http.shutdown()
    made.http.server_close()


def test_what_goes_wrong_has_a_name_and_it_is_off_by_default(server: Server, settings: Any) -> None:
    assert by_machine(["<p>a</p>"], source="nl", target="en") == ["<p>a</p><p>EN</p><script>x</script>"]
    assert server.asked == [{"q": ["<p>a</p>"], "source": "nl", "target": "en", "format": "html", "api_key": "sleutel"}]
    for what, why in (
        ("no", "refused"), ("away", "refused"), ("few", "nonsense"), ("odd", "nonsense"), ("broken", "nonsense"), ("slow", "unreachable"),
        ("half", "nonsense"), ("nul", "nonsense"), ("drips", "unreachable"), ("headers", "unreachable"),
    ):  # fmt: skip
        server.answers = [what]
        with pytest.raises(MachineFault) as fault:
            by_machine(["a"], source="nl", target="en")
        assert fault.value.why == why, what
    server.answers = ["turned"]
    assert by_machine(["a"], source="nl", target="en") == ["ab"]
    for url in ("http://127.0.0.1:1", "http://", "http://[x"):
        settings.TRANSLATE = {**settings.TRANSLATE, "url": url}
        with pytest.raises(MachineFault):
            by_machine(["a"], source="nl", target="en")
    for url in ("", "file:///etc/passwd"):
        settings.TRANSLATE = {**settings.TRANSLATE, "url": url}
        assert not machine.is_there()


@pytest.mark.database
def test_lines_are_translated_marked_and_then_looked_at(
    server: Server, desk: Client, school: Any, dirk: Who, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    with within(school):
        plan = a_plan(dirk)
        lines = list(Line.objects.filter(plan=plan))
        translate(plan=plan, language="en", texts={str(lines[0].pk): ("By a person", 0)}, by=dirk)
        Line.objects.filter(pk=lines[0].pk).update(edits=1)
        published(plan, dirk)
    address = at(school, "plan_tongues_machine", plan)
    page = desk.get(at(school, "plan_tongues", plan) + "?taal=en").content.decode()
    form = page.partition(f'action="{address}')[2].partition("</form>")[0]
    assert "Laat een machine vertalen" in form and str(lines[0].pk) not in form and str(lines[1].pk) in form
    with django_capture_on_commit_callbacks(execute=True):
        told = {"line": [*(str(one.pk) for one in lines), "x"]}
        assert desk.post(address + "?taal=en&page=1", told)["Location"].endswith("?taal=en&page=1")
    assert sum(len(one["q"]) for one in server.asked) == 3 and not any("Bel ook" in json.dumps(one) for one in server.asked)
    with within(school):
        assert LineWords.objects.get(line=lines[0]).text == "<p>By a person</p>"
        made = LineWords.objects.get(line=lines[1])
        assert made.by_machine and made.text == f"{lines[1].text}<p>EN</p>"
    public = [at(school, name, plan) for name in ("public_plan", "public_plan_pdf")]
    for path in public:
        said = words_of(desk.get(path, headers={"accept-language": "en"}))
        assert said.count("EN") >= 3 and said.count("nagekeken") + said.count("not checked") >= 3, path
    page = desk.get(at(school, "plan_tongues", plan) + "?taal=en").content.decode()
    assert page.count("door een machine vertaald, nog niet nagekeken") == 3 and "Laat een machine vertalen" not in page
    ticked = {
        "line": str(lines[1].pk),
        f"ok-{lines[1].pk}": "1",
        f"t-{lines[1].pk}": "Fine",
        f"o-{lines[1].pk}": "Fine",
        f"e-{lines[1].pk}": "0",
    }
    desk.post(at(school, "plan_tongues", plan) + "?taal=en", ticked)
    with within(school):
        assert not LineWords.objects.get(line=lines[1]).by_machine
    settings.TRANSLATE = {"url": "", "key": "", "timeout": 1}
    assert desk.post(address + "?taal=en", told).status_code == 302
    assert "Laat een machine" not in desk.get(at(school, "plan_tongues", plan) + "?taal=ar").content.decode()


@pytest.mark.database
def test_what_came_before_a_fault_stays_and_it_is_told(server: Server, school: Any, moment: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        for number in range(8):
            add(plan=plan, chapter=Chapter.WISHES, text=f"Wens {number}", by=dirk)
        keys = [str(one) for one in Line.objects.filter(plan=plan).values_list("pk", flat=True)]
        found = for_machine(plan=plan, language="tr", keys=keys)
    request: Any = RequestFactory().post("/")
    request.session, request.school, request.who = {}, school, dirk
    request._messages = FallbackStorage(request)
    server.answers = ["good", "slow"]
    tongues.by_machine(request, plan, "tr", found)
    said = " ".join(str(one) for one in get_messages(request))
    assert "vertaalde 5 regels" in said and "antwoordt niet" in said
    with within(school):
        assert LineWords.objects.filter(by_machine=True).count() == 5
        assert len(for_machine(plan=plan, language="tr", keys=keys)) == 7
        assert (
            keep_machine(plan=plan, language="tr", found=[(found[0], "x" * 7000), (found[1], "<script>x</script>")], by=dirk) == 0
        )


@pytest.mark.database
def test_an_older_run_that_ends_later_replaces_nothing(school: Any, moment: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        key = Line.objects.filter(plan=plan).values_list("pk", flat=True)[0]
        (before,) = for_machine(plan=plan, language="tr", keys=[str(key)])
        Line.objects.filter(pk=key).update(edits=5)
        (after,) = for_machine(plan=plan, language="tr", keys=[str(key)])
        assert keep_machine(plan=plan, language="tr", found=[(after, "<p>yeni&#8238;</p>")], by=dirk) == 1
        assert keep_machine(plan=plan, language="tr", found=[(before, "eski")], by=dirk) == 0
        assert LineWords.objects.get(line=key).text == "<p>yeni</p>"
