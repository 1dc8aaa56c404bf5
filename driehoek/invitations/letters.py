"""The mails of inviting, made at the moment that they are sent: who may no longer receive, or has answered, gets none."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.documents.calendar import CalendarInvitation, invitation_ics
from driehoek.library.composing import Composed
from driehoek.outbox.letters import Attachment, Mail
from driehoek.outbox.models import Message, State
from driehoek.people.models import StaffMember
from driehoek.schools.models import School

from . import wording, wording_changes, words
from .models import ClassInvitation, Invitation, Occasion
from .queries.changing import is_off
from .queries.families import Family, Receiver, families
from .queries.mine import families_of
from .told import Told, as_html, marked, plain, told
from .told import line as line_of

CALENDAR = "text/calendar; charset=utf-8; method="


@dataclass(frozen=True)
class _Addressed:
    """One message brought back to life: which invitation, whose address, which codes."""

    school: School
    invitation: Invitation
    readers: tuple[Receiver, ...]
    link: str
    code: str
    by_mentor: bool = False  # an invitation or a reminder, so an answer may go to the mentor

    @property
    def language(self) -> str:
        return self.invitation.language

    @property
    def unsubscribe(self) -> str:
        """Where a mail program says 'no more reminders' for them."""
        return settings.SITE_URL + reverse("quiet", args=[self.link.rpartition("/")[2]])

    @property
    def about_child(self) -> bool:
        """Whether the letter may name the class and its mentor: one of its readers may hear about a child there."""
        return any(reader.about_child for reader in self.readers)

    @property
    def reply_to(self) -> str:
        own = self.invitation.class_invitation if self.about_child and self.by_mentor else None
        return wording.reply_to(self.invitation.occasion, self.school, own)

    @property
    def values(self) -> dict[str, str]:
        own = self.invitation.class_invitation
        values = wording.values_of(self.school, own, self.language, about_child=self.about_child, by_mentor=self.by_mentor)
        values["naam_ouder"] = wording.joined([reader.name for reader in self.readers], self.language)
        return values | {"code": wording.readable(self.code)}


def invitation_mail(message: Message) -> Mail | None:
    found = _addressed(message, by_mentor=True)
    if found is None or clock.now() >= found.invitation.occasion.starts_at:
        return None
    return _mail(found, invitation_words(found), calendar=True, may_stop=True)


def reminder_mail(message: Message) -> Mail | None:
    found = _addressed(message, by_mentor=True)
    if found is None or hasattr(found.invitation, "reply") or clock.now() >= found.invitation.occasion.starts_at:
        return None
    if found.invitation.is_let_go:
        return None
    return _mail(found, reminder_words(found), calendar=False, may_stop=True)


def invitation_words(found: _Addressed) -> Composed:
    """What the mail says; also for who looks before it goes."""
    values = found.values
    spare = wording.spare(values)
    return wording.say("invitation", language=found.language, school=found.school, channel="mail", values=values, leave_out=spare)


def reminder_words(found: _Addressed) -> Composed:
    return wording.say("reminder", language=found.language, school=found.school, channel="mail", values=found.values)


def confirmation_mail(message: Message) -> Mail | None:
    """The answer as it is now. Of several that wait only the last goes; one without an answer says that we made a mistake."""
    found = _addressed(message)
    if found is None or clock.now() >= found.invitation.occasion.ends_at:
        return None
    others = Message.objects.filter(letter="confirmation", about=message.about, to=message.to).exclude(pk=message.pk)
    if others.filter(put_at__gt=message.put_at).exists():
        return None
    reply = getattr(found.invitation, "reply", None)
    if reply is None:
        key = wording_changes.TAKEN_BACK
        composed = wording.say(key, language=found.language, school=found.school, channel="mail", values=found.values)
        return _mail(found, composed, calendar=False) if others.filter(state=State.SENT).exists() else None
    said = found.invitation.household_id in words.givers(found.invitation.occasion)
    values = found.values | {
        "komt": wording.YES if reply.coming else "",
        "vraagt_tolk": wording.YES if reply.interpreter else "",
        "vraagt_opvang": wording.YES if reply.childcare else "",
        "schreef_iets": wording.YES if said else "",
    }
    composed = wording.say("confirmation", language=found.language, school=found.school, channel="mail", values=values)
    return _mail(found, composed, calendar=reply.coming > 0)


def approval_mail(message: Message) -> Mail | None:
    """To the mentor: look, add a line, agree. Not wanted any more once somebody agreed."""
    rows = ClassInvitation.objects.select_related("occasion", "school_class", "school")
    rows = rows.filter(approved_at__isnull=True, occasion__starts_at__gt=clock.now())
    row = rows.filter(pk=message.about).first()
    mentor = StaffMember.objects.filter(pk=message.to).exclude(email="").select_related("user").first()
    if row is None or mentor is None or is_off(row.occasion):
        return None
    language = mentor.user.language if mentor.user else "nl"
    values = wording.values_of(row.school, row, language) | {
        "naam_mentor": mentor.given_name or str(mentor),
        "klas": wording.class_label(row.school_class.name, row.school.sector),
        "aantal_gezinnen": str(families_of(row)),
    }
    composed = wording.say("approval", language=language, school=row.school, channel="mail", values=values, leave_out=("date",))
    address = settings.SITE_URL + reverse("approve_invitation", args=[row.school.slug, row.pk])
    text, html = _bodies(composed, address, "", "", row.school.name)
    return Mail(
        mentor.email, composed.subject, text, composed.language, html, row.school.name, wording.reply_to(row.occasion, row.school)
    )


def calendar_file(occasion: Occasion, school: School, language: str) -> bytes:
    """The same event for everybody, without any personal link: calendars are shared."""
    return invitation_ics(
        CalendarInvitation(
            uid=f"{occasion.pk}@driehoek",
            title=wording.title(occasion, language, school.sector),
            starts=occasion.starts_at,
            ends=occasion.ends_at,
            sequence=occasion.version,
            place=f"{told(occasion, 'place', language).text}, {school.name}",
            organiser=school.name,
            organiser_email=wording.reply_to(occasion, school),
            language=language,
            cancelled=occasion.cancelled_at is not None,
        )
    )


def _addressed(message: Message, *, off: bool = False, by_mentor: bool = False) -> _Addressed | None:
    """None for who may not receive it any more. What does not go on is written about only by the letter that says so (`off`).

    Raises NotYet while calling it off may be undone.
    """
    rows = Invitation.objects.select_related(
        "school", "occasion", "reply", "class_invitation__school_class", "class_invitation__sender"
    )
    invitation = rows.filter(pk=message.about).first()
    if invitation is None or (invitation.occasion.cancelled_at is None if off else is_off(invitation.occasion)):
        return None
    invitation.class_invitation.occasion = invitation.occasion
    family = _family(invitation)
    groups = family.letters if family else []
    readers = next((group for group in groups if any(one.guardian_id == message.to for one in group)), None)
    opened = codes.codes_for("reply", [invitation.pk]).get(invitation.pk, {})
    if readers is None or "link" not in opened:
        return None
    link, code = codes.address(opened["link"]), opened.get("printed", "")
    return _Addressed(invitation.school, invitation, readers, link, code, by_mentor)


def _family(invitation: Invitation) -> Family | None:
    classes = ClassInvitation.objects.filter(occasion=invitation.occasion_id).values_list("school_class_id", flat=True)
    return families(list(classes), [invitation.household_id]).get(invitation.household_id)


def _mail(found: _Addressed, composed: Composed, *, calendar: bool, may_stop: bool = False) -> Mail:
    """`may_stop`: a mail program may offer 'no more of these', which stops the reminders and nothing else."""
    own = found.invitation.class_invitation
    line, signer = (own.personal_line, wording.signer(own)) if found.about_child else ("", "")
    why = told(found.invitation.occasion, "why", composed.language)
    text, html = _bodies(composed, found.link, found.code, line, found.school.name, why=why)
    attached = ()
    if calendar:
        content = calendar_file(found.invitation.occasion, found.school, composed.language)
        method = "CANCEL" if found.invitation.occasion.cancelled_at else "PUBLISH"
        attached = (Attachment("agenda.ics", content, CALENDAR + method),)
    return Mail(
        to=found.readers[0].email,
        subject=composed.subject,
        text=text,
        language=composed.language,
        html=html,
        from_name=f"{signer} · {found.school.name}" if signer else found.school.name,
        reply_to=found.reply_to,
        attachments=attached,
        unsubscribe=found.unsubscribe if may_stop else "",
    )


def _bodies(
    composed: Composed, link: str, code: str, personal_line: str, school: str, *, why: Told | None = None
) -> tuple[str, str]:
    lines = [line_of(personal_line, composed.language), *([why] if why else [])]
    shown = {
        "composed": composed,
        "link": link,
        "code": wording.readable(code),
        "short_address": wording.short_address(),
        "school": school,
        "direction": "rtl" if composed.is_right_to_left else "ltr",
    }
    paragraphs = marked(composed.paragraphs, lines)
    with override(composed.language):
        return (
            render_to_string(
                "invitations/mail/letter.txt", shown | {"paragraphs": [(plain(one), own) for one, own in paragraphs]}
            ),
            render_to_string(
                "invitations/mail/letter.html", shown | {"paragraphs": [(as_html(one), own) for one, own in paragraphs]}
            ),
        )
