"""Personal links and printed codes: ways in for people without an account.

A link carries 128 bits, a printed code 12 letters and digits without look-alikes (58 bits, with a rate limit), a hall
code 6. Both are derived from the code's id with a key that is not in the database, which holds only their hash:
so letters can be printed again, and a dump opens nothing. Opening is a POST, since mail scanners follow links.
"""

import base64
import datetime as dt
import hashlib
import hmac
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from driehoek import clock
from driehoek.schools.scoping import current_school_id, within
from driehoek.schools.sealing import derived_key

from .models import AccessCode
from .who import PASSES

ALPHABET = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
PRINTED, HALL = 12, 6
MOST_PASSES = 20
PERSONAL = ("reply:", "own:", "scan:", "scanchild:", "team:")  # codes that belong to one home, or to one person


def _bytes(code_id: uuid.UUID, kind: str) -> bytes:
    return hmac.digest(derived_key("codes"), f"{kind}|{code_id}".encode(), "sha256")


def _letters(code_id: uuid.UUID, length: int) -> str:
    number = int.from_bytes(_bytes(code_id, f"letters{length}"))
    out = ""
    for _ in range(length):
        number, place = divmod(number, len(ALPHABET))
        out += ALPHABET[place]
    return out


def plain(code: AccessCode) -> str:
    """The code itself, derived again; the kind is kept in the purpose's suffix."""
    kind = code.purpose.partition(":")[2]
    if kind == "printed":
        return _letters(code.pk, PRINTED)
    if kind == "hall":
        return _letters(code.pk, HALL)
    return base64.urlsafe_b64encode(_bytes(code.pk, "link")[:16]).decode().rstrip("=")


def grouped(text: str) -> str:
    """'K7M 4PQ 9XT 2AB': how a code is printed and read out."""
    return " ".join(text[place : place + 3] for place in range(0, len(text), 3))


def cleaned(typed: str) -> str:
    """What somebody typed or scanned, as it was made: case and spaces do not matter for printed codes."""
    letters = "".join(character for character in typed.upper() if character.isalnum())
    if len(letters) in {PRINTED, HALL} and len(typed.replace(" ", "").replace("-", "")) == len(letters):
        return letters
    return typed.strip()


def is_of_hall(typed: str) -> bool:
    """Whether it is as long as what stands on a large screen, so not in anybody's letter; right or wrong alike."""
    return len(cleaned(typed)) == HALL


def _digest(text: str) -> str:
    return hmac.new(derived_key("code hashes"), text.encode(), hashlib.sha256).hexdigest()


def issue(purpose: str, about: uuid.UUID, expires_at: dt.datetime, *, kinds: tuple[str, ...] = ("link",)) -> list[AccessCode]:
    """Make codes of these kinds (link, printed, hall) for one thing of the open school."""
    made = issue_many(purpose, [about], expires_at, kinds=kinds)
    return made


def issue_many(
    purpose: str, abouts: list[uuid.UUID], expires_at: dt.datetime, *, kinds: tuple[str, ...] = ("link",)
) -> list[AccessCode]:
    rows = []
    for about in abouts:
        for kind in kinds:
            row = AccessCode(school_id=current_school_id(), purpose=f"{purpose}:{kind}", about=about, expires_at=expires_at)
            row.digest = _digest(plain(row))
            rows.append(row)
    return AccessCode.objects.bulk_create(rows, batch_size=500)


def codes_for(purpose: str, abouts: list[uuid.UUID], *, working: bool = False) -> dict[uuid.UUID, dict[str, str]]:
    """For each thing of the open school its codes that nobody ended: {about: {'link': …, 'printed': …}}.

    Also those that ran out, so that what was sent can be printed again; with `working` only what opens something today.
    """
    rows = AccessCode.objects.filter(
        school_id=current_school_id(), about__in=abouts, purpose__startswith=f"{purpose}:", revoked_at__isnull=True
    ).order_by("expires_at", "pk")
    if working:
        rows = rows.filter(expires_at__gt=clock.now())
    found: dict[uuid.UUID, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.about, {})[row.purpose.partition(":")[2]] = plain(row)
    return found


def revoke(purpose: str, about: uuid.UUID) -> int:
    """End every code of this purpose for this thing, at once."""
    return revoke_all(purpose, [about])


def revoke_all(purpose: str, abouts: list[uuid.UUID]) -> int:
    """The same for several things."""
    ended = 0
    for start in range(0, len(abouts), 500):
        some = abouts[start : start + 500]
        rows = AccessCode.objects.filter(school_id=current_school_id(), about__in=some, purpose__startswith=f"{purpose}:")
        ended += rows.filter(revoked_at__isnull=True).update(revoked_at=clock.now())
    return ended


def revoke_but(purpose: str, about: uuid.UUID, kept: Collection[uuid.UUID]) -> int:
    """The same, except these codes: those that are open in this browser."""
    rows = AccessCode.objects.filter(school_id=current_school_id(), about=about, purpose__startswith=f"{purpose}:")
    return rows.filter(revoked_at__isnull=True).exclude(pk__in=kept).update(revoked_at=clock.now())


def end_by(purpose: str, about: uuid.UUID, moment: dt.datetime) -> int:
    """Let no code of this purpose for this thing work longer than until `moment`."""
    rows = AccessCode.objects.filter(school_id=current_school_id(), about=about, purpose__startswith=f"{purpose}:")
    return rows.filter(expires_at__gt=moment).update(expires_at=moment)


def find(typed: str) -> AccessCode | None:
    """The valid code, whoever's school it is; None for wrong, expired and revoked alike."""
    rows = AccessCode.objects.select_related("school")
    return rows.filter(digest=_digest(cleaned(typed)), revoked_at__isnull=True, expires_at__gt=clock.now()).first()


@dataclass(frozen=True)
class Owner:
    """Whose a personal code is: of a home, or of one person who lives there."""

    home: uuid.UUID
    person: uuid.UUID | None = None


Owners = Callable[[list[uuid.UUID]], dict[uuid.UUID, Owner]]
_owners: dict[str, Owners] = {}


def register_owner(purpose: str, owners_of: Owners) -> None:
    """`owners_of(abouts)` says whose the codes of this purpose are; called within the school of the codes."""
    _owners[purpose] = owners_of


def open_in(request: HttpRequest, code: AccessCode) -> None:
    """Remember in this browser that the code was opened; the session gets a new key.

    Links of one family live side by side; a personal code of others lets go of theirs (see `stays`).
    """
    open_here: list[str] = request.session.get(PASSES, [])
    kept = [item for item in open_here if item != str(code.pk)]
    if code.purpose.startswith(PERSONAL):
        gone = {str(key) for key in _let_go(code, open_here)}
        kept = [item for item in kept if item not in gone]
    request.session.cycle_key()
    request.session[PASSES] = [*kept, str(code.pk)][-MOST_PASSES:]


def stays(kept: Owner | None, opened: Owner | None) -> bool:
    """Whether a personal link stays open beside the one that is opened now.

    One phone may hold every link of a home, and beside them the own data of one person who lives there. What belongs to
    another home or to another person closes: on a shared tablet nobody reads who was before them. Whoever taps a link of the
    home may be the other parent, every time, so that closes own data; who they are of taps their own link again.
    """
    if kept is None or opened is None or kept.home != opened.home:
        return False
    return kept.person is None or kept.person == opened.person


def _let_go(code: AccessCode, open_here: list[str]) -> list[uuid.UUID]:
    """Which of the open codes close when `code` opens. One query, and one for each purpose among them."""
    rows = [row for row in AccessCode.objects.filter(pk__in=open_here) if row.purpose.startswith(PERSONAL)]
    others = [row for row in rows if not _same(row, code)]
    if not others:
        return []
    near = [row for row in others if row.school_id == code.school_id]
    with within(code.school, write=False):
        owners = _owners_of([code, *near])
    return [row.pk for row in others if not stays(owners.get(row.pk), owners.get(code.pk))]


def _same(one: AccessCode, other: AccessCode) -> bool:
    return (_purpose(one), one.about, one.school_id) == (_purpose(other), other.about, other.school_id)


def _purpose(code: AccessCode) -> str:
    return code.purpose.partition(":")[0]


def _owners_of(rows: list[AccessCode]) -> dict[uuid.UUID, Owner]:
    found: dict[uuid.UUID, Owner] = {}
    for purpose, owners_of in _owners.items():
        mine = [row for row in rows if _purpose(row) == purpose]
        known = owners_of([row.about for row in mine]) if mine else {}
        found |= {row.pk: known[row.about] for row in mine if row.about in known}
    return found


def address(text: str) -> str:
    """The full address behind a QR code or in a mail."""
    return f"{settings.SITE_URL}/c/{text}"


_landings: dict[str, Any] = {}


def register_landing(purpose: str, address_of: Any) -> None:
    """`address_of(school_slug, about)` is the page where a code of this purpose leads."""
    _landings[purpose] = address_of


def landing(code: AccessCode) -> str:
    found: str = _landings[code.purpose.partition(":")[0]](code.school.slug, code.about)
    return found
