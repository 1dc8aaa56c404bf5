"""What a parent said under their own name, and how their name is taken off it: for 'what does the school know about me'."""

import datetime as dt
import uuid

from django.utils.translation import get_language

from driehoek.clock import SCHOOL_TIME
from driehoek.invitations import wording
from driehoek.people.models import Guardian
from driehoek.people.own import Teller, Told

from .models import Contribution
from .services.rewriting import rewrite_anonymous


def tell(guardian: Guardian, since: dt.datetime | None) -> list[Told]:
    """Words that this home gave with its name; of several people at one address nobody knows whose they are. One question.

    Of words only the day at school is known: those of the very day on which somebody moved are left out.
    """
    if since is None:
        return []
    rows = (
        Contribution.objects.filter(giver=guardian.household_id, day__gt=since.astimezone(SCHOOL_TIME).date())
        .select_related("occasion", "school")
        .order_by("day", "pk")
    )
    language = get_language() or "nl"
    return [Told("said", wording.title(row.occasion, language, row.school.sector), row.day, (("", row.text),)) for row in rows]


def forget(guardian: Guardian, alone: bool) -> None:
    """The words stay, without a giver; all rows are written anew, since those that changed now could be told apart."""
    if alone:
        let_go(guardian.household_id)


def let_go(home: uuid.UUID) -> None:
    if Contribution.objects.filter(giver=home).update(giver=None, giver_name=""):
        rewrite_anonymous(all_rows=True)


TELLER = Teller(keeps=(Contribution,), tell=tell, forget=forget)
