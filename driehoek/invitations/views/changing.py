"""It moved, or it does not go on: the organiser sees what everybody would read, and says who hears it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from driehoek.access import trail
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import services, wording, wording_changes
from ..forms_changing import CancelForm
from ..letters_changes import reason, told_letters
from ..models import ClassInvitation, Occasion
from ..queries import changing
from ..queries.invited import invited_to
from ..sample import NO_CODE, Sample
from ..told import as_html
from .approve import language_of


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_safe
def change(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    return _page(request, occasion, CancelForm())


def _page(request: HttpRequest, occasion: Occasion, form: CancelForm, status: int = 200) -> HttpResponse:
    happened = changing.changed(occasion)
    off = occasion.cancelled_at is not None
    language = language_of(request)
    who = changing.who_hears(occasion, only=None if off or happened.was_told else happened.moved_here)
    shown: dict[str, Any] = {
        "occasion": occasion,
        "changed": happened,
        "form": form,
        "language": language,
        "invited": invited_to(occasion).count(),
        "sample": _sample(request, occasion, language, off) if off or happened.is_untold else None,
        "paper": changing.by_class(who),
        "nobody": len(who.nobody),
        "nobody_in": sorted({row.class_invitation.school_class.name for row in who.nobody}),
        "may_undo": changing.may_still_be_undone(occasion),
    }
    return render(request, "invitations/change.html", shown, status=status)


def _sample(request: HttpRequest, occasion: Occasion, language: str, off: bool) -> Sample | None:
    own = ClassInvitation.for_gate().filter(occasion=occasion).first()
    if own is None:
        return None
    values = wording.values_of(request.school, own, language) | {"code": NO_CODE, "reden": reason(occasion, language)}
    key = wording_changes.CANCELLED if off else wording_changes.MOVED
    values[wording_changes.OPEN] = wording.YES
    composed = wording.say(key, language=language, school=request.school, channel="mail", values=values)
    return Sample(composed, [(as_html(paragraph), None) for paragraph in composed.paragraphs])


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_POST
def tell(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """Tell everybody, or say that nobody needs to hear it."""
    if "leave" in request.POST:
        services.leave_untold(occasion=occasion, by=request.who)
        messages.success(request, _("Genoteerd. Niemand krijgt er bericht van."))
        return redirect("invite_overview", request.school.slug, occasion.pk)
    reached = services.tell_moved(occasion=occasion, by=request.who)
    messages.success(request, _told_words(reached.by_mail, len(reached.on_paper)))
    return redirect("invite_change", request.school.slug, occasion.pk)


def _told_words(mailed: int, paper: int) -> str:
    said = ngettext("%(n)d gezin krijgt een mail.", "%(n)d gezinnen krijgen een mail.", mailed) % {"n": mailed}
    if paper:
        said += " " + ngettext(
            "Voor %(n)d gezin druk je hieronder een brief af.", "Voor %(n)d gezinnen druk je hieronder een brief af.", paper
        ) % {"n": paper}
    return said


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_POST
def cancel(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, occasion, form, status=422)
    services.cancel_occasion(occasion=occasion, reason=form.cleaned_data["reason"], by=request.who)
    undo = "undo:" + reverse("invite_go_on", args=[request.school.slug, occasion.pk])
    messages.success(request, _("Deze bijeenkomst gaat niet door. Over tien minuten gaan de berichten weg."), extra_tags=undo)
    return redirect("invite_change", request.school.slug, occasion.pk)


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_POST
def go_on(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    services.take_back_cancelling(occasion=occasion, by=request.who)
    messages.success(request, _("Teruggedraaid: de bijeenkomst gaat gewoon door. Niemand kreeg bericht."))
    return redirect("invite_overview", request.school.slug, occasion.pk)


@allows(Action.PRINT_LETTERS, on=ClassInvitation, by="class_invitation_id")
@require_POST
def change_letters(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    content = told_letters(request.school, classinvitation)
    trail.write("print-change", by=request.who, on=classinvitation)
    name = slugify(f"bericht {classinvitation.school_class.name}") or "bericht"
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
