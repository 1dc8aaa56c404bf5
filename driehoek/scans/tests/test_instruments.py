"""The school's questionnaires: what ships, what is changed, and what was once asked and stays."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.library.reading_scan import load_instrument
from driehoek.scans import rules, rules_instruments
from driehoek.scans.models import Fielding, Version
from driehoek.scans.queries import instruments as queries
from driehoek.scans.services import instruments as services
from driehoek.scans.tests.makers import a_content, a_fielding
from driehoek.schools.scoping import within

WELCOME = "informal_welcome"


@pytest.fixture
def instrument(school):
    with within(school):
        yield services.ship("full")


def entry_of(instrument, key=WELCOME, part="items"):
    found = rules_instruments.find(services.current_version(instrument).content, part, key)
    return copy.deepcopy(found[1]) if found else None


def changed(instrument, by, text="Ik voel me thuis op school.", key=WELCOME):
    entry = entry_of(instrument, key)
    seen = rules_instruments.digest(entry)
    entry["texts"]["parents"]["nl"] = text
    return services.put_entry(instrument=instrument, part="items", entry=entry, seen=seen, by=by)


def own(key="own_1", text="De school groet ons.", **changes):
    return {"key": key, "partnership": "informal", "texts": {"parents": {"nl": text}}, "short": False, **changes}


@pytest.mark.django_db
@pytest.mark.database
class TestShipping:
    def test_the_school_gets_one_copy_with_version_one_however_often_it_asks(self, school, instrument):
        version = services.current_version(instrument)
        assert (version.number, version.content) == (1, load_instrument("full", "po"))
        services.hide_instrument(instrument=instrument, by=services.WORKER)
        again = services.ship("full")
        assert (again.pk, again.hidden_at, Version.objects.count()) == (instrument.pk, None, 1)
        assert services.ship("short").pk != instrument.pk

    def test_a_secondary_school_also_asks_pupils(self, other_school):
        with within(other_school):
            content = services.current_version(services.ship("full")).content
        assert rules_instruments.voices_of(content) == ["parents", "school", "pupil"]

    def test_a_copy_keeps_the_keys_and_a_double_click_makes_one(self, instrument, dirk):
        key = clock.secret_id()
        first, second = (services.copy_instrument(instrument=instrument, key=key, by=dirk) for _ in range(2))
        assert first == second and first.base == "full" and "Kopie van" in first.name
        assert services.current_version(first).content == services.current_version(instrument).content

    def test_a_short_copy_holds_what_the_school_wants_in_it(self, instrument, dirk):
        services.put_entry(instrument=instrument, part="items", entry=own(short=True), seen="", by=dirk)
        made = services.copy_instrument(instrument=instrument, key=clock.secret_id(), by=dirk, short=True)
        content = services.current_version(made).content
        assert len(content["items"]) == 11 and not (content["trust"] or content["barriers"] or content["asks_importance"])
        assert made.name == "De vijf partnerschappen, kort"

    def test_an_own_one_begins_empty_and_needs_a_name(self, school, dirk):
        with within(school):
            made = services.start_own(key=clock.secret_id(), name="  Ons  plein ", by=dirk)
            assert (made.name, made.base, services.current_version(made).content["items"]) == ("Ons plein", "", [])
            with pytest.raises(RuleBroken):
                services.start_own(key=clock.secret_id(), name="\u200b ", by=dirk)


@pytest.mark.django_db
@pytest.mark.database
class TestChanging:
    def test_until_it_is_asked_the_texts_change_in_place_and_undo_brings_them_back(self, instrument, dirk):
        before = services.current_version(instrument).content
        kept = changed(instrument, dirk)
        assert services.current_version(instrument).number == 1
        assert entry_of(instrument)["texts"]["parents"]["nl"] == "Ik voel me thuis op school."
        services.put_back(instrument=instrument, kept=kept, by=dirk)
        assert services.current_version(instrument).content == before

    def test_what_was_asked_stays_and_a_change_makes_the_next_version_which_drafts_follow(self, instrument, dirk):
        version = services.current_version(instrument)
        running = a_fielding(version=version)
        draft = a_fielding(version=version, open=False)
        asked = copy.deepcopy(version.content)
        changed(instrument, dirk)
        changed(instrument, dirk, "Ik voel me altijd welkom.")
        assert [one.number for one in Version.objects.order_by("number")] == [1, 2]
        assert Version.objects.get(number=1).content == asked
        assert Fielding.objects.get(pk=running.pk).version.number == 1 and Fielding.objects.get(pk=draft.pk).version.number == 2

    def test_two_tabs_do_not_overwrite_each_other_and_the_same_twice_is_once(self, instrument, dirk):
        stale = entry_of(instrument)
        seen = rules_instruments.digest(stale)
        changed(instrument, dirk)
        stale["texts"]["parents"]["nl"] = "Ik hoor erbij."
        with pytest.raises(RuleBroken) as refused:
            services.put_entry(instrument=instrument, part="items", entry=stale, seen=seen, by=dirk)
        assert (refused.value.code, refused.value.status) == ("changed-since", 409)
        same = entry_of(instrument)
        assert services.put_entry(instrument=instrument, part="items", entry=same, seen=seen, by=dirk) is None

    def test_an_own_statement_is_added_last_of_its_partnership_moved_and_taken_away(self, instrument, dirk):
        add = {"instrument": instrument, "part": "items", "by": dirk}
        kept = services.put_entry(entry=own(partnership="formal"), seen="", **add)
        keys = [one["key"] for one in services.current_version(instrument).content["items"]]
        assert keys[keys.index("own_1") + 1] == WELCOME and len(keys) == 26
        services.move_entry(key="own_1", step=1, **add)  # never into the next partnership
        assert [one["key"] for one in services.current_version(instrument).content["items"]] == keys
        services.move_entry(key="own_1", step=-1, **add)
        removed = services.remove_entry(key="own_1", **add)
        assert services.remove_entry(key="own_1", **add) is None
        services.put_back(instrument=instrument, kept=removed, by=dirk)
        assert services.current_version(instrument).content["items"].index(own(partnership="formal")) == keys.index("own_1") - 1
        services.put_back(instrument=instrument, kept=kept, by=dirk)  # undo of adding it
        assert entry_of(instrument, "own_1") is None

    def test_undo_never_takes_away_what_somebody_wrote_after(self, instrument, dirk):
        kept = changed(instrument, dirk)
        changed(instrument, dirk, "Ik hoor erbij.")
        with pytest.raises(RuleBroken):
            services.put_back(instrument=instrument, kept=kept, by=dirk)

    def test_changes_are_in_the_trail_without_the_words(self, instrument, dirk):
        changed(instrument, dirk)
        assert TrailRow.objects.filter(act="change-item", object_id=instrument.pk, actor=dirk.user_id).count() == 1

    @pytest.mark.parametrize(
        ("part", "entry", "code"),
        [
            ("items", own(text="x" * 100_000), "too-long"),
            ("items", own(text=" \u202e"), "empty"),
            ("items", own(texts={"parents": {"en": "Only English"}}), "empty"),
            ("items", own(texts={"director": {"nl": "Iets"}}), "empty"),
            ("items", own(partnership="involvement"), "partnership"),
            ("items", own(key="presence_1"), "presence"),
            ("items", own(key="../x"), "stale-form"),
            ("marks", own(), "stale-form"),
            ("barriers", {"key": "own_2", "texts": {"tr": "Zaman"}}, "empty"),
        ],
    )
    def test_what_can_not_be_asked_is_refused_and_nothing_changes(self, instrument, dirk, part, entry, code):
        before = services.current_version(instrument).content
        with pytest.raises(RuleBroken) as refused:
            services.put_entry(instrument=instrument, part=part, entry=entry, seen="", by=dirk)
        assert refused.value.code == code and services.current_version(instrument).content == before

    def test_script_stays_text_and_an_unknown_language_falls_away(self, instrument, dirk):
        entry = own(texts={"parents": {"nl": "<script>alert(1)</script>", "xx": "?"}})
        services.put_entry(instrument=instrument, part="items", entry=entry, seen="", by=dirk)
        assert entry_of(instrument, "own_1")["texts"] == {"parents": {"nl": "<script>alert(1)</script>"}}


@pytest.mark.django_db
@pytest.mark.database
class TestTranslating:
    def test_a_language_is_written_at_once_and_an_empty_text_is_read_in_dutch(self, instrument, dirk):
        about = ("items", WELCOME, "parents")
        say = {"instrument": instrument, "language": "tr", "by": dirk}
        seen = services.seen_of(services.current_version(instrument).content, "tr")
        services.translate(texts={about: "", ("items", "nowhere", "parents"): "x"}, seen=seen, **say)
        asked = rules.as_content(services.current_version(instrument).content)
        item = next(one for one in asked.items if one.key == WELCOME)
        assert rules.in_language(item.texts["parents"], "tr") == ("Ik voel me welkom op school.", "nl")
        assert "tr" not in asked.languages("parents")
        with pytest.raises(RuleBroken) as refused:
            services.translate(texts={about: "Hoş geldiniz."}, seen=seen, **say)
        assert refused.value.code == "changed-since"

    @pytest.mark.parametrize("language", ["nl", "fr", ""])
    def test_an_unknown_language_is_refused(self, instrument, dirk, language):
        with pytest.raises(RuleBroken):
            services.translate(instrument=instrument, language=language, texts={}, seen="", by=dirk)


@pytest.mark.django_db
@pytest.mark.database
def test_history_says_what_changed_and_where_it_was_asked(school, dirk, django_assert_num_queries):
    with within(school):
        instrument = services.ship("full")
        a_fielding(version=services.current_version(instrument))
        changed(instrument, dirk)
        services.remove_entry(instrument=instrument, part="barriers", key="nothing", by=dirk)
        with django_assert_num_queries(2):
            newest, first = queries.history(instrument)
        assert first.fieldings == ["Samen met ouders"] and (first.changes, newest.fieldings) == ([], [])
        assert [(one.sort, one.key, one.language) for one in newest.changes] == [
            ("changed", WELCOME, "nl"),
            ("gone", "nothing", ""),
        ]
        (row,) = queries.listed()
        assert (row.version.number, row.times_asked, [one.statements for one in row.lengths]) == (2, 1, [28, 28])
        assert [one.base.key for one in queries.offered(school)] == ["short"]


class TestTexts:
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("Ik voel me welkom.", []),
            ("De school luistert en belt terug.", ["two_things"]),
            ("Betrokken ouders komen altijd.", ["judging"]),
            ("Ouders moeten vaker komen.", ["judging"]),
            ("Bent u tevreden?", ["question"]),
            ("Er is presentie.", ["attitude"]),
            ("De school " + "doet heel veel " * 8, ["long"]),
        ],
    )
    def test_a_statement_is_looked_at_kindly(self, text, codes):
        assert rules_instruments.remarks("items", "parents", text.strip()) == codes
        assert rules_instruments.remarks("questions", "parents", text) == []

    def test_a_pupil_is_not_asked_about_parents(self):
        assert rules_instruments.remarks("items", "pupil", "Mijn ouders helpen mij.") == ["about_home"]

    @pytest.mark.parametrize("base", ["full", "short"])
    def test_what_ships_needs_no_remark_and_fits_in_the_time(self, base):
        content = load_instrument(base, "vo")
        for part in rules_instruments.STATEMENTS:
            for entry in content[part]:
                for voice in rules.VOICES:
                    dutch = rules_instruments.texts_of(part, entry, voice).get("nl", "")
                    assert not rules_instruments.remarks(part, voice, dutch), dutch
        assert not [one.voice for one in queries.lengths(content) if one.is_long]
        if base == "full":
            assert 6 <= rules_instruments.minutes(rules.as_content(content), "parents") <= 8

    def test_nothing_asked_takes_no_time(self):
        assert rules_instruments.minutes(rules.Content(), "parents") == 0

    def test_a_text_is_translated_only_where_there_is_dutch(self):
        texts = {("items", "S1", "parents"): "Oui", ("items", "S1", "nobody"): "Non"}
        fresh = rules_instruments.translated(a_content(), "tr", texts)
        assert fresh["items"][0]["texts"]["parents"]["tr"] == "Oui" and "nobody" not in fresh["items"][0]["texts"]

    def test_items_that_changed_places_are_said_to_have_moved(self):
        old = a_content()
        new = rules_instruments.shifted(old, "items", "P2", -1)
        assert [(one.sort, one.key) for one in rules_instruments.changes(old, new)] == [("moved", "P2"), ("moved", "P1")]


# Small on purpose: the shape is what matters, and a busy machine has to draw it.
WORDS = st.fixed_dictionaries({}, optional={language: st.text(max_size=4) for language in ("nl", "ar")})
SAID = st.fixed_dictionaries({}, optional={"parents": WORDS, "school": WORDS})
PLACES = st.sampled_from(rules_instruments.ORDER)
KEYS = st.lists(st.sampled_from("abc"), unique=True, max_size=3)


def several(build):
    return KEYS.flatmap(lambda keys: st.tuples(*(build(key) for key in keys)))


def in_order(items):
    return tuple(sorted(items, key=lambda one: rules_instruments.ORDER.index(one.partnership)))


CONTENT = st.builds(
    rules.Content,
    items=several(lambda key: st.builds(rules.Item, st.just(key), PLACES, SAID, st.booleans())).map(in_order),
    trust=several(lambda key: st.builds(rules.Item, st.just(key), st.just(""), SAID)),
    questions=several(lambda key: st.builds(rules.OpenQuestion, st.just(key), st.just("wish"), SAID)),
    barriers=several(lambda key: st.builds(rules.Barrier, st.just(key), WORDS)),
    asks_importance=st.booleans(),
)


@settings(max_examples=40)
@given(CONTENT)
def test_a_content_comes_back_from_the_database_as_it_went_in(content):
    plain = rules_instruments.as_json(content)
    assert rules.as_content(plain) == content and rules_instruments.as_json(rules.as_content(plain)) == plain
    assert rules_instruments.changes(plain, plain) == []


@settings(max_examples=40)
@given(CONTENT, st.data())
def test_taking_away_and_putting_back_changes_nothing(content, data):
    plain = rules_instruments.as_json(content)
    there = [(part, one["key"]) for part in rules_instruments.PARTS for one in plain[part]]
    if there:
        part, key = data.draw(st.sampled_from(there))
        place, entry = rules_instruments.find(plain, part, key)
        assert rules_instruments.put(rules_instruments.without(plain, part, key), part, entry, place) == plain
        assert rules_instruments.put(plain, part, entry) == plain
