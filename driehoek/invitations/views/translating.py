"""What the school says itself about an occasion, in the languages of parents."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from driehoek.access.gate import allows
from driehoek.access.policy import Action

from ..forms_translating import TranslationsForm
from ..models import Occasion
from ..services.translating import translate_occasion


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.SEND_INVITATIONS, on=Occasion)
def translations(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    form = TranslationsForm(request.POST or None, occasion=occasion, sector=request.school.sector)
    if request.method == "POST" and form.is_valid():
        changes, why = form.changes(), form.why()
        translate_occasion(occasion=occasion, why=why, changes=changes, by=request.who)
        messages.success(request, _("Bewaard. Ouders lezen het zo in hun taal."))
        if why is not None and any(words.get("why") for words in occasion.translations.values()):
            messages.warning(request, _("Het 'waarom' is veranderd. Kijk of de vertalingen nog hetzelfde zeggen."))
        return redirect("invite_translations", school=request.school.slug, occasion_id=occasion.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "invitations/translations.html", {"occasion": occasion, "form": form}, status=status)
