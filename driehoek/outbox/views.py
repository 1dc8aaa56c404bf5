"""The one door for the mail provider: what it could not deliver."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from driehoek.access.gate import public

from .providers import provider


@csrf_exempt
@public("the mail provider has no account: it shows its secret, and is told nothing")
def mail_events(request: HttpRequest) -> HttpResponseBase:
    """Who can't show the secret gets 400; without a provider there is no such page."""
    chosen = provider()
    if chosen is None:
        raise Http404
    reader: Any = import_string(chosen.reader)
    answer: HttpResponseBase = reader.as_view()(request)
    return answer
