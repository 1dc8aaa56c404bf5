"""Ties, menu and the letter of the week of the path; imported when the app is ready."""

from typing import Any

from django.db.models.signals import post_save
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.gate import may
from driehoek.access.policy import Action, Tie, register_tie
from driehoek.access.screen import register_nav
from driehoek.access.who import Who
from driehoek.meetings.first_page import NextStep, register_next_step

from .queries.path import next_step
from .services.menu import MADE, open_stages


def owns(who: Who, task: Any) -> bool:
    return bool(task.owner and task.owner.user_id and task.owner.user_id == who.user_id)


def on_first_page(request: Any) -> NextStep | None:
    """Of all trajectories the step that is due soonest; who may run one and has none is asked to begin."""
    step = next_step()
    if step is None:
        begin = may(request.who, Action.RUN_TRAJECTORY)
        return NextStep(begin=reverse("trajectories", args=[request.school.slug])) if begin else None
    day = date_format(step.due_on, "j F")
    words = gettext("wacht sinds %(day)s") if step.due_on < clock.today() else gettext("klaar op %(day)s")
    url = reverse("step", args=[request.school.slug, step.pk])
    every = reverse("trajectories", args=[request.school.slug])
    return NextStep(step.trajectory.title, step.title, words % {"day": day}, url, more=step.running - 1, every=every)


def open_menu(sender: Any, created: bool, **_told: Any) -> None:
    """Who makes something outside the path finds it in the menu."""
    if created:
        open_stages({MADE[sender]})


register_tie(Tie.OWNS, "trajectories.pathtask", owns)
register_next_step(on_first_page)
for made in MADE:
    post_save.connect(open_menu, sender=made, dispatch_uid="menu of the path")
register_nav(15, _("Traject"), "trajectories", "path", Action.SEE_TRAJECTORY, parts=("traject/",))
