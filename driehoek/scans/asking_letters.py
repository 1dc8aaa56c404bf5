"""The mails of asking, made at the moment that they are sent: who answered, was let go or may no longer hear gets none."""

from django.template.loader import render_to_string
from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.invitations import wording
from driehoek.invitations.rules import letter_language
from driehoek.library.composing import Composed
from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message
from driehoek.people.models import StaffMember
from driehoek.people.queries.teaching import works_here
from driehoek.schools.models import School

from . import asking_words as words
from .models import Ticket, ToldParent
from .queries.asked import may_hear, parents_to_tell
from .rules import Content, as_content
from .rules_asking import CHILD, PERSONAL


def asked_mail(message: Message) -> Mail | None:
    return _to_parent(message, reminder=False)


def reminder_mail(message: Message) -> Mail | None:
    return _to_parent(message, reminder=True)


def asked_staff_mail(message: Message) -> Mail | None:
    return _to_colleague(message, reminder=False)


def reminder_staff_mail(message: Message) -> Mail | None:
    return _to_colleague(message, reminder=True)


def _to_parent(message: Message, *, reminder: bool) -> Mail | None:
    ticket = _wanted(message)
    reader = may_hear(ticket) if ticket else None
    if ticket is None or reader is None or not reader.email or reader.guardian_id != message.to:
        return None
    facts = words.Facts(ticket.school, ticket.language, reader.name, ticket.fielding.closes_on, _content(ticket))
    return _mail(ticket.school, reader.email, words.for_parent(facts, reminder=reminder), _opened(PERSONAL, ticket))


def _to_colleague(message: Message, *, reminder: bool) -> Mail | None:
    ticket = _wanted(message)
    person = StaffMember.objects.filter(works_here(), pk=message.to).exclude(email="").first() if ticket else None
    if ticket is None or person is None:
        return None
    name = person.given_name or str(person)
    facts = words.Facts(ticket.school, ticket.language, name, ticket.fielding.closes_on, _content(ticket))
    return _mail(ticket.school, person.email, words.for_colleague(facts, reminder=reminder), _opened(PERSONAL, ticket))


def told_mail(message: Message) -> Mail | None:
    """To a parent of a pupil under 16. None once it is closed, or for who hears nothing about this pupil any more."""
    ticket = Ticket.for_gate().select_related("school", "pupil").filter(pk=message.about, pupil__isnull=False).first()
    if ticket is None or ticket.fielding.closed_at is not None or ticket.fielding.closes_on < clock.today():
        return None
    reader = next((one for one in parents_to_tell([ticket.pupil_id]) if one.guardian_id == message.to), None)
    if reader is None or not reader.email:
        return None
    told = ToldParent.objects.filter(ticket=ticket, guardian=reader.guardian_id).first()
    facts = words.Facts(
        ticket.school,
        letter_language(reader.language),
        reader.name,
        ticket.fielding.closes_on,
        _content(ticket),
        words.first_day(ticket.fielding, told.told_on if told else None),
        ticket.pupil.given_name,
    )
    opened = codes.codes_for(CHILD, [told.pk]).get(told.pk, {}) if told else {}
    return _mail(ticket.school, reader.email, words.for_parent_of_pupil(facts), opened)


def _content(ticket: Ticket) -> Content:
    return as_content(ticket.fielding.version.content)


def _wanted(message: Message) -> Ticket | None:
    """The ticket that this letter is about, unless nobody waits for an answer any more."""
    row: Ticket | None = Ticket.for_gate().select_related("school").filter(pk=message.about).first()
    if row is None or row.answered or row.let_go or row.gone or row.declined:
        return None
    over = row.fielding.closed_at is not None or row.fielding.closes_on < clock.today()
    return None if over else row


def _opened(purpose: str, ticket: Ticket) -> dict[str, str]:
    return codes.codes_for(purpose, [ticket.pk]).get(ticket.pk, {})


def _mail(school: School, to: str, composed: Composed, opened: dict[str, str]) -> Mail | None:
    """None without a link: who lost theirs may not hear any more."""
    if "link" not in opened:
        return None
    shown = {
        "composed": composed,
        "link": codes.address(opened["link"]),
        "code": codes.grouped(opened.get("printed", "")),
        "short_address": wording.short_address(),
        "school": school.name,
        "direction": "rtl" if composed.is_right_to_left else "ltr",
    }
    with override(composed.language):
        text, html = (render_to_string(f"scans/mail/letter.{kind}", shown) for kind in ("txt", "html"))
    return Mail(
        to=to,
        subject=composed.subject,
        text=text,
        language=composed.language,
        html=html,
        from_name=school.name,
        reply_to=school.reply_to,
    )
