"""The way in of one class: its link, its code, and what stands around them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.access import codes
from driehoek.documents.qr import qr_svg
from driehoek.invitations import wording
from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.invitations.rules import CLASS_LINK, PARENT_LANGUAGES
from driehoek.schools.models import School


@dataclass(frozen=True)
class ClassLink:
    """`address` is the long link, for sending; `code` the short one, for typing, which also stands in the QR on paper."""

    address: str
    code: str
    type_at: str
    qr: SafeString
    text: str


def class_link(own: ClassInvitation, school: School) -> ClassLink | None:
    """None while the link was not made, or when it has ended."""
    found = codes.codes_for(CLASS_LINK, [own.pk]).get(own.pk, {})
    if "link" not in found:
        return None
    address = codes.address(found["link"])
    title = _("QR-code voor de ouders van %(name)s") % {"name": own.school_class.name}
    return ClassLink(
        address=address,
        code=codes.grouped(found["printed"]),
        type_at=wording.short_address(),
        qr=qr_svg(codes.address(found["printed"]), title=title),
        text=text_to_paste(own, school, address),
    )


def asked_classes(occasion: Occasion) -> list[ClassInvitation]:
    """Of which an answer can come in without a name: those that were approved. One query."""
    return list(occasion.class_invitations.filter(approved_at__isnull=False).select_related("school_class"))


def text_to_paste(own: ClassInvitation, school: School, address: str) -> str:
    """The invitation for the school's own app: in Dutch, and a line in each other language that the page speaks."""
    values = wording.values_of(school, own, "nl", by_mentor=True) | {"webadres": address}
    composed = wording.say("invitation", language="nl", school=school, channel="link", values=values)
    return "\n\n".join([*composed.paragraphs, *other_tongues()])


def other_tongues() -> list[str]:
    """'The page behind this link also speaks English', in each language but Dutch."""
    lines = []
    for language in PARENT_LANGUAGES[1:]:
        with override(language):
            lines.append(_("Deze pagina spreekt ook uw taal. U kunt daar antwoorden zonder account."))
    return lines
