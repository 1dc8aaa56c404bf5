"""What stands in the letters of asking, for parents, pupils and colleagues. Each gives a `Composed` in the language that is asked for."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from driehoek import clock
from driehoek.invitations import wording
from driehoek.library.composing import Composed
from driehoek.library.reading_scan import load_form_words
from driehoek.scans.models import Fielding
from driehoek.scans.rules import PARENTS, SCHOOL, Content
from driehoek.scans.rules_asking import MOST_REMINDERS, TOLD_DAYS
from driehoek.scans.rules_instruments import minutes
from driehoek.schools.models import School


@dataclass(frozen=True)
class Facts:
    """What a letter can name. `name`: who reads it; `child`: the given name of the pupil that it is about.

    `content`: what is asked; the letter promises no shorter time and no other language than it has.
    """

    school: School
    language: str
    name: str
    until: dt.date
    content: Content
    from_on: dt.date | None = None
    child: str = ""

    @property
    def day(self) -> str:
        return wording.day(self.until, self.language)

    @property
    def contact(self) -> str:
        return wording.contact(self.school, self.language)


def protected(voice: str, language: str, sector: str) -> str:
    """The one sentence on how answers are protected, as the form itself says it."""
    return load_form_words().protects.of(voice).say(language, sector)


def takes(content: Content, voice: str) -> str:
    """How long it takes this voice, in the language that is on."""
    n = max(1, round(minutes(content, voice)))
    return ngettext("Invullen duurt ongeveer %(n)d minuut.", "Invullen duurt ongeveer %(n)d minuten.", n) % {"n": n}


def first_day(fielding: Fielding, told_on: dt.date | None = None) -> dt.date:
    """The first day on which a pupil can be asked of whom a parent was told on `told_on` (or is told today)."""
    return max(fielding.opens_on, (told_on or clock.today()) + dt.timedelta(days=TOLD_DAYS))


def _tongue(facts: Facts) -> str:
    if facts.language in facts.content.languages(PARENTS):
        return _("Het kan in uw eigen taal, op uw telefoon en zonder account.")
    said = _("Het kan op uw telefoon en zonder account.")
    return f"{said} {_('Niet alles is vertaald: sommige zinnen staan in het Nederlands.')}"


def for_parent(facts: Facts, *, reminder: bool = False) -> Composed:
    with override(facts.language):
        values = {"school": facts.school.name, "day": facts.day, "contact": facts.contact, "n": MOST_REMINDERS}
        first = (
            _("Een tijdje geleden vroegen wij u hoe het gaat tussen u en %(school)s. Wij horen het graag ook van u.")
            if reminder
            else _("Op %(school)s willen we goed samenwerken met ouders. Daarom vragen we u hoe het nu gaat en wat beter kan.")
        )
        last = (
            _("Hebt u al geantwoord, misschien via de link van de groep? Dank u wel. Dan hoeft u niets te doen.")
            if reminder
            else _("Meedoen hoeft niet. U krijgt hoogstens %(n)d herinneringen.")
        )
        return _composed(
            facts,
            _("Herinnering: hoe gaat het tussen u en %(school)s?") if reminder else _("Hoe gaat het tussen u en %(school)s?"),
            [
                first,
                f"{takes(facts.content, PARENTS)} {_tongue(facts)}",
                _whole(protected(PARENTS, facts.language, facts.school.sector)),
                _("Invullen kan tot en met %(day)s. Deze link is van u alleen: stuur hem niet door."),
                last,
                _("Hebt u een vraag? %(contact)s."),
            ],
            _("Vul de vragenlijst in"),
            values,
        )


def for_colleague(facts: Facts, *, reminder: bool = False) -> Composed:
    with override(facts.language):
        values = {"school": facts.school.name, "day": facts.day}
        last = _("Heb je al geantwoord? Dank je wel. Dan hoef je niets te doen.") if reminder else ""
        paragraphs = [
            _("Hoe werken ouders en school bij ons samen? We vragen het aan ouders en aan iedereen die hier werkt."),
            f"{takes(facts.content, SCHOOL)} {_('Het gaat over de school, niet over jou of over één gezin.')}",
            _whole(protected(SCHOOL, facts.language, facts.school.sector)),
            _("Invullen kan tot en met %(day)s. Deze link is van jou alleen: stuur hem niet door."),
            last,
        ]
        subject = _("Herinnering: hoe werken ouders en school samen?") if reminder else _("Hoe werken ouders en school samen?")
        return _composed(facts, subject, [one for one in paragraphs if one], _("Vul de vragenlijst in"), values)


def for_parent_of_pupil(facts: Facts) -> Composed:
    """Before a pupil under 16 is asked: what, when, and that it need not be."""
    with override(facts.language):
        values = {
            "school": facts.school.name,
            "child": facts.child,
            "day": facts.day,
            "from": wording.day(facts.from_on or facts.until, facts.language),
            "contact": facts.contact,
        }
        return _composed(
            facts,
            _("Wij vragen ook leerlingen: mag %(child)s meedoen?"),
            [
                _(
                    "%(school)s vraagt ouders, leerlingen en medewerkers hoe zij samenwerken. Vanaf %(from)s vragen we ook %(child)s."
                ),
                _(
                    "Het gaat over de school: of leerlingen zich gehoord voelen en weten waar ze terechtkunnen. "
                    "Er staat geen vraag in over u of over thuis."
                ),
                _(
                    "Wat %(child)s invult, staat los van de naam. De school en u zien nooit wie wat antwoordt. "
                    "Wat leerlingen in eigen woorden schrijven, leest de school zonder naam."
                ),
                _(
                    "Wilt u niet dat %(child)s meedoet? Zeg dat dan met de knop of de code, tot en met %(day)s. U hoeft niet te zeggen waarom."
                ),
                _("Vindt u het goed? Dan hoeft u niets te doen. Ook uw kind mag altijd nee zeggen."),
                _("Hebt u een vraag? %(contact)s."),
            ],
            _("Mijn kind doet niet mee"),
            values,
        )


def _whole(text: str) -> str:
    """As it is, where the other lines are filled."""
    return text.replace("%", "%%")


def _composed(facts: Facts, subject: str, paragraphs: list[str], button: str, values: dict[str, object]) -> Composed:
    """Within the language of the letter. A greeting before, a goodbye behind."""
    greeting = _("Beste %(name)s,") % {"name": facts.name}
    goodbye = f"{_('Met vriendelijke groet,')}\n{facts.school.name}"
    said = tuple(one % values for one in paragraphs)
    return Composed(facts.language, subject % values, (greeting, *said, goodbye), button)
