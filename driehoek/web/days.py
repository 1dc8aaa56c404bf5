"""Days as people of each language write them. A format is said in Dutch order ("l j F Y"); where a language declines its
months (Polish, Ukrainian) or puts the day of the week elsewhere (Turkish), it becomes that language's own."""

import datetime as dt

from django.utils.dateformat import format as formatted
from django.utils.translation import get_language

DECLINED = {"pl", "uk"}


def written(day: dt.date | dt.datetime, form: str = "j F Y") -> str:
    """`day` in the language that is spoken now; a moment must be in school time already."""
    language = (get_language() or "nl").split("-")[0]
    if language == "tr" and form.startswith("l j F"):
        form = form.removeprefix("l ") + " l"
    if language not in DECLINED:
        return formatted(day, form)
    if form.startswith("l "):
        weekday = formatted(day, "l")
        return f"{weekday.lower()}, {formatted(day, form.removeprefix('l ').replace('F', 'E'))}"
    return formatted(day, form.replace("F", "E"))
