"""Returned slips of one class, in the order of its letters: type a digit, Enter, the next one."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from ..forms_slips import SlipForm
from ..models import ClassInvitation, Reply
from ..queries.hand_out import Placed, in_hand_out_order
from ..services.slips import take_back_slip, type_slip

SALT, A_DAY = "slip", 24 * 3600


@dataclass
class Row:
    """One family on the page. `back`: what takes the last keystroke back, signed."""

    placed: Placed
    form: SlipForm
    back: str = ""
    wrong: str = ""
    says_no: bool = False  # just now: whoever does not come needs nothing

    @property
    def key(self) -> uuid.UUID:
        return self.placed.invitation.pk

    @property
    def children(self) -> str:
        return ", ".join(dict.fromkeys(child.name for child in self.placed.family.children))

    @property
    def guardians(self) -> str:
        return ", ".join(one.name for one in self.placed.family.receivers)

    @property
    def is_known(self) -> bool:
        return self.form.reply is not None


def _form(own: ClassInvitation, placed: Placed, data: Any = None, kept: Reply | None = None) -> SlipForm:
    child = ", ".join(dict.fromkeys(child.given_name for child in placed.family.children))
    key = placed.invitation.pk
    reply = kept or getattr(placed.invitation, "reply", None)
    more = {"occasion": own.occasion, "reply": reply, "child": child, "told": f"s-{key}"}
    return SlipForm(data, prefix=str(key), **more)


def _row(own: ClassInvitation, placed: Placed, data: Any = None) -> Row:
    return Row(placed, _form(own, placed, data))


@allows(Action.SEND_INVITATIONS, on=ClassInvitation, by="class_invitation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    """The whole class; one row at a time with a script, all rows at once without."""
    own, placed = classinvitation, in_hand_out_order(classinvitation)
    if request.method != "POST":
        trail.write(f"look:{Action.SEE_NEEDS}", by=request.who, on=own)
        return _page(request, own, [_row(own, one) for one in placed])
    only = request.POST.get("rij", "") if request.htmx else ""
    rows = [_row(own, one, request.POST) for one in placed if not only or str(one.invitation.pk) == only]
    saved = sum(_save(request, own, row) for row in rows)
    if only:
        if not rows:
            raise RuleBroken("gone", _("Dit gezin hoort niet meer bij deze klas."))
        return render(
            request, "invitations/parts/slip_told.html", {"own": own, "row": rows[0]}, status=422 if rows[0].wrong else 200
        )
    for row in rows:
        if not row.wrong and not row.back:
            row.form = _form(own, row.placed)  # as it stands, not as it was when the page was opened
    return _page(request, own, rows, saved)


def _save(request: HttpRequest, own: ClassInvitation, row: Row) -> bool:
    if not row.form.is_valid():
        row.wrong = row.form.first_error()
        return False
    if not row.form.is_typed:
        return False
    try:
        before, after = type_slip(invitation=row.placed.invitation, by=request.who, **row.form.said())
    except RuleBroken as broken:
        row.wrong = str(broken.message)
        return False
    row.form = _form(own, row.placed, kept=Reply.objects.get(invitation=row.key))
    row.says_no = after["coming"] == 0
    row.back = signing.dumps({"row": str(row.key), "before": before, "after": after}, salt=SALT)
    return True


def _page(request: HttpRequest, own: ClassInvitation, rows: list[Row], saved: int | None = None) -> HttpResponse:
    wrong = [row for row in rows if row.wrong]
    begin = next((row for row in rows if row.wrong), None) or next((row for row in rows if not row.is_known), None)
    if begin is not None:
        begin.form.fields["coming"].widget.attrs["autofocus"] = True
    shown = {"own": own, "rows": rows, "saved": saved, "wrong": wrong}
    return render(request, "invitations/slips.html", shown, status=422 if wrong else 200)


@allows(Action.SEND_INVITATIONS, on=ClassInvitation, by="class_invitation_id")
@require_POST
def slip_back(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    """Undo one row."""
    try:
        told = signing.loads(request.POST.get("terug", ""), salt=SALT, max_age=A_DAY)
    except signing.BadSignature as bad:
        raise RuleBroken("too-late", _("Dit kan niet meer ongedaan worden gemaakt. Typ het antwoord opnieuw."), 409) from bad
    own = classinvitation
    found = next((one for one in in_hand_out_order(own) if str(one.invitation.pk) == told["row"]), None)
    if found is None:
        raise Http404
    take_back_slip(invitation=found.invitation, before=told["before"], after=told["after"], by=request.who)
    if not request.htmx:
        return redirect("invite_slips", request.school.slug, own.pk)
    fresh = next(one for one in in_hand_out_order(own) if one.invitation.pk == found.invitation.pk)
    row = _row(own, fresh)
    row.form.fields["coming"].widget.attrs["data-focus"] = True
    return render(request, "invitations/parts/slip_row.html", {"own": own, "row": row, "undone": True})
