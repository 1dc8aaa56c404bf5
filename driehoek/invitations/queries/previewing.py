"""Which family to look at before sending: by name, or those where a letter goes wrong first."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Length

from driehoek.invitations import rules
from driehoek.invitations.models import Channel, Invitation, Occasion
from driehoek.people.models import Guardian

from . import search

LONGEST, NO_MAIL = "lang", "papier"


def to_look_at(occasion: Occasion, text: str, which: str) -> Any:
    """Invitations that match every word. `which`: LONGEST first, only NO_MAIL, one of the languages of parents, or ''."""
    rows = search.invited(occasion, text)
    if which == NO_MAIL:
        return rows.filter(channel=Channel.PAPER)
    if which == LONGEST:
        longest = Guardian.objects.filter(household=OuterRef("household")).order_by(Length("search_key").desc())
        return rows.alias(length=Subquery(longest.values(long=Length("search_key"))[:1])).order_by("-length", "id")
    return rows.filter(language=which) if which in rules.PARENT_LANGUAGES else rows


def ways(occasion: Occasion) -> tuple[int, dict[str, int]]:
    """How many families get a letter, and how many each language has. One query."""
    rows = Invitation.objects.filter(occasion=occasion).order_by().values_list("channel", "language")
    paper, languages = 0, dict.fromkeys(rules.PARENT_LANGUAGES, 0)
    for channel, language, families in rows.annotate(families=Count("id")):
        paper += families if channel == Channel.PAPER else 0
        languages[language] = languages.get(language, 0) + families
    return paper, {language: families for language, families in languages.items() if families}
