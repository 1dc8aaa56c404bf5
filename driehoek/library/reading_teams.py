"""Reads the words of teams: what is asked of members, the open call, the first agenda, the focal points."""

from functools import cache
from pathlib import Path as Folder

from driehoek.library.reading_scan import ORDER
from driehoek.library.shapes_path import FirstPoint, FocalPoint, TeamWords
from driehoek.library.source import CONTENT, Source, no_doubles, open_file
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES, Text
from driehoek.library.words import load_words

SORTS = ("action", "partnership", "working")  # as in trajectories.models.TeamSort; a test holds them to each other
LISTS = ("sees", "does", "never")


@cache
def load_teams(folder: Folder = CONTENT) -> dict[str, TeamWords]:
    """By sort of team: action, partnership, working. What holds for every team stands behind what is its own."""
    source = _open(folder, {"focal_points"})
    common = source.inside("common")
    shared = {name: _sentences(common, name) for name in LISTS}
    common.done()
    points = {}
    for one in source.listed("points"):
        points[one.string("key")] = one
    teams = tuple(_team(one, shared, points) for one in source.listed("teams"))
    if tuple(team.sort for team in teams) != SORTS:
        raise source.fail("teams", f"must be {', '.join(SORTS)}, in this order")
    if unused := set(points) - {point.key for team in teams for point in team.first_agenda}:
        raise source.fail(f"points[{min(unused)}]", "stands on no agenda")
    source.done()
    return {team.sort: team for team in teams}


def _open(folder: Folder, elsewhere: set[str]) -> Source:
    source = open_file("teams.toml", load_words(folder), folder)
    source.choice("audience", ("parents",))
    source.asked.update(elsewhere)
    return source


def _team(one: Source, shared: dict[str, tuple[Text, ...]], points: dict[str, Source]) -> TeamWords:
    sees, does, never = ((*_sentences(one, name), *shared[name]) for name in LISTS)
    minutes = one.whole("minutes", 30, 180)
    team = TeamWords(
        sort=one.choice("sort", SORTS),
        purpose=_plain(one, "purpose"),
        expected=_plain(one, "expected"),
        term=_plain(one, "term"),
        call=_plain(one, "call"),
        sees=sees,
        does=does,
        never=never,
        first_agenda=_agenda(one, points),
    )
    no_doubles(one, "agenda", [point.key for point in team.first_agenda])
    if (total := sum(point.minutes for point in team.first_agenda)) != minutes:
        raise one.fail("agenda", f"takes {total} minutes, must be {minutes}")
    one.done()
    return team


def _agenda(one: Source, points: dict[str, Source]) -> tuple[FirstPoint, ...]:
    agenda = []
    for pair in one.take("agenda", list):
        if not (isinstance(pair, list) and len(pair) == 2 and pair[0] in points and type(pair[1]) is int and pair[1] > 0):
            raise one.fail("agenda", f"{pair} is no key of a point with its minutes")
        point = points[pair[0]]
        agenda.append(FirstPoint(pair[0], _plain(point, "title"), pair[1], point.text("how", STAFF_LANGUAGES, "team")))
        point.done()
    return tuple(agenda)


def _sentences(one: Source, name: str) -> tuple[Text, ...]:
    rows = enumerate(one.take(name, list), start=1)
    return tuple(
        _plain(Source(one.file, {str(at): row}, f"{one.path}.{name}", one.audience, one.words), str(at)) for at, row in rows
    )


def _plain(one: Source, key: str) -> Text:
    """In every language of parents, and as it stands: nobody fills it in."""
    text = one.text(key, PARENT_LANGUAGES)
    if text.placeholders:
        raise one.fail(key, "holds a fill-in; it is shown as it stands")
    return text


@cache
def load_focal_points(folder: Folder = CONTENT) -> tuple[FocalPoint, ...]:
    """By partnership, in the order of the model."""
    source = _open(folder, {"common", "points", "teams"})
    found = []
    for one in source.listed("focal_points"):
        found.append(
            FocalPoint(
                key=one.string("key"),
                partnership=one.choice("partnership", ORDER),
                title=_plain(one, "title"),
                why=one.text("why", STAFF_LANGUAGES, "team"),
            )
        )
        one.done()
    no_doubles(source, "focal_points", [one.key for one in found])
    order = [ORDER.index(one.partnership) for one in found]
    if order != sorted(order) or set(order) != set(range(len(ORDER))):
        raise source.fail("focal_points", "each partnership has some, in the order of the model")
    source.done()
    return tuple(found)
