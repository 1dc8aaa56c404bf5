"""Invitations as calendar files (RFC 5545), read by telephones, Outlook and Google alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

from driehoek import clock
from driehoek.clock import SCHOOL_TIME

ZONE = "Europe/Amsterdam"


@dataclass(frozen=True, kw_only=True)
class CalendarInvitation:
    """One meeting for one calendar.

    `uid` stays the same for ever, `sequence` goes up with each change, so that a new time replaces the old one.
    There is no place for a child: a calendar is often shared, at work too, and `title` is what others see there.
    """

    uid: str
    title: str
    starts: datetime
    ends: datetime
    sequence: int = 0
    place: str = ""
    description: str = ""
    link: str = ""
    organiser: str = ""
    organiser_email: str = ""
    language: str = "nl"
    cancelled: bool = False


def invitation_ics(invitation: CalendarInvitation, *, made_at: datetime | None = None) -> bytes:
    """A calendar with this one event, in school time with its own VTIMEZONE.

    The method is PUBLISH, not REQUEST: people answer through their link; 'accept' in a mail program would reach nobody.
    Raises ValueError for a time without zone or an end that is not after the start.
    """
    if invitation.starts.tzinfo is None or invitation.ends.tzinfo is None:
        raise ValueError("starts and ends need a time zone")
    if invitation.ends <= invitation.starts:
        raise ValueError("a meeting ends after it starts")
    calendar = Calendar()
    calendar.add("prodid", f"-//Driehoek//Driehoek//{invitation.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if invitation.cancelled else "PUBLISH")
    calendar.add_component(_school_time())
    calendar.add_component(_event(invitation, made_at or clock.now()))
    wire: bytes = calendar.to_ical()
    return wire


def _event(invitation: CalendarInvitation, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", made_at)
    event.add("dtstart", invitation.starts.astimezone(SCHOOL_TIME))
    event.add("dtend", invitation.ends.astimezone(SCHOOL_TIME))
    event.add("summary", text_in(" ".join(invitation.title.split()), invitation.language))
    event.add("status", "CANCELLED" if invitation.cancelled else "CONFIRMED")
    if invitation.place:
        event.add("location", text_in(invitation.place, invitation.language))
    if invitation.description:
        event.add("description", text_in(invitation.description, invitation.language))
    if invitation.link:
        event.add("url", invitation.link)
    if invitation.organiser_email:
        organiser = vCalAddress(f"MAILTO:{invitation.organiser_email}")
        organiser.params["CN"] = vText(invitation.organiser or invitation.organiser_email)
        event.add("organizer", organiser)
    return event


def text_in(words: str, language: str) -> vText:
    text = vText(words)
    text.params["LANGUAGE"] = vText(language)
    return text


def _school_time() -> Timezone:
    """Dutch summer and winter time by rule (EU directive 2000/84/EC); Outlook reads rules better than lists of dates."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    for season, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, 1, 2),
        (TimezoneStandard(), "CET", 10, 3, 2, 1),
    ):
        season.add("tzname", name)
        season.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, hour))
        season.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        season.add("tzoffsetfrom", timedelta(hours=before))
        season.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(season)
    return zone
