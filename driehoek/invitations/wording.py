"""What stands in an invitation: the words of the library, filled for one family in its language."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.library import reading
from driehoek.library.composing import Composed, compose
from driehoek.library.shapes_letters import Letter
from driehoek.schools.models import School
from driehoek.web.days import written

from . import wording_changes, words
from .models import ClassInvitation, Occasion
from .told import noted, plain, told

YES = "ja"


def day(moment: dt.datetime | dt.date, language: str) -> str:
    """'donderdag 10 december', in the reader's language, as the calendar on the wall at school says."""
    local = moment.astimezone(clock.SCHOOL_TIME).date() if isinstance(moment, dt.datetime) else moment
    with override(language):
        return written(local, "l j F")


def hour(moment: dt.datetime, language: str) -> str:
    """'19.00' for Dutch readers, '19:00' for others."""
    return moment.astimezone(clock.SCHOOL_TIME).strftime("%H.%M" if language == "nl" else "%H:%M")


def title(occasion: Occasion, language: str, sector: str) -> str:
    """The title in the reader's language, when it ships or somebody translated it; otherwise as the school wrote it."""
    return told(occasion, "title", language, sector).text


def joined(names: Sequence[str], language: str) -> str:
    """'Aïcha en Bas', 'Aïcha, Bas en Carla'."""
    if len(names) < 2:
        return "".join(names)
    with override(language):
        return _("%(first)s en %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def reply_to(occasion: Occasion, school: School, own: ClassInvitation | None = None) -> str:
    """Where an answer by e-mail arrives: what was agreed for the class `own`, for this occasion, otherwise the school's address.

    `own` is left out for who hears nothing about a child, and in what the mentor does not write: the address may be theirs.
    """
    return (own_address(own) if own else "") or occasion.reply_to or school.reply_to


def own_address(own: ClassInvitation) -> str:
    """What was agreed for this class, as long as the mentor who sends it works here; '' otherwise."""
    sender = own.sender
    works_here = sender is not None and (sender.left_on is None or sender.left_on > clock.today())
    return own.reply_to if works_here else ""


def contact(school: School, language: str, occasion: Occasion | None = None, own: ClassInvitation | None = None) -> str:
    """Where a question goes: telephone and e-mail of the school, or its name when neither is known."""
    ways = [way for way in (school.phone, reply_to(occasion, school, own) if occasion else school.reply_to) if way]
    with override(language):
        return _(" of ").join(ways) or school.name


def short_address() -> str:
    """'driehoek.example.org/c': what people type."""
    return urlsplit(settings.SITE_URL).netloc + "/c"


def signer(class_invitation: ClassInvitation) -> str:
    """In whose name it goes out: the mentor who agreed. Without that yes it is the school's, and this is ''."""
    sender = class_invitation.sender
    if sender is None or sender.user_id is None or sender.user_id != class_invitation.approved_by_id:
        return ""
    return str(sender)


def class_label(name: str, sector: str) -> str:
    """'Groep 5' as it stands behind the word: '5', since a letter says 'groep 5' by itself."""
    kind = reading.word("class", sector, "nl")
    first, _space, rest = name.partition(" ")
    return rest.strip() if rest.strip() and first.casefold() == kind.casefold() else name


def values_of(
    school: School, class_invitation: ClassInvitation, language: str, *, about_child: bool = True, by_mentor: bool = False
) -> dict[str, str]:
    """What every letter about an occasion can name, without anything of a family. `by_mentor`: it is an invitation or a reminder.

    `about_child` False: it goes to who hears nothing about a child, so it comes from the school and names no class or mentor.
    """
    occasion = class_invitation.occasion
    name = signer(class_invitation) if about_child else ""
    return {
        "naam_school": school.name,
        "bijeenkomst": told(occasion, "title", language, school.sector).inside,
        "datum": day(occasion.starts_at, language),
        "begintijd": hour(occasion.starts_at, language),
        "eindtijd": hour(occasion.ends_at, language),
        "plaats": told(occasion, "place", language).inside,
        "waarom": told(occasion, "why", language).text,
        "wat_er_gebeurt": what_happens(occasion, language, school.sector),
        "antwoord_voor": day(occasion.reply_by, language),
        "contact": contact(school, language, occasion, class_invitation if about_child and by_mentor else None),
        "webadres": short_address(),
        "naam_mentor": name,
        "klas": class_label(class_invitation.school_class.name, school.sector) if name else "",
        "persoonlijke_regel": class_invitation.personal_line if about_child else "",
        "met_tolk": YES if occasion.has_interpreter else "",
        "met_opvang": YES if occasion.has_childcare else "",
    }


def say(
    key: str,
    *,
    language: str,
    school: School,
    channel: str,
    values: dict[str, str],
    leave_out: tuple[str, ...] = (),
    said: tuple[str, ...] = (),
) -> Composed:
    """One letter of the library, filled. `leave_out` names paragraphs that stand elsewhere or can't be promised.

    Words of the school that nobody translated say once that they are Dutch, unless the sheet does so elsewhere: in `said`.
    """
    letter = _letter(key, language)
    if leave_out:
        paragraphs = tuple(one for one in letter.paragraphs if one.key not in leave_out)
        letter = dataclasses.replace(letter, paragraphs=paragraphs)
    made = compose(letter, language=language, sector=school.sector, channel=channel, values=values)
    if letter.audience == "team" or made.language == "nl":
        paragraphs = tuple(plain(paragraph) for paragraph in made.paragraphs)
    else:
        paragraphs = noted(made.paragraphs, made.language, said)
    return dataclasses.replace(made, subject=plain(made.subject), paragraphs=paragraphs)


_more: dict[str, Callable[[str], Letter]] = {}


def register_letter(key: str, maker: Callable[[str], Letter]) -> None:
    """A letter of a folder above: `maker(language)` makes it."""
    _more[key] = maker


def _letter(key: str, language: str) -> Letter:
    if key in _more:
        return _more[key](language)
    return wording_changes.letter(key, language) or reading.load_letter(key)


def what_happens(occasion: Occasion, language: str, sector: str) -> str:
    """Why and what, as this kind of meeting says it; '' for an occasion of another kind."""
    kind = words.kind_of(occasion.pk)
    return reading.load_template(kind).invites_to.say(language, sector) if kind in reading.template_keys() else ""


def spare(values: dict[str, str]) -> tuple[str, ...]:
    """Paragraphs of the library that give way to the school's own words, so that a letter fits on its sheet."""
    if not values["waarom"]:
        return ()
    return ("why", "what", "why_and_what") if values["persoonlijke_regel"] else ("why",)


def in_dutch(language: str) -> str:
    """'Dit is in het Nederlands', in the language of the reader."""
    with override(language):
        return _("Dit is in het Nederlands geschreven.")


def readable(code: str) -> str:
    return codes.grouped(code)
