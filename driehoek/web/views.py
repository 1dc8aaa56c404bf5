"""The page that shows every component in its states, and one sample page of each kind. No data, no school."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.utils import translation

from . import examples
from .samples import SampleForm, context_of_samples

SAMPLES = {"guest", "hall", "plain", "leader"}


@dataclass(frozen=True)
class Shown:
    """An example with what it becomes."""

    title: str
    words: str
    source: str
    html: str
    slug: str


def components(request: HttpRequest) -> HttpResponse:
    """Show all components; a POST sends the sample form, so that its errors can be seen (422)."""
    form = SampleForm(request.POST, request.FILES) if request.method == "POST" else SampleForm()
    wrong = request.method == "POST" and not form.is_valid()
    with translation.override(_language(request)):
        context = context_of_samples(request) | {"form": form}
        shown = [_shown(example, context, request) for example in examples.ALL]
        nav = [NavItem(one.title, f"#{one.slug}") for one in shown]
        frame = {
            "shown": shown, "nav_items": nav, "school_name": "Basisschool De Klimboom", "year_label": "schooljaar 2026–2027",
            "role_words": "Je bent schoolleider", "user_name": "Dirk",
        }  # fmt: skip
        return render(request, "web/components.html", context | frame, status=422 if wrong else 200)


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    icon: str = ""
    here: bool = False


def sample(request: HttpRequest, kind: str) -> HttpResponse:
    """Show one whole page of a kind: guest, hall, plain or the leader's phone."""
    if kind not in SAMPLES:
        raise Http404
    with translation.override(_language(request)):
        return render(
            request,
            f"web/samples/{kind}.html",
            context_of_samples(request) | {"form": SampleForm(), "school_name": "De Klimboom"},
        )


def move(request: HttpRequest) -> HttpResponse:
    """Take a move of the sample board; '?fail=1' shows how a failure looks."""
    return HttpResponse(status=500 if "fail" in request.GET else 204)


def _shown(example: examples.Example, context: dict[str, Any], request: HttpRequest) -> Shown:
    html = engines["django"].from_string("{% load i18n look %}" + example.source).render(context, request)
    return Shown(example.title, example.words, example.source, html, example.slug)


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("lang", "")
    return wanted if translation.check_for_language(wanted) else translation.get_language() or "nl"


for _view in (components, sample, move):
    _view.guard = "a page of samples, without data, for whoever builds screens"
