"""Our next step in words: what the school does now. Never what a family lacks, never who is late."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.invitations.rules import Step


def words_for(step: Step, count: int, sender: str) -> str:
    """The step for a class, with the number of families where that says something."""
    if step == Step.ASK:
        return _("Vraag %(name)s om akkoord") % {"name": sender}
    if step == Step.CHOOSE and sender:
        return _("Keur goed namens de school")
    counted = _counted(step, count)
    if counted:
        return counted
    return {
        Step.CHOOSE: _("Geef zelf akkoord: er is geen mentor bekend"),
        Step.DONE: _("Klaar: wie niet antwoordde, laten we met rust") if count else _("Iedereen heeft geantwoord"),
        Step.OVER: _("Er gaat niets meer uit"),
        Step.NOBODY: _("Nog geen gezinnen in deze klas"),
    }[step]


def _counted(step: Step, n: int) -> str:
    texts = {
        Step.SEND: ngettext("Verstuur aan %(n)d gezin", "Verstuur aan %(n)d gezinnen", n),
        Step.OPEN_LINK: ngettext("Maak de link voor %(n)d gezin", "Maak de link voor %(n)d gezinnen", n),
        Step.SPREAD: ngettext("Deel de link: nog %(n)d gezin", "Deel de link: nog %(n)d gezinnen", n),
        Step.MATCH: ngettext("Bekijk van wie %(n)d antwoord is", "Bekijk van wie %(n)d antwoorden zijn", n),
        Step.OTHER_WAY: ngettext(
            "Geef %(n)d gezin een brief mee: de mail kwam niet aan",
            "Geef %(n)d gezinnen een brief mee: de mail kwam niet aan",
            n,
        ),
        Step.PRINT: ngettext("Druk %(n)d brief af", "Druk %(n)d brieven af", n),
        Step.REMIND: ngettext("Herinner %(n)d gezin", "Herinner %(n)d gezinnen", n),
        Step.CALL: ngettext("Bel %(n)d gezin zelf, één keer", "Bel %(n)d gezinnen zelf, één keer", n),
        Step.WAIT: ngettext("Even wachten: %(n)d gezin", "Even wachten: %(n)d gezinnen", n),
    }
    return texts[step] % {"n": n} if step in texts else ""
