"""Reads the templates of trajectories, the ready texts and the questions of the intake."""

from functools import cache
from pathlib import Path as Folder

from driehoek.library.shapes_path import IntakeQuestion, Path, ReadyText
from driehoek.library.source import CONTENT


@cache
def load_paths(folder: Folder = CONTENT) -> tuple[Path, ...]:
    """Every template, the strategy trajectory first."""
    return ()


@cache
def load_ready_texts(folder: Folder = CONTENT) -> dict[str, ReadyText]:
    """By key."""
    return {}


@cache
def load_intake(folder: Folder = CONTENT) -> tuple[IntakeQuestion, ...]:
    """The questions of the talk before the beginning, in order."""
    return ()
