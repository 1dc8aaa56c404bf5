"""The first page of a school."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from driehoek.access import gate
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import first_page, queries
from .paths import path_to, plans


@allows(Action.SEE_START)
@require_safe
def start(request: Any) -> HttpResponse:
    shown = {
        "start": queries.start(request.who, answers=gate.may(request.who, Action.ANSWER)),
        "next_step": first_page.next_step(request),
        "can_plan": plans(request),
        "people_path": path_to(request, "roster_upload") or path_to(request, "people"),
        "classes_path": path_to(request, "class_setup"),
        "actions_path": path_to(request, "actions"),
    }
    return render(request, "meetings/start.html", shown)
