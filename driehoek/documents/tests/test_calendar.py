import datetime as dt
from dataclasses import fields, replace

import pytest
from icalendar import Calendar

from driehoek.documents.calendar import CalendarInvitation, invitation_ics

INVITATION = CalendarInvitation(
    uid="0192-meeting@driehoek.example.org",
    title="Ouderavond; samen, voor uw kind",
    starts=dt.datetime(2026, 12, 10, 18, tzinfo=dt.UTC),
    ends=dt.datetime(2026, 12, 10, 20, tzinfo=dt.UTC),
    place="aula",
    link="https://driehoek.example.org/c/",
    organiser='School "De Regenboog"',
    organiser_email="info@regenboog.example.nl",
)


def event_of(invitation: CalendarInvitation):
    return Calendar.from_ical(invitation_ics(invitation)).walk("VEVENT")[0]


def test_an_invitation_is_in_school_time() -> None:
    event = event_of(INVITATION)
    assert (str(event["summary"]), event["dtstart"].params["TZID"]) == (INVITATION.title, "Europe/Amsterdam")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (INVITATION.starts, INVITATION.ends)
    assert b"DTSTART;TZID=Europe/Amsterdam:20261210T190000" in invitation_ics(INVITATION)


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 28), 1), ((2026, 3, 29), 2), ((2026, 10, 24), 2), ((2026, 10, 25), 1)])
def test_its_own_zone_knows_summer_and_winter(day, hours) -> None:
    zone = Calendar.from_ical(invitation_ics(INVITATION)).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    assert dt.datetime(*day, 19, tzinfo=zone).utcoffset() == dt.timedelta(hours=hours)


def test_a_change_keeps_its_uid_and_counts_up() -> None:
    first, second = event_of(INVITATION), event_of(replace(INVITATION, sequence=1, place="gymzaal"))
    assert (first["uid"], first["sequence"], second["sequence"]) == (second["uid"], 0, 1)


def test_a_cancelled_meeting_leaves_the_calendar() -> None:
    made = invitation_ics(replace(INVITATION, cancelled=True, sequence=2))
    assert (b"METHOD:CANCEL" in made, b"STATUS:CANCELLED" in made) == (True, True)


def test_nobody_is_asked_to_accept_in_a_mail_program() -> None:
    made = invitation_ics(INVITATION)
    assert (b"METHOD:PUBLISH" in made, b"ATTENDEE" in made) == (True, False)


def test_an_invitation_has_no_place_for_a_child() -> None:
    assert {field.name for field in fields(CalendarInvitation)} == {
        "uid", "title", "starts", "ends", "sequence", "place", "description", "link", "organiser", "organiser_email", "language", "cancelled",
    }  # fmt: skip


def test_a_line_break_in_a_title_starts_no_new_property() -> None:
    made = invitation_ics(replace(INVITATION, title="Avond\r\nATTENDEE:mailto:x@example.org", description="a\nATTENDEE:b"))
    assert b"\r\nATTENDEE" not in made


def test_a_name_of_400_characters_is_folded() -> None:
    made = invitation_ics(replace(INVITATION, title="😀" * 400))
    assert max(map(len, made.split(b"\r\n"))) <= 75
    assert str(event_of(replace(INVITATION, title="😀" * 400))["summary"]) == "😀" * 400


def test_times_without_zone_or_backwards_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        invitation_ics(replace(INVITATION, starts=dt.datetime(2026, 12, 10, 19)))
    with pytest.raises(ValueError, match="ends after"):
        invitation_ics(replace(INVITATION, ends=INVITATION.starts))
