"""Parents who can be tried: one in Dutch, one in Arabic, one on paper."""

from dataclasses import dataclass

from driehoek.access import codes
from driehoek.invitations.models import Channel, Invitation
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .cast import SCHOOLS


@dataclass(frozen=True)
class WayIn:
    """A parent's personal link, as it stands in their mail or letter."""

    school: str
    names: str
    language: str
    channel: str
    link: str
    printed: str


def ways_in() -> list[WayIn]:
    found = []
    for school in School.objects.filter(slug__in=SCHOOLS):
        with within(school, write=False):
            sent = Invitation.objects.filter(sent_at__isnull=False, reply__isnull=True).order_by("pk")
            for chosen in (
                sent.filter(language="nl", channel=Channel.MAIL),
                sent.filter(language="ar", channel=Channel.MAIL),
                sent.filter(channel=Channel.PAPER),
            ):
                invitation = chosen.prefetch_related("household__guardians").first()
                if invitation is not None:
                    found.append(_way_in(school, invitation))
    return found


def _way_in(school: School, invitation: Invitation) -> WayIn:
    made = codes.codes_for("reply", [invitation.pk]).get(invitation.pk, {})
    names = " / ".join(str(guardian) for guardian in invitation.household.guardians.all())
    return WayIn(
        school.name, names, invitation.language, invitation.channel, made.get("link", ""), codes.grouped(made.get("printed", ""))
    )
