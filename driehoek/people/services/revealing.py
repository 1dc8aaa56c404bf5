"""Showing what is secret, once, with a reason: who looked, at what, and why stands in the trail."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import Guardian


class Secret(models.TextChoices):
    ADDRESS = "address", gettext_lazy("het adres")
    PHONE = "phone", gettext_lazy("het telefoonnummer")


class Reason(models.TextChoices):
    """Codes stand in the trail, so none ever changes its meaning."""

    DELIVER = "deliver", gettext_lazy("post bezorgen")
    CALL = "call", gettext_lazy("de ouder bellen")
    EMERGENCY = "emergency", gettext_lazy("spoed: er is iets met het kind")
    PARENT_ASKED = "parent_asked", gettext_lazy("de ouder vroeg het zelf na")
    AUTHORITY_ASKS = "authority_asks", gettext_lazy("een instantie mag het vragen")


def reveal(*, guardian: Guardian, what: Secret, reason: Reason, by: Who) -> tuple[str, ...]:
    """The lines of what is secret. Raises RuleBroken 'not-secret' for what stands open on the page anyway."""
    home = guardian.household
    is_secret = home.is_secret if what == Secret.ADDRESS else guardian.phone_is_secret
    if not is_secret:
        raise RuleBroken("not-secret", _("Dit is niet geheim: het staat op de pagina van de ouder."))
    trail.write(f"reveal-{what.value}:{reason.value}", by=by, on=guardian)
    if what == Secret.PHONE:
        return (guardian.phone,) if guardian.phone else ()
    lines = (home.street.strip(), f"{home.postcode} {home.city}".strip())
    return tuple(line for line in lines if line)
