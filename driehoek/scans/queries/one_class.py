"""One class by itself is one teacher."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from driehoek.people.models import SchoolClass
from driehoek.scans import rules


def one_class_trouble(voices: Iterable[str], classes: Sequence[SchoolClass]) -> str:
    """Why parents or pupils of this one class are not asked by themselves; '' when they are, as where there is no other. One query at most."""
    if len(classes) != 1 or set(voices) <= {rules.SCHOOL} or not has_more(classes):
        return ""
    return _(
        "Kies minstens twee groepen of klassen. De antwoorden van één groep of klas zouden over één leerkracht gaan, en daar is deze"
        " vragenlijst niet voor."
    )


def has_more(classes: Sequence[SchoolClass]) -> bool:
    """Are there more classes than these in their year? One query."""
    return SchoolClass.objects.filter(year__in={one.year_id for one in classes}).count() > len(classes)
