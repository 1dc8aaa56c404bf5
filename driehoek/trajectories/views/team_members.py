"""Who is in a team, and the code of who takes part without an account."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.documents.qr import qr_svg
from driehoek.invitations import wording
from driehoek.meetings.views.paths import undo
from driehoek.meetings.views.undoing import Aside

from ..guest_team_card import card
from ..models import Member, Team
from ..services import team_members as services
from ..team_forms import MemberChangeForm, MemberForm
from .team_parts import pdf

REMOVED = Aside("removed_from_team")


@allows(Action.EDIT_TEAM, on=Team)
@require_http_methods(["GET", "HEAD", "POST"])
def team_member_new(request: Any, *, team: Team) -> HttpResponse:
    form = MemberForm(request.POST or None, initial={"key": clock.new_id(), "language": "nl"})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_member(by=request.who, team=team, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error("staff", str(broken.message))
        else:
            messages.success(request, _("%(name)s doet mee.") % {"name": made})
            if made.staff_id is None:
                return redirect("team_member", request.school.slug, made.pk)
            return redirect("team_page", request.school.slug, team.pk)
    return render(
        request, "trajectories/team_member_new.html", {"team": team, "form": form}, status=422 if form.is_bound else 200
    )


@allows(Action.EDIT_TEAM, on=Member)
@require_http_methods(["GET", "HEAD", "POST"])
def team_member(request: Any, *, member: Member) -> HttpResponse:
    """One member: for a parent the link, the code and the address; of a colleague only who it is."""
    first = {name: getattr(member, name) for name in ("name", "email", "language", "layer")}
    form = None if member.staff_id else MemberChangeForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form is not None and form.is_valid():
        services.change_member(by=request.who, member=member, **form.cleaned_data)
        messages.success(request, _("Bewaard."))
        return redirect("team_member", request.school.slug, member.pk)
    opened = codes.codes_for(services.CODE, [member.pk], working=True).get(member.pk, {}) if _works(member) else {}
    link = codes.address(opened["link"]) if "link" in opened else ""
    shown = {
        "member": member, "team": member.team, "form": form, "link": link, "code": codes.grouped(opened.get("printed", "")),
        "qr": qr_svg(link, title=_("QR-code van de eigen link")) if link else "", "type_at": wording.short_address(), "works": _works(member),
    }  # fmt: skip
    return render(request, "trajectories/team_member.html", shown, status=422 if form is not None and form.errors else 200)


def _works(member: Member) -> bool:
    return member.staff_id is None and member.left_at is None and member.team.ended_at is None


@allows(Action.EDIT_TEAM, on=Member)
@require_POST
def team_member_remove(request: Any, *, member: Member) -> HttpResponse:
    team, name = member.team, str(member)
    kept = services.remove_member(by=request.who, member=member)
    REMOVED.keep(request, kept, team.pk)
    messages.success(
        request, _("Niet meer in het team: %(name)s") % {"name": name}, extra_tags=undo(request, "team_member_put_back", team.pk)
    )
    return redirect("team_page", request.school.slug, team.pk)


@allows(Action.EDIT_TEAM, on=Team)
@require_POST
def team_member_put_back(request: Any, *, team: Team) -> HttpResponse:
    with REMOVED.taken(request, team.pk) as kept:
        services.put_back_member(by=request.who, team=team, kept=kept)
    return redirect("team_page", request.school.slug, team.pk)


@allows(Action.EDIT_TEAM, on=Member)
@require_POST
def team_member_code(request: Any, *, member: Member) -> HttpResponse:
    services.new_code(by=request.who, member=member)
    messages.success(request, _("Er is een nieuwe code. De oude werkt niet meer."))
    return redirect("team_member", request.school.slug, member.pk)


@allows(Action.EDIT_TEAM, on=Member)
@require_POST
def team_member_mail(request: Any, *, member: Member) -> HttpResponse:
    services.mail_code(by=request.who, member=member)
    messages.success(request, _("De link gaat per mail naar %(name)s.") % {"name": member})
    return redirect("team_member", request.school.slug, member.pk)


@allows(Action.EDIT_TEAM, on=Member)
@require_safe
def team_member_card(request: Any, *, member: Member) -> HttpResponse:
    """A small card with the code, to hand over, in the language of who gets it."""
    if not _works(member):
        raise RuleBroken("no-code", _("Er is nu geen code van dit lid."))
    return pdf(card(request.school, member), _("kaartje %(name)s") % {"name": member})
