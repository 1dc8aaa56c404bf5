"""The way in of every class of an occasion, to hang at its door."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.access import codes
from driehoek.invitations import wording
from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.invitations.rules import CLASS_LINK
from driehoek.invitations.told import noted, told
from driehoek.schools.models import School


@dataclass(frozen=True)
class ClassPoster:
    name: str
    link: str
    code: str
    type_at: str
    facts: tuple[str, ...]


def class_posters(occasion: Occasion, school: School, language: str) -> list[ClassPoster]:
    """One for each class whose link is out, in the order of the classes; in `language`. Two queries."""
    rows = list(ClassInvitation.objects.filter(occasion=occasion, sent_at__isnull=False).select_related("school_class"))
    found = codes.codes_for(CLASS_LINK, [row.pk for row in rows])
    with override(language):
        when = _("%(day)s, %(begins)s–%(ends)s uur") % {
            "day": wording.day(occasion.starts_at, language),
            "begins": wording.hour(occasion.starts_at, language),
            "ends": wording.hour(occasion.ends_at, language),
        }
    title, place = (told(occasion, name, language, school.sector).inside for name in ("title", "place"))
    facts = noted((title, when, place), language)
    return [
        ClassPoster(
            name=row.school_class.name,
            link=codes.address(found[row.pk]["printed"]),
            code=found[row.pk]["printed"],
            type_at=wording.short_address(),
            facts=facts,
        )
        for row in rows
        if "printed" in found.get(row.pk, {})
    ]
