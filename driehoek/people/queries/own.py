"""What the school keeps about one parent, and nothing of anybody else. A dozen questions at most, however much there is."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Concat

from driehoek import clock
from driehoek.access.models import TrailRow, User
from driehoek.outbox.models import Message, State
from driehoek.people import guest_words, own
from driehoek.people.models import Guardian, Guardianship, Household
from driehoek.people.rules import own as rules

OPENED_ADDRESS, OPENED_PHONE = "reveal-address:", "reveal-phone:"  # as `services.revealing` writes them
OPENED_FOR_LETTER = f"{OPENED_ADDRESS}own_letter"
SENT = "sent:"
EVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class OwnChild:
    """A child by its given name alone, and what ties this parent to it."""

    name: str
    relation: str
    authority: str
    is_informed: bool
    agreement: str
    has_paper: bool
    since: dt.date | None
    until: dt.date | None
    asked_on: dt.date | None


@dataclass(frozen=True)
class OwnData:
    """Everything about one parent, in the language that is spoken now. `looks` are
    (day, who, what and why), `letters` (day, words); `waiting` is what they asked the school and nobody dealt with yet."""

    guardian: Guardian
    home: Household
    language: str
    channel: str
    children: list[OwnChild]
    told: list[own.Told]
    looks: list[tuple[dt.date, str, str]]
    letters: list[tuple[dt.date, str]]
    kept: list[tuple[str, str]]
    waiting: tuple[str, ...]
    in_file_on: dt.date | None

    def of(self, sort: str) -> list[own.Told]:
        return [one for one in self.told if one.sort == sort]

    @property
    def asked(self) -> list[own.Told]:
        return self.of("asked")

    @property
    def answered(self) -> list[own.Told]:
        return self.of("answered")

    @property
    def said(self) -> list[own.Told]:
        return self.of("said")

    @property
    def has_address(self) -> bool:
        return bool(self.home.street or self.home.city)


def at_home(household_id: uuid.UUID) -> list[tuple[str, str]]:
    """(key, given name) of the guardians of one home, for them to choose who they are. Nothing else of anybody."""
    rows = Guardian.objects.filter(household=household_id).order_by("given_name", "pk")
    return [(str(row.pk), row.given_name or row.surname) for row in rows]


def own_data(guardian: Guardian) -> OwnData:
    bonds = list(Guardianship.objects.filter(guardian=guardian).select_related("pupil").order_by("pupil__sort_key", "pk"))
    here = list(Guardian.objects.filter(household=guardian.household_id).select_related("household"))
    home, at_home = here[0].household, [one.pk for one in here]
    looks, acts, letters = _trail(guardian, at_home)
    since = None if len(at_home) > 1 else home.shared_until or EVER  # since when this home speaks for them alone
    told = [one for teller in own.tellers() for one in teller.tell(guardian, since)]
    seen = guardian.last_in_file_at
    return OwnData(
        guardian=guardian,
        home=home,
        language=guest_words.language_name(guardian.contact_language),
        channel=str(guest_words.CHANNELS.get(guardian.reached_by, "")),
        children=[_child(bond) for bond in bonds],
        told=sorted(told, key=lambda one: (one.day or dt.date.min, one.title), reverse=True),
        looks=looks,
        letters=letters,
        kept=kept(),
        waiting=rules.asks(acts),
        in_file_on=_day(seen) if seen else None,
    )


def _child(bond: Guardianship) -> OwnChild:
    return OwnChild(
        name=bond.pupil.given_name,
        relation=guest_words.relation(bond.relation),
        authority=str(guest_words.AUTHORITY.get(bond.authority, "")),
        is_informed=bond.may_receive,
        agreement=str(guest_words.RESTRICTIONS.get(bond.restriction, "")),
        has_paper=bool(bond.document),
        since=bond.authority_since,
        until=bond.authority_until,
        asked_on=bond.information_asked_on,
    )


def _trail(
    guardian: Guardian, at_home: list[uuid.UUID]
) -> tuple[list[tuple[dt.date, str, str]], list[str], list[tuple[dt.date, str]]]:
    """Who opened what is secret and why, by their own name, since a parent may ask them; what this parent did; what was sent to them.

    One question for the trail and the outbox, one more for names. The address is everybody's who lives there, so it counts through whomever it was opened since both live there. That a
    letter was printed for another is that other's.
    """
    rows = TrailRow.objects.filter(
        Q(act__startswith=OPENED_PHONE, object_id=guardian.pk)
        | Q(act__startswith=OPENED_ADDRESS, object_id__in=at_home)
        | Q(act__startswith=rules.PREFIX, object_id=guardian.pk)
        | Q(act__in=rules.MOVES, object_id__in=at_home)
    )
    sent = Message.objects.filter(to=guardian.pk, state=State.SENT).annotate(act=Concat(Value(SENT), "letter"))
    both = rows.order_by().values_list("act", "at", "actor", "object_id", "pk").union(
        sent.order_by().values_list("act", "sent_at", "to", "to", "pk"), all=True
    )  # fmt: skip
    every = sorted(both, key=lambda line: (line[1], line[4]))
    lines = [line[:4] for line in every if not line[0].startswith(SENT)]
    letters = [
        (_day(at), guest_words.letter(act.removeprefix(SENT))) for act, at, *_to in reversed(every) if act.startswith(SENT)
    ]
    acts = [act for act, _at, _actor, who in lines if act.startswith(rules.PREFIX) and who == guardian.pk]
    came = {key: clock.made_at(key) for key in at_home}
    came |= {who: at for act, at, _actor, who in lines if act in rules.MOVES}
    found = [
        (_day(at), actor, act)
        for act, at, actor, who in reversed(lines)
        if act.startswith((OPENED_ADDRESS, OPENED_PHONE))
        and (who == guardian.pk or (act != OPENED_FOR_LETTER and at >= max(came[who], came[guardian.pk])))
    ]
    keys = {actor for _at, actor, _act in found}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=keys)} if found else {}
    looks = [(day, names.get(actor, ""), guest_words.opened(act)) for day, actor, act in dict.fromkeys(found)]
    return looks, acts, letters


def kept() -> list[tuple[str, str]]:
    """What is kept for which purpose, and until when: the privacy register in a parent's words."""
    models: dict[Any, None] = dict.fromkeys((Guardian, Guardianship, Household, Message))
    models |= dict.fromkeys(model for teller in own.tellers() for model in teller.keeps)
    lines: list[tuple[str, str]] = []
    for model in models:
        lines.append((str(guest_words.PURPOSES[model._meta.label_lower]), str(guest_words.UNTIL[model.privacy.ends.rule])))
        for earlier in model.privacy.also_ends:
            lines.append((str(guest_words.NEEDS), str(guest_words.UNTIL[earlier.rule])))
    return list(dict.fromkeys(lines))


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.SCHOOL_TIME).date()
