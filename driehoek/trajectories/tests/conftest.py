"""A small content of our own for the tests of a path, so that a change of the library breaks none of them."""

import pytest

from driehoek.library import reading_path

from .makers_path import QUESTIONS, STRATEGY, TEXTS


@pytest.fixture
def own_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_path, "load_paths", lambda: (STRATEGY,))
    monkeypatch.setattr(reading_path, "load_ready_texts", lambda: TEXTS)
    monkeypatch.setattr(reading_path, "load_intake", lambda: QUESTIONS)
