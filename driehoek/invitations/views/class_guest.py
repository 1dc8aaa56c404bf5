"""A parent who opened the link of a class. The page says nothing about who is in that class."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

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
from driehoek.access.where import client_address
from driehoek.web import languages

from .. import letters, rules, services, told, wording, words
from ..forms_open import ClassReplyForm, blank_open_reply
from ..languages import spoken_name
from ..models import ClassInvitation, OpenReply

MINE = "class_replies"  # in this browser: {class invitation: the answer given last}
# One browser fits a class of thirty (a tablet goes round), one address fits it several times, and neither uses up the class.
BROWSER = limits.Limit("class-reply-browser", 45, 600)
ADDRESS = limits.Limit("class-reply-address", 120, 600)
ANSWERS = limits.Limit("class-reply", 300, 600)
View = Callable[..., HttpResponse]


def in_phone_language(view: View) -> View:
    """What the address names, else what was chosen in the menu, else the language of the telephone when we speak it."""

    @wraps(view)
    def spoken(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
        asked = request.GET.get("taal", "")
        language = asked if asked in dict(settings.LANGUAGES) else get_language_from_request(request)
        with override(language):
            answer = view(request, classinvitation=classinvitation)
            answer.headers["Content-Language"] = language
        return answer

    return spoken


@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.ANSWER_FOR_CLASS, on=ClassInvitation, by="class_invitation_id")
@in_phone_language
def class_reply(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    """The three taps. Opened afresh it is empty: a telephone or tablet may go round."""
    own = classinvitation
    if _is_over(own):
        return _over(request, own)
    if request.method != "POST":
        again = _given_here(request, own) if "wijzig" in request.GET else None
        if again is None:
            _forget(request, own)
        return _page(request, own, ClassReplyForm(initial=blank_open_reply(again), occasion=own.occasion))
    form = ClassReplyForm(request.POST, occasion=own.occasion)
    if not form.is_valid():
        return _page(request, own, form, status=422)
    if not _may_go_on(request, own):
        form.add_error(None, _("Dit gaat even te snel. Wacht een minuut; wat u typte staat er nog."))
        return _page(request, own, form, status=429)
    say = form.cleaned_data
    try:
        kept = services.reply_openly(
            class_invitation=own,
            key=say["reply_key"],
            child_name=say["child_name"],
            name=say["name"],
            given=form.given(get_language() or "nl"),
            by=request.who,
        )
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        form.new_key_when_used(broken.code)
        return _page(request, own, form, status=broken.status)
    request.session[MINE] = {**request.session.get(MINE, {}), str(own.pk): str(kept.pk)}
    return redirect(_address("class_thanks", request, own))


def _may_go_on(request: HttpRequest, own: ClassInvitation) -> bool:
    """The narrowest limit first: who is held up there takes nothing from the class."""
    here = ((BROWSER, request.session.session_key), (ADDRESS, client_address(request)))
    return all(limits.take(limit, f"{own.pk}|{key}") for limit, key in here) and limits.take(ANSWERS, str(own.pk))


@gzip_page
@require_safe
@allows(Action.ANSWER_FOR_CLASS, on=ClassInvitation, by="class_invitation_id")
@in_phone_language
def class_thanks(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    """What this browser just answered, as it stands now."""
    own = classinvitation
    if _is_over(own):
        return _over(request, own)
    reply = _given_here(request, own)
    if reply is None:
        return redirect(_address("class_reply", request, own))
    shown = _about(request, own) | {
        "reply": reply,
        "interpreter": spoken_name(reply.interpreter),
        "fresh": _address("class_reply", request, own),
        "calendar": _address("class_calendar", request, own),
        "said_year": words.year_address(request.school.slug, own.occasion),
    }
    return render(request, "invitations/guest/class_thanks.html", shown)


@require_safe
@allows(Action.ANSWER_FOR_CLASS, on=ClassInvitation, by="class_invitation_id")
@in_phone_language
def class_calendar(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    content = letters.calendar_file(classinvitation.occasion, request.school, get_language() or "nl")
    named = {"Content-Disposition": 'attachment; filename="agenda.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=named)


def _given_here(request: HttpRequest, own: ClassInvitation) -> OpenReply | None:
    """The answer that this browser gave last; not any more once the school judged it, since it may be the family's own then."""
    kept = request.session.get(MINE, {}).get(str(own.pk))
    if not kept:
        return None
    return OpenReply.objects.filter(pk=uuid.UUID(kept), class_invitation=own, matched_to=None, set_aside_at=None).first()


def _forget(request: HttpRequest, own: ClassInvitation) -> None:
    kept = request.session.get(MINE, {})
    if kept.pop(str(own.pk), None):
        request.session.modified = True


def _is_over(own: ClassInvitation) -> bool:
    if own.occasion.cancelled_at is not None:
        return True
    ends = own.occasion.ends_at
    return not rules.may_answer(clock.end_of(ends.astimezone(clock.SCHOOL_TIME).date()), ends, clock.now())


def _over(request: HttpRequest, own: ClassInvitation) -> HttpResponse:
    shown = _about(request, own) | {"said_year": words.year_address(request.school.slug, own.occasion)}
    page = "called_off" if own.occasion.cancelled_at else "class_over"
    return render(request, f"invitations/guest/{page}.html", shown, status=409 if request.method == "POST" else 200)


def _page(request: HttpRequest, own: ClassInvitation, form: ClassReplyForm, status: int = 200) -> HttpResponse:
    shown = _about(request, own) | {
        "form": form,
        "address": _address("class_reply", request, own),
        "can_say": words.can_be_said(),
        "tongues": languages.as_choices(languages.offered()),
    }
    return render(request, "invitations/guest/class_reply.html", shown, status=status)


def _address(route: str, request: HttpRequest, own: ClassInvitation) -> str:
    """In the language that the page is in, whatever the browser would choose by itself."""
    return f"{reverse(route, args=[request.school.slug, own.pk])}?taal={get_language()}"


def _about(request: HttpRequest, own: ClassInvitation) -> dict[str, Any]:
    """Where, when and from whom, in the language of the page."""
    language = get_language() or "nl"
    occasion = own.occasion
    return {
        "own": own,
        "occasion": occasion,
        "title": wording.title(occasion, language, request.school.sector),
        "day": wording.day(occasion.starts_at, language),
        "begins": wording.hour(occasion.starts_at, language),
        "ends": wording.hour(occasion.ends_at, language),
        "signer": wording.signer(own),
        "class_name": own.school_class.name,
        "told": told.about(own, language, request.school.sector),
        "contact": wording.contact(request.school, language),
    }
