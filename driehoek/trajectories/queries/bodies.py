"""What the bodies were told, and the ready texts with what this school fills in."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import get_language

from driehoek.library import reading_path
from driehoek.schools.models import School
from driehoek.web import days

from ..models import BodyAnswer, BodySort, PathTask, Trajectory


@dataclass(frozen=True)
class Body:
    """`texts`: (key, title) of what is ready to send them."""

    body: str
    label: str
    answer: BodyAnswer | None
    texts: list[tuple[str, str]]


def bodies_of(trajectory: Trajectory, school: School) -> list[Body]:
    """One question."""
    found = {row.body: row for row in BodyAnswer.objects.filter(trajectory=trajectory)}
    return [Body(body, str(label), found.get(body), _texts(trajectory, body, school)) for body, label in BodySort.choices]


def other_texts(trajectory: Trajectory, school: School) -> list[tuple[str, str]]:
    """Ready texts that are for no body: for parents, for the team."""
    return _texts(trajectory, "", school)


def _texts(trajectory: Trajectory, body: str, school: School) -> list[tuple[str, str]]:
    """Those that a task of its template names: a small trajectory promises less. All of them for a template that no longer ships."""
    language = get_language() or "nl"
    paths = {path.key: path for path in reading_path.load_paths()}
    meant = [paths[trajectory.template]] if trajectory.template in paths else paths.values()
    named = {work.text for path in meant for step in path.steps for work in step.work}
    texts = reading_path.load_ready_texts().values()
    return [(one.key, one.title.say(language, school.sector)) for one in texts if one.body == body and one.key in named]


@dataclass(frozen=True)
class Filled:
    """A ready text in one language, with what is known of this trajectory; a gap where nothing is."""

    key: str
    title: str
    text: str
    language: str
    languages: tuple[str, ...]

    @property
    def paragraphs(self) -> list[str]:
        return [one.strip() for one in self.text.split("\n\n") if one.strip()]


def filled(trajectory: Trajectory, key: str, school: School, leader: str, language: str) -> Filled | None:
    """None for a text that does not ship."""
    found = reading_path.load_ready_texts().get(key)
    if found is None:
        return None
    language = language if language in found.text.languages else "nl"
    with translation.override(language):
        day = days.written(trajectory.anchor_on, "j F Y")
    values = {"school": school.name, "title": trajectory.title, "day": day, "leader": leader}
    return Filled(
        key,
        found.title.fill_what_is_known(language, school.sector, values),
        found.text.fill_what_is_known(language, school.sector, values),
        language,
        found.text.languages,
    )


def step_of(trajectory: Trajectory, key: str) -> Any:
    """The step with a task that this text goes with; None without one."""
    task = PathTask.objects.filter(step__trajectory=trajectory, text_key=key).select_related("step").first()
    return task.step if task else None
