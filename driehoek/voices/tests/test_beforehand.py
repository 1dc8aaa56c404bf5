"""A question or a word beforehand, with any answer to an invitation: kept once, changeable while nobody looked, never lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import Invitation, Occasion, OpenReply, Reply
from driehoek.people.tests.makers import make_home
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Kind, Source, Standing

from .makers import make_invitation, opened

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def aicha(occasion: Occasion, school: Any) -> Invitation:
    with within(school):
        return make_invitation(occasion, make_home("Aïcha"))


@pytest.fixture
def phone(client: Client, aicha: Invitation, occasion: Occasion, school: Any) -> Client:
    with within(school):
        opened(client, "reply", aicha.pk, occasion)
        opened(client, "class", aicha.class_invitation_id, occasion)
    return client


@pytest.fixture
def link(aicha: Invitation) -> str:
    return reverse("reply", args=["klimboom", aicha.pk])


def filled(**say: str) -> dict[str, str]:
    keys = {"key": str(clock.secret_id()), "question_key": str(clock.secret_id())}
    return {"coming": "2", "before": "on", "kind": "wish", "named": "with", **keys, **say}


def kept(school: Any) -> list[tuple[str, str, bool]]:
    with within(school):
        rows = Contribution.objects.order_by("kind")
        assert all(row.source == Source.REPLY and row.voice == "parents" for row in rows)
        return [(row.kind, row.text, row.giver_id is not None) for row in rows]


def test_who_comes_may_ask_and_say_something_and_pressing_twice_keeps_each_once(phone: Client, school: Any, link: str) -> None:
    form = filled(question="Mag mijn zoon mee?", text="Graag een rondleiding.")
    assert [phone.post(link, form).status_code for _press in range(2)] == [302, 302]
    assert kept(school) == [(Kind.QUESTION, "Mag mijn zoon mee?", True), (Kind.WISH, "Graag een rondleiding.", True)]
    thanks = phone.get(f"{link}dank/").content.decode()
    assert "Mag mijn zoon mee?" in thanks and "Graag een rondleiding." in thanks


def test_without_a_name_nothing_leads_back_and_nothing_is_shown_again(phone: Client, school: Any, link: str) -> None:
    phone.post(link, filled(question="Wie zit er in de MR?", named="without"))
    assert kept(school) == [(Kind.QUESTION, "Wie zit er in de MR?", False)]
    assert "MR?" not in phone.get(f"{link}dank/").content.decode() + phone.get(f"{link}?wijzig=1").content.decode()


def test_own_words_are_shown_changed_and_taken_away_while_nobody_looked(phone: Client, school: Any, link: str) -> None:
    phone.post(link, filled(question="Mag mijn zoon mee?", text="Een tip"))
    shown = phone.get(f"{link}?wijzig=1").context["form"].initial
    assert (shown["question"], shown["text"], shown["kind"], shown["before"]) == ("Mag mijn zoon mee?", "Een tip", "wish", True)
    again = filled(question="Mag mijn dochter mee?", key=shown["key"], question_key=shown["question_key"])
    assert phone.post(link, again).status_code == 302
    assert kept(school) == [(Kind.QUESTION, "Mag mijn dochter mee?", True)]
    phone.post(link, {**again, "named": "without"})
    assert kept(school) == [(Kind.QUESTION, "Mag mijn dochter mee?", False)]


def test_what_the_school_has_read_stays_and_new_words_come_beside_it(phone: Client, school: Any, link: str) -> None:
    first = filled(question="Mag mijn zoon mee?")
    phone.post(link, first)
    with within(school):
        Contribution.objects.update(standing=Standing.APPROVED)
    late = phone.post(link, {**first, "question": "Is er parkeerplek?"})
    assert late.status_code == 409 and "Is er parkeerplek?" in late.content.decode()
    fresh = str(late.context["form"]["question_key"].value())
    assert fresh != first["question_key"]
    assert phone.post(link, {**first, "question": "Is er parkeerplek?", "question_key": fresh}).status_code == 302
    phone.post(link, filled(question=""))
    assert sorted(text for _kind, text, _named in kept(school)) == ["Is er parkeerplek?", "Mag mijn zoon mee?"]


def test_when_one_of_two_cannot_be_taken_none_is_and_sending_again_keeps_each_once(phone: Client, school: Any, link: str) -> None:
    first = filled(text="Mijn eerste woorden", named="without")
    phone.post(link, first)
    both = {**first, "text": "Andere woorden", "question": "En een vraag?"}
    late = phone.post(link, both)
    assert late.status_code == 409 and len(kept(school)) == 1
    form = late.context["form"]
    assert str(form["question_key"].value()) == first["question_key"]
    phone.post(link, {**both, "key": str(form["key"].value())})
    assert sorted(text for _kind, text, _named in kept(school)) == ["Andere woorden", "En een vraag?", "Mijn eerste woorden"]


@pytest.mark.parametrize("coming", ["1", "2", "more", "other", "no"])
def test_words_that_would_not_be_sent_are_asked_about_and_stay(phone: Client, school: Any, link: str, coming: str) -> None:
    form = filled(coming=coming, text="Dit typte ik al")
    del form["before"]
    answer = phone.post(link, form)
    assert answer.status_code == 422 and "Dit typte ik al" in answer.content.decode()
    assert kept(school) == []
    with within(school):
        assert not Reply.objects.exists()


def test_a_question_is_enough_for_who_does_not_come(phone: Client, school: Any, link: str) -> None:
    assert phone.post(link, filled(coming="say", question="Komt er een verslag?")).status_code == 302
    assert kept(school) == [(Kind.QUESTION, "Komt er een verslag?", True)]


def test_somebody_else_comes_for_them_and_it_stays_so(phone: Client, school: Any, link: str) -> None:
    thanks = phone.post(link, filled(coming="other", interpreter="tr"), follow=True).content.decode()
    assert "iemand anders komt voor u" in thanks
    with within(school):
        reply = Reply.objects.get()
    assert (reply.coming, reply.by_other, reply.interpreter) == (1, True, "tr")
    assert phone.get(f"{link}?wijzig=1").context["form"].initial["coming"] == "other"
    phone.post(link, filled(coming="no"))
    with within(school):
        assert Reply.objects.filter(coming=0, by_other=False).exists()


def test_a_child_that_interprets_leads_to_the_offer_of_an_interpreter_and_is_kept_nowhere(
    phone: Client, school: Any, link: str
) -> None:
    form = filled(interpreter="child", other_need="Een stoel")
    asked = phone.post(link, form)
    page = asked.content.decode()
    assert asked.status_code == 422 and "Vertalen is voor een kind zwaar" in page and "Een stoel" in page
    assert asked.context["form"]["interpreter"].value() == ""
    with within(school):
        assert not Reply.objects.exists()
    assert phone.post(link, {**form, "interpreter": "pl"}).status_code == 302
    with within(school):
        assert Reply.objects.get().interpreter == "pl"


def test_through_the_link_of_a_class_nothing_has_a_name(phone: Client, school: Any, aicha: Invitation) -> None:
    link = reverse("class_reply", args=["klimboom", aicha.class_invitation_id])
    form = filled(coming="other", child_name="Noor", reply_key=str(clock.secret_id()), question="Wat moet ik meenemen?")
    assert [phone.post(link, form).status_code for _press in range(2)] == [302, 302]
    assert kept(school) == [(Kind.QUESTION, "Wat moet ik meenemen?", False)]
    with within(school):
        assert OpenReply.objects.get().by_other
    assert phone.post(link, {**form, "interpreter": "child"}).status_code == 422


def test_the_office_enters_the_same_by_telephone_and_sees_questions_with_the_others(
    client: Client, school: Any, aicha: Invitation, dirk: Who
) -> None:
    sign_in(client, dirk)
    client.post(reverse("invite_enter", args=["klimboom", aicha.pk]), filled(question="Is er een lift?"))
    assert kept(school) == [(Kind.QUESTION, "Is er een lift?", True)]
    page = client.get(reverse("moderate", args=["klimboom", aicha.occasion_id])).content.decode()
    assert "Is er een lift?" in page and "bij het antwoord op de uitnodiging" in page
