"""Publishing the report: to all who were invited, once; taken back before a letter went; nothing that may not be told."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.documents.tests.makers import faults, reader, words_of
from driehoek.invitations.models import Channel, Invitation
from driehoek.meetings import report_letters
from driehoek.meetings.models import Attendee, Meeting, MeetingState
from driehoek.meetings.queries import report as queries
from driehoek.meetings.queries import report_letters as counts
from driehoek.meetings.queries.report_paper import report_pdf
from driehoek.meetings.services.report import mark_of, publish_report, unpublish_report, write_intro
from driehoek.outbox import letters
from driehoek.outbox.models import Message, State
from driehoek.people.models import Guardian, Guardianship
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Standing, Theme, Voice

from .reporting import LATE, NEXT_MORNING, SECRETS, Held, hold, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(school: School, dirk: Who, carla: Who) -> Any:
    found = hold(school, dirk, carla)
    with clock.stopped(LATE), within(school):
        yield found


def letters_to(**wanted: Any) -> list[Message]:
    return list(Message.objects.filter(letter="report", **wanted).order_by("once"))


# ---- publishing


def test_everybody_who_was_invited_gets_one_mail_per_address(held: Held, dirk: Who) -> None:
    done = publish_report(meeting=held.meeting, by=dirk)
    to = Guardian.objects.filter(pk__in=[one.to for one in letters_to()]).values_list("email", flat=True)
    assert sorted(to) == ["aicha@example.org", "bas@example.org", "bea@example.org"]
    assert (done.by_mail, done.mails, done.on_paper, done.is_new) == (2, 3, 2, True)


def test_letters_wait_for_the_next_morning(held: Held, dirk: Who) -> None:
    assert publish_report(meeting=held.meeting, by=dirk).due_at == NEXT_MORNING
    assert {one.due_at for one in letters_to()} == {NEXT_MORNING}


def test_a_report_of_last_week_goes_at_once(held: Held, dirk: Who) -> None:
    with clock.stopped(LATE + dt.timedelta(days=5)):
        assert publish_report(meeting=held.meeting, by=dirk).due_at == clock.now()


def test_publishing_writes_state_moment_and_trail(held: Held, dirk: Who) -> None:
    publish_report(meeting=held.meeting, by=dirk)
    assert (held.fresh.state, held.fresh.reported_at) == (MeetingState.REPORTED, LATE)
    assert TrailRow.objects.filter(act="report_meeting", object_id=held.meeting.pk).count() == 1


def test_a_double_press_publishes_and_queues_once(held: Held, dirk: Who) -> None:
    publish_report(meeting=held.meeting, by=dirk)
    assert publish_report(meeting=held.meeting, by=dirk).is_new is False
    assert len(letters_to()) == 3


@pytest.mark.parametrize("state", ["draft", "ready", "running"])
def test_no_report_before_the_evening_is_closed(held: Held, dirk: Who, state: str) -> None:
    Meeting.objects.update(state=state)
    with pytest.raises(RuleBroken, match="not_over"):
        publish_report(meeting=held.fresh, by=dirk)


def test_nothing_at_all_is_not_published_but_an_introduction_is(held: Held, dirk: Who) -> None:
    Contribution.objects.all().delete()
    Theme.objects.all().delete()
    with pytest.raises(RuleBroken, match="nothing"):
        publish_report(meeting=held.meeting, by=dirk)
    write_intro(meeting=held.meeting, text="Dank voor uw komst.", by=dirk)
    assert publish_report(meeting=held.meeting, by=dirk).is_new


def test_who_may_no_longer_be_informed_gets_no_letter(held: Held, dirk: Who) -> None:
    Guardianship.objects.filter(guardian__given_name="Bas").update(may_receive=False)
    publish_report(meeting=held.meeting, by=dirk)
    to = Guardian.objects.filter(pk__in=[one.to for one in letters_to()]).values_list("email", flat=True)
    assert sorted(to) == ["aicha@example.org", "bea@example.org"]


def test_an_address_that_is_gone_becomes_a_letter_on_paper(held: Held, dirk: Who) -> None:
    Guardian.objects.filter(given_name="Aïcha").update(email="")
    assert publish_report(meeting=held.meeting, by=dirk).on_paper == 3
    assert Invitation.objects.get(pk=held.invitations["Aïcha"].pk).channel == Channel.PAPER


# ---- taking back


def test_a_report_taken_back_in_time_sends_nothing(held: Held, dirk: Who) -> None:
    publish_report(meeting=held.meeting, by=dirk)
    unpublish_report(meeting=held.meeting, by=dirk)
    assert (held.fresh.state, held.fresh.reported_at, held.fresh.report_came) == (MeetingState.HARVEST, None, {})
    assert {one.state for one in letters_to()} == {State.DROPPED}
    assert [letters.make(one) for one in letters_to()] == [None, None, None]


def test_taking_back_twice_is_once(held: Held, dirk: Who) -> None:
    publish_report(meeting=held.meeting, by=dirk)
    unpublish_report(meeting=held.meeting, by=dirk)
    unpublish_report(meeting=held.meeting, by=dirk)
    assert TrailRow.objects.filter(act="report_by_mistake_meeting").count() == 1


def test_published_anew_everybody_gets_one_letter_of_the_new_round(held: Held, dirk: Who) -> None:
    publish_report(meeting=held.meeting, by=dirk)
    unpublish_report(meeting=held.meeting, by=dirk)
    with clock.stopped(LATE + dt.timedelta(minutes=4)):
        publish_report(meeting=held.meeting, by=dirk)
    assert len(letters_to(state=State.WAITING)) == 3
    assert sum(letters.make(one) is not None for one in letters_to()) == 3


@pytest.mark.parametrize("how", [{"state": State.SENT}, {"lease_until": NEXT_MORNING}])
def test_a_letter_that_went_cannot_be_taken_back(held: Held, dirk: Who, how: dict[str, Any]) -> None:
    publish_report(meeting=held.meeting, by=dirk)
    Message.objects.filter(pk=letters_to()[0].pk).update(**how)
    with pytest.raises(RuleBroken, match="gone"):
        unpublish_report(meeting=held.meeting, by=dirk)
    assert held.fresh.state == MeetingState.REPORTED
    assert len(letters_to(state=State.WAITING)) + len(letters_to(state=State.SENT)) == 3


# ---- the introduction


def test_a_stale_form_does_not_write_over_a_colleague(held: Held, dirk: Who, carla: Who) -> None:
    write_intro(meeting=held.meeting, text="Van Carla.", by=carla, seen=mark_of(""))
    with pytest.raises(RuleBroken, match="changed"):
        write_intro(meeting=held.meeting, text="Van Dirk.", by=dirk, seen=mark_of(""))
    assert held.fresh.report_intro == "Van Carla."


def test_the_same_introduction_again_changes_nothing(held: Held, dirk: Who) -> None:
    write_intro(meeting=held.meeting, text="Dank.", by=dirk, seen=None)
    write_intro(meeting=held.meeting, text="Dank.\r\n", by=dirk, seen="oud")
    assert TrailRow.objects.filter(act="write_report_intro").count() == 1


def test_a_hundred_thousand_characters_are_refused_in_words(held: Held, dirk: Who) -> None:
    with pytest.raises(RuleBroken, match="too-long"):
        write_intro(meeting=held.meeting, text="x" * 100_000, by=dirk)


# ---- what it tells


def test_it_tells_numbers_themes_answers_and_actions(held: Held) -> None:
    view = queries.report_of(held.fresh, language="nl", for_guest=True)
    assert [(one.voice, one.came, one.said) for one in view.voices] == [("parents", 1, 4), ("school", 1, 1)]
    assert [(one.title, one.count, one.answer and one.answer.kind) for one in view.themes] == [
        ("Elkaar bereiken", 2, "we_do"),
        ("Huiswerk thuis", 1, None),
    ]
    assert [(one.what, one.owner, one.due_on) for one in view.actions] == [
        ("Een bordje bij elke deur", "Carla Jansen, leerkracht", dt.date(2027, 2, 1))
    ]
    assert [(one.quote.text, one.answer.news_on) for one in view.own_answers] == [
        ("Mag de fietsenstalling open?", dt.date(2027, 3, 1))
    ]
    assert (view.unsorted, view.answers_by) == (1, dt.date(2026, 12, 31))


def test_guests_see_no_theme_without_approved_words(held: Held) -> None:
    Theme.objects.create(occasion=held.meeting.occasion, title="Over één kind")
    titles = [one.title for one in queries.report_of(held.fresh, language="nl", for_guest=True).themes]
    assert "Over één kind" not in titles
    assert "Over één kind" in [one.title for one in queries.report_of(held.fresh, language="nl", for_guest=False).themes]


def test_a_promise_whose_day_has_passed_is_not_repeated(held: Held, dirk: Who) -> None:
    publish_report(meeting=held.meeting, by=dirk)
    with clock.stopped(LATE + dt.timedelta(days=40)):
        assert queries.report_of(held.fresh, language="nl", for_guest=True).answers_by is None


def test_how_many_came_stays_when_the_names_are_erased(held: Held, dirk: Who) -> None:
    publish_report(meeting=held.meeting, by=dirk)
    Attendee.objects.all().delete()
    view = queries.report_of(held.fresh, language="nl", for_guest=True)
    assert [(one.voice, one.came) for one in view.voices] == [("parents", 1), ("school", 1)]


def test_at_most_five_quotes_a_theme_by_every_voice(held: Held) -> None:
    for number in range(30):
        say(held, f"Ouder zegt {number}.", theme=held.themes["reach"])
    theme = queries.report_of(held.fresh, language="nl", for_guest=True).themes[0]
    assert len(theme.quotes) == 5 and Voice.SCHOOL in {one.voice for one in theme.quotes} and theme.count == 32


def test_the_words_around_an_answer_are_in_the_readers_language(held: Held) -> None:
    answers = {
        language: queries.report_of(held.fresh, language=language, for_guest=True).themes[0].answer.word
        for language in ("nl", "en", "ar")
    }
    assert answers == {"nl": "Dit gaan we doen", "en": "We are going to do this", "ar": "سنقوم بهذا"}


def test_five_hundred_contributions_ask_no_more_than_six(held: Held) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            queries.report_of(held.fresh, language="nl", for_guest=True)
        return len(found.captured_queries)

    few = asked()
    values = {"occasion": held.meeting.occasion, "kind": "tip", "source": "phone", "standing": Standing.APPROVED}
    Contribution.objects.bulk_create(
        Contribution(**values, voice=Voice.values[number % 3], text=f"Woorden {number}", theme=held.themes["open"])
        for number in range(500)
    )
    assert asked() == few <= 6


# ---- mail and paper


def test_the_mail_leads_with_ones_own_code_and_knows_who_was_there(held: Held, dirk: Who) -> None:
    publish_report(meeting=held.meeting, by=dirk)
    mails = [letters.make(one) for one in letters_to()]
    made = {mail.to: mail for mail in mails if mail}
    bas, aicha = made["bas@example.org"], made["aicha@example.org"]
    assert bas.subject == "Wat er is gezegd, en wat we ermee doen: Ouderavond"
    assert "U hoort erbij, ook als u er niet was" in bas.text and "31 december" in bas.text and "/c/" in bas.text
    assert aicha.language == "ar" and 'dir="rtl"' in aicha.html and "شكرًا لحضوركم" in aicha.text
    assert bas.from_name == "De Klimboom" and bas.reply_to == "school@example.org"


def test_the_mail_promises_no_more_answers_when_all_are_given(held: Held, dirk: Who) -> None:
    Contribution.objects.filter(theme__isnull=True, answer__isnull=True).delete()
    Theme.objects.filter(pk=held.themes["open"].pk).update(answer=held.themes["reach"].answer)
    publish_report(meeting=held.meeting, by=dirk)
    made = letters.make(letters_to()[0])
    assert made and "Nog niet overal" not in made.text


def test_no_mail_holds_words_of_anybody(held: Held, dirk: Who) -> None:
    publish_report(meeting=held.meeting, by=dirk)
    for one in letters_to():
        mail = letters.make(one)
        assert mail and not [
            word for word in ("WACHTEND", "APARTGELEGD", "Geefnaam", "bellen", "Noor") if word in mail.text + mail.html
        ]


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_the_pdf_holds_the_report_and_no_secret(held: Held, school: School, language: str) -> None:
    pdf = report_pdf(queries.report_of(held.fresh, language=language, for_guest=True), school)
    text = words_of(pdf)
    assert "Ik weet nooit wie ik moet bellen." in text and "Een bordje bij elke deur" in text
    assert not [word for word in SECRETS if word in text]
    assert reader(pdf).trailer["/Root"]["/Lang"] == language and faults(pdf) == []


def test_the_pile_of_a_class_holds_a_letter_with_its_own_code_for_who_has_no_mail(held: Held, school: School, dirk: Who) -> None:
    publish_report(meeting=held.meeting, by=dirk)
    own = held.invitations["Cem"].class_invitation
    pdf = report_letters.report_pile(own, school)
    sheets = [" ".join(sheet.extract_text().split()) for sheet in reader(pdf).pages]
    assert len(sheets) == 2 and faults(pdf) == []
    assert "Zo leest u het verslag" in sheets[0] and "Geheimpad" not in " ".join(sheets)


def test_no_pile_before_the_report(held: Held, school: School) -> None:
    with pytest.raises(RuleBroken, match="not-reported"):
        report_letters.report_pile(held.invitations["Cem"].class_invitation, school)


# ---- before publishing


def test_checks_say_what_may_still_be_done(held: Held) -> None:
    view = queries.report_of(held.fresh, language="nl", for_guest=True)
    found = counts.checks(held.fresh, view)
    assert (found.waiting, found.parked, found.unsorted, found.open_themes, found.no_intro) == (1, 1, 1, 1, True)


def test_receivers_are_counted_in_families_and_per_class(held: Held) -> None:
    found = counts.receivers(held.fresh)
    assert (found.mail, found.paper, found.due_at) == (2, 2, NEXT_MORNING)
    assert [(pile.name, pile.count, pile.languages) for pile in found.piles] == [("Groep 5", 2, [("nl", 2)])]


def test_a_report_on_paper_tells_how_much_was_said_when_nobody_counted_who_came(held: Held, school: School) -> None:
    Attendee.objects.all().delete()
    text = words_of(report_pdf(queries.report_of(held.fresh, language="nl", for_guest=True), school))
    assert "5 keer is er iets gezegd: 4 keer door ouders, 1 keer door de school." in text
    assert "Hier komen we op terug. U hoort meer vóór 31 december 2026." in text
