"""What people said on an evening, for the tests of every capability. Call within(school)."""

import uuid
from typing import Any

from driehoek import clock
from driehoek.access import codes
from driehoek.access.models import AccessCode
from driehoek.access.who import PASSES
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion
from driehoek.people.models import Household, SchoolClass
from driehoek.people.tests.makers import make_class
from driehoek.voices import services
from driehoek.voices.models import Contribution, Kind, Reading, Source, Standing, Theme, Voice

ATTACK = "Juf Wilhelmina is een idioot en ze slaat kinderen"
LINES = ("Ik weet nooit wie ik moet bellen.", "De juf belde gewoon om iets leuks te zeggen.", "Het huiswerk is thuis ruzie.")


def say(occasion: Occasion, text: str = LINES[0], *, standing: str = Standing.WAITING, **changes: Any) -> Contribution:
    """One contribution of a parent, by the service; then as far as `standing` says."""
    values = {"key": clock.secret_id(), "kind": Kind.DIFFICULT, "voice": Voice.PARENTS, "source": Source.PHONE}
    row = services.contribute(occasion=occasion, text=text, **{**values, **changes})
    if standing != Standing.WAITING:
        Contribution.objects.filter(pk=row.pk).update(standing=standing)
        row.standing = standing
    return row


def say_many(occasion: Occasion, count: int, **values: Any) -> list[Contribution]:
    """Many at once, without the service; approved unless said otherwise."""
    rows = [
        Contribution(
            **{
                "occasion": occasion,
                "kind": Kind.values[number % len(Kind.values)],
                "voice": Voice.values[number % 3],
                "source": Source.PHONE,
                "text": f"{LINES[number % 3]} {number}",
                "standing": Standing.APPROVED,
                **values,
            }
        )
        for number in range(count)
    ]
    return Contribution.objects.bulk_create(rows)


def read(
    row: Contribution, *themes: Theme, certain: bool = False, similar: tuple[Contribution, ...] = (), **more: Any
) -> Reading:
    """What the machine might have read: these themes, the likeliest first."""
    likely = [[str(theme.pk), round(0.9 - place / 10, 2)] for place, theme in enumerate(themes)]
    found = {"likely": likely, "certain": certain, "similar": [str(one.pk) for one in similar], **more}
    return Reading.objects.create(contribution=row, digest="x", engine="hand", **found)


def make_invitation(occasion: Occasion, home: Household) -> Invitation:
    """A home that was invited to this occasion."""
    group = SchoolClass.objects.first() or make_class("Groep 5")
    asked = ClassInvitation.objects.filter(occasion=occasion).first()
    asked = asked or ClassInvitation.objects.create(occasion=occasion, school_class=group)
    return Invitation.objects.create(occasion=occasion, class_invitation=asked, household=home, channel=Channel.MAIL)


def opened(client: Any, purpose: str, about: uuid.UUID, occasion: Occasion) -> AccessCode:
    """Let this browser hold a code, as after typing it in."""
    code = codes.issue(purpose, about, occasion.ends_at)[0]
    session = client.session
    session[PASSES] = [*session.get(PASSES, []), str(code.pk)]
    session.save()
    return code


def now(row: Contribution) -> Contribution:
    """The row as it stands in the database."""
    found: Contribution = Contribution.objects.get(pk=row.pk)
    return found
