"""What the pages of parents in a team share: their language, the limit, and what stays when somebody is no longer in it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_from_request, override

from driehoek.access import limits
from driehoek.access.gate import school_called
from driehoek.access.models import AccessCode
from driehoek.access.who import PASSES
from driehoek.invitations import wording
from driehoek.schools.scoping import within

from ..models import Member
from ..team_entrance import CODE

View = Callable[..., HttpResponse]
DOING = limits.Limit("team", 40, 300)
CALLING = limits.Limit("teamcall", 8, 600)
CALLING_ALL = limits.Limit("teamcall-all", 120, 3600)
TYPED = ("title", "said", "name")


def language_for(request: Any, own: str = "nl") -> str:
    """What the address names, else what was chosen in the menu, else what is known of them, else that of the telephone."""
    asked, chosen = request.GET.get("taal", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    phone = get_language_from_request(request)
    known = phone if own == "nl" and phone != "en" else own
    return next(one for one in (asked, chosen, known, "nl") if one in dict(settings.LANGUAGES))


def keeps(request: Any, *, also: bool = False) -> str:
    """The end of an address in the language that this one named, if it did. `also`: behind other values."""
    asked = request.GET.get("taal", "")
    return f"{'&' if also else '?'}taal={asked}" if asked in dict(settings.LANGUAGES) else ""


def in_their_language(view: View) -> View:
    """Inside the gate."""

    @wraps(view)
    def spoken(request: Any, **things: Any) -> HttpResponse:
        member = things.get("member")
        language = language_for(request, member.language if member is not None else "nl")
        with override(language):
            answer = view(request, **things)
            answer.headers["Content-Language"] = language
        return answer

    return spoken


def keeps_what_was_typed(view: View) -> View:
    """Around the gate, for who was in the team until just now: shut like everywhere, and what they were typing stands there still.

    Others get what everybody gets: nothing. So does who sends an empty form.
    """

    @wraps(view)
    def around(request: Any, school: str, **address: Any) -> HttpResponse:
        try:
            return view(request, school=school, **address)
        except Http404:
            typed = [text for name in TYPED if (text := request.POST.get(name, "").strip())]
            left = _who_left(request, school, address.get("member_id")) if typed else None
            if left is None:
                raise
            found, language, is_renewed = left
            with override(language):
                shown = {
                    "typed": typed,
                    "is_renewed": is_renewed,
                    "school_name": found.name,
                    "contact": wording.contact(found, language),
                }
                return render(request, "trajectories/guest/left.html", shown, status=409)

    return around


def _who_left(request: Any, slug: str, key: Any) -> tuple[Any, str, bool] | None:
    """The school, the language of the member whose code this browser opened and who can't go on with it, and whether they are
    in the team still: then only their link is another one."""
    found = next(iter(school_called(slug=slug)), None)
    kept = request.session.get(PASSES, [])
    if found is None or not kept or key is None:
        return None
    with within(found, write=False):
        held = AccessCode.objects.filter(pk__in=kept, school_id=found.pk, about=key, purpose__startswith=f"{CODE}:")
        if not held.exists():
            return None
        member = Member.for_gate().filter(pk=key).first()  # of an action team it left with its meeting's
    is_renewed = member is not None and member.left_at is None and member.team.ended_at is None
    return found, language_for(request, member.language if member else "nl"), is_renewed


def may_go_on(limit: limits.Limit, key: object) -> bool:
    return limits.take(limit, str(key))
