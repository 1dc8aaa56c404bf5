"""An activity goes to another school without a name, and comes in there as an idea."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from driehoek import clock
from driehoek.access.tests.racing import together
from driehoek.access.who import Who
from driehoek.conftest import questions, sign_in
from driehoek.library.partnership import Partnership
from driehoek.people.models import StaffMember
from driehoek.plans import rules_sharing as rules
from driehoek.plans.models import Activity, Comment, Given, Plan, ShelfItem
from driehoek.plans.queries import sharing as queries
from driehoek.plans.queries.nameless import Cleaner, people_of
from driehoek.plans.queries.sharing import of_activity
from driehoek.plans.rules_sharing import BadFile, Shared, as_file, from_file
from driehoek.plans.services import sharing as services
from driehoek.plans.services.sharing import ToGive
from driehoek.schools.models import SchoolYear
from driehoek.schools.scoping import within
from driehoek.voices.models import OwnText

from .makers import a_plan, at


def a_programme() -> tuple[Plan, Activity]:
    plan = Plan.objects.create(title="Samen", year=SchoolYear.objects.get_or_create(starts_in=2026)[0])
    StaffMember.objects.create(given_name="Wilhelmina", surname="Klaassen")
    activity = Activity.objects.create(
        plan=plan, title="Kijkochtend van De Klimboom", partnership=Partnership.DIDACTIC, audience="ouders van groep 3",
        preparation="Juf Wilhelmina Klaassen regelt de aula\nMaryam Yildiz bakt, bel 06 12345678", helpers="Maryam Yildiz, Jo",
        lead_name="Bo de Wit", planned_on=clock.today(), came=31, meant_for=40, learned="Om acht uur kan niemand.",
    )  # fmt: skip
    return plan, activity


BANNED = ("Wilhelmina", "Klaassen", "Maryam", "12345678", "Klimboom", "Bo de Wit", "klimboom")


@pytest.mark.database
def test_one_activity_from_one_school_to_another(desk: Client, school: Any, other_school: Any, farid: Who) -> None:
    with within(school):
        plan, activity = a_programme()
    page = desk.get(at(school, "activity_share", activity)).content.decode()
    form = page.partition('<form method="post" novalidate')[2].partition("</form>")[0]
    assert "[naam] regelt de aula" in form and "weggehaald" in form and not any(one in form for one in BANNED[:-1])
    told = {"title": "Kijkochtend van De Klimboom", "for_whom": "ouders", "preparation": "Klaar", "looked": "1", "way": "shelf"}
    again = desk.post(at(school, "activity_share", activity), told)
    assert again.status_code == 422 and "Kijkochtend van onze school" in again.content.decode()
    told |= {"title": "Kijkochtend", "learned": "Om acht uur kan niemand."}
    assert desk.post(at(school, "activity_share", activity), told | {"looked": ""}).status_code == 422
    as_a_file = json.loads(desk.post(at(school, "activity_share", activity), told | {"way": "file"}).content)
    assert as_a_file["items"] == [
        {"sort": "activity", "title": "Kijkochtend", "partnership": "didactic", "for_whom": "ouders", "preparation": "Klaar",
         "is_procedure": False, "parents_say": "", "learned": ""},
    ]  # fmt: skip
    said = desk.post(at(school, "activity_share", activity), told | {"with_learned": "1"}, follow=True).content.decode()
    assert at(school, "share_undo", plan) in said
    desk.post(at(school, "share_undo", plan))
    assert not ShelfItem.objects.exists()
    for _twice in range(2):
        desk.post(at(school, "activity_share", activity), told | {"with_learned": "1"})
    item = ShelfItem.objects.get()
    assert "van onze school" in desk.get(at(school, "shelf", plan)).content.decode()

    with within(other_school):
        there = Plan.objects.create(title="Ons", year=SchoolYear.objects.get(starts_in=2026))
    other = Client()
    sign_in(other, farid)
    page = other.get(at(other_school, "shelf", there)).content.decode().partition("<main")[2]
    assert "Kijkochtend" in page and "Om acht uur" in page and not any(one in page for one in BANNED)
    assert "Kijkochtend" not in other.get(at(other_school, "shelf", there) + "?q=rekenen&partnerschap=didactic").content.decode()
    with within(school):
        mine = Given.objects.get()
    assert other.post(at(other_school, "shelf_take_back", mine)).status_code == 404
    answer = other.post(at(other_school, "shelf_take", there), {"item": item.pk})
    with within(other_school):
        copy = Activity.objects.get()
    assert answer["Location"] == at(other_school, "activity_change", copy) and copy.preparation.endswith("niemand.\nKlaar")
    assert (
        "hebben jullie al" in other.post(at(other_school, "shelf_take", there), {"item": item.pk}, follow=True).content.decode()
    )
    other.post(at(other_school, "shelf_undo", there))
    with within(other_school):
        assert not Activity.objects.exists()

    desk.post(at(school, "shelf_take_back", mine), {"plan": plan.pk})
    assert not ShelfItem.objects.exists()
    desk.post(at(school, "shelf_lay_again", plan))
    assert ShelfItem.objects.get().content["title"] == "Kijkochtend"


@pytest.mark.database
def test_many_with_own_texts_by_file(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan, activity = a_programme()
        own = OwnText.objects.create(
            sort="question", title="Wat doet Juf Wilhelmina Klaassen goed?", text="Vraag door.", audience="parents"
        )
    address = at(school, "programme_share", plan)
    page = desk.get(address).content.decode().partition("<main")[2]
    assert "Wat doet Juf [naam] goed?" in page and not any(one in page for one in BANNED[:-1])
    assert desk.post(address, {"looked": "1"}).status_code == 422
    chosen = {"what": [f"a-{activity.pk}", f"t-{own.pk}"], "looked": "1"}
    made = desk.post(address, chosen | {"way": "file"}).content
    assert not any(one in made.decode() for one in BANNED) and "acht uur" not in made.decode()
    with within(school):
        Activity.objects.all().delete()
        OwnText.objects.all().delete()
    sent = SimpleUploadedFile("ideeen.json", made)
    page = desk.post(at(school, "shelf_file", plan), {"file": sent}).content.decode()
    assert "Er staan 2 ideeën in" in page and page.count('name="item"') == 2
    looked = desk.post(at(school, "shelf_file", plan), {"kept": made.decode(), "soort": "question"}).content.decode()
    assert looked.count('name="item"') == 1
    desk.post(at(school, "shelf_file", plan), {"kept": made.decode(), "verb": "take", "item": ["0", "1"]})
    with within(school):
        assert (Activity.objects.count(), OwnText.objects.get().audience) == (1, "parents")
    desk.post(at(school, "shelf_undo", plan))
    with within(school):
        assert not Activity.objects.exists() and not OwnText.objects.exists()
    desk.post(address, chosen | {"what": []})
    for bad in (b"", b"x", b"[" * 100_000, b'{"format": "driehoek-delen", "version": 9}', b"\xff\xfe"):
        answer = desk.post(at(school, "shelf_file", plan), {"file": SimpleUploadedFile("x.json", bad)})
        assert answer.status_code == 422 and "errorlist" in answer.content.decode()
    big = SimpleUploadedFile("x.json", b" " * (rules.MOST_BYTES + 1))
    assert "te groot" in desk.post(at(school, "shelf_file", plan), {"file": big}).content.decode()


@pytest.mark.database
def test_names_that_hide_are_found_and_what_may_be_one_is_pointed_at(school: Any, dirk: Who) -> None:
    with within(school):
        StaffMember.objects.create(given_name="Wilhelmina", surname="Klaassen")
        plan = a_plan(dirk)
        Comment.objects.create(plan=plan, body="team", name="Ludmila Horvat", text="x")
        school.name, school.city, school.board.name = "OBS De Klimboom", "'s-Hertogenbosch", "Stichting Samen Leren"
        cleaner = Cleaner(school)
        for helpers, text, left in (
            ("", "Van De Klimboom, de klimboom, OBS Klimboom, @klimboom, obsdeklimboom.nl, DE KLIMBOOM", "Van" + " onze school," * 6),
            ("", "Bij Stichting Samen Leren, Samen Leren, samenleren.nl", "Bij" + " ons bestuur," * 3),
            ("", "In Den Bosch, ’s-Hertogenbosch, 's Hertogenbosch", "In" + " onze plaats," * 3),
            ("Fatma & Anja", "Fatma bakt, Anja ook", "[naam] bakt, [naam] ook,"),
            ("Fatma (moeder van Sem) / Anja", "Fatma, Anja, de moeder", "[naam], [naam], de moeder,"),
            ("Jo + Maria", "Jo en Maria's broer", "[naam] en [naam] broer,"),
            ("", "Ludmila, W. Klaassen, Wil\u200bhelmina, W i l h e l m i n a, WilhelminaKlaassen", "[naam], " * 4 + "[naam],"),
            ("", "NL91ABNA0417164300, jan [at] x punt nl, info@deklimboom.nl", "[nummer], [e-mail], [e-mail],"),
        ):  # fmt: skip
            one = Activity(title="x", preparation=text, helpers=helpers)
            assert cleaner.clean(of_activity(one), people_of(one)).preparation == left.rstrip(","), text
        told = cleaner.doubts(
            Shared(sort="activity", title="Wij vragen Ahmed", preparation="Met groep 5b en 2H1. Samen leren wij.")
        )
        assert told == ["2H1", "Ahmed", "groep 5b", "Samen leren"]


@pytest.mark.database
def test_undo_gives_back_what_lay_there_and_keeps_what_a_colleague_wrote(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan, activity = a_programme()
    told = {"title": "Oud", "for_whom": "ouders", "preparation": "Klaar", "looked": "1", "way": "shelf"}
    desk.post(at(school, "activity_share", activity), told)
    desk.post(at(school, "activity_share", activity), told | {"title": "Nieuw"})
    assert "vorige tekst" in desk.post(at(school, "share_undo", plan), follow=True).content.decode()
    assert ShelfItem.objects.get().content["title"] == "Oud"
    desk.post(at(school, "activity_share", activity), told | {"title": "Nieuw"})
    ShelfItem.objects.update(content=rules.content_of(Shared(sort="activity", title="Van een collega")))
    desk.post(at(school, "share_undo", plan))
    assert ShelfItem.objects.get().content["title"] == "Van een collega"

    data = as_file([Shared(sort="question", title=title, text="oud", for_whom="team") for title in ("Een", "Twee")]).decode()
    desk.post(at(school, "shelf_file", plan), {"kept": data, "verb": "take", "item": ["0", "1"]})
    with within(school):
        OwnText.objects.filter(title="Een").update(text="Een uur werk")
    desk.post(at(school, "shelf_undo", plan))
    with within(school):
        assert OwnText.objects.get().title == "Een"
        Activity.objects.all().delete()
        services.lay(things=[ToGive(Shared(sort="activity", title="Ook los"))], by=dirk)
        kept = services.take_back(given=Given.for_gate().order_by("pk").first(), by=dirk)
        services.lay_again(kept=kept, by=dirk)
        assert sorted(one.content["title"] for one in ShelfItem.objects.all()) == ["Ook los", "Van een collega"]


@pytest.mark.database
def test_one_that_cannot_be_read_takes_nothing_down_and_what_we_gave_is_always_found(
    desk: Client, school: Any, dirk: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_LOOKED", 3)
    with within(school):
        plan, _activity = a_programme()
        services.lay(things=[ToGive(Shared(sort="activity", title="Ons oude idee"))], by=dirk)
        ShelfItem.objects.update(laid_on="2020-01-01")
        for content in ({"sort": "activity", "title": "x", "partnership": "weg"}, {"sort": "activity", "title": 3}):
            odd = ShelfItem.objects.create(sort="activity", content=content)
        ShelfItem.objects.create(sort="activity", content=rules.content_of(Shared(sort="activity", title="Van elders")))
    page = desk.get(at(school, "shelf", plan)).content.decode()
    assert "Ons oude idee" in page and "Van elders" in page and page.count('name="item"') == 1
    assert "Van elders" not in desk.get(at(school, "shelf", plan) + "?van=ons&q=oude").content.decode()
    assert desk.post(at(school, "shelf_take", plan), {"item": [odd.pk]}).status_code == 302
    with within(school):
        ShelfItem.objects.filter(laid_on="2020-01-01").update(content={"sort": "activity", "title": "", "lead": "x"})
    assert "Haal terug" in desk.get(at(school, "shelf", plan)).content.decode()


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_double_tap_lays_one(school: Any, dirk: Who) -> None:
    with within(school):
        _plan, activity = a_programme()
        own = OwnText.objects.create(sort="question", title="Wat?", audience="team")
    things = [
        ToGive(Shared(sort="activity", title="x"), activity=activity.pk),
        ToGive(Shared(sort="question", title="y"), text=own.pk),
    ]
    if connection.vendor == "postgresql":
        together(school, *[lambda: services.lay(things=things, by=dirk) for _ in range(3)])
    with within(school):
        services.lay(things=things, by=dirk)
        assert (Given.objects.count(), ShelfItem.objects.count()) == (2, 2)


@pytest.mark.database
def test_the_shelf_and_what_can_be_shared_are_flat(desk: Client, school: Any) -> None:
    with within(school):
        plan, _activity = a_programme()

    def asked() -> list[int]:
        found = []
        for name in ("shelf", "programme_share"):
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(at(school, name, plan)).status_code == 200
            found.append(questions(captured))
        return found

    asked()
    few = asked()
    with within(school):
        Activity.objects.bulk_create(Activity(plan=plan, title=f"Idee {number}") for number in range(40))
        content = rules.content_of(Shared(sort="activity", title="Elders"))
        ShelfItem.objects.bulk_create(ShelfItem(sort="activity", content=content) for _number in range(40))
    assert asked() == few and max(few) <= 12, few


def test_a_bad_file_says_where_and_half_of_it_never_comes_in() -> None:
    good = {"sort": "activity", "title": "Goed", "partnership": "didactic"}
    for row, why, place in (
        ({"sort": "theme", "title": "x", "for_whom": "iedereen"}, "value", "items[2].for_whom"),
        ({"sort": "activity", "title": "x" * 201}, "long", "items[2].title"),
        ({"sort": "activity", "title": " \u0000"}, "value", "items[2].title"),
        ({"sort": "activity", "title": "x", "lead": "Jan"}, "shape", "items[2].lead"),
        ({"sort": "activity", "title": 3}, "shape", "items[2].title"),
        ({"sort": "activity", "title": "x", "is_procedure": "ja"}, "shape", "items[2].is_procedure"),
        ({"sort": "activity", "title": "x", "partnership": "nergens"}, "value", "items[2].partnership"),
        ({"sort": "wat"}, "shape", "items[2].sort"),
        (3, "shape", "items[2].sort"),
    ):
        data = json.dumps({"format": rules.FORMAT, "version": 1, "items": [good, row]}).encode()
        with pytest.raises(BadFile) as bad:
            from_file(data, Partnership.values)
        assert (bad.value.why, bad.value.place) == (why, place)


@given(st.binary(max_size=200) | st.recursive(st.none() | st.text(max_size=9) | st.integers(), lambda deep: st.lists(deep, max_size=3) | st.dictionaries(
    st.sampled_from(["format", "version", "items", "sort", "title"]), deep, max_size=4), max_leaves=9).map(lambda one: json.dumps(one).encode()))  # fmt: skip
def test_no_file_breaks_the_reader(data: bytes) -> None:
    with pytest.raises(BadFile):
        from_file(data, Partnership.values)


@given(st.text(min_size=1, max_size=60), st.text(max_size=60), st.sampled_from(rules.SORTS))
def test_what_goes_out_comes_in_the_same(title: str, words: str, sort: str) -> None:
    title, words = rules.cleaned(title, one_line=True) or "x", rules.cleaned(words)
    one = (
        Shared(sort=sort, title=title, preparation=words, partnership="formal")
        if sort == rules.ACTIVITY
        else Shared(sort=sort, title=title, text=words, for_whom="team")
    )
    assert from_file(as_file([one]), Partnership.values) == [one]
