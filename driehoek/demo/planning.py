"""The plan that came of the evening and the sessions: settled, shared with parents, and a programme that is under way."""

import datetime as dt
import tomllib
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from driehoek import clock
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem
from driehoek.invitations.models import Occasion
from driehoek.meetings.models import Meeting, MeetingState
from driehoek.people.models import StaffMember
from driehoek.plans import services as verbs
from driehoek.plans.models import Body, Chapter, DecisionSort, Line, Plan
from driehoek.plans.queries.reading import text_of
from driehoek.plans.services import programme
from driehoek.plans.services.deciding import print_of
from driehoek.plans.services.planning import link_action, make_action
from driehoek.plans.services.programme import Wanted
from driehoek.scans.models import TeamSession
from driehoek.schools.models import School, SchoolYear, school_year_of
from driehoek.schools.scoping import within

WORDS = Path(__file__).parent / "data" / "plan.toml"


@cache
def _said() -> dict[str, Any]:
    with WORDS.open("rb") as file:
        return tomllib.load(file)


def plan(school: School, *, day: dt.date, by: Who) -> Plan:
    """Begun on `day`; the MR agreed nine days later, and parents may read it. Its evening and its sessions were held before."""
    today = clock.today()
    with within(school):
        with clock.stopped(clock.at(day, dt.time(10))):
            made = _draft(by)
            _edited(made, by)
            _comments(made, by)
        with clock.stopped(clock.at(day + dt.timedelta(days=9), dt.time(16))):
            _settle(made, by)
            _translated(made, by)
        with clock.stopped(clock.at(day + dt.timedelta(days=10), dt.time(9))):
            _programme(made, today, by)
        _look_back(made, by)
    return made


def _draft(by: Who) -> Plan:
    held = Meeting.objects.filter(state=MeetingState.REPORTED).values("occasion")
    year, _is_new = SchoolYear.objects.get_or_create(starts_in=school_year_of(clock.now()))
    made = verbs.start(
        title=_said()["title"],
        year=year,
        occasions=list(Occasion.objects.filter(pk__in=held)),
        sessions=list(TeamSession.objects.all()),
        by=by,
    )
    for row in _said()["lines"]:
        verbs.add(plan=made, chapter=row["chapter"], text=f"<p>{row['text']}</p>", by=by)
    return made


def _edited(plan: Plan, by: Who) -> None:
    """What people made of the draft: less of the vision, and themes said as wishes; sources stay with their line."""
    for line in Line.objects.filter(plan=plan).select_related("plan"):
        words = unescape(line.text.removeprefix("<p>").removesuffix("</p>"))
        wish = next((text for theme, text in _said()["wishes"].items() if words.startswith(f"{theme}.")), None)
        if any(words.startswith(start) for start in _said()["drop"]):
            verbs.drop(line=line, by=by)
        elif wish is not None:
            verbs.change(line=line, text=f"<p>{wish}</p>", partnership="", chapter=Chapter.WISHES, seen=line.edits, by=by)


def _translated(plan: Plan, by: Who) -> None:
    for language, texts in _said()["words"].items():
        lines = Line.objects.filter(plan=plan, dropped_at=None)
        known = {unescape(one.text.removeprefix("<p>").removesuffix("</p>")): one for one in lines}
        said = {str(known[dutch].pk): (theirs, known[dutch].edits) for dutch, theirs in texts.items() if dutch in known}
        verbs.translate(plan=plan, language=language, texts=said, by=by)


def _comments(plan: Plan, by: Who) -> None:
    for row in _said()["comments"]:
        one = verbs.say(plan=plan, line=_ambition(plan, row["line"]), body=row["body"], name=row["name"], text=row["text"], by=by)
        if "answer" in row:
            verbs.answer(comment=one, text=row["answer"], closes=True, by=by)


def _settle(plan: Plan, by: Who) -> None:
    today = clock.today()
    verbs.write_short(plan=plan, language="nl", text=_said()["short"].strip(), seen="", by=by)
    verbs.decide(
        plan=plan, version=None, body=Body.MR, sort=DecisionSort.CONSENT, name="de MR", decided_on=today, by=by
    )  # fmt: skip
    seen = print_of(text_of(plan))
    verbs.settle(plan=plan, body=Body.LEADER, name=by.name, decided_on=today, seen=seen, despite=True, by=by)
    verbs.publish(plan=Plan.for_gate().get(pk=plan.pk), by=by)


def _ambition(plan: Plan, words: str) -> Line:
    return next(line for line in Line.objects.filter(plan=plan, chapter=Chapter.AMBITIONS) if words in line.text)


def _programme(plan: Plan, today: dt.date, by: Who) -> None:
    """Days count from `today`."""
    now, staff = Plan.for_gate().get(pk=plan.pk), list(StaffMember.objects.all()[:6])
    for row in _said()["activities"]:
        wanted = Wanted(
            title=row["title"], ambition=_ambition(plan, row["ambition"]), audience=row["audience"], preparation=row["preparation"],
            is_procedure=row.get("is_procedure", False), parents_say=row.get("parents_say", ""), lead=staff[row["lead"] % len(staff)],
            helpers=row["helpers"], planned_on=today + dt.timedelta(days=row["on"]) if row["on"] else None, meant_for=row.get("meant"),
        )  # fmt: skip
        activity = programme.add(plan=now, wanted=wanted, by=by)
        if row["state"] != "idea":
            programme.turn(activity=activity, verb="plan", by=by)
    calling = _ambition(plan, "bellen als het goed gaat")
    for action in ActionItem.objects.filter(title__startswith="Elke week bellen"):
        link_action(ambition=calling, action=action, by=by)
    for row in _said()["actions"]:
        due_on = clock.today() + dt.timedelta(days=row["in_days"])
        make_action(ambition=_ambition(plan, row["ambition"]), title=row["title"], owner=staff[0], due_on=due_on, by=by)


def _look_back(plan: Plan, by: Who) -> None:
    """What was held meanwhile, and what the team learned of it."""
    for row in _said()["activities"]:
        if row["state"] == "held":
            activity = plan.activities.get(title=row["title"])
            activity.plan = Plan.for_gate().get(pk=plan.pk)
            activity, _back = programme.turn(activity=activity, verb="hold", by=by)
            programme.look_back(
                activity=activity, meant_for=row["meant"], came=row["came"], verdict=row["verdict"], learned=row["learned"],
                seen=activity.edits, by=by,
            )  # fmt: skip
