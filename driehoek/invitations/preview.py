"""Exactly what one household would get now, for who looks before sending: nothing is made, sent or opened by looking."""

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.documents.letters import LetterPage
from driehoek.people.models import Guardian, Guardianship, Household
from driehoek.people.rules import hearing
from driehoek.people.words_families import language_word
from driehoek.schools.models import School

from . import letters, pages, rules
from .models import Channel, ClassInvitation, Invitation, Outcome
from .queries.arriving import dead_ends
from .queries.families import Family, families
from .queries.hand_out import Placed
from .sample import NO_CODE, Sample
from .told import as_html, marked, told
from .told import line as line_of

KINDS = ("invitation", "reminder")


@dataclass(frozen=True)
class ShownMail:
    """One e-mail. `address` is '' where the home is secret; `is_dead` when the last letter to it did not arrive."""

    names: tuple[str, ...]
    address: str
    sender: str
    reply_to: str
    sample: Sample
    is_dead: bool

    @property
    def language(self) -> str:
        return language_word(self.sample.composed.language)


@dataclass(frozen=True)
class ShownLetter:
    """One letter on paper, as it is printed."""

    names: tuple[str, ...]
    page: LetterPage

    @property
    def subject(self) -> str:
        return as_html(self.page.subject)

    @property
    def paragraphs(self) -> list[str]:
        return [as_html(one) for one in self.page.paragraphs]

    @property
    def details(self) -> list[tuple[str, str]]:
        return [(label, as_html(value)) for label, value in self.page.details]

    @property
    def language(self) -> str:
        return language_word(self.page.language)

    @property
    def direction(self) -> str:
        return "rtl" if self.page.language == "ar" else "ltr"


@dataclass(frozen=True)
class FamilyPreview:
    """`why_not`: why this household gets nothing of this kind now; `left_out`: (name, why) of who is not written to."""

    invitation: Invitation
    kind: str
    names: str
    children: str
    mails: list[ShownMail]
    letter: ShownLetter | None
    why_not: str
    notes: list[str]
    left_out: list[tuple[str, str]]


def family_preview(school: School, invitation: Invitation, kind: str) -> FamilyPreview:
    """`kind` is one of KINDS. `invitation` as the gate fetched it. Eight queries, two more for each address at home."""
    own = _as_agreed(invitation.class_invitation, invitation)
    invitation.class_invitation = own
    classes = ClassInvitation.objects.filter(occasion=invitation.occasion_id).values_list("school_class_id", flat=True)
    family = families(list(classes), [invitation.household_id]).get(invitation.household_id)
    adults = list(Guardian.objects.filter(household=invitation.household_id).select_related("household").defer("phone"))
    home = adults[0].household if adults else Household.objects.get(pk=invitation.household_id)
    left_out = _left_out(adults, family)
    names = ", ".join(str(one) for one in adults)
    if family is None:
        why = _("Op dit moment mag niemand van dit gezin hierover bericht krijgen, of het kind is niet meer op school.")
        return FamilyPreview(invitation, kind, names, "", [], None, why, [], left_out)
    if invitation.sent_at is None:
        invitation.language = family.language
    by_mail = bool(family.letters) and invitation.channel == Channel.MAIL
    mails = _mails(school, invitation, family, home, kind) if by_mail else []
    letter = None if by_mail else _letter(school, own, Placed(invitation, family, home, None), kind)
    written = {one.sample.composed.language for one in mails} | ({letter.page.language} if letter else set())
    return FamilyPreview(
        invitation,
        kind,
        names,
        ", ".join(dict.fromkeys(child.given_name for child in family.children)),
        mails,
        letter,
        _why_not(invitation, kind),
        _fallen_back(invitation, written) + _notes(invitation, family, own),
        left_out + (_without_mail(family) if by_mail else []),
    )


def _as_agreed(own: ClassInvitation, invitation: Invitation) -> ClassInvitation:
    """As it will stand when its mentor agrees; kept nowhere."""
    own.occasion = invitation.occasion
    if own.approved_at is None and own.sender is not None:
        own.approved_by_id = own.sender.user_id
    return own


def _mails(school: School, invitation: Invitation, family: Family, home: Household, kind: str) -> list[ShownMail]:
    dead = dead_ends(invitation.occasion)
    shown = []
    for readers in family.letters:
        found = letters._Addressed(school, invitation, readers, "", NO_CODE, by_mentor=True)
        composed = letters.invitation_words(found) if kind == "invitation" else letters.reminder_words(found)
        mail = letters._mail(found, composed, calendar=False)
        own = invitation.class_invitation
        lines = [line_of(own.personal_line if found.about_child else "", composed.language)]
        lines.append(told(invitation.occasion, "why", composed.language))
        paragraphs = [(as_html(paragraph), one) for paragraph, one in marked(composed.paragraphs, lines)]
        shown.append(
            ShownMail(
                tuple(one.name for one in readers),
                "" if home.is_secret else mail.to,
                mail.from_name,
                mail.reply_to,
                Sample(composed, paragraphs),
                (invitation.pk, readers[0].guardian_id) in dead,
            )
        )
    return shown


def _letter(school: School, own: ClassInvitation, placed: Placed, kind: str) -> ShownLetter:
    page = pages.page(school, own, placed, {"printed": NO_CODE.replace(" ", "")}, kind)
    return ShownLetter(tuple(one.name for one in placed.family.receivers), page)


def _why_not(invitation: Invitation, kind: str) -> str:
    """In words, why nothing of this kind goes to them now; '' when it does, or will when it is sent."""
    occasion, now = invitation.occasion, clock.now()
    if occasion.cancelled_at is not None:
        return _("Deze bijeenkomst gaat niet door: er gaat niets meer uit.")
    if now >= occasion.starts_at:
        return _("Deze bijeenkomst is begonnen of geweest: er gaat niets meer uit.")
    if hasattr(invitation, "reply"):
        return _("Dit gezin heeft al geantwoord. Ook 'nee' is een antwoord: het wordt niet nog eens gevraagd.")
    if kind == "invitation":
        return _("De uitnodiging is al verstuurd en gaat niet nog eens.") if invitation.sent_at else ""
    stop = rules.why_no_reminder(
        sent_at=invitation.sent_at,
        answered=False,
        reminders=invitation.reminders,
        reminded_at=invitation.reminded_at,
        starts_at=occasion.starts_at,
        now=now,
        stopped=invitation.is_let_go,
    )
    if stop == rules.Stop.STOPPED:
        wants_none = invitation.attempt_outcome == Outcome.NO_MORE
        return (
            _("Dit gezin wil geen herinneringen meer.")
            if wants_none
            else _("Dit gezin is persoonlijk gesproken: we laten het los.")
        )
    return (
        {
            rules.Stop.NOT_ASKED: _("Eerst gaat de uitnodiging; een herinnering kan drie dagen later."),
            rules.Stop.TWICE: _("Dit gezin kreeg al twee herinneringen. Meer doen we niet."),
            rules.Stop.TOO_SOON: _("Dit gezin kreeg de laatste drie dagen al bericht. Een herinnering kan later."),
        }.get(stop, "")
        if stop
        else ""
    )


def _fallen_back(invitation: Invitation, written: set[str]) -> list[str]:
    if written <= {invitation.language}:
        return []
    said = _("Niet elke zin van deze brief bestaat in het %(wanted)s. Daarom is de hele brief in het Nederlands.")
    return [said % {"wanted": language_word(invitation.language)}]


def _notes(invitation: Invitation, family: Family, own: ClassInvitation) -> list[str]:
    """What may surprise who reads along."""
    notes = []
    for one in family.receivers:
        wanted = language_word(one.language)
        if one.language not in rules.PARENT_LANGUAGES:
            said = _("%(name)s koos %(wanted)s. In die taal zijn er nog geen brieven: dit gezin leest Nederlands.")
        elif one.language != invitation.language:
            said = _("%(name)s koos %(wanted)s. Een gezin krijgt één taal: die van wie vooraan in de lijst staat.")
        else:
            continue
        notes.append(said % {"name": one.name, "wanted": wanted})
    if own.approved_at is None:
        sender = str(own.sender or "")
        notes.append(
            _("Er is nog geen akkoord. Zo wordt het als %(name)s akkoord geeft; een eigen regel kan er nog bij.")
            % {"name": sender}
            if sender
            else _("Er is nog geen akkoord. De uitnodiging gaat dan uit naam van de school.")
        )
    if not family.about_child:
        notes.append(_("Niemand van dit gezin hoort iets over het kind: de klas en de mentor worden niet genoemd."))
    return notes


def _without_mail(family: Family) -> list[tuple[str, str]]:
    why = _("heeft geen e-mailadres of wil liever een brief; dit gezin krijgt een mail op het andere adres")
    return [(one.name, why) for one in family.receivers if not one.email]


def _left_out(adults: list[Guardian], family: Family | None) -> list[tuple[str, str]]:
    """Adults of this home who are not written to, and why."""
    receiving: set[uuid.UUID] = {one.guardian_id for one in family.receivers} if family else set()
    missing = [one for one in adults if one.pk not in receiving]
    if not missing:
        return []
    today = clock.today()
    why: dict[uuid.UUID, set[hearing.Why]] = {}
    ties = Guardianship.objects.filter(guardian__in=missing).order_by()
    for guardian, *bond in ties.values_list("guardian_id", *hearing.BOND_COLUMNS):
        heard = hearing.hears(hearing.bond_of(bond), today)
        why.setdefault(guardian, set()).add(heard.why if not heard.school_wide else hearing.Why.NOT_KNOWN)
    return [(str(one), _why_left_out(why.get(one.pk, set()))) for one in missing]


def _why_left_out(found: set[hearing.Why]) -> str:
    if hearing.Why.NO_CONTACT in found:
        return _("geen contact: dat is vastgelegd bij dit kind")
    if hearing.Why.NO_POST in found:
        return _("krijgt geen post over dit kind: dat is aangegeven")
    return _("heeft geen kind in de klassen die zijn uitgenodigd, of het kind is van school")
