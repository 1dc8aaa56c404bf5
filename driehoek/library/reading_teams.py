"""Reads the words of teams: what is asked of members, the open call, the first agenda, the focal points."""

from functools import cache
from pathlib import Path as Folder

from driehoek.library.shapes_path import FocalPoint, TeamWords
from driehoek.library.source import CONTENT


@cache
def load_teams(folder: Folder = CONTENT) -> dict[str, TeamWords]:
    """By sort of team: action, partnership, working."""
    return {}


@cache
def load_focal_points(folder: Folder = CONTENT) -> tuple[FocalPoint, ...]:
    """By partnership, in the order of the model."""
    return ()
