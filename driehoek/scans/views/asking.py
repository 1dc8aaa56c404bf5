"""What the scan is, and asking a questionnaire: choose on one page, look at it, see how it runs."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from driehoek import clock
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.algorithms.disclosure import APART
from driehoek.people.guest_words import language_name

from .. import asking_words, rules
from ..forms_asking import FieldingForm, choice_of, first_choice
from ..models import Fielding, Ticket
from ..queries import fieldings as asked
from ..queries.asked import untold, who_could
from ..queries.instruments import stale_tongues
from ..queries.response import response
from ..queries.sessions import sessions_of_school
from ..rules_asking import MOST_REMINDERS, reminder_from
from ..rules_result import last_day
from ..services import asking as services

EVERY_SECONDS = 60
SETTLED = dt.timedelta(days=3)  # before that little says nothing


@allows(Action.SEE_SCANS)
@require_safe
def scans(request: HttpRequest) -> HttpResponse:
    lines = asked.fieldings()
    shown = {
        "sessions": sessions_of_school(),
        "fieldings": lines,
        "results": [one for one in lines if one.has_result],
        "may_run": may(request.who, Action.RUN_SCAN),
        "mine": _mine(request),
    }
    return render(request, "scans/list.html", shown)


def _mine(request: HttpRequest) -> Any:
    """What this colleague is asked themselves; shown as long as it runs, whether or not they answered."""
    running = Ticket.objects.filter(fielding__opened_at__isnull=False, fielding__closed_at__isnull=True, gone=False)
    return list(running.filter(staff__user_id=request.who.user_id).select_related("fielding")) if request.who.user_id else []


@allows(Action.RUN_SCAN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = FieldingForm(
        request.POST or None, sector=request.school.sector, initial=first_choice(request.GET.get("vragenlijst", ""))
    )
    if request.method == "POST" and form.is_valid():
        made = services.prepare(**_given(form), by=request.who)
        messages.success(request, _("Klaargezet. Er is nog niets verstuurd: kijk het na en zet het dan uit."))
        return redirect("asking", school=request.school.slug, fielding_id=made.pk)
    return render(request, "scans/asking_edit.html", {"form": form}, status=422 if form.is_bound else 200)


@allows(Action.RUN_SCAN, on=Fielding)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    form = FieldingForm(request.POST or None, sector=request.school.sector, initial=choice_of(fielding))
    if request.method == "POST" and form.is_valid():
        services.change(fielding=fielding, **_given(form), by=request.who)
        return redirect("asking", school=request.school.slug, fielding_id=fielding.pk)
    shown = {"form": form, "fielding": fielding}
    return render(request, "scans/asking_edit.html", shown, status=422 if form.is_bound else 200)


def _given(form: FieldingForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("version", "title", "voices", "classes", "opens_on", "closes_on")}


@allows(Action.SEE_SCANS, on=Fielding)
@require_safe
def fielding(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    state = rules.state_of(fielding.opened_at, fielding.closed_at)
    shown: dict[str, Any] = {"fielding": fielding, "may_run": may(request.who, Action.RUN_SCAN)}
    if state == rules.DRAFT:
        rows = list(fielding.classes.select_related("school_class"))
        could = who_could([row.school_class for row in rows], fielding.voices)
        shown |= {
            "people": could.totals,
            "small": [voice for voice, n in could.totals.items() if n < APART],
            "classes": [(row, could.by_class[row.school_class_id]) for row in rows],
            "against": asked.against(fielding, request.school),
            "asks_pupils": rules.PUPIL in fielding.voices,
            "opens_from": asked.opens_from(fielding),
            "untold": len(untold(fielding, could)) if fielding.told_on else 0,
            "stale": [(code, language_name(code), n) for code, n in stale_tongues(fielding.version.content, fielding.voices)],
        }
        return render(request, "scans/asking_draft.html", shown)
    if state == rules.CLOSED:
        ended_on = last_day(fielding.closes_on, fielding.closed_at)
        return render(
            request, "scans/asking_closed.html", shown | {"voices": list(fielding.people.items()), "ended_on": ended_on}
        )
    by_class, of_staff = asked.ways(fielding)
    rounds = asked.reminders_at_most(fielding)
    shown |= {
        "voices": response(fielding),
        "ways": by_class,
        "staff_on_paper": of_staff,
        "rounds": rounds,
        "most": MOST_REMINDERS,
        "remind_from": _remind_from(fielding, *rounds),
        "every": EVERY_SECONDS,
        "helps": clock.now() - (fielding.opened_at or clock.now()) >= SETTLED,
    }
    return render(request, "scans/asking_runs.html", shown)


def _remind_from(fielding: Fielding, rounds: int, last: dt.datetime | None) -> dt.date | None:
    """The first day on which everybody may be reminded (again); None when that may be now, or never again."""
    if rounds >= MOST_REMINDERS or fielding.opened_at is None:
        return None
    first = reminder_from(fielding.opened_at, last)
    return timezone.localdate(first) if first > clock.now() else None


@allows(Action.RUN_SCAN, on=Fielding)
@require_safe
def preview(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    """The letters as they read, in each language, to nobody in particular."""
    tongues = [code for code, _name in settings.LANGUAGES]
    language = request.GET.get("taal", "nl")
    language = language if language in tongues else "nl"
    content, first = rules.as_content(fielding.version.content), asking_words.first_day(fielding, fielding.told_on)
    facts = asking_words.Facts(request.school, language, "…", fielding.closes_on, content, first, "…")
    letters = [
        (_("Aan ouders"), asking_words.for_parent(facts)),
        (_("Herinnering"), asking_words.for_parent(facts, reminder=True)),
    ]
    if rules.SCHOOL in fielding.voices:
        letters.append((_("Aan medewerkers"), asking_words.for_colleague(facts)))
    if rules.PUPIL in fielding.voices:
        letters.append((_("Aan ouders van leerlingen onder de 16"), asking_words.for_parent_of_pupil(facts)))
    shown = {
        "fielding": fielding,
        "letters": letters,
        "tongues": [(code, language_name(code)) for code in tongues],
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
    }
    return render(request, "scans/asking_preview.html", shown)
