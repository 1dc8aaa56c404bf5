"""A plan with something to draw from."""

import datetime as dt
from typing import Any

from django.urls import reverse

from driehoek import clock
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.library.partnership import Partnership
from driehoek.plans.models import Plan
from driehoek.plans.services import start
from driehoek.scans.models import Agreed, ChosenPoint, PointSort, SessionKind, TeamSession
from driehoek.schools.models import SchoolYear
from driehoek.voices.models import Contribution, Kind, Masking, Source, Standing, Theme, Voice


def at(school: Any, name: str, *about: Any) -> str:
    """The address of a screen of this school."""
    return reverse(name, args=[school.slug, *[getattr(one, "pk", one) for one in about]])


def a_board(**given: Any) -> Occasion:
    """Two themes: four parents and a teacher on contact (wishes, one to be quoted), two parents on what goes well."""
    day = clock.now() - dt.timedelta(days=3)
    occasion: Occasion = Occasion.objects.create(
        title="Ouderavond", starts_at=day, ends_at=day + dt.timedelta(hours=2), place="Aula", reply_by=day.date(), **given
    )
    contact = Theme.objects.create(occasion=occasion, title="Contact", meaning="Wat we horen en wanneer.")
    well = Theme.objects.create(occasion=occasion, title="Welkom")
    said: dict[str, Any] = {"occasion": occasion, "source": Source.PHONE, "standing": Standing.APPROVED}
    for number in range(4):
        Contribution.objects.create(
            **said, voice=Voice.PARENTS, kind=Kind.WISH, theme=contact, text=f"Bel ook eens {number}", picked=number == 0,
            masking=Masking.CLEARED,
        )  # fmt: skip
    Contribution.objects.create(**said, voice=Voice.SCHOOL, kind=Kind.TIP, theme=contact, text="Samen afspreken")
    for number in range(2):
        Contribution.objects.create(**said, voice=Voice.PARENTS, kind=Kind.GOES_WELL, theme=well, text=f"Fijn {number}")
    Contribution.objects.create(
        **(said | {"standing": Standing.PARKED}), voice=Voice.PARENTS, kind=Kind.WISH, theme=contact, text="APART"
    )
    return occasion


def a_session() -> TeamSession:
    """A vision session with one sentence and a chosen ambition."""
    session: TeamSession = TeamSession.objects.create(kind=SessionKind.VISION, title="Visie")
    Agreed.objects.create(session=session, about="now", text="Wij zien ouders vooral bij de deur.")
    ChosenPoint.objects.create(
        session=session, sort=PointSort.AMBITION, partnership=Partnership.DIDACTIC, text="Ouders weten wat hun kind leert."
    )
    return session


def a_plan(by: Who) -> Plan:
    return start(
        title="Samen verder",
        year=SchoolYear.objects.get_or_create(starts_in=2026)[0],
        occasions=[a_board()],
        sessions=[a_session()],
        by=by,
    )
