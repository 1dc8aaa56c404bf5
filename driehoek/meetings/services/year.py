"""The page of a school year opens for everybody with its code, and closes again."""

from django.utils.translation import gettext as _

from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.schools.models import SchoolYear

from ..queries.year import CODE, code_of, ends_at


def open_year(*, year: SchoolYear, by: Who) -> None:
    """One code for everybody: on the poster, in the newsletter, in the app. Twice is once."""
    SchoolYear.objects.select_for_update().get(pk=year.pk)  # a double press waits here
    if code_of(year):
        raise RuleBroken("open", _("Deze pagina is al open voor iedereen met de code."))
    codes.issue(CODE, year.pk, ends_at(year), kinds=("link", "printed"))
    trail.write("open-year", by=by, on=year)


def shut_year(*, year: SchoolYear, by: Who) -> None:
    """The code opens nothing from now on, also where it was opened before; a next one is another."""
    codes.revoke(CODE, year.pk)
    trail.write("shut-year", by=by, on=year)
