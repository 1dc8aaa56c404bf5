"""Letters to everybody who was invited, for the folders above: whom they reach, and what one family gets by mail or on paper."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.documents.letters import LetterPage, letters
from driehoek.invitations import letters as mails
from driehoek.invitations import pages, wording
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.arriving import ways
from driehoek.invitations.queries.families import families
from driehoek.invitations.queries.hand_out import place_of
from driehoek.invitations.queries.invited import invited_to
from driehoek.invitations.told import note
from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message
from driehoek.people.models import Household
from driehoek.schools.models import School

from .sending import give_codes

Values = Callable[[Invitation], Mapping[str, str]]


@dataclass(frozen=True)
class Reached:
    """`mails` are (guardian, invitation, number of the letter within the family); `on_paper` invitations get a printed letter, and at
    the homes of `nobody` there is nobody who may be written to."""

    mails: list[tuple[uuid.UUID, uuid.UUID, int]]
    on_paper: list[uuid.UUID]
    nobody: list[uuid.UUID] = field(default_factory=list)

    @property
    def by_mail(self) -> int:
        """Households that get a mail: some get two, at two addresses."""
        return len({invitation for _, invitation, _ in self.mails})


def reach_invited(occasion: Occasion) -> Reached:
    """Everybody who was invited and may still be written to. Each gets a code; who has no e-mail is marked 'on paper'.

    An address where the last letter did not arrive gets none; a home where that is so at every address hears it on paper.
    """
    rows = list(invited_to(occasion).order_by("pk"))
    found = ways(occasion, rows)
    gone = {row.pk for row in found.nobody}
    give_codes(occasion, [row for row in rows if row.pk not in gone])
    Invitation.objects.filter(occasion=occasion, pk__in=found.without_address).update(channel=Channel.PAPER)
    return Reached(found.mails, [row.pk for row in found.on_paper], list(gone))


def family_mail(message: Message, *, key: str, values: Values, leave_out: tuple[str, ...] = ()) -> Mail | None:
    """Letter `key` of the library for the household of `message.about`, from the school; None when it may not receive any more."""
    found = mails._addressed(message)
    if found is None:
        return None
    filled = found.values | dict(values(found.invitation))
    composed = wording.say(key, language=found.language, school=found.school, channel="mail", values=filled, leave_out=leave_out)
    text, html = mails._bodies(composed, found.link, found.code, "", found.school.name)
    return Mail(
        to=found.readers[0].email,
        subject=composed.subject,
        text=text,
        language=composed.language,
        html=html,
        from_name=found.school.name,
        reply_to=found.reply_to,
    )


@dataclass(frozen=True, kw_only=True)
class Pile:
    """What a pile of letters says: letter `key` of the library, filled per family; `how` heads the panel with its code."""

    key: str
    values: Values
    how: Callable[[], str]
    leave_out: tuple[str, ...] = ()


def family_pile(*, school: School, class_invitation: ClassInvitation, rows: Sequence[Invitation], pile: Pile) -> bytes:
    """One PDF for these households on paper, in the order of the class list."""
    ids = [row.household_id for row in rows]
    classes = ClassInvitation.objects.filter(occasion=class_invitation.occasion_id).values_list("school_class_id", flat=True)
    found = families(list(classes), ids)
    homes = {home.pk: home for home in Household.objects.filter(pk__in=ids)}
    opened = codes.codes_for("reply", [row.pk for row in rows])
    ready = [row for row in rows if row.household_id in found and row.pk in opened]
    ready.sort(key=lambda row: place_of(found[row.household_id], class_invitation.school_class_id))
    sheets = []
    for row in ready:
        family = found[row.household_id]
        address_lines = pages.address_lines(class_invitation, family, homes[row.household_id])
        names = wording.joined([one.name for one in family.receivers], row.language)
        values = wording.values_of(school, class_invitation, row.language, about_child=family.about_child)
        values |= {"naam_ouder": names}
        sheets.append(_sheet(school, row, values, opened[row.pk]["printed"], address_lines, pile))
    title = f"{class_invitation.occasion.title} · {class_invitation.school_class.name}"
    return letters(sheets, school=pages.sender(school), title=title, made_at=clock.now())


def _sheet(
    school: School, row: Invitation, values: dict[str, str], code: str, address_lines: tuple[str, ...], pile: Pile
) -> LetterPage:
    filled = values | dict(pile.values(row)) | {"code": wording.readable(code)}
    composed = wording.say(
        pile.key, language=row.language, school=school, channel="paper", values=filled, leave_out=pile.leave_out,
        said=(filled["bijeenkomst"],),
    )  # fmt: skip
    goodbye = composed.paragraphs[-1].split("\n")
    with override(composed.language):
        heading = pile.how()
    return LetterPage(
        language=composed.language,
        date=wording.day(clock.now(), row.language),
        subject=filled["bijeenkomst"],
        note=note(filled["bijeenkomst"], composed.language),
        salutation=composed.paragraphs[0],
        paragraphs=composed.paragraphs[1:-1],
        closing=goodbye[0],
        signature=tuple(goodbye[1:]),
        address_lines=address_lines,
        link=codes.address(code),
        link_text=wording.short_address(),
        code=code,
        how=heading,
    )
