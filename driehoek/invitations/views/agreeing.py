"""Where answers by e-mail arrive."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import services
from ..forms_changing import ReplyToForm
from ..models import ClassInvitation, Occasion


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_http_methods(["GET", "HEAD", "POST"])
def reply_to(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    of_classes = list(ClassInvitation.for_gate().filter(occasion=occasion).exclude(reply_to=""))
    dropped = next((own for own in of_classes if str(own.pk) == request.POST.get("drop")), None)
    if dropped is not None:
        services.drop_class_reply_to(class_invitation=dropped, by=request.who)
        said = _("Antwoorden aan %(name)s komen voortaan binnen waar je dat hier afspreekt.")
        messages.success(request, said % {"name": dropped.school_class})
        return redirect("invite_reply_to", request.school.slug, occasion.pk)
    form: forms.Form = ReplyToForm(request.POST if request.method == "POST" else None, initial={"address": occasion.reply_to})
    if form.is_bound and form.is_valid():
        services.agree_reply_to(occasion=occasion, address=form.cleaned_data["address"], by=request.who)
        messages.success(request, _("Bewaard. Antwoorden per e-mail komen voortaan daar binnen."))
        return redirect("invite_overview", request.school.slug, occasion.pk)
    shown: dict[str, Any] = {"occasion": occasion, "form": form, "own": request.school.reply_to, "of_classes": of_classes}
    return render(request, "invitations/reply_to.html", shown, status=422 if form.is_bound else 200)
