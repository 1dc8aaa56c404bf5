"""The mail to a mentor: what to tell the class, in their own words or as it stands."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.invitations.queries.changing import is_off
from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message
from driehoek.people.models import StaffMember
from driehoek.schools.models import School
from driehoek.web.days import written

from .models import Meeting
from .queries.messages import Choice, Ready, ready
from .queries.telling import address_of, for_pupils

RULE = "— — —"


def told_letter(message: Message) -> Mail | None:
    """None when the colleague left, or the meeting was cancelled or is over."""
    staff = StaffMember.objects.select_related("user").filter(pk=message.to, left_on__isnull=True).first()
    meeting = Meeting.for_gate().filter(pk=message.about).first()
    if staff is None or meeting is None or is_off(meeting.occasion) or meeting.occasion.ends_at < clock.now():
        return None
    school = School.objects.get(pk=message.school_id)
    texts = [ready(one, meeting, school, Choice()) for one in for_pupils(meeting, school)]
    if not texts or not address_of(staff):
        return None
    language = staff.user.language if staff.user else "nl"
    with override(language):
        return composed(staff, meeting, school, texts, language)


def composed(staff: StaffMember, meeting: Meeting, school: School, texts: list[Ready], language: str) -> Mail:
    """In the language that is active. What the pupils hear stays Dutch: that is what is spoken in class."""
    facts = {"meeting": meeting.occasion.title, "day": written(meeting.occasion.starts_at.astimezone(clock.SCHOOL_TIME), "l j F")}
    parts = [
        _("Dag %(name)s,") % {"name": staff.given_name or staff},
        _(
            "Op %(day)s is er een bijeenkomst met ouders: %(meeting)s. Vertel je leerlingen er vooraf over? Dan horen ze het van jou."
        )
        % facts,
    ]
    for text in texts:
        parts += [RULE, f"{text.title}. {text.when}".strip(), *([text.subject] if text.subject else []), text.text]
    parts += [RULE, _("Komt een leerling met een zorg naar je toe? Bespreek die zoals jullie gewend zijn, niet op de avond.")]
    return Mail(
        to=address_of(staff),
        subject=_("Vertel je leerlingen over %(day)s") % facts,
        text="\n\n".join(parts),
        language=language,
        from_name=school.name,
        reply_to=school.reply_to,
    )
