"""Reads what the scan is made of: the model, the questionnaires, the words of the form, vision and the guide of the sessions.

`load_instrument('full' | 'short', sector)` gives plain JSON in the shape of `scans.rules.Content`:
{"items": [{"key", "partnership", "texts": {voice: {language: text}}, "short"}], "trust": the same with partnership "",
"questions": [{"key", "kind", "texts": {voice: {language: text}}}], "barriers": [{"key", "texts": {language: text}}],
"asks_importance": bool}. Voices are 'parents' (six languages), 'school' (Dutch and English) and, in vo, 'pupil' (six).
Everything else gives shapes of `shapes_scan.py`, whose texts say themselves in a language and a kind of school.
"""

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

from driehoek.library import shapes, shapes_scan
from driehoek.library.source import CONTENT, Source, no_doubles, open_file
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES, Text, wording_of
from driehoek.library.words import load_words

ORDER = ("societal", "pedagogical", "didactic", "formal", "informal")  # that of the model, always
GROUPS = ("citizenship", "education", "participation")
SESSIONS = ("team_scan", "vision", "result")
CLOSINGS = ("where_we_are", "where_we_want_to_be", "how_we_get_there")
EXAMPLES, POINTS, VISION_QUESTIONS = 2, 5, 10


def _open(name: str, folder: Path, audience: str) -> Source:
    source = open_file(f"scan/{name}.toml", load_words(folder), folder)
    source.asked.add("audience")
    if source.audience != audience:
        raise source.fail("audience", f"must be {audience}")
    return source


# ---- the questionnaire


@cache
def load_scan_items(folder: Path = CONTENT) -> tuple[shapes_scan.ScanItem, ...]:
    """The 25 statements in the order of the model, five a partnership of which two are in the short form."""
    source = _open("items", folder, "parents")
    items = tuple(_item(one, one.choice("partnership", ORDER)) for one in source.listed("items"))
    no_doubles(source, "items", [item.key for item in items])
    if [ORDER.index(item.partnership) for item in items] != sorted(ORDER.index(item.partnership) for item in items):
        raise source.fail("items", "do not stand in the order of the model")
    for wanted, found in (
        (shapes_scan.PER_PARTNERSHIP, Counter(item.partnership for item in items)),
        (shapes_scan.PER_PARTNERSHIP_SHORT, Counter(item.partnership for item in items if item.short)),
    ):
        if wrong := [name for name in ORDER if found[name] != wanted]:
            raise source.fail("items", f"{wrong[0]} has {found[wrong[0]]}, needs {wanted}")
    source.done()
    return items


def _item(one: Source, partnership: str) -> shapes_scan.ScanItem:
    item = shapes_scan.ScanItem(
        key=one.string("key"),
        partnership=partnership,
        parents=_own(one, "parents", PARENT_LANGUAGES),
        school=_own(one, "school", STAFF_LANGUAGES, "team"),
        pupil=_own(one, "pupil", PARENT_LANGUAGES, "mixed") if one.has("pupil") else None,
        short=one.flag("short"),
    )
    one.done()
    return item


def _own(one: Source, key: str, languages: tuple[str, ...], audience: str | None = None) -> Text:
    """A text without fill-ins: a school must be able to change it as it stands."""
    text = one.text(key, languages, audience)
    if text.placeholders:
        raise one.fail(key, "holds a fill-in; what is asked stands as it is")
    return text


def _around(part: str, folder: Path) -> Source:
    source = _open("around", folder, "parents")
    source.asked.update({"bases", "trust", "barriers", "questions", "form"} - {part})
    return source


@cache
def load_bases(folder: Path = CONTENT) -> tuple[shapes_scan.Base, ...]:
    """The questionnaires that ship, by name."""
    source = _around("bases", folder)
    bases = []
    for key, one in source.named("bases"):
        bases.append(shapes_scan.Base(key, one.text("title", STAFF_LANGUAGES), one.text("meaning", STAFF_LANGUAGES)))
        one.done()
    _must_be(source, "bases", tuple(base.key for base in bases), shapes_scan.BASES)
    source.done()
    return tuple(bases)


@cache
def load_scan_trust(folder: Path = CONTENT) -> tuple[shapes_scan.ScanItem, ...]:
    source = _around("trust", folder)
    items = tuple(_item(one, "") for one in source.listed("trust"))
    no_doubles(source, "trust", [item.key for item in items] + [item.key for item in load_scan_items(folder)])
    source.done()
    return items


@cache
def load_scan_barriers(folder: Path = CONTENT) -> tuple[shapes_scan.ScanBarrier, ...]:
    source = _around("barriers", folder)
    barriers = []
    for one in source.listed("barriers"):
        barriers.append(shapes_scan.ScanBarrier(one.string("key"), _own(one, "text", PARENT_LANGUAGES)))
        one.done()
    no_doubles(source, "barriers", [barrier.key for barrier in barriers])
    source.done()
    return tuple(barriers)


@cache
def load_scan_questions(folder: Path = CONTENT) -> tuple[shapes_scan.ScanQuestion, ...]:
    source = _around("questions", folder)
    questions = []
    for one in source.listed("questions"):
        questions.append(
            shapes_scan.ScanQuestion(
                key=one.string("key"),
                kind=one.choice("kind", shapes_scan.QUESTION_KINDS),
                parents=_own(one, "parents", PARENT_LANGUAGES),
                school=_own(one, "school", STAFF_LANGUAGES, "team"),
                pupil=_own(one, "pupil", PARENT_LANGUAGES, "mixed"),
                short=one.flag("short"),
            )
        )
        one.done()
    no_doubles(source, "questions", [question.key for question in questions])
    source.done()
    return tuple(questions)


@cache
def load_form_words(folder: Path = CONTENT) -> shapes_scan.FormWords:
    form = _around("form", folder).inside("form")
    words = shapes_scan.FormWords(
        protects=_for_voices(form, "protects"),
        own_words=_for_voices(form, "own_words"),
        now=_alone(form, "now"),
        important=_for_voices(form, "important"),
        in_the_way=_alone(form, "in_the_way"),
        trust=_alone(form, "trust"),
        points=_scale(form, "points"),
        importance=_scale(form, "importance"),
        dont_know=_alone(form, "dont_know"),
    )
    form.done()
    return words


def _alone(form: Source, key: str) -> Text:
    one = form.inside(key)
    text = _own(one, "text", PARENT_LANGUAGES)
    one.done()
    return text


def _for_voices(form: Source, key: str) -> shapes_scan.ForVoices:
    one = form.inside(key)
    said = shapes_scan.ForVoices(
        _own(one, "parents", PARENT_LANGUAGES),
        _own(one, "school", STAFF_LANGUAGES, "team"),
        _own(one, "pupil", PARENT_LANGUAGES, "mixed"),
    )
    one.done()
    return said


def _scale(form: Source, key: str) -> tuple[Text, ...]:
    points = []
    for one in form.listed(key):
        points.append(_own(one, "text", PARENT_LANGUAGES))
        one.done()
    if len(points) != POINTS:
        raise form.fail(key, f"has {len(points)} points, needs {POINTS}")
    return tuple(points)


def load_instrument(base: str, sector: str, folder: Path = CONTENT) -> dict[str, Any]:
    """The questionnaire 'full' or 'short' as JSON; another base raises KeyError. Made anew, so that it may be changed."""
    if base not in shapes_scan.BASES:
        raise KeyError(base)
    short, wording = base == shapes_scan.SHORT, wording_of(sector)
    kept = [one for one in load_scan_items(folder) if one.short or not short]
    return {
        "items": [_item_as_json(one, wording) for one in kept],
        "trust": [] if short else [_item_as_json(one, wording) for one in load_scan_trust(folder)],
        "questions": [
            {"key": one.key, "kind": one.kind, "texts": _voices_as_json(one, wording)}
            for one in load_scan_questions(folder)
            if one.short or not short
        ],
        "barriers": []
        if short
        else [{"key": one.key, "texts": _as_json(one.text, wording)} for one in load_scan_barriers(folder)],
        "asks_importance": not short,
    }


def _item_as_json(one: shapes_scan.ScanItem, wording: str) -> dict[str, Any]:
    return {"key": one.key, "partnership": one.partnership, "texts": _voices_as_json(one, wording), "short": one.short}


def _voices_as_json(one: shapes_scan.ScanItem | shapes_scan.ScanQuestion, wording: str) -> dict[str, dict[str, str]]:
    voices = {"parents": _as_json(one.parents, wording), "school": _as_json(one.school, wording)}
    return voices | ({"pupil": _as_json(one.pupil, wording)} if one.pupil and wording == "vo" else {})


def _as_json(text: Text, wording: str) -> dict[str, str]:
    return {language: text.say(language, wording) for language in text.languages}


# ---- the model, the vision, the guide


@cache
def load_model(folder: Path = CONTENT) -> shapes_scan.Model:
    source = _open("model", folder, "mixed")
    groups = []
    for one in source.listed("groups"):
        partnerships = tuple(_partnership(inner) for inner in one.listed("partnerships"))
        title, meaning = one.text("title", PARENT_LANGUAGES), one.text("meaning", PARENT_LANGUAGES)
        groups.append(shapes_scan.ModelGroup(one.string("key"), title, meaning, partnerships))
        one.done()
    model = shapes_scan.Model(tuple(groups), source.text("credit", PARENT_LANGUAGES))
    _must_be(source, "groups", tuple(group.key for group in model.groups), GROUPS)
    _must_be(source, "groups", tuple(partnership.key for partnership in model.partnerships), ORDER)
    source.done()
    return model


def _must_be(source: Source, key: str, found: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    if found != wanted:
        raise source.fail(key, f"must be {', '.join(wanted)}, in this order")


def _partnership(one: Source) -> shapes_scan.ModelPartnership:
    examples = []
    for inner in one.listed("examples"):
        examples.append(inner.text("text", STAFF_LANGUAGES, "team"))
        inner.choice("audience", ("team",))
        inner.done()
    if len(examples) != EXAMPLES:
        raise one.fail("examples", f"there are {len(examples)}, needs {EXAMPLES}")
    found = shapes_scan.ModelPartnership(
        one.string("key"), one.text("title", PARENT_LANGUAGES), one.text("meaning", PARENT_LANGUAGES), tuple(examples)
    )
    one.done()
    return found


@cache
def load_vision_questions(folder: Path = CONTENT) -> tuple[shapes_scan.VisionQuestion, ...]:
    """The ten questions, in the order in which they are best asked."""
    source = _open("vision", folder, "team")
    questions = []
    for one in source.listed("questions"):
        questions.append(
            shapes_scan.VisionQuestion(
                one.string("key"), one.text("text", STAFF_LANGUAGES), one.text("ask_on", STAFF_LANGUAGES), one.flag("scale")
            )
        )
        one.done()
    no_doubles(source, "questions", [question.key for question in questions])
    if len(questions) != VISION_QUESTIONS:
        raise source.fail("questions", f"has {len(questions)}, needs {VISION_QUESTIONS}")
    source.take("closings", list)
    source.done()
    return tuple(questions)


@cache
def load_vision_closings(folder: Path = CONTENT) -> tuple[shapes_scan.VisionClosing, ...]:
    """Three sentences: where we are, where we want to be, how we get there."""
    source = _open("vision", folder, "team")
    closings = []
    for one in source.listed("closings"):
        text, start = one.text("text", STAFF_LANGUAGES), one.text("start", STAFF_LANGUAGES)
        closings.append(shapes_scan.VisionClosing(one.string("key"), text, start))
        one.done()
    _must_be(source, "closings", tuple(closing.key for closing in closings), CLOSINGS)
    return tuple(closings)


@cache
def load_session_guide(folder: Path = CONTENT) -> dict[str, shapes_scan.SessionGuide]:
    """The guide of each kind of session: 'team_scan', 'vision', 'result'."""
    source = _open("guide", folder, "team")
    guides = {key: _guide(key, one) for key, one in source.named("sessions")}
    _must_be(source, "sessions", tuple(guides), SESSIONS)
    source.done()
    return guides


def _guide(key: str, one: Source) -> shapes_scan.SessionGuide:
    steps = tuple(_step(inner) for inner in one.listed("steps"))
    no_doubles(one, "steps", [step.key for step in steps])
    title, aim, needed = (one.text(name, STAFF_LANGUAGES) for name in ("title", "aim", "needed"))
    guide = shapes_scan.SessionGuide(key, one.whole("minutes", 30, 180), title, aim, needed, steps)
    if sum(step.minutes for step in steps) != guide.minutes:
        raise one.fail("minutes", f"the steps take {sum(step.minutes for step in steps)}")
    one.done()
    return guide


def _step(one: Source) -> shapes_scan.GuideStep:
    title, aim, say, needed, on_paper = (
        one.text(name, STAFF_LANGUAGES) for name in ("title", "aim", "say", "needed", "on_paper")
    )
    step = shapes_scan.GuideStep(
        key=one.string("key"),
        minutes=one.whole("minutes", 1, 60),
        who=cast(shapes.Role, one.choice("who", shapes.ROLES)),
        title=title,
        aim=aim,
        say=say,
        needed=needed,
        on_paper=on_paper,
    )
    one.done()
    return step


SHELVES: tuple[Callable[[Path], object], ...] = (
    load_bases, load_scan_items, load_scan_trust, load_scan_barriers, load_scan_questions, load_form_words,
    load_model, load_vision_questions, load_vision_closings, load_session_guide,
)  # fmt: skip


def load_scan(folder: Path = CONTENT) -> None:
    """Reads and checks all of it; raises the first ContentError."""
    for load in SHELVES:
        load(folder)
