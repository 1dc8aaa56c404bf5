"""The four generated pages, each a function that reads the code and gives Markdown. English, with the Dutch words."""

import importlib
import importlib.util
from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from docs import table
from driehoek.access.gate import THIRD_PARTY
from driehoek.access.policy import TABLE, Action, Role, Tie
from driehoek.schools.privacy import Privacy, fields_to_sort, own_models
from driehoek.schools.walls import scoped_models

TIES = {
    Tie.HOLDS_LINK: "opened the personal link or code of this very thing",
    Tie.MENTORS: "is mentor of the class that this is about",
    Tie.LEADS: "leads this meeting",
    Tie.SCRIBES: "writes for this table",
    Tie.JOINED: "joined this meeting by its code",
    Tie.INVITED: "holds an invitation to this meeting",
    Tie.OWNS: "is the owner of this task or action",
    Tie.MEMBER: "is a colleague in the team that this belongs to",
    Tie.TAKES_PART: "is in this team without an account, by their own code",
}


def permissions() -> str:
    roles = [f"{role.label} (`{role}`)" for role in Role]
    rows = []
    for action, rule in TABLE.items():
        marks = ["yes" if role in rule.roles else "" for role in Role]
        ties = ", ".join(f"`{tie}`" for tie in sorted(rule.ties))
        rows.append([f"`{action}`", *marks, ties, "yes" if rule.step_up else "", "yes" if rule.looks else ""])
    return "\n\n".join(
        [
            "# Who may do what",
            "From `driehoek/access/policy.py`. Whoever has neither the role nor the tie gets the answer 'there is nothing here' (404),"
            " in the own school and in every other. *Second factor*: asked before the page opens. *Looks*: every look is written in the trail.",
            table(["action", *roles, "or who", "second factor", "looks"], rows),
            "## Or who: a bond with one thing",
            table(["tie", "somebody who"], [[f"`{tie}`", TIES[tie]] for tie in Tie]),
        ]
    )


def privacy() -> str:
    parts = [
        "# Register of what is kept (verwerkingsregister)",
        "From `privacy = Privacy(…)` of every model. *Public*: says nothing about a person. *Personal*: does (persoonsgegeven)."
        " *Sealed*: personal, and encrypted with a key of the school that is not in the database. Rows of a school end with the school at the latest;"
        " what has a term is ended by the worker every hour.",
    ]
    scoped = set(scoped_models())
    for model in sorted(own_models(), key=lambda one: one._meta.label_lower):
        said: Privacy = model.privacy
        rows = [(name, said.sort_of(name) or "**not sorted**") for name in sorted(fields_to_sort(model))]
        ends = [f"{said.ends.rule}"]
        ends += [f"{end.rule}: {', '.join(end.blank or {}) or 'the row'}" for end in said.also_ends]
        parts += [
            f"## {model._meta.label}",
            f"Purpose (doel): {said.purpose}. Ends: {'; '.join(ends)}. {'' if model in scoped else 'Of no school.'}".strip(),
            table(["field", "sort"], rows),
        ]
    return "\n\n".join(parts)


def states() -> str:
    parts = ["# States", "From `TRANSITIONS` in the `rules.py` of each capability: verb → from which states, to which state."]
    for config in apps.get_app_configs():
        module = f"{config.name}.rules"
        if not config.name.startswith("driehoek.") or importlib.util.find_spec(module) is None:
            continue
        for name, value in sorted(vars(importlib.import_module(module)).items()):
            if name.endswith("TRANSITIONS") and isinstance(value, Mapping):
                title = config.label.capitalize() + (
                    f" ({name.removesuffix('_TRANSITIONS').lower()})" if name != "TRANSITIONS" else ""
                )
                parts += [f"## {title}", _diagram(value)]
    return "\n\n".join(parts)


def _diagram(transitions: Mapping[Any, Any]) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    for verb, (froms, to) in transitions.items():
        lines += [f"    {state} --> {to}: {verb}" for state in sorted(str(one) for one in froms)]
    return "\n".join([*lines, "```"])


def addresses() -> str:
    rows = []
    for path, name, view in sorted(_walk(get_resolver(), ""), key=lambda one: (one[0], one[1])):
        if view.__module__.startswith(THIRD_PARTY):
            guard = f"library ({view.__module__.partition('.')[0]})"
        elif isinstance(view.guard, Action):
            on = getattr(view, "guards", None)
            guard = f"`{view.guard}`" + (f" on {on._meta.label}" if on is not None else "")
        else:
            guard = f"*{view.guard}*"
        rows.append([f"`/{path}`", f"`{name}`", guard])
    return "\n\n".join(
        [
            "# Addresses",
            "Every address that is served, and who guards it: an action of [permissions](permissions.md), or (in italics) why it is open."
            " The pages of the demo and of developers are not served in production and not listed.",
            table(["address", "name", "guard"], rows),
        ]
    )


def _walk(resolver: Any, before: str) -> Iterator[tuple[str, str, Any]]:
    for one in resolver.url_patterns:
        path = before + str(one.pattern).lstrip("^")
        if isinstance(one, URLResolver):
            yield from _walk(one, path)
        elif isinstance(one, URLPattern):
            yield path, one.name or "", one.callback
