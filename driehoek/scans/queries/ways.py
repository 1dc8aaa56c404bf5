"""Ways in of one class: link, code, text for the school's own app, and how many letters there are."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.access import codes
from driehoek.documents.qr import qr_svg
from driehoek.invitations import wording
from driehoek.invitations.models import Channel
from driehoek.invitations.queries.class_links import other_tongues
from driehoek.invitations.rules import PARENT_LANGUAGES
from driehoek.people.guest_words import language_name
from driehoek.scans import rules
from driehoek.scans.models import AskedClass, Fielding, Ticket
from driehoek.scans.queries.asked import parents_to_tell
from driehoek.scans.rules_asking import CLASS
from driehoek.schools.models import School

from ..asking_words import protected, takes


@dataclass(frozen=True)
class ClassWay:
    """`address` is the long link, `code` the short one, '' while it is not set out. Letters are counted in people."""

    address: str
    code: str
    type_at: str
    qr: SafeString | None
    text: str
    to_print: int
    printed: int
    to_tell: int
    pupils: int


def class_way(asked: AskedClass, school: School) -> ClassWay:
    opened = codes.codes_for(CLASS, [asked.pk]).get(asked.pk, {})
    address, code = codes.address(opened["link"]) if "link" in opened else "", opened.get("printed", "")
    rows = list(
        asked.tickets.filter(gone=False, declined=False).order_by().values_list("voice", "channel", "sent_at", "pupil_id")
    )
    letters = [sent for voice, channel, sent, _pupil in rows if voice == rules.PARENTS and channel == Channel.PAPER]
    pupils = [pupil for voice, _channel, _sent, pupil in rows if voice == rules.PUPIL]
    return ClassWay(
        address=address,
        code=codes.grouped(code),
        type_at=wording.short_address(),
        qr=qr_svg(codes.address(code), title=_("QR-code van de vragenlijst")) if code else None,
        text=text_to_paste(asked, school, address) if address else "",
        to_print=sum(sent is None for sent in letters),
        printed=sum(sent is not None for sent in letters),
        to_tell=sum(not one.email for one in parents_to_tell(pupils)) if pupils else 0,
        pupils=len(pupils),
    )


def text_to_paste(asked: AskedClass, school: School, address: str) -> str:
    """For the school's own app: in Dutch, and a line in each other language that the page speaks."""
    with override("nl"):
        values = {
            "school": school.name,
            "class": asked.school_class.name,
            "day": wording.day(asked.fielding.closes_on, "nl"),
            "address": address,
        }
        said = [
            _("Beste ouders van %(class)s,"),
            _("Hoe gaat het tussen u en %(school)s? We horen het graag van iedereen.")
            + f" {takes(rules.as_content(asked.fielding.version.content), rules.PARENTS)}",
            protected(rules.PARENTS, "nl", school.sector).replace("%", "%%"),
            _("Vul de vragenlijst in tot en met %(day)s: %(address)s"),
            _("Deze link is voor alle ouders van %(class)s. Vul één keer in; twee ouders mogen allebei."),
        ]
        return "\n\n".join([*(one % values for one in said), *other_tongues()])


def given_on_paper(fielding: Fielding, asked: AskedClass | None) -> list[uuid.UUID]:
    """Whose letter was printed already."""
    rows = Ticket.objects.filter(fielding=fielding, asked_class=asked, channel=Channel.PAPER, gone=False, declined=False)
    return list(rows.filter(sent_at__isnull=False).values_list("pk", flat=True))


def in_place(fielding: Fielding) -> list[AskedClass]:
    """The classes in the order in which numbers of paper forms count them, which never changes."""
    return list(fielding.classes.select_related("school_class").order_by("pk"))


def forms_to_choose(fielding: Fielding) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """('place:parents', words) and the languages in which parents can read everything. Pupils get no paper but their slips."""
    if rules.PARENTS not in fielding.voices:
        return [], []
    content = rules.as_content(fielding.version.content)
    places: Sequence[tuple[int, AskedClass]] = sorted(
        enumerate(in_place(fielding), 1), key=lambda pair: (pair[1].school_class.sort_key, pair[0])
    )
    words = _("ouders van %(name)s")
    chosen = [(f"{place}:{rules.PARENTS}", words % {"name": row.school_class.name}) for place, row in places]
    tongues = content.languages(rules.PARENTS) or {"nl"}
    return chosen, [(code, language_name(code)) for code in PARENT_LANGUAGES if code in tongues]
