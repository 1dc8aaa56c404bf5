"""Asking on paper: letters of one class in each reader's language, slips for pupils, a poster, and the questionnaire itself."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.documents import scan_form, scan_slips
from driehoek.documents.letters import LetterPage, Sender
from driehoek.documents.letters import letters as typeset_letters
from driehoek.documents.paper import Paper, numbered
from driehoek.documents.poster import join_poster
from driehoek.invitations import wording
from driehoek.invitations.queries.families import Family, families
from driehoek.invitations.rules import PARENT_LANGUAGES, letter_language
from driehoek.library.composing import Composed
from driehoek.library.reading_scan import load_form_words
from driehoek.library.texts import Text
from driehoek.people.models import Household, Pupil, StaffMember
from driehoek.schools.models import School

from . import asking_words as words
from . import paper_numbers, rules
from .models import AskedClass, Fielding, Ticket, ToldParent
from .queries.asked import parents_to_tell
from .rules_asking import CHILD, CLASS, PERSONAL


def pile(school: School, fielding: Fielding, asked: AskedClass | None, keys: Sequence[uuid.UUID], *, reminder: bool) -> bytes:
    """One PDF, a letter a person, in the order of their names. `asked` None: of colleagues. ValueError when nobody is left."""
    rows = list(Ticket.objects.filter(pk__in=keys).select_related("guardian", "staff").defer("guardian__phone"))
    opened = codes.codes_for(PERSONAL, [row.pk for row in rows])
    ready = [row for row in rows if "printed" in opened.get(row.pk, {})]
    pages = []
    content = rules.as_content(fielding.version.content)
    if asked is None:
        people = sorted((row for row in ready if row.staff), key=lambda row: _sorted_by(row.staff))
        for row in people:
            facts = words.Facts(school, row.language, str(row.staff), fielding.closes_on, content)
            composed = words.for_colleague(facts, reminder=reminder)
            pages.append(_page(composed, (str(row.staff),), opened[row.pk]["printed"], _how(row.language)))
    else:
        found = families(
            list(AskedClass.objects.filter(fielding=fielding).values_list("school_class_id", flat=True)),
            [row.guardian.household_id for row in ready if row.guardian],
        )
        homes = {home.pk: home for home in Household.objects.filter(pk__in=list(found))}
        for row in sorted((row for row in ready if row.guardian), key=lambda row: _sorted_by(row.guardian)):
            family = found.get(row.guardian.household_id)
            reader = next((one for one in family.receivers if one.guardian_id == row.guardian_id), None) if family else None
            if family is None or reader is None:
                continue
            facts = words.Facts(school, row.language, reader.name, fielding.closes_on, content)
            lines = _address(reader.name, reader.about_child, family, homes[family.household_id], asked)
            composed = words.for_parent(facts, reminder=reminder)
            pages.append(_page(composed, lines, opened[row.pk]["printed"], _how(row.language)))
    return _bound(school, pages, fielding.title)


def told_pile(school: School, asked: AskedClass) -> bytes:
    """To parents who hear about a pupil under 16 of this class and get no mail. ValueError when there are none."""
    tickets = {row.pupil_id: row for row in asked.tickets.filter(pupil__isnull=False)}
    pupils = {row.pk: row for row in Pupil.objects.filter(pk__in=list(tickets))}
    rows = list(
        ToldParent.objects.filter(ticket__asked_class=asked).values_list("pk", "ticket__pupil_id", "guardian_id", "told_on")
    )
    told = {(pupil, parent): key for key, pupil, parent, _day in rows}
    days = {(pupil, parent): day for _key, pupil, parent, day in rows}
    content = rules.as_content(asked.fielding.version.content)
    opened = codes.codes_for(CHILD, list(told.values()))
    printed = {who: opened[key]["printed"] for who, key in told.items() if "printed" in opened.get(key, {})}
    pages = []
    readers = [one for one in parents_to_tell(list(tickets)) if not one.email and (one.pupil_id, one.guardian_id) in printed]
    for one in sorted(readers, key=lambda one: (pupils[one.pupil_id].sort_key, one.name)):
        child, language = pupils[one.pupil_id], letter_language(one.language)
        fielding = asked.fielding
        first = words.first_day(fielding, days[one.pupil_id, one.guardian_id])
        facts = words.Facts(school, language, one.name, fielding.closes_on, content, first, child.given_name)
        with override("nl"):
            to = (one.name, _("via %(child)s, %(class)s") % {"child": str(child), "class": asked.school_class.name})
        with override(language):
            how = _("Doet uw kind niet mee?")
        pages.append(_page(words.for_parent_of_pupil(facts), to, printed[one.pupil_id, one.guardian_id], how))
    return _bound(school, pages, asked.fielding.title)


def slips(school: School, asked: AskedClass) -> bytes:
    """For each pupil who may be asked a strip with name, QR and code. ValueError when there are none."""
    rows = list(asked.tickets.filter(pupil__isnull=False, gone=False, declined=False).select_related("pupil"))
    opened = codes.codes_for(PERSONAL, [row.pk for row in rows])
    rows = sorted((row for row in rows if "printed" in opened.get(row.pk, {})), key=lambda row: _sorted_by(row.pupil))
    return scan_slips.slips(
        [
            scan_slips.Slip(
                name=str(row.pupil),
                link=codes.address(opened[row.pk]["printed"]),
                link_text=wording.short_address(),
                code=opened[row.pk]["printed"],
            )
            for row in rows
        ],
        school=school.name,
        title=f"{asked.fielding.title} · {asked.school_class.name}",
        until=wording.day(asked.fielding.closes_on, "nl"),
        made_at=clock.now(),
    )


def poster(school: School, asked: AskedClass, paper: Paper, language: str) -> bytes:
    opened = codes.codes_for(CLASS, [asked.pk]).get(asked.pk, {})
    if "printed" not in opened:
        raise RuleBroken("no-link", _("De poster is er zodra de vragenlijst uitstaat."))
    language = language if language in PARENT_LANGUAGES else "nl"
    with override(language):
        title = _("Hoe gaat het tussen u en school? Vul het in.")
        whose = _("Voor ouders van %(class)s") % {"class": asked.school_class.name}
        reassurance = words.protected(rules.PARENTS, language, school.sector)
    return join_poster(
        title=title,
        school=f"{school.name} · {whose}",
        link=codes.address(opened["printed"]),
        code=opened["printed"],
        link_text=wording.short_address(),
        reassurance=reassurance,
        paper=paper,
        language=language,
        made_at=clock.now(),
    )


def questionnaires(school: School, fielding: Fielding, voice: str, place: int, language: str, copies: int) -> bytes:
    """So many paper forms of this voice, each with a number of its own. `place` of the class as `queries.ways` counts."""
    content, around = rules.as_content(fielding.version.content), load_form_words()

    def said(texts: rules.Texts) -> str:
        return rules.in_language(texts, language)[0]

    def say(text: Text) -> str:
        return text.say(language, school.sector)

    with override(language):
        title = _("Hoe gaat het tussen jou en school?") if voice == rules.PUPIL else _("Hoe gaat het tussen u en school?")
    return scan_form.forms(
        scan_form.Questionnaire(
            title=title,
            items=tuple(said(one.texts[voice]) for one in content.items_for(voice)),
            trust=tuple(said(one.texts[voice]) for one in content.trust_for(voice)),
            questions=tuple(said(one.texts[voice]) for one in content.questions_for(voice)),
            barriers=tuple(said(one.texts) for one in content.barriers_for(voice)),
            asks_importance=content.asks_importance,
            words=scan_form.Words(
                now=say(around.now),
                important=say(around.important.of(voice)),
                trust=say(around.trust),
                in_the_way=say(around.in_the_way),
                own=say(around.own_words.of(voice)),
                points=tuple(say(one) for one in (*around.points, around.dont_know)),
                weights=tuple(say(one) for one in around.importance),
                protected=say(around.protects.of(voice)),
            ),
        ),
        numbers=paper_numbers.new_numbers(place, copies),
        school=school.name,
        until=wording.day(fielding.closes_on, language),
        type_at=wording.short_address(),
        code=_class_code(fielding, place),
        language=language,
        made_at=clock.now(),
    )


def _class_code(fielding: Fielding, place: int) -> str:
    """Whoever rather answers on the web types the code of the class."""
    keys = list(fielding.classes.order_by("pk").values_list("pk", flat=True))
    key = keys[place - 1] if 0 < place <= len(keys) else None
    return codes.codes_for(CLASS, [key]).get(key, {}).get("printed", "") if key else ""


def _page(composed: Composed, address: tuple[str, ...], code: str, how: str) -> LetterPage:
    goodbye = composed.paragraphs[-1].split("\n")
    return LetterPage(
        language=composed.language,
        date=wording.day(clock.now(), composed.language),
        subject=composed.subject,
        salutation=composed.paragraphs[0],
        paragraphs=composed.paragraphs[1:-1],
        closing=goodbye[0],
        signature=tuple(goodbye[1:]),
        address_lines=address,
        link=codes.address(code),
        link_text=wording.short_address(),
        code=code,
        how=how,
    )


def _how(language: str) -> str:
    with override(language):
        return _("Zo vult u de vragenlijst in")


def _address(name: str, about_child: bool, family: Family, home: Household, asked: AskedClass) -> tuple[str, ...]:
    """The name and where they live; when that is secret or not known the child who brings it. In Dutch: for who hands it out."""
    if home.is_secret or not home.street.strip():
        here = dict.fromkeys(child.given_name for child in family.children if child.class_id == asked.school_class_id)
        if not about_child or not here:
            return (name,)
        with override("nl"):
            brings = _("via %(child)s, %(class)s") % {"child": wording.joined(list(here), "nl"), "class": asked.school_class.name}
        return (name, brings)
    return (name, home.street.strip(), f"{home.postcode} {home.city}".strip())


def _bound(school: School, pages: list[LetterPage], title: str) -> bytes:
    place = ", ".join(part for part in (school.street_address, f"{school.postcode} {school.city}".strip()) if part)
    sender = Sender(name=school.name, lines=tuple(line for line in (place, school.phone, school.reply_to) if line))
    every = [replace(one, number=numbered(at, len(pages))) for at, one in enumerate(pages, 1)]
    return typeset_letters(every, school=sender, title=title, made_at=clock.now())


def _sorted_by(person: StaffMember | Pupil | object) -> str:
    return str(getattr(person, "sort_key", ""))
