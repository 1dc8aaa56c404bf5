import datetime as dt

import pytest
from django.utils.translation import override

from driehoek.web.days import written

DAY = dt.date(2026, 12, 10)


@pytest.mark.parametrize(
    ("language", "form", "said"),
    [
        ("nl", "l j F", "donderdag 10 december"),
        ("en", "l j F Y", "Thursday 10 December 2026"),
        ("tr", "l j F", "10 Aralık Perşembe"),
        ("tr", "j F Y", "10 Aralık 2026"),
        ("pl", "l j F", "czwartek, 10 grudnia"),
        ("pl", "j F Y", "10 grudnia 2026"),
        ("uk", "l j F Y", "четвер, 10 грудня 2026"),
        ("uk", "j F", "10 грудня"),
    ],
)
def test_a_day_is_written_as_that_language_writes_it(language: str, form: str, said: str) -> None:
    with override(language):
        assert written(DAY, form) == said
