"""Messages ready to copy, and pupils who are told beforehand by whoever stands in front of the class."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.invitations.queries.changing import MOVED
from driehoek.library.reading import load_message, load_themes, messages_for, template_keys
from driehoek.library.texts import PLACEHOLDER
from driehoek.meetings.models import Meeting
from driehoek.meetings.queries import messages as queries
from driehoek.meetings.queries.telling import telling
from driehoek.meetings.services import choosing
from driehoek.meetings.services.telling import mail_mentors
from driehoek.outbox import letters
from driehoek.outbox.models import Message
from driehoek.people.models import StaffMember
from driehoek.people.tests.makers import make_class, make_mentor
from driehoek.schools.scoping import within
from driehoek.voices.models import TextSort
from driehoek.voices.services import library as texts

from .makers import make_meeting
from .pages import at, words

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def meeting(school: Any, dirk: Who, moment: Any) -> Meeting:
    school.phone, school.reply_to = "010 123 45 67", "ouders@klimboom.example"
    school.save()
    return make_meeting(school, dirk)


@pytest.fixture
def desk(client: Client, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


def ask(meeting: Meeting, name: str = "Groep 5", mentor: Who | None = None) -> ClassInvitation:
    group = make_class(name)
    if mentor:
        make_mentor(group, mentor)
    return ClassInvitation.objects.create(occasion=meeting.occasion, school_class=group, approved_at=clock.now())


def linked(own: ClassInvitation) -> str:
    """The code in the link of a class."""
    codes.issue("class", own.pk, own.occasion.ends_at, kinds=("link", "printed"))
    return codes.codes_for("class", [own.pk])[own.pk]["link"]


@pytest.mark.parametrize("sector", ["po", "vo"])
@pytest.mark.parametrize("template", template_keys())
def test_every_message_of_every_meeting_is_ready_in_each_of_its_languages(
    school: Any, dirk: Who, moment: Any, template: str, sector: str
) -> None:
    school.sector = sector
    school.save()
    meeting = make_meeting(school, dirk, template=template)
    with within(school):
        for one in messages_for(template, sector):
            for language in one.text.languages:
                found = queries.message(meeting, school, one.key, queries.Choice(language))
                assert found is not None and found.language == language
                said = found.subject + found.text
                assert said and not PLACEHOLDER.search(said) and "{" not in said
                assert ("…………" in said) == bool(found.open), one.key


def test_a_message_knows_school_date_place_and_the_link_of_the_class(desk: Client, school: Any, meeting: Meeting) -> None:
    with within(school):
        own, other = ask(meeting), ask(meeting, "Groep 6")
        link = codes.address(linked(own))
    page = desk.get(at("meeting_message", meeting.pk, "app_invitation"))
    assert "Vul dit zelf nog in" in words(page) and link not in page.content.decode(), "two classes: first choose which"
    page = desk.get(at("meeting_message", meeting.pk, "app_invitation"), {"klas": str(own.pk)})
    said = page.content.decode()
    assert link in said and "donderdag 10 december" in said and "De Klimboom" in said and "19.00" in said
    assert "Vul dit zelf nog in" not in said and 'data-copies="text"' in said
    assert link not in desk.get(at("meeting_message", meeting.pk, "app_invitation"), {"klas": str(other.pk)}).content.decode()


def test_a_message_in_arabic_says_the_day_and_the_theme_in_arabic(school: Any, meeting: Meeting, dirk: Who) -> None:
    theme = load_themes()[2]
    with within(school):
        choosing.choose(meeting=meeting, kind="themes", keys=[theme.key], by=dirk)
        found = queries.message(meeting, school, "pupils_read_out", queries.Choice("ar"))
        assert found is not None and theme.title.say("ar") in found.text and "december" not in found.text
        dutch = queries.message(meeting, school, "pupils_read_out", queries.Choice("xx"))
        assert dutch is not None and dutch.language == "nl" and theme.title.say("nl").lower() in dutch.text


def test_the_link_of_parents_is_never_in_what_pupils_read(school: Any, other_school: Any, farid: Who, moment: Any) -> None:
    meeting = make_meeting(other_school, farid)
    with within(other_school):
        own = ask(meeting, "2b")
        code = linked(own)
        found = queries.message(meeting, other_school, "pupils_mail", queries.Choice())
        assert found is not None and code not in found.text and len(found.open) == 1


def test_the_school_reads_its_own_words_and_what_it_hid_is_gone(desk: Client, school: Any, meeting: Meeting, dirk: Who) -> None:
    with within(school):
        entry = texts_entry("council")
        texts.change_text(entry=entry, title="Aan de MR", text="Op {datum} praten we in {plaats}.", by=dirk)
        texts.hide_text(entry=texts_entry("practical_app"), by=dirk)
        own = texts.add_text(
            key=clock.new_id(), sort=TextSort.MESSAGE, audience="team", title="Onder ons", text="Tot {datum}.", by=dirk
        )
    page = words(desk.get(at("meeting_messages", meeting.pk)))
    assert "Aan de MR" in page and "Onder ons" in page
    assert load_message("practical_app").title.say("nl") not in page
    assert "Op donderdag 10 december praten we in aula." in words(desk.get(at("meeting_message", meeting.pk, "council")))
    assert "Tot donderdag 10 december." in words(desk.get(at("meeting_message", meeting.pk, str(own.pk))))
    assert desk.get(at("meeting_message", meeting.pk, "practical_app")).status_code == 404


def test_of_a_change_there_is_one_way_to_tell_and_of_a_meeting_that_is_off_nothing_else(
    desk: Client, school: Any, meeting: Meeting, dirk: Who
) -> None:
    titles = {key: load_message(key).title.say("nl") for key in ("moved", "cancelled", "practical_app")}
    page = words(desk.get(at("meeting_messages", meeting.pk)))
    assert titles["practical_app"] in page and titles["moved"] not in page and titles["cancelled"] not in page
    with within(school):
        ask(meeting).occasion.class_invitations.update(sent_at=clock.now())
        trail.write(MOVED, by=dirk, on=meeting.occasion)
    assert titles["moved"] in words(desk.get(at("meeting_messages", meeting.pk)))
    with within(school):
        Occasion.objects.update(cancelled_at=clock.now())
    off = desk.get(at("meeting_messages", meeting.pk))
    assert titles["cancelled"] in words(off) and at("invite_change", meeting.occasion_id) in off.content.decode()
    assert titles["practical_app"] not in words(off) and titles["moved"] not in words(off)
    assert "Praktisch bericht" not in words(desk.get(at("meeting", meeting.pk)))


def texts_entry(key: str) -> Any:
    from driehoek.voices.queries import library

    return library.entry(TextSort.MESSAGE, key)


def test_mentors_get_the_text_once_and_see_nothing_of_a_child(
    desk: Client, school: Any, meeting: Meeting, carla: Who, dirk: Who
) -> None:
    with within(school):
        ask(meeting, "Groep 5", carla)
        ask(meeting, "Groep 6", carla)
        ask(meeting, "Groep 7")
    page = words(desk.get(at("tell_pupils", meeting.pk)))
    assert "Mail dit aan 1 collega" in page and "Groep 5, Groep 6" in page and "Zonder mentor of leerkracht: Groep 7" in page
    for _again in range(2):
        assert desk.post(at("tell_pupils_mail", meeting.pk)).status_code == 302
    with within(school):
        (message,) = Message.objects.filter(letter="pupils_told")
        mail = letters.make(message)
        assert mail is not None and mail.to.startswith("carla") and "donderdag 10 december" in mail.subject
        assert load_message("pupils_read_out").title.say("nl", "po") in mail.text and "{" not in mail.text
    assert "Er is niemand meer om te mailen" in words(desk.get(at("tell_pupils", meeting.pk)))


def test_in_vo_the_mentor_also_gets_the_mail_to_send_on(other_school: Any, farid: Who, moment: Any) -> None:
    meeting = make_meeting(other_school, farid)
    with within(other_school):
        ask(meeting, "2b", farid)
        mail_mentors(meeting=meeting, by=farid)
        mail = letters.make(Message.objects.get(letter="pupils_told"))
        subject = load_message("pupils_mail").subject
        assert mail is not None and subject is not None and subject.say("nl", "vo") in mail.text


def test_who_left_or_a_meeting_that_is_off_gets_no_mail(school: Any, meeting: Meeting, carla: Who, dirk: Who) -> None:
    with within(school):
        ask(meeting, "Groep 5", carla)
        mail_mentors(meeting=meeting, by=dirk)
        message = Message.objects.get(letter="pupils_told")
        StaffMember.objects.update(left_on=clock.today())
        assert letters.make(message) is None
        StaffMember.objects.update(left_on=None)
        meeting.occasion.cancelled_at = clock.now()
        meeting.occasion.save()
        with pytest.raises(letters.NotYet):  # it may still be taken back
            letters.make(message)
        meeting.occasion.cancelled_at = clock.now() - dt.timedelta(hours=1)
        meeting.occasion.save()
        assert letters.make(message) is None
        with pytest.raises(RuleBroken):
            mail_mentors(meeting=meeting, by=dirk)


def test_who_has_no_address_is_named_and_not_mailed(school: Any, meeting: Meeting, dirk: Who) -> None:
    with within(school):
        own = ask(meeting)
        staff = StaffMember.objects.create(given_name="Ella", surname="Smit")
        own.school_class.teachers.create(staff=staff, school_class=own.school_class)
        assert [one.address for one in telling(meeting, school).tellers] == [""]
        assert mail_mentors(meeting=meeting, by=dirk) == 0


def test_the_page_of_tellers_costs_a_flat_number_of_queries(
    desk: Client, school: Any, meeting: Meeting, django_assert_max_num_queries: Any
) -> None:
    with within(school):
        for number in range(20):
            own = ask(meeting, f"Groep {number}")
            staff = StaffMember.objects.create(given_name=f"Ella{number}", surname="Smit", email=f"ella{number}@example.org")
            own.school_class.teachers.create(staff=staff, school_class=own.school_class)
    desk.get(at("tell_pupils", meeting.pk))  # on PostgreSQL the transaction and the wall are two of them
    with django_assert_max_num_queries(14):
        desk.get(at("tell_pupils", meeting.pk))  # on PostgreSQL the transaction and the wall are two of them
    with django_assert_max_num_queries(14):
        desk.get(at("meeting_messages", meeting.pk))
    with django_assert_max_num_queries(14):
        desk.get(at("meeting_message", meeting.pk, "app_invitation"))
