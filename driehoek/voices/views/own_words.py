"""What became of words without a name: asked with the keys that a phone kept, or with the code of a strip of paper.

Nothing is written down about who asks, and nobody learns which codes were handed out: a code that is wrong and a card that
nobody typed yet are answered with the same words.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from driehoek.access import limits
from driehoek.access.gate import public, school_called
from driehoek.access.where import client_address
from driehoek.access.who import Who
from driehoek.library.texts import language_of
from driehoek.schools.scoping import within
from driehoek.web import errors

from .. import queries, services, strips
from ..forms import as_key
from ..models import Contribution
from ..queries.said import SaidWords, of_device, of_strip

REASON = "who spoke without a name has no link: a random key of their phone or a code on their paper shows those words alone"
MOST = 100
ASKS = limits.Limit("own-words", 600, 60)  # of one address, which a whole hall may share
View = Callable[..., HttpResponse]


def of_school(view: View) -> View:
    """Counts against the limit of this address, and hands the school over; it is opened by the view itself.

    The page names no school: an address that anybody may guess says nothing, before somebody found their own words.
    """

    @wraps(view)
    def counted(request: Any, at: str) -> HttpResponse:
        school: Any = next(iter(school_called(slug=at)), None)
        if school is None:
            raise Http404
        asks = request.method == "POST"  # the page by itself says nothing, and its script asks at once
        if asks and not limits.take(ASKS, client_address(request)):
            return errors.too_many(request, 60)
        request.who = Who("guest")
        return view(request, school)

    return counted


def _reader(school: Any) -> queries.Reader:
    return queries.Reader(language_of(get_language() or "nl"), school.sector)


@public(REASON)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_school
def my_words(request: HttpRequest, school: Any) -> HttpResponse:
    """A form for the code of a strip; a script adds what this phone said."""
    typed = request.POST.get("code", "").strip()[:40]
    if request.method != "POST" or not typed:
        with within(school, write=False):
            return _page(request, school)
    code = strips.cleaned(typed)
    with within(school, write=False):
        found = of_strip(code, _reader(school))
        if found is not None:
            return _page(request, school, card=found, code=code)
    if not _may_guess_again(request):
        return errors.too_many(request, 60)
    with within(school, write=False):
        return _page(request, school, 422, typed=typed, is_wrong=not code)


def _page(request: HttpRequest, school: Any, status: int = 200, **more: Any) -> HttpResponse:
    shown = {"school": school, "language": _reader(school).language, **more}
    return render(request, "voices/guest/my_words.html", shown, status=status)


def _may_guess_again(request: HttpRequest) -> bool:
    """What leads nowhere counts per browser, as with every code."""
    if request.session.session_key is None:
        request.session.create()
    return limits.take(limits.CODE_GUESSES, str(request.session.session_key))


@public(REASON)
@never_cache
@require_POST
@of_school
def my_words_here(request: HttpRequest, school: Any) -> HttpResponse:
    """For the script: the part with what became of the words with these keys, one a line. Unknown ones are left out."""
    keys = [key for text in request.POST.get("keys", "")[:10_000].split() if (key := as_key(text))]
    with within(school, write=False):
        found: list[SaidWords] = of_device(keys[:MOST], _reader(school)) if keys else []
        shown = {"own": found, "asked": True, "on_device": True, "school": school, "language": _reader(school).language}
        return render(request, "voices/guest/own.html", shown)


@public(REASON)
@never_cache
@require_POST
@of_school
def my_words_back(request: HttpRequest, school: Any) -> HttpResponse:
    """Take words back with what only their giver has; the key of the words is not enough."""
    secret, code = as_key(request.POST.get("back", "")[:40]), strips.cleaned(request.POST.get("code", ""))
    gone = False
    if secret or code:
        with within(school):
            gone = services.withdraw(
                Contribution.objects.filter(strip=strips.of_phone(str(secret)) if secret else strips.of_code(code))
            )
    if not gone and not _may_guess_again(request):
        return errors.too_many(request, 60)
    if request.headers.get("X-Part") == "own":
        return HttpResponse(status=204 if gone else 404)
    if gone:
        messages.success(request, _("Uw woorden zijn weg. De school leest ze niet meer."))
    else:
        messages.info(request, _("Deze woorden zijn er niet (meer)."))
    return redirect("my_words", at=school.slug)
