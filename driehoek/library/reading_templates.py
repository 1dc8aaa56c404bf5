"""Reads a meeting template and checks that its parts fit together."""

from functools import cache
from pathlib import Path
from typing import Literal, cast

from driehoek.library import shapes
from driehoek.library.reading_dialogue import load_questions
from driehoek.library.source import CONTENT, ContentError, Source, no_doubles, open_file
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES, Audience
from driehoek.library.words import load_words


@cache
def load_template(key: str, folder: Path = CONTENT) -> shapes.MeetingTemplate:
    """The meeting template content/templates/<key>.toml; raises ContentError when there is none."""
    if key not in template_keys(folder):
        raise ContentError(f"templates/{key}.toml", "", "there is no such file")
    source = open_file(f"templates/{key}.toml", load_words(folder), folder)
    blocks = tuple(_block(one) for one in source.listed("blocks"))
    attitude = source.inside("attitude")
    sheet = source.inside("sheet")
    template = shapes.MeetingTemplate(
        key=key,
        title=source.text("title", PARENT_LANGUAGES),
        aim=source.text("aim", PARENT_LANGUAGES),
        audience=cast(Audience, source.choice("audience", ("parents", "mixed", "team"))),
        minutes=source.whole("minutes", 15, 480),
        key_message=source.text("key_message", PARENT_LANGUAGES),
        fill_ins=tuple(_fill_in(name, one) for name, one in source.named("fill_ins")),
        blocks=blocks,
        crew=tuple(_crew(one) for one in source.listed("crew")),
        sheet_question=sheet.text("question", PARENT_LANGUAGES),
        sheet=tuple(_sheet_field(one) for one in sheet.listed("fields")),
        closing_taps=tuple(_closing_tap(one) for one in source.listed("closing_taps")),
        small_group=source.whole("small_group", 2, 50),
        attitude_title=attitude.text("title", STAFF_LANGUAGES),
        attitude=tuple(_card_line(one) for one in attitude.listed("lines")),
    )
    for part in (attitude, sheet, source):
        part.done()
    _check_template(source, template, {question.key for question in load_questions(folder)})
    return template


def template_keys(folder: Path = CONTENT) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (folder / "templates").glob("*.toml")))


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


def _fill_in(name: str, one: Source) -> shapes.FillIn:
    filled_by = cast(shapes.FilledBy, one.choice("filled_by", shapes.FILLED_BY))
    fill_in = shapes.FillIn(
        name,
        filled_by,
        one.text("label", STAFF_LANGUAGES),
        one.text("help", STAFF_LANGUAGES),
    )
    one.done()
    return fill_in


def _crew(one: Source) -> shapes.Crew:
    per = cast(Literal["meeting", "table"], one.choice("per", ("meeting", "table")))
    crew = shapes.Crew(
        cast(shapes.Role, one.choice("role", shapes.ROLES)),
        one.whole("count", 1, 20),
        per,
    )
    one.done()
    return crew


def _sheet_field(one: Source) -> shapes.SheetField:
    field = shapes.SheetField(
        one.string("key"),
        one.text("label", PARENT_LANGUAGES),
        one.text("hint", PARENT_LANGUAGES),
    )
    one.done()
    return field


def _closing_tap(one: Source) -> shapes.ClosingTap:
    tap = shapes.ClosingTap(one.string("key"), one.text("statement", PARENT_LANGUAGES))
    one.done()
    return tap


def _card_line(one: Source) -> shapes.CardLine:
    line = shapes.CardLine(
        one.string("key"),
        one.text("headline", STAFF_LANGUAGES),
        one.text("line", STAFF_LANGUAGES),
    )
    one.done()
    return line


def _check_template(source: Source, template: shapes.MeetingTemplate, questions: set[str]) -> None:
    no_doubles(source, "blocks", [block.key for block in template.blocks])
    no_doubles(source, "items", [item.key for item in template.items])
    if (total := sum(block.minutes for block in template.blocks)) != template.minutes:
        raise source.fail("minutes", f"says {template.minutes}, the items add up to {total}")
    declared = {fill_in.name for fill_in in template.fill_ins}
    used: set[str] = set()
    for item in template.items:
        used |= item.spoken.placeholders if item.spoken else set()
        if unknown := set(item.questions) - questions:
            raise source.fail(
                f"items[{item.key}].questions",
                f"not in questions.toml: {sorted(unknown)}",
            )
    if used != declared:
        raise source.fail("fill_ins", f"declared or used, not both: {sorted(used ^ declared)}")
