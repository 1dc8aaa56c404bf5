"""Telling everybody who was invited that there is news. Once for each round: without anything new there is no next one."""

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.services.following_up import Reached, reach_invited
from driehoek.outbox import letters

from ..models import Meeting
from ..queries import news


def tell_news(*, meeting: Meeting, by: Who, seen: str = "") -> Reached:
    """Who said something without a name can't be found, so everybody who was invited hears it.

    `seen` marks what stood on the screen. Raises RuleBroken when it is no longer that; '' asks nothing.
    """
    there = Meeting.objects.select_for_update().select_related("occasion").get(pk=meeting.pk)  # a double press waits here
    moment = news.since(there)
    if moment is None:
        raise RuleBroken("not-reported", _("Nieuws kan weg als het verslag bij ouders is."))
    titles = news.new_titles(there.occasion, moment)
    if not titles:
        raise RuleBroken("no-news", _("Er is niets nieuws sinds het vorige bericht. Geef eerst ergens nieuws."))
    if seen and seen != news.mark_of_news(moment, titles):
        raise RuleBroken(
            "other-news", _("Er is intussen iets veranderd aan het nieuws. Laad de pagina opnieuw en kijk wat er nu staat.")
        )
    reached = reach_invited(there.occasion)
    round_ = news.mark_of(moment)
    letters.put_many(
        (guardian, news.LETTER, invitation, f"news:{invitation}:{number}:{round_}")
        for guardian, invitation, number in reached.mails
    )
    trail.write(news.TOLD if reached.mails else news.HANDED, by=by, on=there)
    return reached
