"""The link of a class for who hands it out: to paste, to show, to print."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from .. import services
from ..class_pages import letters_without_names
from ..models import ClassInvitation
from ..queries import class_links
from ..queries.open_replies import unnamed
from ..rules import CLASS_LINK

MOST_COPIES = 200


@allows(Action.PRINT_LETTERS, on=ClassInvitation, by="class_invitation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def class_link(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    """What to hand out; a POST makes the link of a class that was sent before there were links."""
    own = classinvitation
    if request.method == "POST":
        services.open_class_link(class_invitation=own, by=request.who)
        messages.success(request, _("De link van deze klas is klaar."))
        return redirect("class_link", school=request.school.slug, class_invitation_id=own.pk)
    shown = {
        "own": own,
        "link": class_links.class_link(own, request.school),
        "copies": _copies(own),
        "open_replies": unnamed(class_invitation=own).count(),
        "sees_reach": may(request.who, Action.SEE_REACH),
    }
    return render(request, "invitations/class_link.html", shown)


@allows(Action.PRINT_LETTERS, on=ClassInvitation, by="class_invitation_id")
@require_safe
def class_letters(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    """Letters without names, as many as there are families."""
    own = classinvitation
    code = codes.codes_for(CLASS_LINK, [own.pk]).get(own.pk, {}).get("printed", "")
    if not code:
        raise RuleBroken("no-link", _("De brieven zijn er zodra de link van deze klas klaar is."))
    copies = min(_whole(request, "n") or _copies(own), MOST_COPIES)
    first = min(_whole(request, "vanaf") or 1, copies)
    content = letters_without_names(request.school, own, code, copies, first)
    trail.write("print-class-letters", by=request.who, on=own)
    name = slugify(f"brieven {own.school_class.name} zonder naam") or "brieven"
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _whole(request: HttpRequest, name: str) -> int:
    """What was typed, or 0 for what is no number of sheets."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 5 else 0


def _copies(own: ClassInvitation) -> int:
    """As many as there are families, as far as we know."""
    return own.school_class.family_count or own.invitations.count() or 1
