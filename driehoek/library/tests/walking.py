"""Every Text of everything that ships, with the path to it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from driehoek.library import reading, reading_scan
from driehoek.library.texts import Text


def texts_in(thing: object, path: str) -> Iterator[tuple[str, Text]]:
    if isinstance(thing, Text):
        yield path, thing
    elif isinstance(thing, tuple):
        for number, one in enumerate(thing):
            yield from texts_in(one, f"{path}[{getattr(one, 'key', getattr(one, 'name', number))}]")
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts_in(getattr(thing, field.name), f"{path}.{field.name}")


def every_text() -> list[tuple[str, Text]]:
    shelves = {
        "kinds": reading.load_kinds(),
        "questions": reading.load_questions(),
        "themes": reading.load_themes(),
        "statements": reading.load_statements(),
        "dilemmas": reading.load_dilemmas(),
        "tasks": reading.load_all_tasks(),
        "activities": reading.load_activities(),
        "paths": reading.load_paths(),
        "ready_texts": tuple(reading.load_ready_texts().values()),
        "intake": reading.load_intake(),
        "teams": tuple(reading.load_teams().values()),
        "focal_points": reading.load_focal_points(),
        "answers": reading.load_answers(),
        "letters": reading.load_letters(),
        "messages": reading.load_messages(),
        "fill_ins": tuple(reading.load_fill_ins().values()),
        "cards": tuple(reading.load_attitude_cards().values()),
        "taps": reading.load_closing_taps(),
        "scan_items": (*reading_scan.load_bases(), *reading_scan.load_scan_items(), *reading_scan.load_scan_trust()),
        "scan_around": (*reading_scan.load_scan_barriers(), *reading_scan.load_scan_questions()),
        "scan_form": (reading_scan.load_form_words(), reading_scan.load_model()),
        "vision": (*reading_scan.load_vision_questions(), *reading_scan.load_vision_closings()),
        "sessions": tuple(reading_scan.load_session_guide().values()),
        "templates": tuple(reading.load_template(key) for key in reading.template_keys()),
    }
    return [found for name, shelf in shelves.items() for found in texts_in(shelf, name)]
