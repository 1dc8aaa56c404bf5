"""Changing what a questionnaire asks: one text, its place, all texts in a language; and taking a change back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.library.partnership import Partnership
from driehoek.library.texts import PARENT_LANGUAGES

from .. import rules_instruments
from ..forms_instruments import EntryForm, TonguesForm, named
from ..models import Instrument
from ..queries import instruments as queries
from ..rules_instruments import ITEMS, Entry
from ..services import instruments as services
from .instruments import REMARKS, SHELVES, TITLES

KEPT = "scan_text"
CHANGED = {"changed-since", "gone"}


def _part(shelf: str) -> str:
    if shelf not in SHELVES:
        raise Http404
    return SHELVES[shelf]


def _back(request: Any, instrument: Instrument, shelf: str, key: str = "") -> HttpResponse:
    """To the page of the questionnaire, at the line that was changed."""
    return redirect(reverse("instrument", args=[request.school.slug, instrument.pk]) + f"#{key or shelf}")


def _keep(request: Any, instrument: Instrument, kept: services.Kept | None, said: str) -> None:
    """The message with its undo; without anything to undo there is only the message."""
    tags = ""
    if kept is not None:
        request.session[KEPT] = {"about": str(instrument.pk), "kept": kept}
        tags = "undo:" + reverse("instrument_undo", args=[request.school.slug, instrument.pk])
    messages.success(request, said, extra_tags=tags)


@allows(Action.RUN_SCAN, on=Instrument)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, shelf: str, *, instrument: Instrument) -> HttpResponse:
    part = _part(shelf)
    wanted = request.GET.get("bij", "")
    initial = {"key": f"own_{clock.secret_id().hex[:12]}", "partnership": wanted if wanted in Partnership.values else None}
    form = EntryForm(request.POST or None, part=part, sector=request.school.sector, initial=initial)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"] or initial["key"]
        given = {"instrument": instrument, "part": part, "entry": form.as_entry(str(key)), "seen": "", "by": request.who}
        try:
            kept = services.put_entry(**given)
        except RuleBroken as broken:
            form.add_error(None, str(broken.message))
            return _page(request, instrument, shelf, form, status=broken.status)
        _keep(request, instrument, kept, _("Erbij gezet."))
        _remark(request, part, form)
        return _back(request, instrument, shelf, str(key))
    return _page(request, instrument, shelf, form, status=422 if form.is_bound else 200)


@allows(Action.RUN_SCAN, on=Instrument)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, shelf: str, key: str, *, instrument: Instrument) -> HttpResponse:
    """Had somebody else changed it meanwhile: 409, with how it is now beside what was typed. Saving once more keeps what was typed."""
    part = _part(shelf)
    entry = _entry(instrument, part, key)
    seen = rules_instruments.digest(entry)
    initial = {"key": key, "seen": seen, "kind": entry.get("kind"), "short": entry.get("short")}
    form = EntryForm(request.POST or None, part=part, sector=request.school.sector, entry=entry, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.put_entry(
                instrument=instrument,
                part=part,
                entry=form.as_entry(key),
                seen=form.cleaned_data["seen"] or seen,
                by=request.who,
                still_right=form.cleaned_data["still_right"],
            )
        except RuleBroken as broken:
            if broken.code in CHANGED:
                form.data = _with(form.data, seen=seen)
            form.add_error(None, str(broken.message))
            return _page(request, instrument, shelf, form, entry, broken.status, now=broken.code in CHANGED)
        _keep(request, instrument, kept, _("Bewaard."))
        _remark(request, part, form)
        if not form.cleaned_data["still_right"] and _dutch_alone_changed(part, entry, form):
            said = _("Het Nederlands is veranderd. Tot iemand de vertalingen nakijkt, lezen ouders hier het Nederlands.")
            messages.warning(request, said)
        return _back(request, instrument, shelf, key)
    return _page(request, instrument, shelf, form, entry, 422 if form.is_bound else 200)


def _entry(instrument: Instrument, part: str, key: str) -> Entry:
    found = rules_instruments.find(services.current_version(instrument).content, part, key)
    if found is None:
        raise Http404
    return found[1]


def _with(data: Any, **values: str) -> Any:
    fresh = data.copy()
    for name, value in values.items():
        fresh[name] = value
    return fresh


def _dutch_alone_changed(part: str, before: Entry, form: EntryForm) -> bool:
    """A voice whose Dutch says something new while a translation stayed as it was."""
    for voice in form.voices:
        was = rules_instruments.texts_of(part, before, voice)
        stayed = [code for code in was if code != "nl" and form.cleaned_data.get(f"{voice}_{code}") == was[code]]
        if was.get("nl") and form.cleaned_data[f"{voice}_nl"] not in {"", was["nl"]} and stayed:
            return True
    return False


def _remark(request: HttpRequest, part: str, form: EntryForm) -> None:
    """Friendly: it is kept, and this may be worth another look."""
    said = {code for voice in form.voices for code in rules_instruments.remarks(part, voice, form.cleaned_data[f"{voice}_nl"])}
    for code in REMARKS:
        if code in said:
            messages.info(request, REMARKS[code])


def _page(
    request: Any,
    instrument: Instrument,
    shelf: str,
    form: EntryForm,
    entry: Entry | None = None,
    status: int = 200,
    now: bool = False,
) -> HttpResponse:
    part = SHELVES[shelf]
    partnership = (entry or {}).get("partnership", "")
    voices = [(voice, rules_instruments.texts_of(part, entry, voice)) for voice in form.voices] if entry else []
    shown = {
        "instrument": instrument,
        "shelf": shelf,
        "part": part,
        "form": form,
        "entry": entry,
        "heading": Partnership(partnership).label if partnership else "" if part == ITEMS else TITLES[part],
        "now": [(voice, texts["nl"]) for voice, texts in voices if texts.get("nl")] if now else [],
        "stale": [
            (voice, [named(one) for one in left])
            for voice in form.voices
            if (left := rules_instruments.stale_in(entry or {}, voice))
        ],
        "missing": [(voice, [named(one) for one in _missing(voice, texts)]) for voice, texts in voices if _missing(voice, texts)],
        "checks": [REMARKS[code] for code in REMARKS if code in _codes(part, voices)],
    }
    return render(request, "scans/instrument_text.html", shown, status=status)


def _missing(voice: str, texts: dict[str, str]) -> list[str]:
    return [code for code in queries.languages_of(voice) if not texts.get(code)] if texts.get("nl") else []


def _codes(part: str, voices: list[tuple[str, dict[str, str]]]) -> set[str]:
    return {code for voice, texts in voices for code in rules_instruments.remarks(part, voice, texts.get("nl", ""))}


@allows(Action.RUN_SCAN, on=Instrument)
@require_POST
def remove(request: HttpRequest, shelf: str, key: str, *, instrument: Instrument) -> HttpResponse:
    kept = services.remove_entry(instrument=instrument, part=_part(shelf), key=key, by=request.who)
    _keep(request, instrument, kept, _("Weggehaald. Wat er al op geantwoord is, blijft bij de oude versie staan."))
    return _back(request, instrument, shelf)


@allows(Action.RUN_SCAN, on=Instrument)
@require_POST
def move(request: HttpRequest, shelf: str, key: str, *, instrument: Instrument) -> HttpResponse:
    part, step = _part(shelf), {"up": -1, "down": 1}.get(request.POST.get("step", ""))
    if step is None:
        raise RuleBroken("stale-form", _("Dit formulier is te oud. Open het opnieuw."), 422)
    services.move_entry(instrument=instrument, part=part, key=key, step=step, by=request.who)
    return _back(request, instrument, shelf, key)


@allows(Action.RUN_SCAN, on=Instrument)
@require_POST
def undo(request: HttpRequest, *, instrument: Instrument) -> HttpResponse:
    drawer = request.session.get(KEPT) or {}
    if drawer.get("about") != str(instrument.pk):
        raise Http404
    del request.session[KEPT]
    services.put_back(instrument=instrument, kept=drawer["kept"], by=request.who)
    messages.success(request, _("Ongedaan gemaakt."))
    return redirect("instrument", request.school.slug, instrument.pk)


@allows(Action.RUN_SCAN, on=Instrument)
@require_http_methods(["GET", "HEAD", "POST"])
def tongue(request: HttpRequest, language: str, *, instrument: Instrument) -> HttpResponse:
    """All texts in one language, beside the Dutch."""
    if language not in PARENT_LANGUAGES[1:]:
        raise Http404
    content = services.current_version(instrument).content
    seen = services.seen_of(content, language)
    form = TonguesForm(request.POST or None, content=content, language=language, initial={"seen": seen})
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            services.translate(
                instrument=instrument,
                language=language,
                texts=form.texts,
                seen=form.cleaned_data["seen"] or seen,
                by=request.who,
                right=form.right,
            )
        except RuleBroken as broken:
            form.data = _with(form.data, seen=seen)
            form.add_error(None, str(broken.message))
            status = broken.status
        else:
            messages.success(request, _("Bewaard. Wie deze taal leest, ziet nu deze woorden."))
            return redirect("instrument", request.school.slug, instrument.pk)
    shown = {"instrument": instrument, "form": form, "language": language, "name": named(language)}
    return render(request, "scans/instrument_tongue.html", shown, status=status)
