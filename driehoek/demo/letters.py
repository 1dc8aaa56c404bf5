"""Parents who can be tried: one in each language, one on paper, and one who was there and reads the report."""

from dataclasses import dataclass

from driehoek import clock
from driehoek.access import codes
from driehoek.invitations.models import Channel, Invitation
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .cast import SCHOOLS

LANGUAGES = ("nl", "ar", "tr", "pl", "uk", "en")


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
    return found


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
