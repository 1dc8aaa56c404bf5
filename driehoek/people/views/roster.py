"""Choosing files, looking at what they would change, reading them in. In four steps; nothing changes before the third."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.web.pages import page_of
from driehoek.web.uploads import is_too_large

from .. import export, services
from ..forms import TOO_LARGE, UploadForm
from ..forms_columns import ColumnsForm
from ..models import RosterImport, RosterUpload, RosterWork
from ..queries.sheets import sheet_lines
from ..roster_work import Wanted
from ..words import kind_word
from .people import download

STEPS = (gettext_lazy("Bestanden kiezen"), gettext_lazy("Bekijken"), gettext_lazy("Inlezen"))


def steps(now: int) -> list[dict[str, object]]:
    states = ["done"] * now + ["now"] + ["next"] * len(STEPS)
    return [{"label": label, "words": "", "state": state, "url": ""} for label, state in zip(STEPS, states, strict=False)]


@allows(Action.IMPORT_ROSTER)
@require_http_methods(["GET", "POST"])
def roster_upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        last = RosterImport.objects.filter(undone_at__isnull=True).defer("before").first()
        return render(request, "people/roster_upload.html", {"form": UploadForm(), "steps": steps(0), "last": last})
    if is_too_large(request):
        return _again(request, _refused_as_too_large(), 413)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, form, 422)
    row = services.upload(files=form.cleaned_data["files"], by=request.who)
    services.look_into(upload=row, by=request.who)
    return _look(request, row)


def _look(request: HttpRequest, row: RosterUpload) -> HttpResponse:
    return redirect("roster_progress" if services.is_waiting(row) else "roster_preview", request.school.slug, row.pk)


def _again(request: HttpRequest, form: UploadForm, status: int) -> HttpResponse:
    return render(request, "people/roster_upload.html", {"form": form, "steps": steps(0), "last": None}, status=status)


def _refused_as_too_large() -> UploadForm:
    form = UploadForm({}, {})
    form.full_clean()
    form.errors.clear()
    form.add_error("files", TOO_LARGE)
    return form


def _upload(key: uuid.UUID) -> RosterUpload:
    """The upload, or a page that says that it is gone; the same for a key that never was."""
    row: RosterUpload | None = RosterUpload.objects.select_related("school", "work").filter(pk=key).first()
    if row is None:
        raise services.gone()
    return row


def _busy(row: RosterUpload) -> bool:
    """As it stood when the upload was fetched: good enough to look, not to act."""
    work: RosterWork | None = getattr(row, "work", None)
    return work is not None and work.wanted != Wanted.NOTHING


@allows(Action.IMPORT_ROSTER)
@require_safe
def roster_preview(request: HttpRequest, *, rosterupload_id: uuid.UUID) -> HttpResponse:
    try:
        row = _upload(rosterupload_id)
    except RuleBroken:
        if RosterImport.objects.filter(pk=rosterupload_id).exists():
            return redirect("roster_done", request.school.slug, rosterupload_id)
        raise
    if _busy(row):
        return redirect("roster_progress", request.school.slug, row.pk)
    refused = getattr(row, "work", None) and row.work.refused
    return _preview_page(request, row, services.why_refused(refused) if refused else "")


def _preview_page(
    request: HttpRequest, row: RosterUpload, refused: str = "", status: int = 200, columns: ColumnsForm | None = None
) -> HttpResponse:
    shown = services.preview(row)
    sheets = sheet_lines(shown.sheets, columns and columns.typed, columns and columns.wrong)
    which = request.GET.get("soort", "")
    problems = [each for each in shown.problems if which not in {"error", "warning"} or each.severity == which]
    page = page_of(problems, request.GET)
    context = {"upload": row, "preview": shown, "which": which, "page": page, "steps": steps(1), "refused": refused}
    context["sheets"] = sheets
    return render(request, "people/roster_preview.html", context, status=status)


@allows(Action.IMPORT_ROSTER)
@require_POST
def roster_columns(request: HttpRequest, *, rosterupload_id: uuid.UUID) -> HttpResponse:
    """Correct what columns mean, and look at the file again."""
    row = _upload(rosterupload_id)
    if services.is_waiting(row):
        return redirect("roster_progress", request.school.slug, row.pk)
    form = ColumnsForm(request.POST)
    if not form.is_valid():
        words = next(iter(form.non_field_errors()))
        return _preview_page(request, row, words, 422, form)
    services.choose_columns(upload=row, chosen=form.cleaned_data["chosen"], by=request.who)
    services.look_into(upload=row, by=request.who)
    if not services.is_waiting(row):
        messages.success(request, _("We hebben het bestand opnieuw gelezen, met jouw keuzes."))
    return _look(request, row)


@allows(Action.IMPORT_ROSTER)
@require_safe
def roster_problems(request: HttpRequest, *, rosterupload_id: uuid.UUID) -> HttpResponse:
    """Everything that needs a look, as a list to work through beside the file."""
    row = _upload(rosterupload_id)
    if _busy(row):
        return redirect("roster_progress", request.school.slug, row.pk)
    shown = services.preview(row)
    words = {"error": _("fout"), "warning": _("let op")}
    rows: list[tuple[object, ...]] = [(_("Bestand"), _("Rij"), _("Kolom"), _("Soort"), _("Wat is er aan de hand"))]
    rows += [(each.file, each.row or "", each.column, words[each.severity], each.words) for each in shown.problems]
    return download(export.as_csv(rows), "csv", "verbeterpunten")


@allows(Action.IMPORT_ROSTER)
@require_POST
def roster_apply(request: HttpRequest, *, rosterupload_id: uuid.UUID) -> HttpResponse:
    """A second press leads to what the first one did."""
    if not RosterImport.objects.filter(pk=rosterupload_id).exists():
        row = _upload(rosterupload_id)
        skip, digest = "skip" in request.POST, request.POST.get("digest", "")[:64]
        if services.is_large(row):
            services.ask(upload=row, wanted=Wanted.SKIP if skip else Wanted.APPLY, by=request.who, digest=digest)
            return redirect("roster_progress", request.school.slug, row.pk)
        try:
            services.apply(upload=row, by=request.who, skip_rows=skip, digest=digest)
        except RuleBroken as broken:
            if broken.status != 422:
                raise
            return _preview_page(request, row, str(broken.message), broken.status)
    return redirect("roster_done", request.school.slug, rosterupload_id)


@allows(Action.IMPORT_ROSTER, on=RosterImport)
@require_safe
def roster_done(request: HttpRequest, *, rosterimport: RosterImport) -> HttpResponse:
    if rosterimport.is_roll_over:
        return redirect("rollover", request.school.slug)
    shown = {"done": rosterimport, "steps": steps(3), "undoable": services.undoable() == rosterimport}
    return render(request, "people/roster_done.html", shown)


@allows(Action.IMPORT_ROSTER, on=RosterImport)
@require_POST
def roster_undo(request: HttpRequest, *, rosterimport: RosterImport) -> HttpResponse:
    if rosterimport.is_roll_over:
        return redirect("rollover", request.school.slug)  # which asks first whether anybody was added since
    kept = services.undo(done=rosterimport, by=request.who)
    stay = ", ".join(f"{kind_word(kind)}: {count}" for kind, count in kept.items() if count)
    if stay:
        words = _("Het inlezen is teruggedraaid. Wie intussen is uitgenodigd of een account heeft, blijft staan (%(stay)s).")
        messages.success(request, words % {"stay": stay})
    else:
        messages.success(request, _("Het inlezen is teruggedraaid. Alles staat weer zoals het was."))
    return redirect("roster_done", request.school.slug, rosterimport.pk)


@allows(Action.SEE_START)
@require_safe
def roster_request(request: HttpRequest) -> HttpResponse:
    """What to ask of the administration: a page to print or hand over."""
    return render(request, "people/roster_request.html", {"columns": WANTED})


@allows(Action.SEE_START)
@require_safe
def roster_example(request: HttpRequest) -> HttpResponse:
    """An empty sheet with the headings that Driehoek knows."""
    parent = (
        "roepnaam",
        "tussenvoegsel",
        "achternaam",
        "relatie",
        "e-mail",
        "mobiel",
        "voorkeurstaal",
        "gezag",
        "ontvangt informatie",
    )
    parent += ("straat", "huisnummer", "postcode", "woonplaats", "geheim adres")
    child = ("Leerlingnummer", "Roepnaam", "Tussenvoegsel", "Achternaam", "Geboortedatum", "Groep")
    headings = (*child, *(f"Ouder {number} {each}" for number in (1, 2) for each in parent))
    return download(export.as_xlsx([headings], "Ouders"), "xlsx", "leerlingen-en-ouders")


# What is wanted, and why. First what a child needs to be found, then what is nice to have.
WANTED = (
    (gettext_lazy("Naam en groep of klas van de leerling"), gettext_lazy("om ouders per groep of klas uit te nodigen"), True),
    (gettext_lazy("Leerlingnummer van de school (niet het BSN)"), gettext_lazy("om een kind te herkennen als de lijst later opnieuw komt"), True),
    (gettext_lazy("Geboortedatum"), gettext_lazy("om twee kinderen met dezelfde naam uit elkaar te houden"), False),
    (gettext_lazy("Naam van ouder 1 en ouder 2"), gettext_lazy("om beide ouders bij hun naam aan te spreken"), True),
    (gettext_lazy("E-mailadres van elke ouder"), gettext_lazy("voor de uitnodiging; wie geen adres heeft, krijgt een brief"), False),
    (gettext_lazy("Adres van elke ouder, en of het geheim is"), gettext_lazy("zodat elk adres één brief krijgt, ook als ouders apart wonen"), False),
    (gettext_lazy("Gezag, en wie informatie over het kind krijgt"), gettext_lazy("zodat niemand post krijgt die er geen mag krijgen"), False),
    (gettext_lazy("Voorkeurstaal van de ouder"), gettext_lazy("zodat de uitnodiging in die taal komt"), False),
    (gettext_lazy("Mobiel nummer"), gettext_lazy("om een ouder te bellen die we niet bereiken"), False),
)  # fmt: skip
