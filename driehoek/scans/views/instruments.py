"""The questionnaires of the school: the list, one of them, its versions, as a parent would see it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access import gate
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.library.reading_scan import load_form_words, load_model
from driehoek.library.shapes_scan import BASES
from driehoek.voices.models import Voice

from ..forms_instruments import NameForm, SettingsForm, key_of, named
from ..models import Instrument
from ..queries import guest
from ..queries import instruments as queries
from ..rules import MOST_WORDS, PARENTS, Sheet, as_content
from ..rules_instruments import BARRIERS, ITEMS, QUESTIONS, TRUST, Json
from ..services import instruments as services

TITLES = {
    TRUST: gettext_lazy("Vertrouwen"),
    QUESTIONS: gettext_lazy("Open vragen"),
    BARRIERS: gettext_lazy("Wat in de weg staat"),
}
SHELVES = {"uitspraken": ITEMS, "vertrouwen": TRUST, "vragen": QUESTIONS, "belemmeringen": BARRIERS}
IN_ADDRESS = {part: word for word, part in SHELVES.items()}
REMARKS = {
    "two_things": gettext_lazy("Staan hier twee dingen in één zin? Dan weet je straks niet waarop iemand antwoordde."),
    "long": gettext_lazy("Dit is lang voor een telefoon. Kan het korter?"),
    "judging": gettext_lazy("Dit klinkt als een oordeel over ouders. Schrijf liever wat de school en ouders samen doen."),
    "about_home": gettext_lazy("Vraag een leerling naar wat er op school gebeurt, niet naar wat ouders doen."),
    "attitude": gettext_lazy("Presentie is een houding en past niet op een schaal."),
    "question": gettext_lazy("Dit is een vraag. Op een schaal past een uitspraak beter."),
}


def _to(request: Any, instrument: Instrument) -> HttpResponse:
    return redirect("instrument", request.school.slug, instrument.pk)


@allows(Action.SEE_SCANS)
@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    hidden = request.GET.get("welke") == "verborgen"
    shown = {
        "rows": queries.listed(hidden=hidden),
        "hidden": hidden,
        "can_run": gate.may(request.who, Action.RUN_SCAN),
        "offered": [] if hidden else _offered(request.school),
        "credit": load_model().credit.say(get_language() or "nl"),
    }
    return render(request, "scans/instruments.html", shown)


def _offered(school: Any) -> list[dict[str, Any]]:
    language = get_language() or "nl"
    return [
        {
            "key": one.base.key,
            "title": one.base.title.say(language, school.sector),
            "meaning": one.base.meaning.say(language, school.sector),
            "lengths": one.lengths,
            "first": one.statements,
        }
        for one in queries.offered(school)
    ]


@allows(Action.RUN_SCAN)
@require_POST
def ship(request: HttpRequest) -> HttpResponse:
    base = request.POST.get("base", "")
    if base not in BASES:
        raise RuleBroken("stale-form", _("Dit formulier is te oud. Open het opnieuw."), 422)
    made = services.ship(base, by=request.who)
    messages.success(request, _("Deze vragenlijst is nu van jullie school. Je kunt haar aanpassen."))
    return _to(request, made)


@allows(Action.RUN_SCAN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"key": clock.new_id()})
    if request.method == "POST" and form.is_valid():
        made = services.start_own(key=key_of(request.POST), name=form.cleaned_data["name"], by=request.who)
        return _to(request, made)
    return render(request, "scans/instrument_new.html", {"form": form}, status=422 if form.is_bound else 200)


@allows(Action.SEE_SCANS, on=Instrument)
@require_safe
def instrument(request: HttpRequest, *, instrument: Instrument) -> HttpResponse:
    version = services.current_version(instrument)
    titles = {part: str(title) for part, title in TITLES.items()}
    shown = {
        "instrument": instrument,
        "version": version,
        "lengths": queries.lengths(version.content),
        "sections": [
            (one, IN_ADDRESS[one.part])
            for one in queries.sections(version.content, request.school.sector, get_language() or "nl", titles)
        ],
        "tongues": [(one, named(one.language)) for one in queries.tongues(version.content)],
        "was_asked": version.fieldings.filter(opened_at__isnull=False).exists(),
        "can_run": gate.may(request.who, Action.RUN_SCAN),
        "copy_key": clock.new_id(),
        "short_key": clock.new_id(),
        "has_short": any(one.get("short") for one in version.content["items"])
        and not all(one.get("short") for one in version.content["items"]),
        "credit": load_model().credit.say(get_language() or "nl"),
    }
    return render(request, "scans/instrument.html", shown)


@allows(Action.RUN_SCAN, on=Instrument)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, *, instrument: Instrument) -> HttpResponse:
    now = {"name": instrument.name, "asks_importance": services.current_version(instrument).content.get("asks_importance", True)}
    form = SettingsForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("name", "asks_importance")}
        services.change_instrument(instrument=instrument, by=request.who, **chosen)
        messages.success(request, _("Bewaard."))
        return _to(request, instrument)
    shown = {"form": form, "instrument": instrument}
    return render(request, "scans/instrument_new.html", shown, status=422 if form.is_bound else 200)


@allows(Action.RUN_SCAN, on=Instrument)
@require_POST
def copy(request: HttpRequest, *, instrument: Instrument) -> HttpResponse:
    short = request.POST.get("form") == "short"
    made = services.copy_instrument(instrument=instrument, key=key_of(request.POST), by=request.who, short=short)
    messages.success(request, _("Gekopieerd. Wat je hier verandert, verandert de eerste niet."))
    return _to(request, made)


@allows(Action.RUN_SCAN, on=Instrument)
@require_POST
def hide(request: HttpRequest, *, instrument: Instrument) -> HttpResponse:
    services.hide_instrument(instrument=instrument, by=request.who)
    undo = "undo:" + reverse("instrument_show", args=[request.school.slug, instrument.pk])
    messages.success(request, _("Verborgen. Wat al loopt, loopt gewoon door."), extra_tags=undo)
    return redirect("instruments", request.school.slug)


@allows(Action.RUN_SCAN, on=Instrument)
@require_POST
def show(request: HttpRequest, *, instrument: Instrument) -> HttpResponse:
    services.show_instrument(instrument=instrument, by=request.who)
    messages.success(request, _("Deze vragenlijst kan weer worden gekozen."))
    return _to(request, instrument)


@allows(Action.SEE_SCANS, on=Instrument)
@require_safe
def versions(request: HttpRequest, *, instrument: Instrument) -> HttpResponse:
    """Every version with what changed; with ?van=1&naar=3 what differs between those two."""
    past = queries.history(instrument)
    contents = {one.version.number: one.version.content for one in past}
    first, second = (_number(request.GET.get(name, ""), contents) for name in ("van", "naar"))
    shown = {"instrument": instrument, "past": past, "numbers": sorted(contents), "first": first, "second": second}
    if first and second:
        shown["between"] = queries.changes_between(contents[first], contents[second])
    return render(request, "scans/instrument_versions.html", shown)


def _number(text: str, contents: dict[int, Json]) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) in contents else None


@allows(Action.SEE_SCANS, on=Instrument)
@require_safe
def preview(request: HttpRequest, *, instrument: Instrument) -> HttpResponse:
    """As somebody of this voice reads it, in their language; nothing can be sent."""
    content = services.current_version(instrument).content
    voices = [one.voice for one in queries.lengths(content)] or [PARENTS]
    voice = request.GET.get("stem", "")
    voice = voice if voice in voices else voices[0]
    language = request.GET.get("taal", "nl")
    language = language if language in queries.languages_of(voice) else "nl"
    shown = {
        "instrument": instrument,
        "bar": _bar(),
        "voices": [(key, str(Voice(key).label)) for key in voices],
        "tongues": [(code, named(code)) for code in queries.languages_of(voice)],
        "voice_key": voice,
        "language": language,
        "back": reverse("instrument", args=[request.school.slug, instrument.pk]),
    }
    with override(language):
        answer = render(
            request, "scans/instrument_preview.html", shown | _as_read(content, voice, language, request.school.sector)
        )
    answer.headers["Content-Language"] = language
    return answer


def _bar() -> dict[str, str]:
    """What is said to the colleague who looks, in their own language."""
    return {
        "language": get_language() or "nl",
        "title": _("Voorbeeld"),
        "words": _("Zo ziet iemand het die dit invult. Er wordt niets bewaard."),
        "back": _("Terug naar de vragenlijst"),
        "voices": _("Wie dit leest"),
        "tongues": _("In welke taal"),
    }


def _as_read(content: Json, voice: str, language: str, sector: str) -> dict[str, Any]:
    words = load_form_words()
    return {
        "parts": guest.Parts(as_content(content), Sheet(voice, language=language), language, sector).all(),
        "protects": guest.say(words.protects.of(voice), language, sector),
        "now": guest.say(words.now, language, sector),
        "important": guest.say(words.important.of(voice), language, sector),
        "most": MOST_WORDS,
    }
