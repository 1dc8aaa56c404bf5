"""After closing what may be shown is counted once; from then on every screen, file and comparison reads that, and nothing else."""

import datetime as dt
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import WORKER, Who

from .. import counting
from ..models import AskedClass, Fielding, Mark, Result
from ..queries.one_class import has_more
from ..queries.response import levels
from ..rules import as_content
from ..rules_result import last_day
from . import board
from .answering import hold_shut, sheets_of
from .languages import speakers_of


def freeze(fielding: Fielding) -> Result:
    """The result of a closed fielding; a second time gives the same. Open answers come to lie on a board at the same moment.

    Raises RuleBroken 'still-open' for one that was not closed.
    """
    hold_shut(fielding)  # two who close, and whoever is still sending, wait for each other here
    now: Fielding = Fielding.objects.select_related("version").get(pk=fielding.pk)
    there = Result.objects.filter(fielding=now).first()
    if there is not None:
        return _told(fielding, now, there)
    day = last_day(now.closes_on, now.closed_at)
    if day is None:
        raise RuleBroken("still-open", _("Deze vragenlijst loopt nog."))
    sheets, content = sheets_of(now), as_content(now.version.content)
    asked = _asked(now)
    alone = counting.of_one_class(sheets, asked)
    on_board = board.put_on_board(now, content, [one for one in sheets if one.voice not in alone])
    openly = dict(Mark.objects.filter(fielding=now).order_by().values_list("voice").annotate(Count("pk")))
    made = counting.count(content, sheets, asked, openly=openly, closed_on=day, on_board=on_board, balanced=now.balanced)
    result: Result = Result.objects.create(fielding=now, content=made)
    now.frozen_at = clock.now()
    now.save(update_fields=["frozen_at"])
    trail.write("freeze_result", by=WORKER, on=now)
    return _told(fielding, now, result)


def balance(*, fielding: Fielding, by: Who) -> None:
    """Show figures in which each year counts by its size, beside the plain ones. They were worked out with the rest, at closing.

    Raises RuleBroken 'not-frozen' when there is no result yet.
    """
    hold_shut(fielding)
    result = Result.objects.filter(fielding=fielding).first()
    if result is None:
        raise RuleBroken("not-frozen", _("Er is nog geen uitkomst."))
    if result.content.get("balanced"):
        return
    result.content["balanced"] = True
    result.save(update_fields=["content"])
    Fielding.objects.filter(pk=fielding.pk).update(balanced=True)
    fielding.balanced = True
    trail.write("balance_result", by=by, on=fielding)


def share(*, fielding: Fielding, by: Who) -> None:
    """From now on who holds a link of this fielding sees the result. Raises RuleBroken 'nothing-to-show' when there is none."""
    result = Result.objects.filter(fielding=fielding).first()
    if result is None or not result.content.get("enough"):
        raise RuleBroken("nothing-to-show", _("Er is nog geen uitkomst om te delen."))
    _shared(fielding, fielding.shared_at or clock.now())
    trail.write("share_result", by=by, on=fielding)


def unshare(*, fielding: Fielding, by: Who) -> None:
    """Only who works here sees it again."""
    _shared(fielding, None)
    trail.write("unshare_result", by=by, on=fielding)


def _shared(fielding: Fielding, moment: dt.datetime | None) -> None:
    fielding.shared_at = moment
    fielding.save(update_fields=["shared_at"])


def _told(given: Fielding, now: Fielding, result: Result) -> Result:
    """Whoever called goes on with the same facts."""
    given.frozen_at, given.closed_at, given.occasion = now.frozen_at, now.closed_at, now.occasion
    return result


def _asked(fielding: Fielding) -> counting.Asked:
    rows: Any = list(AskedClass.objects.filter(fielding=fielding).select_related("school_class"))
    classes = [counting.ClassAsked(str(row.school_class_id), row.school_class.name, levels(row), row.people) for row in rows]
    more = has_more([row.school_class for row in rows])
    return counting.Asked(fielding.people, classes, speakers_of(fielding, by_school_class=True), more)
