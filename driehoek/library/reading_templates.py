"""Reads a meeting template and checks that its parts fit together."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar, cast

from driehoek.library import shapes
from driehoek.library.reading_dialogue import load_questions, load_themes
from driehoek.library.reading_shared import load_attitude_cards, load_closing_taps, load_fill_ins
from driehoek.library.source import CONTENT, ContentError, Source, no_doubles, open_file
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES, Audience, may_be_chosen
from driehoek.library.words import load_words

# The order in which a school chooses from them; what is not named here comes after, by name.
ORDER = (
    "parents_meeting", "wishes_evening", "theme_meeting", "information_evening", "coffee_morning", "class_introduction",
)  # fmt: skip

Shared = TypeVar("Shared")


@cache
def load_template(key: str, folder: Path = CONTENT) -> shapes.MeetingTemplate:
    """The meeting template content/templates/<key>.toml; raises ContentError when there is none."""
    if key not in template_keys(folder):
        raise ContentError(f"templates/{key}.toml", "", "there is no such file")
    source = open_file(f"templates/{key}.toml", load_words(folder), folder)
    blocks = tuple(_block(one) for one in source.listed("blocks"))
    card = _shared(source, "attitude", source.string("attitude"), load_attitude_cards(folder))
    taps = {tap.key: tap for tap in load_closing_taps(folder)}
    sheet = source.inside("sheet") if source.has("sheet") else None
    template = shapes.MeetingTemplate(
        key=key,
        title=source.text("title", PARENT_LANGUAGES),
        aim=source.text("aim", PARENT_LANGUAGES),
        audience=cast(Audience, source.choice("audience", ("parents", "mixed", "team"))),
        minutes=source.whole("minutes", 15, 480),
        invites_to=source.text("invites_to", PARENT_LANGUAGES, "parents"),
        key_message=source.text("key_message", PARENT_LANGUAGES),
        classes=cast(shapes.Classes, source.choice("classes", shapes.CLASSES)),
        preparation=cast(tuple[shapes.Need, ...], source.choices("preparation", shapes.NEEDS)),
        prepared_by=cast(shapes.Role, source.choice("prepared_by", shapes.ROLES)),
        themes=source.choices("themes", tuple(theme.key for theme in load_themes(folder)), ()),
        fill_ins=_fill_ins(source, blocks, folder),
        blocks=blocks,
        crew=tuple(_crew(one) for one in source.listed("crew")),
        sheet_question=sheet.text("question", PARENT_LANGUAGES) if sheet else None,
        sheet=tuple(_sheet_field(one) for one in sheet.listed("fields")) if sheet else (),
        closing_taps=tuple(taps[key] for key in source.choices("closing_taps", tuple(taps), ())),
        small_group=source.whole("small_group", 2, 50) if source.has("small_group") else None,
        attitude_title=card.title,
        attitude=card.lines,
    )
    for part in (sheet, source):
        if part:
            part.done()
    _check_sums(source, template)
    _check_audiences(source, template, folder)
    _check_tables(source, template)
    return template


@cache
def template_keys(folder: Path = CONTENT) -> tuple[str, ...]:
    """Keys of the templates, in the order in which they are offered."""
    found = {path.stem for path in (folder / "templates").glob("*.toml")}
    return (*(key for key in ORDER if key in found), *sorted(found.difference(ORDER)))


def _shared(source: Source, key: str, name: str, shelf: dict[str, Shared]) -> Shared:
    if name not in shelf:
        raise source.fail(key, f"'{name}' is not in shared.toml")
    return shelf[name]


def _block(one: Source) -> shapes.Block:
    form = cast(shapes.Form, one.choice("form", shapes.FORMS))
    block = shapes.Block(
        key=one.string("key"),
        title=one.text("title", PARENT_LANGUAGES),
        aim=one.text("aim", STAFF_LANGUAGES, "team"),
        form=form,
        layout=one.text("layout", STAFF_LANGUAGES, "team"),
        items=tuple(_item(item, form) for item in one.listed("items")),
    )
    one.done()
    return block


def _item(one: Source, form: shapes.Form) -> shapes.Item:
    stages = cast(tuple[shapes.Stage, ...], one.choices("stages", shapes.STAGES, ()))
    item = shapes.Item(
        key=one.string("key"),
        title=one.text("title", PARENT_LANGUAGES),
        minutes=one.whole("minutes", 1, 240),
        who=cast(tuple[shapes.Role, ...], one.choices("who", shapes.ROLES)),
        form=cast(shapes.Form, one.choice("form", shapes.FORMS, form)),
        point=one.text("point", STAFF_LANGUAGES, "team"),
        spoken=one.text_if_any("spoken", STAFF_LANGUAGES),
        materials=one.text_if_any("materials", STAFF_LANGUAGES, "team"),
        remark=one.text_if_any("remark", STAFF_LANGUAGES, "team"),
        stages=stages,
        questions=tuple(one.take("questions", list)) if one.has("questions") else (),
        seconds_per_table=one.whole("seconds_per_table", 10, 600) if one.has("seconds_per_table") else None,
    )
    if bool(item.questions) != ("contributions" in stages):
        raise one.fail("questions", "stand where, and only where, the stage 'contributions' opens")
    one.done()
    return item


def _fill_ins(source: Source, blocks: tuple[shapes.Block, ...], folder: Path) -> tuple[shapes.FillIn, ...]:
    """The fill-ins that the spoken texts use, in the order of shared.toml."""
    known = load_fill_ins(folder)
    used: set[str] = set()
    for item in (item for block in blocks for item in block.items):
        names = item.spoken.placeholders if item.spoken else frozenset[str]()
        if unknown := names - set(known):
            raise source.fail(f"items[{item.key}].spoken", f"not among the fill-ins of shared.toml: {sorted(unknown)}")
        used |= names
    return tuple(fill_in for name, fill_in in known.items() if name in used)


def _crew(one: Source) -> shapes.Crew:
    per = cast(Literal["meeting", "table", "class"], one.choice("per", ("meeting", "table", "class")))
    crew = shapes.Crew(cast(shapes.Role, one.choice("role", shapes.ROLES)), one.whole("count", 1, 20), per)
    one.done()
    return crew


def _sheet_field(one: Source) -> shapes.SheetField:
    field = shapes.SheetField(
        one.string("key"),
        one.text("label", PARENT_LANGUAGES),
        one.text("hint", PARENT_LANGUAGES),
        cast(shapes.Kind, one.choice("kind", shapes.KINDS)) if one.has("kind") else None,
        one.flag("by_voice"),
    )
    one.done()
    return field


def _check_sums(source: Source, template: shapes.MeetingTemplate) -> None:
    no_doubles(source, "blocks", [block.key for block in template.blocks])
    no_doubles(source, "items", [item.key for item in template.items])
    no_doubles(source, "sheet.fields", [field.key for field in template.sheet])
    if (total := sum(block.minutes for block in template.blocks)) != template.minutes:
        raise source.fail("minutes", f"says {template.minutes}, the items add up to {total}")


def _check_audiences(source: Source, template: shapes.MeetingTemplate, folder: Path) -> None:
    """Questions and themes exist, and none that is for the team stands in a meeting with parents."""
    questions = {question.key: question.audience for question in load_questions(folder)}
    themes = {theme.key: theme.audience for theme in load_themes(folder)}
    for item in template.items:
        _check_chosen(source, f"items[{item.key}].questions", item.questions, questions, template.audience)
    _check_chosen(source, "themes", template.themes, themes, template.audience)


def _check_chosen(source: Source, key: str, chosen: Collection[str], known: dict[str, Audience], audience: str) -> None:
    if unknown := set(chosen) - set(known):
        raise source.fail(key, f"not in the library: {sorted(unknown)}")
    if wrong := [name for name in chosen if not may_be_chosen(known[name], audience)]:
        raise source.fail(key, f"not for this audience: {sorted(wrong)}")


def _check_tables(source: Source, template: shapes.MeetingTemplate) -> None:
    """What belongs to tables stands where there are tables, and nowhere else."""
    if template.needs_tables != (template.small_group is not None):
        raise source.fail("small_group", "stands where, and only where, the preparation has 'tables'")
    if template.needs_table_leaders and not template.needs_tables:
        raise source.fail("preparation", "'table_leaders' without 'tables'")
    if template.needs_table_leaders != any(crew.role == "table_leader" for crew in template.crew):
        raise source.fail("crew", "has table leaders where, and only where, the preparation has 'table_leaders'")
    if template.needs_tables:
        return
    if template.sheet:
        raise source.fail("sheet", "without tables")
    if any(crew.per == "table" for crew in template.crew):
        raise source.fail("crew", "somebody for each table, without tables")
    for item in template.items:
        if {"division", "table_sheets", "presentations"} & set(item.stages) or item.seconds_per_table is not None:
            raise source.fail(f"items[{item.key}].stages", "something for tables, without tables")
