"""The way to one's own data: a link by mail, or a code on paper for who has no e-mail."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.documents.letters import LetterPage, Sender, letters
from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message
from driehoek.schools.models import School
from driehoek.web.days import written

from . import guest_words
from .models import Guardian
from .services import own


def own_data(message: Message) -> Mail | None:
    """The link, to the guardian's own address. None when it ran out, or the address is gone meanwhile."""
    guardian = Guardian.objects.filter(pk=message.about).first()
    link = codes.codes_for(own.PURPOSE, [message.about]).get(message.about, {}).get("link")
    too_old = clock.now() >= message.put_at + own.LINK_LASTS
    if guardian is None or not guardian.email.strip() or link is None or too_old:
        return None
    school = School.objects.get(pk=message.school_id)
    language = spoken(guardian)
    with override(language):
        text = "\n\n".join(
            [
                _("Beste %(name)s,") % {"name": guardian},
                _("U vroeg wat %(school)s over u weet. Met deze link ziet u het, en kunt u het verbeteren of laten verwijderen:")
                % {"school": school.name},
                codes.address(link),
                _("De link is alleen voor u en werkt 24 uur. Stuur hem niet door."),
                _("Vroeg u dit niet? Dan hoeft u niets te doen."),
                school.name,
            ]
        )
        subject = _("Wat de school over u weet")
    return Mail(
        to=guardian.email.strip(),
        subject=subject,
        text=text,
        language=language,
        from_name=school.name,
        reply_to=school.reply_to,
    )


def on_paper(guardian: Guardian, code: str, school: School) -> bytes:
    """One sheet with a code, in the parent's language; the name in the window is all that stands on the outside."""
    language = spoken(guardian)
    place = ", ".join(part for part in (school.street_address, f"{school.postcode} {school.city}".strip()) if part)
    sender = Sender(name=school.name, lines=tuple(line for line in (place, school.phone, school.reply_to) if line))
    ends = clock.today() + own.LETTER_LASTS
    with override(language):
        page = LetterPage(
            language=language,
            date=written(clock.today(), "j F Y"),
            subject=_("Wat de school over u weet"),
            salutation=_("Beste %(name)s,") % {"name": guardian},
            paragraphs=(
                _("U vroeg wat de school over u weet. Met deze code ziet u het op uw telefoon of computer."),
                _("U kunt daar ook verbeteren wat niet klopt, alles downloaden en uw gegevens laten verwijderen."),
                _("De code is alleen voor u en werkt tot en met %(day)s.") % {"day": written(ends, "j F Y")},
            ),
            closing=_("Met vriendelijke groet,"),
            signature=(school.name,),
            address_lines=(str(guardian),),
            link=codes.address(code),
            link_text=codes.address("").partition("://")[2].rstrip("/"),
            code=code,
            how=_("Zo ziet u uw gegevens"),
        )
    return letters([page], school=sender, made_at=clock.now())


def spoken(guardian: Guardian) -> str:
    """The language that this parent chose, where we write it; otherwise Dutch."""
    return guest_words.written(guardian.contact_language)
