"""The letters of this capability, made when they are sent."""

from django.conf import settings
from django.template.defaultfilters import date as day_words
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.access.models import Membership, User, not_over
from driehoek.access.policy import Role
from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message
from driehoek.schools.models import School

from .rights import SEES
from .words import MAY


def account_invitation(message: Message) -> Mail | None:
    """Where to sign in and what for. No password: a code comes by mail. None when the role was taken back meanwhile."""
    first = Membership.objects.select_related("user").filter(not_over(), pk=message.about).first()
    if first is None:
        return None
    user, school = first.user, School.objects.get(pk=message.school_id)
    rows = Membership.objects.filter(not_over(), user=user)
    with override(user.language):
        may = [_may(row) for row in rows]
        address = settings.SITE_URL + reverse("account_login")
        text = "\n\n".join(
            [
                _("Dag %(name)s,") % {"name": user.name or user.email},
                _("Je hebt een account in Driehoek, voor %(school)s. Daarmee werken we samen met ouders.")
                % {"school": school.name},
                _("Wat je kunt doen:") + "\n" + "\n".join(f"- {each}" for each in may),
                _("Inloggen doe je hier: %(address)s") % {"address": address},
                _("Je hebt geen wachtwoord nodig. Vul %(email)s in en kies 'code per mail'.") % {"email": user.email},
                _("Wat je verder mag en ziet, staat in Driehoek bij 'Mijn rechten'."),
                _("Verwachtte je dit niet? Laat het de beheerder van je school weten."),
            ]
        )
        subject = _("Je account voor %(school)s") % {"school": school.name}
    return Mail(
        to=user.email, subject=subject, text=text, language=user.language, from_name=school.name, reply_to=school.reply_to
    )


def _may(row: Membership) -> str:
    """'je kunt …. Ziet ….', with the days when it is for a time."""
    role = Role(row.role)
    words = f"{role.label}: {MAY[role]}. {SEES[role]}"
    days = {"first": day_words(row.since, "j F Y"), "last": day_words(row.until, "j F Y")}
    if row.since and row.until:
        return words + " " + _("(van %(first)s tot en met %(last)s)") % days
    if row.until:
        return words + " " + _("(tot en met %(last)s)") % days
    return words + (" " + _("(vanaf %(first)s)") % days if row.since else "")


def factor_reset(message: Message) -> Mail | None:
    """Tells somebody that an administrator took their second factor away: they asked for it, or somebody should know."""
    user, school = User.objects.filter(pk=message.about).first(), School.objects.get(pk=message.school_id)
    if user is None:
        return None
    with override(user.language):
        text = "\n\n".join(
            [
                _("Dag %(name)s,") % {"name": user.name or user.email},
                _("De beheerder van %(school)s heeft je tweede stap gewist, met de herstelcodes.") % {"school": school.name},
                _("Je bent overal afgemeld. Log opnieuw in: %(address)s")
                % {"address": settings.SITE_URL + reverse("account_login")},
                _("Driehoek vraagt je dan de tweede stap opnieuw in te stellen, met de app op je telefoon."),
                _(
                    "Vroeg je hier niet om? Bel de beheerder van je school meteen. Dan probeert misschien iemand anders binnen te komen."
                ),
            ]
        )
        subject = _("Je tweede stap bij Driehoek is gewist")
    return Mail(
        to=user.email, subject=subject, text=text, language=user.language, from_name=school.name, reply_to=school.reply_to
    )
