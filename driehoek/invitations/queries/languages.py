"""Do we reach parents in every language? For the whole school, for who leads it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from driehoek.invitations.models import Invitation, Occasion
from driehoek.invitations.rules_languages import cells
from driehoek.people.words_families import language_word


@dataclass(frozen=True)
class LanguageReach:
    names: str
    invited: int
    tenths: int


def by_language(occasion: Occasion) -> list[LanguageReach]:
    """One question. Empty where it would say something of a few families, or no more than the total."""
    rows = Invitation.objects.filter(occasion=occasion, sent_at__isnull=False).order_by()
    counted = rows.values("language").annotate(all=Count("id"), answered=Count("id", filter=Q(reply__isnull=False)))
    counts = {row["language"]: (row["all"], row["answered"]) for row in counted}
    return [
        LanguageReach(", ".join(language_word(language) for language in one.languages), one.invited, one.tenths)
        for one in cells(counts)
    ]
