"""A small trajectory of our own, so that tests of the path don't change with the content that ships."""

import datetime as dt
from typing import Any

from django.urls import reverse

from driehoek import clock
from driehoek.access.who import Who
from driehoek.library.shapes_path import IntakeQuestion, Path, PathStep, PathWork, ReadyText
from driehoek.library.texts import Text
from driehoek.trajectories.models import Step, Trajectory
from driehoek.trajectories.services.starting import start_trajectory

EVENING = dt.date(2027, 3, 18)


def at(school: Any, name: str, *about: Any) -> str:
    return reverse(name, args=[school.slug, *[getattr(one, "pk", one) for one in about]])


def said(words: str) -> Text:
    return Text({(language, wording): words for language in ("nl", "en") for wording in ("po", "vo")}, "team")


def _work(key: str, day: int, **given: Any) -> PathWork:
    values: dict[str, Any] = {"owner": "school_leader", "hours": 1.5, "shift": "earlier", "text": ""} | given
    return PathWork(key=key, title=said(f"Taak {key}"), why=said("Omdat het helpt."), day=day, **values)


def _step(key: str, sort: str, day: int, *work: PathWork, opens: tuple[str, ...] = (), shift: Any = "earlier") -> PathStep:
    return PathStep(key, sort, said(f"Stap {key}"), said("Zo weet je waarom."), day, shift, opens, work)


STRATEGY = Path(
    "strategy",
    said("Strategietraject"),
    said("Van voorgesprek tot terugkijken."),
    said("Past bij een school die een jaar de tijd neemt."),
    "evening",
    "parents_meeting",
    (
        _step("bodies", "bodies", -70, _work("tell_mr", -70, text="to_mr", shift="later"), _work("tell_board", -66)),
        _step("intake", "intake", -63, _work("talk", -63)),
        _step("scan", "scan", -49, opens=("scan",)),
        _step("turnout", "turnout", -42, opens=("scan",)),
        _step("evening", "meeting", 0, _work("room", -21, owner="administration", hours=2), opens=("meeting",)),
        _step("plan", "plan", 28, opens=("plan",), shift="later"),
        _step("team", "team", 42, shift="later"),
        _step("programme", "programme", 56, opens=("actions",), shift="later"),
        _step("look_back", "evaluation", 110, shift="later"),
    ),
)
TEXTS = {"to_mr": ReadyText("to_mr", "mr", said("Aan de MR"), said("Beste MR van {school},\n\nOp {day} is onze avond."))}
QUESTIONS = tuple(IntakeQuestion(key, said(f"Vraag {key}?"), said("Kort is genoeg.")) for key in ("stands", "hopes"))


def a_path(by: Who, *, anchor_on: dt.date = EVENING, title: str = "Samen sterker") -> Trajectory:
    return start_trajectory(key=clock.new_id(), template="strategy", title=title, anchor_on=anchor_on, by=by).trajectory


def step_of(trajectory: Trajectory, key: str) -> Step:
    found: Step = Step.for_gate().get(trajectory=trajectory, key=key)
    return found
