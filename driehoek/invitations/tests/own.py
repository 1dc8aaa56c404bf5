"""A family in every shape that a home can have, and the doors to a parent's own data."""

import datetime as dt

from django.test import Client

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import Who
from driehoek.invitations.models import Invitation, Occasion
from driehoek.invitations.tests.makers import invite, open_link
from driehoek.outbox.models import Message
from driehoek.people.models import Guardian
from driehoek.people.services import own
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Kind, Source, Voice

HOMES = ("one home", "two homes", "shared e-mail", "no e-mail")


def family(school: School, occasion: Occasion, carla: Who, kind: str) -> dict[str, Invitation]:
    """Noor of Aïcha and Bas, each with a number and an address that only they may see; asked for the evening."""
    mails = {"shared e-mail": ("samen@example.org", "samen@example.org"), "no e-mail": ("", "")}.get(
        kind, ("aicha@example.org", "bas@example.org")
    )
    with within(school):
        five = make_class("Groep 5", mentor=carla)
        if kind == "two homes":
            homes = (make_home("Aïcha", mails=mails[:1], language="ar"), make_home("Bas", mails=mails[1:], street="Kade 9"))
        else:
            homes = (make_home("Aïcha", "Bas", mails=mails),)
        make_child("Noor", five, *homes)
        for row in Guardian.objects.all():
            row.phone = "0611111111" if row.given_name == "Aïcha" else "0622222222"
            row.phone_is_secret = True
            row.save()
        return invite(occasion, by=carla)


def guardian(school: School, name: str) -> Guardian:
    with within(school):
        row: Guardian = Guardian.objects.get(given_name=name)
        return row


def opened(client: Client, school: School, person: Guardian) -> str:
    """The address behind this parent's own link, opened in this browser."""
    with within(school):
        [code] = codes.issue("own", person.pk, clock.now() + own.LINK_LASTS)
        return open_link(client, codes.plain(code))


def door(client: Client, school: School, invitation: Invitation) -> str:
    with within(school):
        code = codes.codes_for("reply", [invitation.pk])[invitation.pk]["link"]
    return open_link(client, code) + "gegevens/"


def said(school: School, invitation: Invitation, words: str) -> None:
    with within(school):
        Contribution.objects.create(
            occasion=invitation.occasion, kind=Kind.WISH, voice=Voice.PARENTS, source=Source.REPLY, text=words,
            giver=invitation.household, day=clock.today() + dt.timedelta(days=1),
        )  # fmt: skip


def letters_to(school: School, person: Guardian) -> list[Message]:
    with within(school):
        return list(Message.objects.filter(letter="own_data", to=person.pk))
