"""The page on which a questionnaire is filled in, whichever way somebody came. A script asks for JSON and keeps what was typed."""

import hmac
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_from_request, ngettext
from django.utils.translation import gettext as _

from driehoek.access import limits
from driehoek.access.errors import RuleBroken
from driehoek.invitations import wording
from driehoek.library.reading_scan import load_form_words
from driehoek.library.texts import language_of
from driehoek.schools.sealing import derived_key
from driehoek.web import languages

from ..asking_words import takes
from ..forms_guest import sheet_from, too_long
from ..models import Fielding
from ..queries import guest as queries
from ..rules import DRAFT, MOST_WORDS, OPEN, PUPIL, SCHOOL, Sheet, as_content, state_of

NOT_TAKEN, TOO_MANY = 422, 429


def secret(purpose: str, *about: object) -> str:
    """The same for the same; in a limit or on a device it says nothing about whom it is for."""
    return hmac.digest(derived_key("scan pages"), "|".join(map(str, (purpose, *about))).encode(), "sha256").hex()[:32]


def language_for(request: HttpRequest, own: str = "") -> str:
    """What the address names, else what was chosen in the menu, else what is known of them, else that of the telephone."""
    asked, chosen = request.GET.get("taal", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    phone = get_language_from_request(request)
    known = phone if own in ("", "nl") and (not own or phone != "en") else own
    return next(one for one in (asked, chosen, known, "nl") if one in dict(settings.LANGUAGES))


@dataclass
class Filling:
    """One form in one browser: of which fielding, as whom, where it is sent, and under which name the device keeps it."""

    fielding: Fielding
    voice: str
    address: str
    draft: str
    personal: bool = False
    name: str = ""  # first name of whom a personal link is for
    own: bool = False  # a colleague who is signed in
    other: str = ""  # the address of the form of another parent on this telephone
    let_go: str = ""
    class_name: str = ""
    keeps: str = ""  # what stands in the address beside the language

    @property
    def language(self) -> str:
        return language_of(get_language() or "nl")

    def typed(self, request: HttpRequest) -> Sheet:
        return sheet_from(request.POST, as_content(self.fielding.version.content), self.voice, self.language)

    def empty(self) -> Sheet:
        return Sheet(self.voice, language=self.language)


def is_shut(fielding: Fielding) -> bool:
    return fielding.frozen_at is not None or state_of(fielding.opened_at, fielding.closed_at) != OPEN


def page(request: Any, form: Filling, typed: Sheet | None = None, problem: str = "", status: int = 200) -> HttpResponse:
    """The form, with what was typed and what was wrong with it."""
    sheet = form.empty() if typed is None else typed
    parts = queries.Parts(as_content(form.fielding.version.content), sheet, form.language, request.school.sector).all()
    words = load_form_words()

    def say(text: Any) -> queries.Said:
        return queries.say(text, form.language, request.school.sector)

    shown = _about(request, form) | {
        "parts": parts,
        "typed": typed is not None,
        "is_let_go": "klaar" in request.GET,
        "problem": problem,
        "most": MOST_WORDS,
        "takes": takes(as_content(form.fielding.version.content), form.voice),
        "now": say(words.now),
        "important": say(words.important.of(form.voice)),
        "in_dutch": queries.in_dutch(parts, form.language),
        "tongues": languages.as_choices(languages.offered()),
    }
    return render(request, "scans/guest/form.html", shown, status=status)


def _about(request: Any, form: Filling) -> dict[str, Any]:
    protects = queries.say(load_form_words().protects.of(form.voice), form.language, request.school.sector)
    return {
        "form": form,
        "fielding": form.fielding,
        "protects": protects,
        "contact": wording.contact(request.school, form.language),
        "heading": _heading(form.voice) % {"school": request.school.name},
        "is_draft": state_of(form.fielding.opened_at, form.fielding.closed_at) == DRAFT,
    }


def _heading(voice: str) -> str:
    """What it is about, in their own language, as in their letter."""
    if voice == SCHOOL:
        return _("Hoe werken ouders en school samen?")
    return _("Hoe gaat het tussen jou en school?") if voice == PUPIL else _("Hoe gaat het tussen u en %(school)s?")


def thanks(request: HttpRequest, form: Filling) -> HttpResponse:
    return render(request, "scans/guest/thanks.html", _about(request, form))


def shut(request: HttpRequest, form: Filling) -> HttpResponse:
    """Closed, or not open yet. What was typed on this device is shown there once more, by the device itself."""
    return render(request, "scans/guest/shut.html", _about(request, form))


def full(request: HttpRequest, form: Filling) -> HttpResponse:
    """By this link nobody can answer (any more): said before anything is filled in."""
    return render(request, "scans/guest/full.html", _about(request, form))


def told(request: HttpRequest, form: Filling, typed: Sheet, status: int, message: str, code: str = "") -> HttpResponseBase:
    """It was not taken: the words for it, and everything that was typed stays."""
    if wants_json(request):
        return JsonResponse({"message": message, "code": code}, status=status)
    return page(request, form, typed, message, status)


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def done() -> JsonResponse:
    return JsonResponse({"done": True})


def does_not_fit(typed: Sheet) -> str:
    count = len(too_long(typed))
    return (
        ngettext(
            "Eén antwoord is te lang: er passen %(most)s tekens in. Maak het wat korter.",
            "%(count)s antwoorden zijn te lang: er passen %(most)s tekens in. Maak ze wat korter.",
            count,
        )
        % {"count": count, "most": MOST_WORDS}
        if count
        else ""
    )


def slowly() -> str:
    return _("Dit gaat even te snel. Wacht een minuut; wat hier is ingevuld blijft staan.")


def broken(request: Any, form: Filling, typed: Sheet, rule: RuleBroken) -> HttpResponseBase:
    message = str(rule.message)
    if rule.code in ("closed", "full"):
        where = wording.contact(request.school, form.language)
        message += " " + _("Wat hier staat blijft staan. Vertel het de school: %(where)s.") % {"where": where}
    return told(request, form, typed, rule.status, message, rule.code)


def may_go_on(*taken: tuple[limits.Limit, str]) -> bool:
    return all(limits.take(limit, key) for limit, key in taken)
