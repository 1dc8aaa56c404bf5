"""Where open answers come to lie: as contributions on a board, with the voice alone, behind the same looks as all that is said.

An own board has the key of its fielding, so there is never a second one.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.algorithms.disclosure import may_show_texts
from driehoek.invitations.apart import to_come_to
from driehoek.invitations.models import Occasion
from driehoek.voices import rules as saying
from driehoek.voices.models import Contribution, Kind, Source

from ..models import Fielding
from ..rules import VOICES, Content, Sheet

MOST_OFFERED = 20
EVENING = dt.time(18)


def boards() -> list[Occasion]:
    """The boards of meetings to choose from, the newest first."""
    return list(to_come_to().filter(cancelled_at__isnull=True)[:MOST_OFFERED])


def choose_board(*, fielding: Fielding, occasion: Occasion | None, by: Who) -> None:
    """Where open answers will come to lie: the board of a meeting, or None for an own one. RuleBroken 'frozen' when they lie already."""
    rows = Fielding.objects.filter(pk=fielding.pk, frozen_at__isnull=True)
    if not rows.update(occasion=occasion):
        raise RuleBroken("frozen", _("De antwoorden in eigen woorden liggen al op een bord."))
    fielding.occasion = occasion
    trail.write("choose_board", by=by, on=fielding)


def writers_of(sheets: Sequence[Sheet]) -> dict[str, int]:
    """{voice: how many wrote something}. Never for a screen."""
    return {voice: sum(bool(_said(one)) for one in sheets if one.voice == voice) for voice in VOICES}


def put_on_board(fielding: Fielding, content: Content, sheets: Sequence[Sheet]) -> set[str]:
    """Keep the open answers of each voice in which at least ten wrote, as waiting contributions; those voices.

    Of the others nothing is kept. Called once, within the freezing: a key is random, so it could not tell a second time.
    """
    shown = {voice for voice, writers in writers_of(sheets).items() if may_show_texts(writers)}
    if not shown:
        return shown
    day = (fielding.closed_at or clock.now()).astimezone(clock.SCHOOL_TIME).date()
    occasion, kinds = _board(fielding, day), {one.key: one.kind for one in content.questions}
    rows = [
        Contribution(
            id=clock.secret_id(), occasion=occasion, kind=_kind(kinds.get(question, "")), voice=one.voice, source=Source.SCAN,
            text=text, day=day,
        )
        for one in sheets if one.voice in shown for question, text in _said(one)
    ]  # fmt: skip
    rows.sort(key=lambda row: row.pk)
    Contribution.objects.bulk_create(rows, batch_size=500)
    return shown


def _said(sheet: Sheet) -> list[tuple[str, str]]:
    """[(question, words)] that can be taken; what is too long was refused where it was typed."""
    found = [(question, saying.cleaned(text)[: saying.MOST_CHARACTERS]) for question, text in sheet.words.items()]
    return [(question, text) for question, text in found if saying.trouble(text) is None]


def _kind(kind: str) -> str:
    return kind if kind in Kind.values else Kind.EXPERIENCE


def _board(fielding: Fielding, day: dt.date) -> Occasion:
    if fielding.occasion is not None:
        return fielding.occasion
    starts = clock.at(day, EVENING)
    values: dict[str, Any] = {
        "title": fielding.title, "starts_at": starts, "ends_at": starts + dt.timedelta(hours=1), "place": "", "reply_by": day,
    }  # fmt: skip
    Occasion.objects.bulk_create([Occasion(id=fielding.pk, **values)], ignore_conflicts=True)
    occasion: Occasion = Occasion.objects.get(pk=fielding.pk)
    fielding.occasion = occasion
    fielding.save(update_fields=["occasion"])
    return occasion
