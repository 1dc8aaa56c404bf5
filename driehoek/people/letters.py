"""The letters of this capability, made when they are sent."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.access.models import Membership, not_over
from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message
from driehoek.schools.models import School

from .words import MAY


def account_invitation(message: Message) -> Mail | None:
    """Where to sign in and what for. No password: a code comes by mail. None when the role was taken back meanwhile."""
    first = Membership.objects.select_related("user").filter(not_over(), pk=message.about).first()
    if first is None:
        return None
    user, school = first.user, School.objects.get(pk=message.school_id)
    rows = Membership.objects.filter(not_over(), user=user)
    with override(user.language):
        may = [str(MAY[row.role]) for row in rows]
        address = settings.SITE_URL + reverse("account_login")
        text = "\n\n".join(
            [
                _("Dag %(name)s,") % {"name": user.name or user.email},
                _("Je hebt een account in Driehoek, voor %(school)s. Daarmee werken we samen met ouders.")
                % {"school": school.name},
                _("Wat je kunt doen:") + "\n" + "\n".join(f"- {each}" for each in may),
                _("Inloggen doe je hier: %(address)s") % {"address": address},
                _("Je hebt geen wachtwoord nodig. Vul %(email)s in en kies 'code per mail'.") % {"email": user.email},
                _("Verwachtte je dit niet? Laat het de beheerder van je school weten."),
            ]
        )
        subject = _("Je account voor %(school)s") % {"school": school.name}
    return Mail(
        to=user.email, subject=subject, text=text, language=user.language, from_name=school.name, reply_to=school.reply_to
    )
