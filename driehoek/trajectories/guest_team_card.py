"""On paper, for parents: the card with the code of a member, and the poster of the open call."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.documents.code_card import code_card
from driehoek.documents.paper import Paper
from driehoek.documents.poster import join_poster
from driehoek.invitations import wording
from driehoek.invitations.told import Told, plain
from driehoek.schools.models import School

from .models import Member, Team
from .services.team_calls import CALL
from .services.team_members import CODE


def card(school: School, member: Member) -> bytes:
    """A strip to cut off with the name, the QR and the code, in the language of the member."""
    opened = codes.codes_for(CODE, [member.pk], working=True).get(member.pk, {})
    if "printed" not in opened:
        raise RuleBroken("no-code", _("Er is nu geen code van dit lid."))
    with override(member.language):
        what = plain(_("Uw eigen link voor %(team)s") % {"team": Told(member.team.name, "nl", member.language).inside})
        note = _("Alleen voor u. Zo ziet u waar het team mee bezig is, en zet u een punt op de agenda.")
    return code_card(
        name=member.name, what=what, note=note, school=school.name, link=codes.address(opened["printed"]), code=opened["printed"],
        link_text=wording.short_address(), language=member.language, made_at=clock.now(),
    )  # fmt: skip


def call_poster(school: School, team: Team, language: str, paper: Paper) -> bytes:
    opened = codes.codes_for(CALL, [team.pk], working=True).get(team.pk, {})
    if "printed" not in opened or team.call_until is None:
        raise RuleBroken("no-call", _("De poster is er zodra de oproep openstaat."))
    with override(language):
        title = _("Denkt u mee met onze school?")
        note = _("Meld u aan tot en met %(day)s. Zonder account, in uw eigen taal.") % {
            "day": wording.day(team.call_until, language)
        }
    return join_poster(
        title=title, school=f"{school.name} · {team.name}", link=codes.address(opened["printed"]), code=opened["printed"],
        link_text=wording.short_address(), reassurance=note, paper=paper, language=language, made_at=clock.now(),
    )  # fmt: skip
