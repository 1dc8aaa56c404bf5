"""Makes the letters of `follow_words`: a mail when it is sent, or a pile on paper for one class."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.invitations import wording
from driehoek.invitations.models import ClassInvitation, Invitation
from driehoek.invitations.queries.changing import is_off
from driehoek.invitations.services.following_up import Pile, family_mail, family_pile
from driehoek.library.composing import Composed
from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message
from driehoek.schools.models import School

from .follow_words import NEWS, PRACTICAL
from .models import Meeting, MeetingState
from .queries import news
from .queries.practical import coming_to, ways_of
from .queries.report import theme_titles


def news_mail(message: Message) -> Mail | None:
    """None when the report was withdrawn, or what was new is gone again."""
    meeting = _meeting_of(message)
    if meeting is None or meeting.state != MeetingState.REPORTED:
        return None
    titles = news.new_titles(meeting.occasion, news.moment_of(message.once.rpartition(":")[2]))
    if not titles:
        return None
    return family_mail(message, key=NEWS, values=lambda row: _titles(meeting, titles, row.language))


def practical_mail(message: Message) -> Mail | None:
    """None for who changed their mind, and once it has begun."""
    meeting = _meeting_of(message)
    if meeting is None or clock.now() >= meeting.occasion.starts_at or is_off(meeting.occasion):
        return None
    if not coming_to(meeting).filter(pk=message.about).exists():
        return None
    return family_mail(message, key=PRACTICAL, values=lambda _row: {})


def practical_pile(class_invitation: ClassInvitation, school: School) -> bytes:
    """The letters of one class for who said yes and gets no mail. Raises RuleBroken when there are none."""
    meeting = Meeting.for_gate().get(occasion=class_invitation.occasion_id)
    rows = [row for row in ways_of(meeting).on_paper if row.class_invitation_id == class_invitation.pk]
    pile = Pile(key=PRACTICAL, values=lambda _row: {}, how=lambda: _("Uw antwoord bekijken of veranderen"))
    try:
        return family_pile(school=school, class_invitation=class_invitation, rows=rows, pile=pile)
    except ValueError as nothing:
        raise RuleBroken("no-letters", _("Voor deze klas zijn er geen brieven: iedereen krijgt een mail.")) from nothing


def news_pile(class_invitation: ClassInvitation, school: School) -> bytes:
    """The letters of one class for who hears the news on paper. Raises RuleBroken without news, and when there are none."""
    meeting = Meeting.for_gate().get(occasion=class_invitation.occasion_id)
    titles = news.on_paper(meeting)
    if not titles:
        raise RuleBroken("no-news", _("Er is niets nieuws om te vertellen. Geef eerst ergens nieuws."))
    found = news.ways_of(meeting, is_new=news.is_new(meeting))
    rows = [row for row in found.on_paper if row.class_invitation_id == class_invitation.pk]
    pile = Pile(key=NEWS, values=lambda row: _titles(meeting, titles, row.language), how=lambda: _("Zo leest u het verslag"))
    try:
        return family_pile(school=school, class_invitation=class_invitation, rows=rows, pile=pile)
    except ValueError as nothing:
        raise RuleBroken("no-letters", _("Voor deze klas zijn er geen brieven: iedereen krijgt een mail.")) from nothing


def preview(key: str, meeting: Meeting, school: School, language: str, titles: list[str] | None = None) -> Composed | None:
    """As a family without a name reads it by mail; None while nobody is invited."""
    own = ClassInvitation.objects.filter(occasion=meeting.occasion_id).select_related("school_class", "sender").first()
    if own is None:
        return None
    own.occasion = meeting.occasion
    values = wording.values_of(school, own, language, about_child=False) | {"naam_ouder": ""}
    if titles is not None:
        values |= _titles(meeting, titles, language)
    return wording.say(key, language=language, school=school, channel="mail", values=values)


def _titles(meeting: Meeting, titles: list[str], language: str) -> Mapping[str, str]:
    return {"themas": "\n".join(f"• {title}" for title in theme_titles(meeting, titles, language))}


def _meeting_of(message: Message) -> Any:
    about = Invitation.objects.filter(pk=message.about).values("occasion")
    return Meeting.for_gate().filter(occasion__in=about).first()
