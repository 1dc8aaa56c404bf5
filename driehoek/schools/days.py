"""Which days nobody works at a school, and which it had better avoid. Plain values; the dates come from `holidays`.

School holidays are those of the region (autumn and spring are advice: a school may differ, and says so itself), known to
2030. The Islamic feasts follow the moon and may shift a day.
"""

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any

FRIDAY = 4
RAMADAN = 29  # days before the feast that ends it
FARTHEST = 400  # days that a search for a working day looks ahead or back


@dataclass(frozen=True)
class Days:
    """Days of the school itself. `is_free`: nobody works; otherwise only better avoided."""

    name: str
    first: dt.date
    last: dt.date
    is_free: bool = False

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Calendar:
    """What one school knows of its year. `region`: 'Noord', 'Midden', 'Zuid' or '' (not known: public holidays alone)."""

    region: str = ""
    sector: str = "po"
    own: Sequence[Days] = ()

    def free(self, day: dt.date) -> str:
        """Why nobody works on this day, in Dutch: its name, 'weekend', or '' for a working day."""
        own = next((one.name for one in self.own if one.is_free and day in one), "")
        known = own or _public(day.year).get(day, "") or _school(day.year, self.region).get(day, "")
        return known or ("weekend" if day.weekday() > FRIDAY else "")

    def avoided(self, day: dt.date) -> list[str]:
        """Why a meeting on this day may find few people: names, in Dutch, the school's own days first."""
        found = [one.name for one in self.own if not one.is_free and day in one]
        return list(dict.fromkeys([*found, *_feasts(day.year, self.sector, self.region).get(day, ())]))

    def knows(self, day: dt.date) -> bool:
        """Whether the school holidays of that year are known."""
        return not self.region or bool(_school(day.year, self.region))

    def earlier(self, day: dt.date) -> dt.date:
        """The last working day up to `day`."""
        return self._off(day, -1)

    def later(self, day: dt.date) -> dt.date:
        """The first working day from `day` on."""
        return self._off(day, 1)

    def _off(self, day: dt.date, step: int) -> dt.date:
        for distance in range(FARTHEST):
            if not self.free(there := day + dt.timedelta(days=step * distance)):
                return there
        return day


@dataclass(frozen=True)
class Stretch:
    """Free or avoided days in a row, under one name."""

    name: str
    first: dt.date
    last: dt.date


def stretches(calendar: Calendar, first: dt.date, last: dt.date) -> list[Stretch]:
    """The holidays from `first` to `last` that everybody knows, without weekends and without the school's own days."""
    bare = Calendar(calendar.region, calendar.sector)
    found: list[Stretch] = []
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        name = _school(day.year, bare.region).get(day, "") or _public(day.year).get(day, "")  # Christmas lies in its holiday
        if not name:
            continue
        before = found[-1] if found else None
        if before and before.name == name and (day - before.last).days <= 3:  # over a weekend it is one holiday
            found[-1] = Stretch(name, before.first, day)
        else:
            found.append(Stretch(name, day, day))
    return found


def _holidays(country: str, **which: Any) -> Any:
    return _library().country_holidays(country, **which)


@cache
def _library() -> Any:
    """Only for who plans, and without its list of countries: that loads all calendars of the world, where a few are asked."""
    if spec := find_spec("holidays.countries"):
        sys.modules.setdefault("holidays.countries", module_from_spec(spec))
    return import_module("holidays")


@lru_cache(maxsize=64)
def _public(year: int) -> dict[dt.date, str]:
    every = _holidays("NL", years=[year], categories=("public", "optional"), language="nl")
    return dict(every.items())


@lru_cache(maxsize=64)
def _school(year: int, region: str) -> dict[dt.date, str]:
    if not region:
        return {}
    every = _holidays("NL", subdiv=region, years=[year], categories=("school",), language="nl")
    return dict(every.items())


@lru_cache(maxsize=64)
def _feasts(year: int, sector: str, region: str) -> dict[dt.date, tuple[str, ...]]:
    """Evenings on which people have something better to do."""
    found: dict[dt.date, tuple[str, ...]] = {}

    def put(name: str, first: dt.date, last: dt.date) -> None:
        for number in range((last - first).days + 1):
            day = first + dt.timedelta(days=number)
            found[day] = (*found.get(day, ()), name)

    if sector != "vo":
        put("Sint-Maarten", dt.date(year, 11, 11), dt.date(year, 11, 11))
    put("Sinterklaas", dt.date(year, 12, 5 if sector == "vo" else 3), dt.date(year, 12, 5))
    if region == "Zuid":
        carnival = next(day for day, name in _public(year).items() if name == "Eerste paasdag") - dt.timedelta(days=49)
        put("carnaval", carnival, carnival + dt.timedelta(days=2))
    for day, name in _moon(year):
        if name == "fitr":
            put("Suikerfeest", day, day + dt.timedelta(days=1))
            put("ramadan", day - dt.timedelta(days=RAMADAN), day - dt.timedelta(days=1))
        else:
            put("Offerfeest", day, day + dt.timedelta(days=1))
    return found


@lru_cache(maxsize=64)
def _moon(year: int) -> list[tuple[dt.date, str]]:
    """The first days of the two feasts in a year, as their calendar is kept in Turkey."""
    found: list[tuple[dt.date, str]] = []
    last: dict[str, dt.date] = {}
    every = _holidays("TR", years=[year], language="en_US")
    for day, names in sorted(every.items()):
        for word in ("Fitr", "Adha"):
            if f"Eid al-{word}" in names:
                if word not in last or (day - last[word]).days > 7:
                    found.append((day, word.lower()))
                last[word] = day
    return found
