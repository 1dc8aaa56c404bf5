"""A mentor looks at what goes out in their name, adds a line, and agrees with one tap."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.access.who import Who

from .. import rules, services, wording
from ..forms import ApprovalForm
from ..models import ClassInvitation, Occasion
from ..queries.mine import families_of, mentors
from ..queries.open_replies import unnamed
from ..sample import Sample, sample


@allows(Action.APPROVE_INVITATION, on=ClassInvitation, by="class_invitation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    options = {
        "class_invitation": classinvitation,
        "default": wording.reply_to(classinvitation.occasion, request.school),
        "own_address": wording.own_address(classinvitation),
        "has_mentor": classinvitation.sender is not None or mentors(request.who, classinvitation),
    }
    if request.method != "POST":
        return page(request, classinvitation, ApprovalForm(**options))
    form = ApprovalForm(request.POST, **options)
    if not form.is_valid():
        return page(request, classinvitation, form, status=422)
    line, address = form.cleaned_data["personal_line"], form.cleaned_data.get("reply_to", "")
    if "preview" in request.POST:
        classinvitation.reply_to = address
        return page(request, classinvitation, form, line=line)
    try:
        services.approve(class_invitation=classinvitation, personal_line=line, reply_to=address, by=request.who)
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        return page(request, classinvitation, form, status=broken.status)
    messages.success(request, _("Dank je wel. De uitnodiging van %(name)s is akkoord.") % {"name": classinvitation.school_class})
    if may(request.who, Action.SEE_REACH):
        return redirect("invite_overview", school=request.school.slug, occasion_id=classinvitation.occasion_id)
    return redirect("approve_invitation", school=request.school.slug, class_invitation_id=classinvitation.pk)


def page(
    request: HttpRequest, own: ClassInvitation, form: ApprovalForm, *, line: str | None = None, status: int = 200
) -> HttpResponse:
    language = language_of(request)
    shown = {
        "own": own,
        "form": form,
        "families": families_of(own),
        "sample": sample(request.school, own, language, signed=signed(request.who, own), line=line),
        "language": language,
        "reply_to": wording.reply_to(own.occasion, request.school, own),
        "in_own_name": mentors(request.who, own),
        "agreed": wording.signer(own),
        "may_print": may(request.who, Action.PRINT_LETTERS, own),
        "open_replies": unnamed(class_invitation=own).count(),
    }
    return render(request, "invitations/approve.html", shown, status=status)


def signed(who: Who, own: ClassInvitation) -> str:
    """In whose name it goes out when the person at this screen agrees."""
    if mentors(who, own) and own.approved_at is None:
        return who.name if own.sender is None or own.sender.user_id != who.user_id else str(own.sender)
    return wording.signer(own)


@allows(Action.SEE_REACH, on=Occasion)
@require_safe
def preview(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """What a family gets, in each language, as it is now; the words of the library when there is no class yet."""
    rows = ClassInvitation.for_gate().filter(occasion=occasion)
    own = rows.filter(approved_at__isnull=False).first() or rows.first()
    language = language_of(request)
    shown: dict[str, object] = {"occasion": occasion, "own": own, "language": language, "sample": None}
    if own is not None:
        name = wording.signer(own) if own.approved_at else str(own.sender or "")
        shown["sample"] = _both(request, own, language, name)
    return render(request, "invitations/preview.html", shown)


def _both(request: HttpRequest, own: ClassInvitation, language: str, name: str) -> list[Sample]:
    return [sample(request.school, own, language, signed=name, key=key) for key in ("invitation", "reminder")]


def language_of(request: HttpRequest) -> str:
    asked = request.GET.get("in", "")
    return asked if asked in rules.PARENT_LANGUAGES else rules.PARENT_LANGUAGES[0]
