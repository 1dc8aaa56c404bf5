"""Showing what is secret, once, with a reason: who looked, at what, and why stands in the trail."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.people.models import Guardian, Household
from driehoek.people.rules import own as rules


class Secret(models.TextChoices):
    ADDRESS = "address", gettext_lazy("het adres")
    PHONE = "phone", gettext_lazy("het telefoonnummer")


CHANGES = {Secret.ADDRESS: ("edit-home",), Secret.PHONE: ("edit-guardian", f"{rules.CORRECTED}phone")}


LETTER = "own_letter"
"""Stands in the trail where a reason does: a letter with a code was printed that opens what is secret."""


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


def letter_opens(guardian: Guardian, *, by: Who) -> None:
    """Whoever printed a code for this parent's own data could have looked at what is secret: the parent is told."""
    if guardian.phone_is_secret and guardian.phone:
        trail.write(f"reveal-{Secret.PHONE.value}:{LETTER}", by=by, on=guardian)
    home = guardian.household
    if home.is_secret and (home.street or home.city):
        trail.write(f"reveal-{Secret.ADDRESS.value}:{LETTER}", by=by, on=guardian)


def has_seen(what: Secret, about: Guardian | Household, *, by: Who) -> bool:
    """Whether they opened this secret today with a reason, and nobody changed it since: who knows it may take the lock off.

    `about` is the guardian for a number, the home for an address.
    """
    people = [about.pk] if isinstance(about, Guardian) else list(about.guardians.values_list("pk", flat=True))
    acts = [f"reveal-{what.value}:{reason}" for reason in Reason.values]
    today = TrailRow.objects.filter(at__gte=clock.at(clock.today(), dt.time.min))
    looks = today.filter(object_id__in=people, actor=by.user_id, act__in=acts) if by.user_id else today.none()
    last = looks.order_by("at").values_list("at", flat=True).last()
    if last is None:
        return False
    changes = today.filter(object_id=about.pk, act__in=CHANGES[what], at__gte=last)
    return not changes.exclude(actor=by.user_id).exists()
