"""Parents who can be tried: one in each language, one on paper, one who reads the report, who is asked a questionnaire, who is in a team."""

from dataclasses import dataclass

from driehoek import clock
from driehoek.access import codes
from driehoek.invitations.models import Channel, Invitation
from driehoek.scans.models import Ticket
from driehoek.scans.rules_asking import PERSONAL
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.trajectories.models import Member, Team
from driehoek.trajectories.team_entrance import CALL, CODE

from .cast import SCHOOLS

LANGUAGES = ("nl", "ar", "tr", "pl", "uk", "en")
ASKED = ("nl", "ar")  # of each a parent who is asked a questionnaire, and a pupil


@dataclass(frozen=True)
class WayIn:
    """A parent's personal link, as it stands in their mail or letter."""

    school: str
    names: str
    language: str
    channel: str
    link: str
    printed: str
    is_over: bool
    is_asked: bool = False
    team: str = ""  # 'member': in a team, by their own code; 'call': what everybody gets who is asked to join one


def ways_in() -> list[WayIn]:
    found = []
    for school in School.objects.filter(slug__in=SCHOOLS):
        with within(school, write=False):
            everybody = Invitation.objects.filter(sent_at__isnull=False).order_by("occasion__starts_at", "pk")
            asked = everybody.filter(reply__isnull=True, occasion__ends_at__gt=clock.now())
            for chosen in (
                *(asked.filter(language=language, channel=Channel.MAIL) for language in LANGUAGES),
                asked.filter(channel=Channel.PAPER),
                everybody.filter(reply__coming__gt=0, language="nl", occasion__ends_at__lte=clock.now()),
            ):
                invitation = chosen.select_related("occasion").prefetch_related("household__guardians").first()
                if invitation is not None:
                    found.append(_way_in(school, invitation))
            found += _asked(school) + _teams(school)
    return found


def _teams(school: School) -> list[WayIn]:
    """A parent of each language in a team, and the open call."""
    members = list(Member.objects.filter(staff=None, left_at=None, team__ended_at=None).order_by("pk"))
    links = codes.codes_for(CODE, [one.pk for one in members])
    ways = [(str(one), one.language, links.get(one.pk, {}), "member") for one in members]
    called = list(Team.objects.filter(ended_at=None, call_until__gte=clock.today()))
    links = codes.codes_for(CALL, [one.pk for one in called])
    ways += [(str(one), "nl", links.get(one.pk, {}), "call") for one in called]
    return [
        WayIn(school.name, names, language, Channel.MAIL, made["link"], "", is_over=False, team=team)
        for names, language, made, team in ways
        if "link" in made
    ]


def _way_in(school: School, invitation: Invitation) -> WayIn:
    made = codes.codes_for("reply", [invitation.pk]).get(invitation.pk, {})
    names = " / ".join(str(guardian) for guardian in invitation.household.guardians.all())
    return WayIn(
        school=school.name,
        names=names,
        language=invitation.language,
        channel=invitation.channel,
        link=made.get("link", ""),
        printed=codes.grouped(made.get("printed", "")),
        is_over=invitation.occasion.ends_at <= clock.now(),
    )


def _asked(school: School) -> list[WayIn]:
    """Who is asked the questionnaire that runs: the first of each, whom `scanning` leaves to be tried. Whether they answered is not asked."""
    running = Ticket.for_gate().filter(fielding__opened_at__isnull=False, fielding__closed_at__isnull=True, declined=False)
    parents = [running.filter(guardian__isnull=False, language=one) for one in ASKED]
    found = [row for rows in (*parents, running.filter(pupil__isnull=False)) if (row := rows.order_by("pk").first())]
    made = codes.codes_for(PERSONAL, [row.pk for row in found])
    return [
        WayIn(
            school=school.name,
            names=str(row.guardian or row.pupil),
            language=row.language,
            channel=row.channel,
            link=made[row.pk]["link"],
            printed="",
            is_over=False,
            is_asked=True,
        )
        for row in found
        if "link" in made.get(row.pk, {})
    ]
