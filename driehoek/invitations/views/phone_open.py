"""A parent calls, or hands in a slip, and the school has no list: somebody enters the answer by the first name of the child."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from .. import services, words
from ..forms_open import ClassReplyForm, blank_open_reply
from ..models import ClassInvitation

SAID: dict[str, Any] = {
    "used_key": gettext_lazy("Dit formulier was al verstuurd. Wat je typte staat er nog: verstuur het nog een keer."),
    "over": gettext_lazy("Deze bijeenkomst is geweest. Noteren kan niet meer."),
    "cancelled": gettext_lazy("Deze bijeenkomst gaat niet door. Noteren hoeft niet meer."),
    "too-many": gettext_lazy("Eén antwoord gaat over hoogstens zes mensen."),
    "name": gettext_lazy("Vul de voornaam van het kind in."),
}
"""What a colleague reads where a parent is told the same in their own words."""


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.MATCH_REPLIES, on=ClassInvitation, by="class_invitation_id")
def enter_openly(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    """The same form as behind the link of the class. Who entered it is in the trail; whose child it is, is said afterwards."""
    own = classinvitation
    if request.method != "POST":
        return _page(request, own, _form(own, initial=blank_open_reply()))
    form = _form(own, request.POST)
    if not form.is_valid():
        return _page(request, own, form, status=422)
    say = form.cleaned_data
    try:
        kept = services.reply_openly(
            class_invitation=own,
            key=say["reply_key"],
            child_name=say["child_name"],
            name=say["name"],
            given=form.given("nl"),
            by=request.who,
        )
    except RuleBroken as broken:
        form.add_error(None, SAID.get(broken.code.partition(":")[0]) or broken.message)
        form.new_key_when_used(broken.code)
        return _page(request, own, form, status=broken.status)
    back = "undo:" + reverse("open_aside", args=[request.school.slug, kept.pk])
    messages.success(request, _("Het antwoord over %(child)s is genoteerd.") % {"child": kept.child_name}, extra_tags=back)
    return redirect("open_replies", school=request.school.slug, class_invitation_id=own.pk)


def _form(own: ClassInvitation, *typed: Any, **options: Any) -> ClassReplyForm:
    form = ClassReplyForm(*typed, occasion=own.occasion, **options)
    form.fields["child_name"].error_messages["required"] = _("Vul de voornaam van het kind in.")
    return form


def _page(request: HttpRequest, own: ClassInvitation, form: ClassReplyForm, status: int = 200) -> HttpResponse:
    shown = {
        "own": own,
        "form": form,
        "can_say": words.can_be_said(),
        "sees_reach": may(request.who, Action.SEE_REACH),
    }
    return render(request, "invitations/enter_openly.html", shown, status=status)
