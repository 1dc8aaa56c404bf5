"""What stands in the mails to members of a team who are parents, in their language."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.typesetting import DUTCH_END, DUTCH_START
from driehoek.invitations import wording
from driehoek.invitations.told import Told, plain
from driehoek.library.composing import Composed
from driehoek.schools.models import School

from .models import Candidate, Member, TeamMeeting


def of_code(school: School, member: Member) -> Composed:
    return _made(school, member, _("Uw eigen link voor %(team)s"), [
        _("Fijn dat u meedenkt in %(team)s van %(school)s."),
        _("Met deze link ziet u wie er in het team zitten, wanneer we bij elkaar komen en waar we mee bezig zijn. U kunt een punt op de agenda zetten en een taak kiezen. Een account is niet nodig."),
        _("De link is van u alleen: stuur hem niet door. Hij stopt als u uit het team gaat."),
        _("Een vraag? U kunt terecht bij %(contact)s."),
    ], _("Naar uw team"))  # fmt: skip


def of_meeting(school: School, member: Member, meeting: TeamMeeting, agenda: list[str]) -> Composed:
    listed = "\n".join(f"• {one}" for one in agenda).replace(
        f"{DUTCH_END}\n• {DUTCH_START}", "\n• "
    )  # said once that it is Dutch
    points = [_("Dit staat op de agenda:") + "\n" + listed.replace("%", "%%")] if agenda else []
    return _made(school, member, _("Met het team bij elkaar: %(day)s"), [
        _("%(team)s komt bij elkaar. U bent van harte welkom."),
        _when(),
        *points,
        _("Wilt u iets bespreken? Zet het op de agenda: punten van ouders komen het eerst. Kunt u niet? Dat geeft niet, u leest hier wat we afspreken."),
        _("Een vraag? U kunt terecht bij %(contact)s."),
    ], _("Bekijk de agenda"), meeting)  # fmt: skip


def of_change(school: School, member: Member, meeting: TeamMeeting) -> Composed:
    return _made(school, member, _("Veranderd: met het team bij elkaar op %(day)s"), [
        _("Er is iets veranderd. Zo komt %(team)s nu bij elkaar:"),
        _when(),
        _("Staat het in uw agenda? Open dan het bestand bij deze mail, dan verandert het daar ook."),
        _("Een vraag? U kunt terecht bij %(contact)s."),
    ], _("Bekijk de agenda"), meeting)  # fmt: skip


def of_end(school: School, member: Member, meeting: TeamMeeting) -> Composed:
    return _made(school, member, _("Gaat niet door: met het team bij elkaar op %(day)s"), [
        _("%(team)s komt op %(day)s niet bij elkaar. Het spijt ons."),
        _("U hoeft niets te doen. Komt er een nieuwe dag, dan hoort u het van ons."),
        _("Een vraag? U kunt terecht bij %(contact)s."),
    ], _("Naar uw team"), meeting)  # fmt: skip


def of_soon(school: School, member: Member, meeting: TeamMeeting) -> Composed:
    return _made(school, member, _("Overmorgen met het team bij elkaar"), [
        _("Over twee dagen komt %(team)s bij elkaar."),
        _when(),
        _("Kunt u niet? Dat geeft niet: u leest daarna wat we afspraken."),
        _("Een vraag? U kunt terecht bij %(contact)s."),
    ], _("Bekijk de agenda"), meeting)  # fmt: skip


def of_no(school: School, candidate: Candidate) -> Composed:
    """To who came forward and does not join the team now."""
    with override(candidate.language):
        facts = {"team": Told(candidate.team.name, "nl", candidate.language).inside, "school": school.name}
        facts |= {"contact": wording.contact(school, candidate.language), "name": candidate.name}
        texts = [
            _("Beste %(name)s,"),
            _("Dank u wel dat u wilt meedenken in %(team)s. Er meldden zich meer mensen dan er plaatsen zijn, of we zoeken nu net iemand anders. Daarom vragen we u deze keer niet."),
            _("Wat u wilt zeggen blijft welkom, ook zonder team. Zegt u het ons gerust: %(contact)s."),
            _("Uw naam en adres wissen we binnen een maand."),
            _("Met vriendelijke groet,\n%(school)s"),
        ]  # fmt: skip
        return Composed(
            candidate.language, _("Dank u wel voor uw aanbod om mee te denken"), tuple(one % facts for one in texts), None
        )


def _when() -> str:
    return _("%(day)s, van %(begins)s tot %(ends)s uur.\nPlaats: %(place)s")


def _made(
    school: School, member: Member, subject: str, texts: list[str], button: str, meeting: TeamMeeting | None = None
) -> Composed:
    """Within the language of the member; between what is said and how to ask stands the button."""
    language = member.language
    facts = {
        "team": Told(member.team.name, "nl", language).inside, "school": school.name, "contact": wording.contact(school, language),
        "name": member.name,
    }  # fmt: skip
    if meeting is not None:
        facts |= facts_of(meeting, school, language)
    texts = [_("Beste %(name)s,"), *texts, _("Met vriendelijke groet,\n%(school)s")]
    return Composed(language, plain(subject % facts), tuple(one % facts for one in texts), button)


def facts_of(meeting: TeamMeeting, school: School, language: str) -> dict[str, str]:
    """When and where, as `language` says it."""
    ends = meeting.starts_at + dt.timedelta(minutes=meeting.minutes)
    return {
        "day": wording.day(meeting.starts_at, language), "begins": wording.hour(meeting.starts_at, language),
        "ends": wording.hour(ends, language), "place": Told(meeting.place, "nl", language).inside if meeting.place else school.name,
    }  # fmt: skip
