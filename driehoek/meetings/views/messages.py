"""Messages of a meeting, ready to copy; and the text that mentors tell their class with."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.voices.queries.library import as_key

from ..models import Meeting
from ..queries import messages as queries
from ..queries.telling import telling
from ..services.telling import mail_mentors
from .paths import path_to

READERS = {
    "pupils": gettext_lazy("Voor leerlingen"),
    "parents": gettext_lazy("Voor ouders"),
    "council": gettext_lazy("Voor de medezeggenschapsraad"),
    "staff": gettext_lazy("Voor het team"),
}
WAYS = {
    "read_out": gettext_lazy("voorlezen"), "mail": gettext_lazy("mail"), "paper": gettext_lazy("papier"),
    "app": gettext_lazy("app van de school"), "poster": gettext_lazy("poster"), "telephone": gettext_lazy("telefoon"),
}  # fmt: skip


@allows(Action.PLAN_MEETING, on=Meeting)
@require_safe
def message_list(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    lines = queries.lines(meeting, request.school)
    mailed = _mailed_from(request, meeting)
    groups = [
        (label, [(line, [WAYS[way] for way in line.ways], mailed.get(line.key)) for line in lines if line.reader == reader])
        for reader, label in READERS.items()
    ]
    return render(request, "meetings/messages.html", {"meeting": meeting, "groups": [one for one in groups if one[1]]})


def _mailed_from(request: HttpRequest, meeting: Meeting) -> dict[str, tuple[str, Any]]:
    """Messages that Driehoek mails itself: from which page. There is one way to send each; here it is text to paste."""
    change = path_to(request, "invite_change", meeting.occasion_id), _("Verplaatst of afgelast")
    practical = path_to(request, "meeting_practical", meeting.pk), _("Praktisch bericht voor wie komt")
    return {queries.MOVED: change, queries.CANCELLED: change, "practical_app": practical}


@allows(Action.PLAN_MEETING, on=Meeting)
@require_safe
def message_ready(request: HttpRequest, key: str, *, meeting: Meeting) -> HttpResponse:
    """`?in=ar` says in which language, `?klas=` with the link of which class."""
    choice = queries.Choice(request.GET.get("in", "nl"), as_key(request.GET.get("klas", "")))
    found = queries.message(meeting, request.school, key, choice)
    if found is None:
        raise Http404
    shown: dict[str, Any] = {"meeting": meeting, "found": found, "chosen": request.GET.get("klas", "")}
    shown["tongues"] = [(code, get_language_info(code)["name_local"].capitalize()) for code in found.languages]
    shown["classes"] = queries.classes(meeting) if found.shows_class else []
    shown["rtl"] = get_language_info(found.language)["bidi"]
    return render(request, "meetings/message.html", shown)


@allows(Action.PLAN_MEETING, on=Meeting)
@require_safe
def tell_pupils(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return render(request, "meetings/tell_pupils.html", {"meeting": meeting, "found": telling(meeting, request.school)})


@allows(Action.SEND_INVITATIONS, on=Meeting)
@require_POST
def tell_pupils_mail(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    count = mail_mentors(meeting=meeting, by=request.who)
    if count:
        said = ngettext("De tekst gaat naar %(count)s collega.", "De tekst gaat naar %(count)s collega's.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Iedereen had de tekst al. Er is niets dubbel verstuurd."))
    return redirect("tell_pupils", request.school.slug, meeting.pk)
