"""A new school: the school, its year, its key. Who works there is `access`' business."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from driehoek import clock

from . import sealing
from .models import Board, School, SchoolYear, school_year_of
from .scoping import within


class NotASchool(ValueError):
    """What is wrong with the given details, in words."""


def open_school(*, name: str, slug: str, sector: str, board: str, city: str = "", **details: str) -> School:
    """Make an empty school of a board (made when it is new), with this school year and its own key."""
    if not name.strip():
        raise NotASchool(_("Geef de naam van de school."))
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,58}", slug):
        raise NotASchool(_("De korte naam heeft alleen kleine letters, cijfers en streepjes, zoals 'klimboom'."))
    if sector not in {"po", "vo", "so"}:
        raise NotASchool(_("De soort is po, vo of so."))
    with transaction.atomic():
        if School.objects.filter(slug=slug).exists():
            raise NotASchool(_("Er is al een school met deze korte naam. Kies een andere."))
        board_slug = re.sub(r"[^a-z0-9]+", "-", board.lower()).strip("-") or "bestuur"
        owner, _made = Board.objects.get_or_create(slug=board_slug[:60], defaults={"name": board})
        school = School.objects.create(board=owner, slug=slug, name=name.strip(), sector=sector, city=city, **details)
        with within(school):
            SchoolYear.objects.create(starts_in=school_year_of(clock.now()))
            sealing.add_key(school.pk)
    return school
