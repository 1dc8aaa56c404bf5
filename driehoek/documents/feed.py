"""A calendar that programs fetch again and again (RFC 5545): many events, moments in UTC, whole days as dates."""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event, vDuration

from .calendar import text_in

EVERY = dt.timedelta(hours=4)  # how often a calendar program may look again


@dataclass(frozen=True, kw_only=True)
class FeedEvent:
    """`start`: a day for something of the whole day, otherwise an aware moment that lasts `minutes`. `uid` stays for ever."""

    uid: str
    start: dt.date | dt.datetime
    title: str
    minutes: int = 0
    description: str = ""
    place: str = ""
    link: str = ""
    sequence: int = 0
    cancelled: bool = False


def feed_ics(events: Iterable[FeedEvent], *, name: str, language: str, made_at: dt.datetime) -> bytes:
    """The file. The same events, name and `made_at` give the same bytes.

    Moments are in UTC and not in a zone of our own: each stands alone, so no rule of summer time is needed to read it, and the hour
    that comes twice in October is never in doubt. Raises ValueError for a moment without zone.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Driehoek//Driehoek//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _line(name))
    calendar.add("x-wr-calname", _line(name))
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(EVERY))
    for event in events:
        calendar.add_component(_event(event, language, made_at))
    wire: bytes = calendar.to_ical()
    return wire


def _event(told: FeedEvent, language: str, made_at: dt.datetime) -> Event:
    event = Event()
    event.add("uid", told.uid)
    event.add("sequence", told.sequence)
    event.add("dtstamp", made_at.astimezone(dt.UTC))
    if isinstance(told.start, dt.datetime):
        if told.start.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        starts = told.start.astimezone(dt.UTC)
        event.add("dtstart", starts)
        event.add("dtend", starts + dt.timedelta(minutes=max(1, told.minutes)))
    else:
        event.add("dtstart", told.start)
        event.add("dtend", told.start + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # a deadline keeps nobody from a meeting
    event.add("summary", text_in(_line(told.title), language))
    event.add("status", "CANCELLED" if told.cancelled else "CONFIRMED")
    if told.place:
        event.add("location", text_in(_line(told.place), language))
    if told.description:
        event.add("description", text_in("\n".join(map(_line, told.description.splitlines())), language))
    if told.link:
        event.add("url", told.link)
    return event


def _line(words: str) -> str:
    """One line, without what no calendar can hold."""
    return " ".join("".join(" " if unicodedata.category(one) == "Cc" else one for one in words).split())
