"""The mails of a team, made at the moment that they are sent: who left, or a meeting that is off, gets none."""

import datetime as dt

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.documents.calendar import CalendarInvitation, invitation_ics
from driehoek.invitations import wording
from driehoek.invitations.told import as_html, between, noted, plain
from driehoek.library.composing import Composed
from driehoek.outbox.letters import Attachment, Mail
from driehoek.outbox.models import Message
from driehoek.schools.models import School

from . import guest_team_words as words
from .models import AgendaPoint, Candidate, Member, TeamMeeting
from .services.team_calls import NO_LETTER
from .services.team_meetings import MEETING, MOVED, OFF, SOON, address_of
from .services.team_members import CODE, CODE_LETTER
from .services.team_work import in_order, of_parent
from .team_words import point_of

KIND = "text/calendar; charset=utf-8; method="


def code_mail(message: Message) -> Mail | None:
    member = _member(message)
    if member is None or member.staff_id is not None:
        return None
    school = School.objects.get(pk=message.school_id)
    with override(member.language):
        return _to_parent(school, member, words.of_code(school, member))


def no_mail(message: Message) -> Mail | None:
    """None when the answer was taken back; given again, the letter of that time goes."""
    row = Candidate.for_gate().filter(pk=message.about, answer="no", answered_at__lte=message.put_at).exclude(email="").first()
    if row is None:
        return None
    school = School.objects.get(pk=message.school_id)
    return _mail(school, row.email, words.of_no(school, row), "", "")


def meeting_mail(message: Message) -> Mail | None:
    return _about_meeting(message)


def moved_mail(message: Message) -> Mail | None:
    return _about_meeting(message)


def off_mail(message: Message) -> Mail | None:
    return _about_meeting(message)


def soon_mail(message: Message) -> Mail | None:
    """None when it was moved meanwhile: a new one waits for the new day."""
    return _about_meeting(message)


def _about_meeting(message: Message) -> Mail | None:
    member = _member(message)
    meeting: TeamMeeting | None = TeamMeeting.for_gate().filter(pk=message.about).first()
    if member is None or meeting is None or meeting.team_id != member.team_id or meeting.starts_at <= clock.now():
        return None
    if (meeting.cancelled_at is not None) != (message.letter == OFF):
        return None
    if meeting.cancelled_at is not None and message.put_at < meeting.cancelled_at:  # of an earlier time, taken back since
        return None
    if message.letter == SOON and not message.once.endswith(f":{int(meeting.starts_at.timestamp())}"):
        return None
    school = School.objects.get(pk=message.school_id)
    language = (member.staff.user.language if member.staff.user else "nl") if member.staff else member.language
    with override(language):
        attached = () if message.letter == SOON else (_calendar(meeting, school, language, message),)
        if member.staff is not None:
            return _to_colleague(school, member, meeting, message.letter, language, attached)
        made = {
            MEETING: lambda: words.of_meeting(school, member, meeting, agenda_of(meeting, language, school)),
            MOVED: lambda: words.of_change(school, member, meeting),
            OFF: lambda: words.of_end(school, member, meeting),
            SOON: lambda: words.of_soon(school, member, meeting),
        }[message.letter]()
        return _to_parent(school, member, made, attached)


def agenda_of(meeting: TeamMeeting, language: str, school: School) -> list[str]:
    """The points in their order: those of the library in the language of who reads, those of the school marked as Dutch."""
    rows = in_order(AgendaPoint.objects.filter(meeting=meeting).select_related("asked_by"))
    said = [(of_parent(one), point_of(meeting.team.sort, one.title, language, school.sector)) for one in rows]
    return [one.text if is_parents or one.language == language else between(one.text) for is_parents, one in said]


def _to_colleague(
    school: School, member: Member, meeting: TeamMeeting, letter: str, language: str, attached: tuple[Attachment, ...]
) -> Mail | None:
    facts = words.facts_of(meeting, school, language) | {"team": meeting.team.name}
    first = {
        MEETING: _("%(team)s komt bij elkaar."),
        MOVED: _("Er is iets veranderd. Zo komt %(team)s nu bij elkaar:"),
        OFF: _("%(team)s komt op %(day)s niet bij elkaar."),
    }[letter]
    subject = {
        MEETING: _("%(team)s: %(day)s"), MOVED: _("Veranderd: %(team)s, %(day)s"), OFF: _("Gaat niet door: %(team)s, %(day)s"),
    }[letter]  # fmt: skip
    texts = [_("Dag %(name)s,") % {"name": member.staff.given_name if member.staff else ""}, first % facts]
    if letter != OFF:
        texts.append(_("%(day)s, van %(begins)s tot %(ends)s uur.\nPlaats: %(place)s") % facts)
    agenda = agenda_of(meeting, language, school) if letter == MEETING else []
    if agenda:
        texts.append(_("Dit staat op de agenda:") + "\n" + "\n".join(f"• {one}" for one in agenda))
    link = settings.SITE_URL + reverse("team_meeting", args=[school.slug, meeting.pk])
    composed = Composed(language, subject % facts, tuple(texts), _("Bekijk de agenda"))
    return _mail(school, address_of(member), composed, link, "", attached)


def _to_parent(school: School, member: Member, composed: Composed, attached: tuple[Attachment, ...] = ()) -> Mail | None:
    opened = codes.codes_for(CODE, [member.pk], working=True).get(member.pk, {})
    if "link" not in opened or not member.email:
        return None
    return _mail(school, member.email, composed, codes.address(opened["link"]), opened.get("printed", ""), attached)


def _mail(
    school: School, to: str, composed: Composed, link: str, code: str, attached: tuple[Attachment, ...] = ()
) -> Mail | None:
    if not to:
        return None
    said = noted(composed.paragraphs, composed.language) if composed.language != "nl" else composed.paragraphs
    last = len(said) - (2 if link and len(said) > 3 else 0)
    shown = {
        "composed": composed, "link": link, "code": codes.grouped(code) if code else "", "short_address": wording.short_address(),
        "school": school.name, "direction": "rtl" if composed.is_right_to_left else "ltr",
    }  # fmt: skip
    with override(composed.language):
        in_text, in_html = [plain(one) for one in said], [as_html(one) for one in said]
        text = render_to_string("trajectories/guest/mail.txt", shown | {"before": in_text[:last], "after": in_text[last:]})
        html = render_to_string("trajectories/guest/mail.html", shown | {"before": in_html[:last], "after": in_html[last:]})
    return Mail(
        to=to, subject=composed.subject, text=text, language=composed.language, html=html, from_name=school.name,
        reply_to=school.reply_to, attachments=attached,
    )  # fmt: skip


def _member(message: Message) -> Member | None:
    """Who it goes to, while they are in a team that goes on."""
    rows = Member.objects.filter(pk=message.to, left_at=None, team__ended_at=None)
    found: Member | None = rows.select_related("team__meeting__occasion", "staff__user").first()
    return found


def calendar_file(meeting: TeamMeeting, school: School, language: str, moment: dt.datetime) -> bytes:
    """`moment`: when it became so; a later one takes the place of an earlier one. No personal link: calendars are shared."""
    place = f"{meeting.place}, {school.name}" if meeting.place else school.name
    return invitation_ics(
        CalendarInvitation(
            uid=f"{meeting.pk}@driehoek", title=meeting.team.name, starts=meeting.starts_at,
            ends=meeting.starts_at + dt.timedelta(minutes=meeting.minutes), sequence=int(moment.timestamp() // 60), place=place,
            organiser=school.name, organiser_email=school.reply_to, language=language, cancelled=meeting.cancelled_at is not None,
        )
    )  # fmt: skip


def _calendar(meeting: TeamMeeting, school: School, language: str, message: Message) -> Attachment:
    content = calendar_file(meeting, school, language, message.put_at)
    return Attachment("agenda.ics", content, KIND + ("CANCEL" if meeting.cancelled_at else "PUBLISH"))


MAKERS = {
    CODE_LETTER: code_mail, NO_LETTER: no_mail, MEETING: meeting_mail, MOVED: moved_mail, OFF: off_mail, SOON: soon_mail,
}  # fmt: skip
