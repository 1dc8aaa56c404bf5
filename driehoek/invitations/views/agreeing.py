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
from ..models import Occasion


@allows(Action.SEND_INVITATIONS, on=Occasion)
@require_http_methods(["GET", "HEAD", "POST"])
def reply_to(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    form: forms.Form = ReplyToForm(request.POST if request.method == "POST" else None, initial={"address": occasion.reply_to})
    if form.is_bound and form.is_valid():
        services.agree_reply_to(occasion=occasion, address=form.cleaned_data["address"], by=request.who)
        messages.success(request, _("Bewaard. Antwoorden per e-mail komen voortaan daar binnen."))
        return redirect("invite_overview", request.school.slug, occasion.pk)
    shown: dict[str, Any] = {"occasion": occasion, "form": form, "own": request.school.reply_to}
    return render(request, "invitations/reply_to.html", shown, status=422 if form.is_bound else 200)
