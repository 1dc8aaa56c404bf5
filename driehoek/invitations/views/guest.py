"""A parent on a phone, without an account: answer, change the answer, put it in the calendar."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from driehoek import clock
from driehoek.access import limits
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import letters, rules, services, told, wording, words
from ..forms import ReplyForm, blank_reply
from ..languages import spoken_name
from ..models import Invitation
from ..queries.changing import asks_again
from ..queries.receiving import hears_about_child

View = Callable[..., HttpResponse]


def in_their_language(view: View) -> View:
    """The invitation's language, unless this browser chose one in the menu or the address names one.

    Dutch is what stands there while nobody asked, so a telephone in another language of ours is believed instead. Not
    one in English: many who read Dutch keep theirs in it.
    """

    @wraps(view)
    def spoken(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
        offered = dict(settings.LANGUAGES)
        asked = request.GET.get("taal", "")
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        phone = get_language_from_request(request)
        own = phone if invitation.language == "nl" and phone != "en" else invitation.language
        language = next(one for one in (asked, chosen, own, "nl") if one in offered)
        with override(language):
            answer = view(request, invitation=invitation)
            answer.headers["Content-Language"] = language
        return answer

    return spoken


@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.REPLY, on=Invitation)
@in_their_language
def reply(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    """The three taps. Who has answered sees first what stands."""
    if is_over(invitation):
        return over(request, invitation)
    if request.method != "POST":
        if hasattr(invitation, "reply") and "wijzig" not in request.GET:
            return redirect(at(request, "reply_thanks", invitation))
        said = words.beforehand(invitation) if hasattr(invitation, "reply") else []
        return page(request, invitation, ReplyForm(initial=blank_reply(invitation, said), occasion=invitation.occasion))
    form = ReplyForm(request.POST, occasion=invitation.occasion)
    if not form.is_valid():
        return page(request, invitation, form, status=422)
    if not limits.take(limits.CONTRIBUTIONS, str(invitation.pk)):
        form.add_error(None, _("Dit gaat even te snel. Wacht een minuut; wat u typte staat er nog."))
        return page(request, invitation, form, status=429)
    given = form.given(get_language() or "nl")
    try:
        services.reply(invitation=invitation, given=given, by=request.who)
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        form.new_key_when_used(broken.code)
        return page(request, invitation, form, status=broken.status)
    return redirect(at(request, "reply_thanks", invitation, gezegd="1" if says_without_name(given) else ""))


@gzip_page
@require_safe
@allows(Action.REPLY, on=Invitation)
@in_their_language
def thanks(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    """What was answered, as it stands now."""
    if is_over(invitation):
        return over(request, invitation)
    if not hasattr(invitation, "reply"):
        return redirect(at(request, "reply", invitation))
    answer, change = invitation.reply, at(request, "reply", invitation)
    shown = about(request, invitation) | {
        "reply": answer,
        "interpreter": spoken_name(answer.interpreter),
        "asks_again": asks_again(invitation, answer),
        "said": words.beforehand(invitation),
        "said_without_name": "gezegd" in request.GET,
        "calendar": at(request, "reply_calendar", invitation),
        "change": f"{change}{'&' if '?' in change else '?'}wijzig=1",
        "beside": words.beside(request.school.slug, invitation.occasion),
        "said_year": words.year_address(request.school.slug, invitation.occasion),
    }
    return render(request, "invitations/guest/thanks.html", shown)


@require_safe
@allows(Action.REPLY, on=Invitation)
@in_their_language
def calendar(request: HttpRequest, *, invitation: Invitation) -> HttpResponse:
    content = letters.calendar_file(invitation.occasion, request.school, get_language() or "nl")
    named = {"Content-Disposition": 'attachment; filename="agenda.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=named)


def says_without_name(given: services.Given) -> bool:
    return not given.named and any(text for _field, _key, _kind, text in given.said())


def at(request: HttpRequest, route: str, invitation: Invitation, **more: str) -> str:
    """The address of a page of this invitation, in the language that this address named, if it did."""
    asked = request.GET.get("taal", "")
    values = {"taal": asked if asked in dict(settings.LANGUAGES) else "", **more}
    query = urlencode({name: value for name, value in values.items() if value})
    address = reverse(route, args=[request.school.slug, invitation.pk])
    return f"{address}?{query}" if query else address


def is_over(invitation: Invitation) -> bool:
    if invitation.occasion.cancelled_at is not None:
        return True
    ends = invitation.occasion.ends_at
    return not rules.may_answer(clock.end_of(ends.astimezone(clock.SCHOOL_TIME).date()), ends, clock.now())


def over(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """This evening has been: on to the report, and until that is there, where to read what was said. Or it does not go on."""
    if invitation.occasion.cancelled_at is not None:
        status = 409 if request.method == "POST" else 200
        return render(request, "invitations/guest/called_off.html", about(request, invitation), status=status)
    if request.method != "POST" and (final := words.final_report(request.school.slug, invitation.occasion)):
        return redirect(final)
    report = words.report_address(request.school.slug, invitation.occasion)
    shown = about(request, invitation) | {"report": report}
    return render(request, "invitations/guest/over.html", shown, status=409 if request.method == "POST" else 200)


def page(request: HttpRequest, invitation: Invitation, form: ReplyForm, status: int = 200) -> HttpResponse:
    address = at(request, "reply", invitation)
    shown = about(request, invitation) | {"form": form, "address": address, "can_say": words.can_be_said()}
    shown["has_answered"] = hasattr(invitation, "reply")
    return render(request, "invitations/guest/reply.html", shown, status=status)


def about(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    """Where, when and from whom, in the language of the page."""
    language = get_language() or "nl"
    occasion, own = invitation.occasion, invitation.class_invitation
    own.occasion = occasion
    signer = wording.signer(own)
    about_child = not (signer or own.personal_line) or hears_about_child(invitation.household_id)
    return {
        "invitation": invitation,
        "occasion": occasion,
        "title": wording.title(occasion, language, request.school.sector),
        "day": wording.day(occasion.starts_at, language),
        "begins": wording.hour(occasion.starts_at, language),
        "ends": wording.hour(occasion.ends_at, language),
        "reply_by": wording.day(occasion.reply_by, language),
        "signer": signer if about_child else "",
        "class_name": own.school_class.name,
        "told": told.about(own, language, request.school.sector, about_child=about_child),
        "contact": wording.contact(request.school, language),
    }
