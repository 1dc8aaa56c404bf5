"""Where an answer by e-mail arrives: agreed once per occasion."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion


def agree_reply_to(*, occasion: Occasion, address: str, by: Who) -> None:
    """Every mail about this occasion asks to answer there; '' is the school's own address again."""
    address = address.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as wrong:
            raise RuleBroken("address", _("Dit is geen e-mailadres. Kijk het na."), 422) from wrong
    if Occasion.objects.filter(pk=occasion.pk).exclude(reply_to=address).update(reply_to=address):
        trail.write("agree-reply-to", by=by, on=occasion)
    occasion.reply_to = address
