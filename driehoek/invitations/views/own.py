"""From the page of a home to the page of one parent: choose who you are, and the link goes to your own e-mail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.people.models import Guardian
from driehoek.people.queries.own import at_home
from driehoek.people.services.own import ask_link

from .. import wording
from ..guest_forms import WhoForm
from ..models import Invitation
from .guest import in_their_language


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.REPLY, on=Invitation)
@in_their_language
def reply_own(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    """The answer is the same whether or not there is an address: nobody learns here what the school has of another."""
    people = at_home(invitation.household_id)
    form = WhoForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        chosen = Guardian.objects.get(pk=form.cleaned_data["who"], household=invitation.household_id)
        ask_link(guardian=chosen, by=request.who)
        return redirect(reverse("reply_own", args=[request.school.slug, invitation.pk]) + "?gevraagd=1")
    shown = {
        "invitation": invitation,
        "form": form,
        "is_asked": "gevraagd" in request.GET and not form.errors,
        "contact": wording.contact(request.school, get_language() or "nl"),
    }
    return render(request, "invitations/guest/own.html", shown, status=422 if form.errors else 200)
