"""The library on screen: look, change, add, hide, translate, go back. And the card for who leads a conversation."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access import gate
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.library.reading import load_attitude_cards
from driehoek.web.pages import page_of

from ..forms_library import TextForm, TonguesForm
from ..models import Audience, TextSort
from ..queries import library as queries
from ..services import library as services

SHELVES = {
    "themas": (TextSort.THEME, gettext_lazy("Thema's")),
    "vragen": (TextSort.QUESTION, gettext_lazy("Vragen")),
    "stellingen": (TextSort.STATEMENT, gettext_lazy("Stellingen en dilemma's")),
    "berichten": (TextSort.MESSAGE, gettext_lazy("Berichten")),
}
KEPT = "dropped_text"


def _sort(shelf: str) -> str:
    if shelf not in SHELVES:
        raise Http404
    return SHELVES[shelf][0].value


def _entry(shelf: str, key: str) -> queries.Entry:
    found = queries.entry(_sort(shelf), key)
    if found is None:
        raise Http404
    return found


def shown(entry: queries.Entry, sector: str) -> dict[str, Any]:
    """A text as a list shows it: Dutch and English, and whom it is for."""
    return {
        "entry": entry,
        "nl": (entry.title.say("nl", sector), entry.text.say("nl", sector)),
        "en": (entry.title.say("en", sector), entry.text.say("en", sector)) if "en" in entry.title.languages else None,
        "audience": Audience(entry.audience).label,
    }


def _frame(request: Any, shelf: str) -> dict[str, Any]:
    return {
        "shelf": shelf,
        "shelves": [(key, label) for key, (_sort, label) in SHELVES.items()],
        "heading": SHELVES[shelf][1],
        "can_edit": gate.may(request.who, Action.EDIT_LIBRARY),
    }


@allows(Action.SEE_MEETINGS)
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    shelf = request.GET.get("plank", "")
    shelf = shelf if shelf in SHELVES else "themas"
    wish, sector = queries.Wish.of(request.GET), request.school.sector
    page = page_of(queries.found(_sort(shelf), wish, sector), request.GET)
    said = {"page": page, "rows": [shown(one, sector) for one in page.object_list], "wish": wish, "audiences": Audience.choices}
    return render(request, "voices/library.html", said | _frame(request, shelf))


@allows(Action.SEE_MEETINGS)
@require_safe
def library_text(request: HttpRequest, shelf: str, key: str) -> HttpResponse:
    entry, sector = _entry(shelf, key), request.school.sector
    tongues = [
        (code, get_language_info(code)["bidi"], entry.title.say(code, sector), entry.text.say(code, sector))
        for code in entry.title.languages
        if code != "nl"
    ]
    shipped = queries.Entry(entry.sort, entry.shipped, None) if entry.is_adapted else None
    said = {"row": shown(entry, sector), "shipped": shown(shipped, sector) if shipped else None}
    said |= {"english": [one for one in tongues if one[0] == "en"], "others": [one for one in tongues if one[0] != "en"]}
    return render(request, "voices/library_text.html", said | _frame(request, shelf))


@allows(Action.EDIT_LIBRARY)
@require_http_methods(["GET", "HEAD", "POST"])
def library_new(request: HttpRequest, shelf: str) -> HttpResponse:
    sort = _sort(shelf)
    form = TextForm(request.POST or None, sort=sort, initial={"key": clock.new_id(), "audience": Audience.MIXED})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"key": form.cleaned_data["key"] or clock.new_id()}
        own = services.add_text(sort=sort, by=request.who, **values)
        messages.success(request, _("Bewaard. Zet de tekst ook in de talen van jullie ouders."))
        return redirect("library_text", request.school.slug, shelf, own.pk)
    said = {"form": form, "entry": None} | _frame(request, shelf)
    return render(request, "voices/library_edit.html", said, status=422 if form.is_bound else 200)


@allows(Action.EDIT_LIBRARY)
@require_http_methods(["GET", "HEAD", "POST"])
def library_edit(request: HttpRequest, shelf: str, key: str) -> HttpResponse:
    entry = _entry(shelf, key)
    sector = request.school.sector
    now = {"title": entry.title.say("nl", sector), "text": entry.text.say("nl", sector), "audience": entry.audience}
    form = TextForm(request.POST or None, sort=entry.sort, entry=entry, initial=now)
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("key")
        own = services.change_text(entry=entry, by=request.who, **form.cleaned_data)
        messages.success(request, _("Bewaard. Dit is nu de tekst van jullie school."))
        if own.translations:
            messages.warning(request, _("De Nederlandse tekst is veranderd. Kijk of de vertalingen nog hetzelfde zeggen."))
        return redirect("library_text", request.school.slug, shelf, entry.key)
    said = {"form": form, "entry": entry, "row": shown(entry, sector)} | _frame(request, shelf)
    return render(request, "voices/library_edit.html", said, status=422 if form.is_bound else 200)


@allows(Action.EDIT_LIBRARY)
@require_http_methods(["GET", "HEAD", "POST"])
def library_tongues(request: HttpRequest, shelf: str, key: str) -> HttpResponse:
    entry = _entry(shelf, key)
    form = TonguesForm(request.POST if request.method == "POST" else None, entry=entry)
    if request.method == "POST" and form.is_valid():
        services.translate_text(entry=entry, translations=form.translations, by=request.who)
        messages.success(request, _("Bewaard. Ouders lezen het zo in hun taal."))
        return redirect("library_text", request.school.slug, shelf, entry.key)
    said = {"form": form, "row": shown(entry, request.school.sector)} | _frame(request, shelf)
    return render(request, "voices/library_tongues.html", said, status=422 if form.is_bound else 200)


@allows(Action.EDIT_LIBRARY)
@require_POST
def library_hide(request: HttpRequest, shelf: str, key: str) -> HttpResponse:
    services.hide_text(entry=_entry(shelf, key), by=request.who)
    undo = "undo:" + reverse("library_show", args=[request.school.slug, shelf, key])
    messages.success(request, _("Verborgen: deze tekst kan niet meer worden gekozen."), extra_tags=undo)
    return _to_shelf(request, shelf)


@allows(Action.EDIT_LIBRARY)
@require_POST
def library_show(request: HttpRequest, shelf: str, key: str) -> HttpResponse:
    services.show_text(entry=_entry(shelf, key), by=request.who)
    messages.success(request, _("Deze tekst kan weer worden gekozen."))
    return _to_shelf(request, shelf)


@allows(Action.EDIT_LIBRARY)
@require_POST
def library_drop(request: HttpRequest, shelf: str, key: str) -> HttpResponse:
    entry = _entry(shelf, key)
    request.session[KEPT] = services.drop_text(entry=entry, by=request.who)
    said = _("Terug naar de tekst van Driehoek.") if entry.shipped else _("De tekst is weg.")
    undo = "undo:" + reverse("library_put_back", args=[request.school.slug])
    messages.success(request, said, extra_tags=undo)
    return _to_shelf(request, shelf)


@allows(Action.EDIT_LIBRARY)
@require_POST
def library_put_back(request: HttpRequest) -> HttpResponse:
    kept = request.session.pop(KEPT, None)
    if kept is None:
        raise Http404
    own = services.put_back_text(kept=kept, by=request.who)
    return _to_shelf(request, next(shelf for shelf, (sort, _label) in SHELVES.items() if sort == own.sort))


def _to_shelf(request: HttpRequest, shelf: str) -> HttpResponse:
    return redirect(reverse("library", args=[request.school.slug]) + f"?plank={shelf}")


@allows(Action.SEE_MEETINGS)
@require_safe
def attitude_card(request: HttpRequest) -> HttpResponse:
    """What everyone who leads a conversation keeps at hand; for the team."""
    language, sector = get_language() or "nl", request.school.sector
    cards = [
        (
            card.title.say(language, sector),
            [(line.headline.say(language, sector), line.line.say(language, sector)) for line in card.lines],
        )
        for card in load_attitude_cards().values()
    ]
    return render(request, "voices/attitude.html", {"cards": cards})
