"""Where an answer by e-mail arrives: agreed once per occasion, and for a class by who agrees to its invitation."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import ClassInvitation, Occasion


def agree_reply_to(*, occasion: Occasion, address: str, by: Who) -> None:
    """Every mail about this occasion asks to answer there; '' is the school's own address again."""
    address = checked_address(address)
    if Occasion.objects.filter(pk=occasion.pk).exclude(reply_to=address).update(reply_to=address):
        trail.write("agree-reply-to", by=by, on=occasion)
    occasion.reply_to = address


def drop_class_reply_to(*, class_invitation: ClassInvitation, by: Who) -> None:
    """Mails to this class from now on ask to answer where the occasion says again."""
    if ClassInvitation.objects.filter(pk=class_invitation.pk).exclude(reply_to="").update(reply_to=""):
        trail.write("drop-class-reply-to", by=by, on=class_invitation)


def checked_address(address: str) -> str:
    """Without spaces around it; '' stays ''. Raises RuleBroken for what is no address."""
    address = address.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as wrong:
            raise RuleBroken("address", _("Dit is geen e-mailadres. Kijk het na."), 422) from wrong
    return address
