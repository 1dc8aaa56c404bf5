"""The letters of asking, as they come out of the outbox: alone, in the reader's language, and none for who answered."""

import datetime as dt

import pytest

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import WORKER
from driehoek.outbox.letters import make
from driehoek.outbox.models import Message
from driehoek.people import own
from driehoek.people.models import Guardian, Guardianship, Pupil
from driehoek.people.services.joining import join
from driehoek.people.services.parting import leave_here
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.scans.asking_papers import pile, slips, told_pile
from driehoek.scans.models import AskedClass, Fielding, Submission, Ticket, ToldParent
from driehoek.scans.queries.asked import may_hear
from driehoek.scans.queries.fieldings import ways
from driehoek.scans.queries.ways import class_way, forms_to_choose
from driehoek.scans.rules import Sheet
from driehoek.scans.services import asking
from driehoek.scans.services.answering import submit_openly
from driehoek.scans.services.reminding import remind, take_paper
from driehoek.scans.services.telling_parents import decline, tell_parents
from driehoek.schools.privacy import run_retention
from driehoek.schools.scoping import within

from .makers import a_class, a_fielding, a_ticket, an_asked_class

pytestmark = [pytest.mark.usefixtures("moment"), pytest.mark.database]
LATER = dt.timedelta(days=6)


def _mails(letter):
    return {mail.to: mail for message in Message.objects.filter(letter=letter) if (mail := make(message))}


def test_each_parent_gets_a_mail_of_their_own_in_their_language(school):
    with within(school):
        a_class()
        Guardian.objects.filter(given_name="Bas").update(contact_language="tr")
        fielding = a_fielding()
        mails = _mails("scan_asked")
        assert set(mails) == {"aicha@example.org", "bas@example.org"}
        link = codes.codes_for("scan", [a_ticket(fielding).pk])[a_ticket(fielding).pk]["link"]
        aicha, bas = mails["aicha@example.org"], mails["bas@example.org"]
        assert codes.address(link) in aicha.text and codes.address(link) in aicha.html and link not in bas.text
        assert bas.language == "tr" and aicha.from_name == "De Klimboom" and "7 december" in aicha.text
        assert "Noor" not in aicha.text and "Groep 5" not in aicha.text and "Bas" not in aicha.text
        assert "Carla" in _mails("scan_asked_staff")["carla.jansen@example.org"].text


def test_reminders_reach_only_who_has_not_answered_and_nobody_sees_who(school):
    with within(school):
        fielding = a_fielding()
        with pytest.raises(RuleBroken):
            remind(fielding=a_fielding(open=False), by=WORKER)
        assert remind(fielding=fielding, by=WORKER).mails == 0  # too soon
        Ticket.objects.filter(guardian__given_name="Aïcha").update(answered=True)
        Ticket.objects.filter(staff__isnull=False).update(let_go=True)  # nobody sees that either: no number, no row in the outbox
        with clock.stopped(clock.now() + LATER):
            before = TrailRow.objects.count()
            assert (remind(fielding=fielding, by=WORKER).mails, remind(fielding=fielding, by=WORKER).mails) == (3, 0)
            assert TrailRow.objects.count() == before + 2 and set(_mails("scan_reminder")) == {"bas@example.org"}
            assert not _mails("scan_reminder_staff") and Message.objects.filter(letter="scan_reminder_staff").count() == 1
            assert set(TrailRow.objects.filter(act="remind-fielding").values_list("object_id", flat=True)) == {fielding.pk}
        with clock.stopped(clock.now() + 2 * LATER):
            assert remind(fielding=fielding, by=WORKER).mails == 3
            later = clock.now()
        with clock.stopped(later + dt.timedelta(days=1)):
            asking.extend(fielding=fielding, closes_on=clock.today() + dt.timedelta(days=30), by=WORKER)
        with clock.stopped(later + LATER):
            assert remind(fielding=fielding, by=WORKER).mails == 0  # twice is enough
            bounced = Message.objects.filter(letter="scan_asked").first()
            Message.objects.filter(pk=bounced.pk).update(state="failed")
            asking.close_fielding(fielding=fielding, by=WORKER)
            assert list(Message.objects.all()) == [bounced], "a dropped reminder would tell who had answered"


def test_letters_on_paper_and_their_reminders_go_to_everybody(school):
    with within(school):
        fielding = a_fielding()
        asked = an_asked_class(fielding)
        keys = take_paper(fielding=fielding, asked_class=asked, by=WORKER)
        assert len(keys) == 1 and take_paper(fielding=fielding, asked_class=asked, by=WORKER) == []
        assert pile(school, fielding, asked, keys, reminder=False).startswith(b"%PDF")
        Ticket.objects.filter(pk__in=keys).update(answered=True, let_go=True)
        assert class_way(asked, school).printed == 1 and ways(fielding)[0][0].on_paper == 1
        with clock.stopped(clock.now() + LATER):
            assert take_paper(fielding=fielding, asked_class=asked, reminder=True, by=WORKER) == keys
        with pytest.raises(ValueError, match="no letters"):
            pile(school, fielding, asked, [], reminder=False)


def _pupils(school):
    klas = make_class("2B")
    young = make_child("Noor", klas, make_home("Aïcha", mails=("aicha@example.org",)), born_on=dt.date(2013, 5, 1))
    make_child("Tom", klas, make_home("Dewi", language="ar"), born_on=dt.date(2012, 5, 1))
    make_child("Sem", klas, make_home("Bas", mails=("bas@example.org",)), born_on=dt.date(2009, 5, 1))  # seventeen
    return klas, young


def test_parents_hear_beforehand_and_can_say_no(other_school):
    with within(other_school):
        klas, noor = _pupils(other_school)
        fielding = a_fielding(open=False, voices=["pupil"], classes=[klas])
        type(fielding).objects.filter(pk=fielding.pk).update(told_on=None)
        with pytest.raises(RuleBroken) as broken:
            asking.open_fielding(fielding=fielding, by=WORKER)
        assert broken.value.code == "not-told"
        assert (tell_parents(fielding=fielding, by=WORKER), tell_parents(fielding=fielding, by=WORKER)) == (1, 1)
        mails = _mails("scan_child_told")
        assert set(mails) == {"aicha@example.org"} and "Noor" in mails["aicha@example.org"].subject
        assert told_pile(other_school, AskedClass.objects.get()).startswith(b"%PDF")
        told = ToldParent.objects.get(ticket__pupil=noor)
        decline(told=told, declined=True)
        with clock.stopped(clock.now() + LATER):
            asking.open_fielding(fielding=fielding, by=WORKER)
            tickets = {row.pupil.given_name: row for row in Ticket.objects.select_related("pupil")}
            assert set(codes.codes_for("scan", [row.pk for row in tickets.values()])) == {tickets["Tom"].pk, tickets["Sem"].pk}
            assert slips(other_school, AskedClass.objects.get()).startswith(b"%PDF")
            decline(told=told, declined=False)
            assert tickets["Noor"].pk in codes.codes_for("scan", [tickets["Noor"].pk])
            decline(told=told, declined=True)
            assert not codes.codes_for("scan", [tickets["Noor"].pk])


def test_the_link_about_a_child_says_no_and_opens_nothing_else(other_school, client):
    with within(other_school):
        klas, noor = _pupils(other_school)
        fielding = a_fielding(open=False, voices=["pupil"], classes=[klas])
        tell_parents(fielding=fielding, by=WORKER)
        ticket = Ticket.objects.get(pupil=noor)
        told = ToldParent.objects.get(ticket=ticket)
        link = codes.codes_for("scanchild", [told.pk])[told.pk]["link"]
    page = client.post("/c/", {"code": link})["Location"]
    assert "Noor" in client.get(page).content.decode()
    assert "doet niet mee" in client.post(page, {"mee": "nee"}, follow=True).content.decode()
    assert client.get(f"/s/baken/v/{ticket.pk}/").status_code == 404
    with within(other_school):
        assert Ticket.objects.get(pk=ticket.pk).declined
        other = ToldParent.objects.exclude(pk=told.pk).get()  # Dewi's, about Tom
    assert client.get(f"/s/baken/v/kind/{other.pk}/").status_code == 404


def _child_page(client, told):
    return client.post("/c/", {"code": codes.codes_for("scanchild", [told.pk])[told.pk]["link"]})["Location"]


def test_a_no_of_one_parent_stands_and_the_other_does_not_read_it(other_school, client):
    with within(other_school):
        klas = make_class("2B")
        homes = [make_home(name, mails=(f"{name}@example.org",)) for name in ("Anna", "Bas")]
        noor = make_child("Noor", klas, *homes, born_on=dt.date(2013, 5, 1))
        fielding = a_fielding(open=False, voices=["pupil"], classes=[klas])
        assert tell_parents(fielding=fielding, by=WORKER) == 2
        anna, bas = (ToldParent.objects.get(guardian__given_name=name) for name in ("Anna", "Bas"))
        page = _child_page(client, bas)
    before = client.get(page).content.decode().split("<main")[1].split("csrf")[0]
    with within(other_school):
        decline(told=anna, declined=True)
    assert client.get(page).content.decode().split("<main")[1].split("csrf")[0] == before
    client.post(page, {"mee": "ja"})
    with within(other_school):
        assert Ticket.objects.get(pupil=noor).declined
        decline(told=bas, declined=True)
        decline(told=anna, declined=False)
        assert Ticket.objects.get(pupil=noor).declined
        decline(told=bas, declined=False)
        assert not Ticket.objects.get(pupil=noor).declined
        Pupil.objects.update(born_on=dt.date(2010, 11, 1))  # sixteen since this month
    assert "beslist zelf" in client.get(page).content.decode()
    refused = client.post(page, {"mee": "nee"})
    assert refused.status_code == 409 and "beslist een leerling zelf" in refused.content.decode()
    with within(other_school):
        assert not Ticket.objects.get(pupil=noor).declined
        Guardianship.objects.filter(guardian__given_name="Bas").update(restriction="no_contact")
    assert client.get(page).status_code == 404


def test_a_link_about_a_child_belongs_to_one_questionnaire_and_lives_as_long(other_school):
    with within(other_school):
        klas, noor = _pupils(other_school)
        first, second = (a_fielding(open=False, voices=["pupil"], classes=[klas]) for _twice in range(2))
        for one in (first, second):
            tell_parents(fielding=one, by=WORKER)
        links = {one.ticket.fielding_id: one.pk for one in ToldParent.objects.filter(ticket__pupil=noor)}
        asking.cancel(fielding=second, by=WORKER)
        assert set(codes.codes_for("scanchild", list(links.values()))) == {links[first.pk]}
        link = codes.codes_for("scanchild", [links[first.pk]])[links[first.pk]]["link"]
        asking.change(
            fielding=first, version=first.version, title="", voices=["pupil"], classes=[klas], opens_on=first.opens_on,
            closes_on=first.closes_on + dt.timedelta(days=50), by=WORKER,
        )  # fmt: skip
        with clock.stopped(clock.now() + dt.timedelta(days=50)):
            assert link in _mails("scan_child_told")["aicha@example.org"].text and codes.find(link) is not None


def test_two_guardians_who_are_one_keep_one_ticket(school, dirk):
    with within(school):
        klas = a_class()
        twin = make_child("Lot", klas, make_home("Aicha", mails=("aicha@example.org",))).guardians.get().guardian
        fielding = a_fielding()
        stays = Guardian.objects.get(given_name="Aïcha")
        other = Ticket.objects.get(guardian=twin)
        Ticket.objects.filter(pk=other.pk).update(answered=True)
        mine = Ticket.objects.get(guardian=stays)
        join(stays=stays, other=twin, home=stays.household_id, by=dirk)
        kept = Ticket.objects.get(fielding=fielding, guardian=stays)
        assert kept.pk == mine.pk and kept.answered and not Ticket.objects.filter(pk=other.pk).exists()


def test_who_left_is_gone_and_gets_no_letter(school):
    with within(school):
        fielding = a_fielding()
        bas = Guardian.objects.get(given_name="Bas")
        ticket = Ticket.objects.get(guardian=bas)
        Guardianship.objects.filter(guardian=bas).delete()
        leave_here(bas)
        ticket.refresh_from_db()
        assert ticket.gone and not ticket.let_go and may_hear(ticket) is None and not codes.codes_for("scan", [ticket.pk])
        assert set(_mails("scan_asked")) == {"aicha@example.org"}
        assert not a_ticket(fielding).gone


def test_a_parent_reads_that_they_were_asked_and_not_whether_they_answered(school):
    with within(school):
        ticket = a_ticket()
        told = [one for teller in own.tellers() for one in teller.tell(ticket.guardian, None)]
        Ticket.objects.filter(pk=ticket.pk).update(answered=True)
        assert told == [one for teller in own.tellers() for one in teller.tell(ticket.guardian, None)]
        assert [one.title for one in told] == ["Samen met ouders"]
        for teller in own.tellers():
            teller.forget(ticket.guardian, False)
        assert not Ticket.objects.filter(pk=ticket.pk).exists()


def test_who_may_not_hear_any_more_loses_the_link_at_once(school, client):
    with within(school):
        ticket = a_ticket()
        link = codes.codes_for("scan", [ticket.pk])[ticket.pk]["link"]
        Fielding.objects.update(shared_at=clock.now())
    page = client.post("/c/", {"code": link})["Location"]
    result = f"/s/klimboom/scan/uitkomst/{ticket.fielding_id}/"
    assert (client.get(page).status_code, client.get(result).status_code) == (200, 409), "let in: there is no result yet"
    with within(school):
        Guardianship.objects.filter(guardian=ticket.guardian).update(restriction="no_contact")
    assert {client.get(page).status_code, client.post(page, {"n-S1": "4"}).status_code, client.get(result).status_code} == {404}
    with within(school):
        assert not Submission.objects.exists()
        Guardianship.objects.filter(guardian=ticket.guardian).update(restriction="", may_receive=False)
    assert client.get(page).status_code == 404


def test_a_pupil_whose_parent_said_no_has_no_open_way(other_school):
    """By the link of the class or on paper anybody could be a pupil: it is for parents, and pupils have a slip of their own."""
    with within(other_school):
        klas, _noor = _pupils(other_school)
        pupils = a_fielding(voices=["pupil"], classes=[klas])
        assert not codes.codes_for("scanclass", [an_asked_class(pupils).pk]) and forms_to_choose(pupils) == ([], [])
        both = a_fielding(voices=["parents", "pupil"], classes=[klas])
        assert [value for value, _words in forms_to_choose(both)[0]] == ["1:parents"]
        with pytest.raises(RuleBroken) as broken:
            submit_openly(
                asked_class=an_asked_class(both), voice="pupil", way="link", digest="a", sheet=Sheet("pupil", now={"S1": 4})
            )
        assert broken.value.code == "voice"


def test_nothing_runs_for_ever(other_school):
    with within(other_school):
        klas, _noor = _pupils(other_school)
        fielding = a_fielding(voices=["parents"], classes=[klas])
        with pytest.raises(RuleBroken) as broken:
            asking.extend(fielding=fielding, closes_on=fielding.opens_on + dt.timedelta(days=71), by=WORKER)
        assert broken.value.code == "long"
        draft = a_fielding(open=False, voices=["pupil"], classes=[klas])
        tell_parents(fielding=draft, by=WORKER)
        with clock.stopped(clock.now() + dt.timedelta(days=170)):
            run_retention()
            assert Fielding.objects.filter(pk=draft.pk).exists() and ToldParent.objects.exists()
        with clock.stopped(clock.now() + dt.timedelta(days=190)):
            run_retention()
            assert not Fielding.objects.filter(pk=draft.pk).exists() and not ToldParent.objects.exists()
            assert Fielding.objects.filter(pk=fielding.pk).exists()
