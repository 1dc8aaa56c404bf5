"""What goes out on paper or through the school's own app: per class a link, a text, a poster, letters, slips; and paper questionnaires."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from .. import asking_papers as papers
from .. import rules
from ..forms_asking import PaperForm
from ..models import AskedClass, Fielding
from ..queries import ways as ways_in
from ..services.reminding import take_paper

FIRST, REMINDER, AGAIN = "first", "reminder", "again"


def _pdf(content: bytes, *names: str) -> HttpResponse:
    name = slugify(" ".join(names)) or "papier"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    )


@allows(Action.PRINT_LETTERS, on=AskedClass, by="asked_class_id")
@require_safe
def class_page(request: HttpRequest, *, askedclass: AskedClass) -> HttpResponse:
    shown = {
        "asked": askedclass,
        "fielding": askedclass.fielding,
        "way": ways_in.class_way(askedclass, request.school),
        "sees_all": may(request.who, Action.RUN_SCAN),
        "is_open": _is_open(askedclass.fielding),
        "asks_pupils": rules.PUPIL in askedclass.fielding.voices,
        "asks_parents": rules.PARENTS in askedclass.fielding.voices,
    }
    return render(request, "scans/asking_class.html", shown)


@allows(Action.PRINT_LETTERS, on=AskedClass, by="asked_class_id")
@require_safe
def poster(request: HttpRequest, *, askedclass: AskedClass) -> HttpResponse:
    paper = "a3" if request.GET.get("papier") == "a3" else "a4"
    content = papers.poster(request.school, askedclass, paper, request.GET.get("taal", "nl"))
    return _pdf(content, "poster", askedclass.school_class.name)


@allows(Action.PRINT_LETTERS, on=AskedClass, by="asked_class_id")
@require_POST
def letters(request: HttpRequest, *, askedclass: AskedClass) -> HttpResponse:
    """The pile of one class; a press on the button counts new ones as given."""
    content = _pile(request, askedclass.fielding, askedclass)
    return _pdf(content, "brieven", askedclass.school_class.name)


@allows(Action.RUN_SCAN, on=Fielding)
@require_POST
def staff_letters(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    """Of colleagues without e-mail."""
    return _pdf(_pile(request, fielding, None), "brieven", "medewerkers")


def _pile(request: HttpRequest, fielding: Fielding, asked: AskedClass | None) -> bytes:
    which = request.POST.get("which", FIRST)
    if which == AGAIN:
        keys = ways_in.given_on_paper(fielding, asked)
        trail.write("print-again", by=request.who, on=fielding)
    else:
        keys = take_paper(fielding=fielding, asked_class=asked, reminder=which == REMINDER, by=request.who)
    try:
        return papers.pile(request.school, fielding, asked, keys, reminder=which == REMINDER)
    except ValueError as nothing:
        raise RuleBroken("no-letters", _("Er zijn nu geen brieven om af te drukken. Misschien deed iemand het al.")) from nothing


@allows(Action.PRINT_LETTERS, on=AskedClass, by="asked_class_id")
@require_POST
def told_letters(request: HttpRequest, *, askedclass: AskedClass) -> HttpResponse:
    """To parents without e-mail, beforehand: your child will be asked."""
    try:
        content = papers.told_pile(request.school, askedclass)
    except ValueError as nothing:
        raise RuleBroken("no-letters", _("Voor deze klas zijn er geen brieven: iedereen krijgt een mail.")) from nothing
    trail.write("print-told-letters", by=request.who, on=askedclass)
    return _pdf(content, "brieven vooraf", askedclass.school_class.name)


@allows(Action.PRINT_LETTERS, on=AskedClass, by="asked_class_id")
@require_POST
def slips(request: HttpRequest, *, askedclass: AskedClass) -> HttpResponse:
    """A slip with a code of their own for each pupil who may be asked, to hand out in class."""
    try:
        content = papers.slips(request.school, askedclass)
    except ValueError as nothing:
        raise RuleBroken("no-slips", _("Er zijn geen strookjes: in deze klas wordt geen leerling gevraagd.")) from nothing
    trail.write("print-slips", by=request.who, on=askedclass)
    return _pdf(content, "strookjes", askedclass.school_class.name)


@allows(Action.RUN_SCAN, on=Fielding)
@require_http_methods(["GET", "HEAD", "POST"])
def forms(request: HttpRequest, *, fielding: Fielding) -> HttpResponse:
    """Paper questionnaires with a number each, for a class or for colleagues, in a language that has all the texts."""
    voices, tongues = ways_in.forms_to_choose(fielding)
    form = PaperForm(request.POST or None, voices=voices, languages=tongues)
    if request.method != "POST" or not form.is_valid():
        asks = {"asks_parents": rules.PARENTS in fielding.voices, "asks_pupils": rules.PUPIL in fielding.voices}
        shown = {"fielding": fielding, "form": form, "is_open": _is_open(fielding), **asks}
        return render(request, "scans/asking_forms.html", shown, status=422 if form.is_bound else 200)
    if not _is_open(fielding):
        messages.warning(request, _("Zet de vragenlijst eerst uit: dan weet je zeker dat de tekst niet meer verandert."))
        return redirect("asking_forms", school=request.school.slug, fielding_id=fielding.pk)
    place, _colon, voice = form.cleaned_data["voice"].partition(":")
    try:
        content = papers.questionnaires(
            request.school, fielding, voice, int(place), form.cleaned_data["language"], form.cleaned_data["copies"]
        )
    except ValueError as nothing:
        raise RuleBroken("no-form", _("Deze vragenlijst heeft geen stellingen. Daarom is er niets op papier.")) from nothing
    trail.write("print-questionnaires", by=request.who, on=fielding)
    return _pdf(content, "vragenlijst", form.cleaned_data["language"])


def _is_open(fielding: Fielding) -> bool:
    return rules.state_of(fielding.opened_at, fielding.closed_at) == rules.OPEN
