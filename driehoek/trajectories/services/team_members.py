"""Who is in a team, and the codes of those without an account."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.meetings.models import Meeting
from driehoek.meetings.models import TeamMember as Crew
from driehoek.meetings.services import team as crew_services
from driehoek.outbox import letters
from driehoek.outbox.models import Message, State
from driehoek.people.models import StaffMember
from driehoek.plans.models import Activity

from .. import rules_teams as rules
from ..models import AgendaPoint, Helper, Member, Team, TeamSort, TeamTask

CODE = "team"
CODE_LASTS = dt.timedelta(days=3 * 366)  # it ends with the membership; this is for what nobody ended
UNDO = dt.timedelta(minutes=10)  # so long a letter waits that somebody may still take back
CODE_LETTER = "team_code"


def add_member(
    *, by: Who, team: Team, key: uuid.UUID, layer: str, staff: StaffMember | None = None, name: str = "", email: str = "",
    language: str = "nl",
) -> Member:  # fmt: skip
    """A colleague, or somebody by name, who gets a code. The same `key` twice is one; who was in it before comes back."""
    if team.ended_at is not None:
        raise RuleBroken("ended", _("Dit team is gestopt. Laat het eerst verder gaan."))
    here = Member.objects.filter(team=team, left_at=None)
    if here.count() >= rules.MOST_MEMBERS:
        raise RuleBroken("full", _("Een team heeft hoogstens zestig leden."), 422)
    if staff is not None and here.filter(staff=staff).exclude(pk=key).exists():
        raise RuleBroken("already", _("Deze collega zit al in het team."), 422)
    crew = None
    if team.sort == TeamSort.ACTION and team.meeting is not None:
        crew = crew_services.add_member(by=by, meeting=team.meeting, key=key, layer=layer, staff=staff, name=name)
    before = Member.objects.filter(team=team, staff=staff).first() if staff is not None else None
    if before is not None:
        Member.objects.filter(pk=before.pk).update(left_at=None, layer=layer, crew=crew)
        trail.write("join_team", by=by, on=before)
        return _read(before.pk, team.pk)
    made = _keep(Member(
        id=key, team=team, staff=staff, crew=crew, name="" if staff else " ".join(name.split()), email="" if staff else email.strip(),
        language=language, layer=layer,
    ))  # fmt: skip
    if crew is not None and staff is None:  # its row was made when the meeting's team changed
        Member.objects.filter(pk=made.pk).update(email=email.strip(), language=language)
        made = _read(made.pk, team.pk)
    trail.write("join_team", by=by, on=made)
    return made


def _keep(row: Member) -> Member:
    Member.objects.bulk_create([row], ignore_conflicts=True)
    made = _read(row.pk, row.team_id)
    if made.staff_id is None:
        issue_code(made)
    return made


def _read(key: uuid.UUID, team_id: uuid.UUID) -> Member:
    """Of this very team: a key may have come from elsewhere."""
    found: Member | None = Member.for_gate().filter(pk=key, team=team_id).first()
    if found is None:
        raise RuleBroken("gone", _("Dit is veranderd. Laad de pagina opnieuw."))
    return found


def mirror(*, team: Team, by: Who) -> None:
    """The action team as it stands at its meeting: who came is here too. Who left there is gone here by itself."""
    known = set(Member.objects.filter(team=team, crew__isnull=False).values_list("crew_id", flat=True))
    for crew in Crew.objects.filter(meeting=team.meeting_id).exclude(pk__in=known):
        before = Member.objects.filter(team=team, staff=crew.staff_id).first() if crew.staff_id else None
        if before is not None:  # came here first, by taking over a task
            Member.objects.filter(pk=before.pk).update(crew=crew, layer=crew.layer, left_at=None)
            made = _read(before.pk, team.pk)
        else:
            made = _keep(Member(id=crew.pk, team=team, staff=crew.staff, crew=crew, name=crew.name, layer=crew.layer))
        trail.write("join_team", by=by, on=made)


def follow_crew(meeting: Meeting, by: Who) -> None:
    """Called when the action team of a meeting changes there."""
    team = Team.objects.filter(meeting=meeting).first()
    if team is not None:
        mirror(team=team, by=by)


def remove_member(*, by: Who, member: Member) -> dict[str, Any]:
    """Out of the team; what they had in hand is free again. The plain values that come back put them back."""
    tasks = list(TeamTask.objects.filter(owner=member, done_at=None).values_list("pk", flat=True))
    TeamTask.objects.filter(pk__in=tasks).update(owner=None)
    kept: dict[str, Any] = {"member": str(member.pk), "tasks": [str(key) for key in tasks], "crew": None}
    points, helps = AgendaPoint.objects.filter(asked_by=member), Helper.objects.filter(member=member)
    kept["points"] = [str(key) for key in points.values_list("pk", flat=True)]
    kept["helps"] = [str(key) for key in helps.values_list("activity", flat=True)]
    kept |= {"email": member.email, "language": member.language, "joined": member.joined_at.isoformat()}
    if not Member.objects.filter(pk=member.pk, left_at=None).update(left_at=clock.now()):
        raise RuleBroken("left", _("Dit lid zit al niet meer in het team."))
    helps.delete()
    trail.write("leave_team", by=by, on=member)
    if member.crew_id is not None:
        crew = Crew.objects.select_related("meeting").get(pk=member.crew_id)
        kept["crew"] = crew_services.remove_member(by=by, member=crew)  # takes its row here along
    return kept


def put_back_member(*, by: Who, team: Team, kept: dict[str, Any]) -> None:
    """Undo of `remove_member`; what somebody else took meanwhile stays theirs. Twice is once."""
    key = uuid.UUID(kept["member"])
    if kept["crew"] and team.meeting is not None:
        crew_services.put_back_member(by=by, meeting=team.meeting, kept=kept["crew"])
        mirror(team=team, by=by)
        back = Member.objects.filter(team=team, crew=kept["crew"]["key"])
        back.update(email=kept["email"], language=kept["language"])
        key = back.values_list("pk", flat=True).get()
    elif Member.objects.filter(pk=key, team=team, left_at__isnull=False).update(left_at=None):
        trail.write("join_team", by=by, on=_read(key, team.pk))
    elif not Member.objects.filter(pk=key, team=team).exists():
        return
    TeamTask.objects.filter(pk__in=kept["tasks"], owner=None, done_at=None).update(owner=key)
    AgendaPoint.objects.filter(pk__in=kept["points"], team=team, asked_by=None).update(asked_by=key)
    here = Activity.objects.filter(pk__in=kept["helps"]).values_list("pk", flat=True)
    Helper.objects.bulk_create([Helper(activity_id=one, member_id=key) for one in here], ignore_conflicts=True)


def come_back(*, by: Who, member: Member) -> None:
    """Who left is in it again."""
    if member.team.ended_at is not None:
        raise RuleBroken("ended", _("Dit team is gestopt. Laat het eerst verder gaan."))
    if Member.objects.filter(pk=member.pk, left_at__isnull=False).update(left_at=None):
        issue_code(member)
        trail.write("join_team", by=by, on=member)


def change_member(*, by: Who, member: Member, name: str, email: str, language: str, layer: str) -> None:
    """Of a colleague only the layer can be changed here."""
    own = {} if member.staff_id else {"name": " ".join(name.split()), "email": email.strip(), "language": language}
    Member.objects.filter(pk=member.pk).update(layer=layer, **own)
    trail.write("change_member", by=by, on=member)


def new_code(*, by: Who, member: Member) -> None:
    """The old link and code stop at once."""
    if member.staff_id is not None:
        raise RuleBroken("staff", _("Een collega heeft een eigen account en geen code."), 422)
    codes.revoke(CODE, member.pk)
    issue_code(member)
    trail.write("new_team_code", by=by, on=member)


def issue_code(member: Member) -> None:
    """Unless there is one that works."""
    if not codes.codes_for(CODE, [member.pk], working=True):
        codes.issue(CODE, member.pk, clock.now() + CODE_LASTS, kinds=("link", "printed"))


def mail_code(*, by: Who, member: Member, due_at: dt.datetime | None = None) -> None:
    """Their own link, in their language. Sent again as often as somebody asks; while one waits, that is the one."""
    if not member.email or member.staff_id is not None:
        raise RuleBroken("no-address", _("Van dit lid is geen mailadres bekend. Druk het kaartje af."), 422)
    issue_code(member)
    if not Message.objects.filter(letter=CODE_LETTER, to=member.pk, state=State.WAITING).exists():
        minute = int(clock.now().timestamp() // 60)
        letters.put(
            to=member.pk, letter=CODE_LETTER, about=member.pk, once=f"{CODE_LETTER}:{member.pk}:{minute}", due_at=due_at
        )  # fmt: skip
    trail.write("mail_team_code", by=by, on=member)
