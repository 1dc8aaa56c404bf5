"""How families are spoken of on screen: what somebody hears and why, ages, languages."""

import datetime as dt
from typing import Any

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext, gettext_lazy

from .rules.hearing import Hears, Milestone, Why

WHY: dict[Why, Any] = {
    Why.AUTHORITY: gettext_lazy("Deze ouder heeft gezag."),
    Why.NOT_KNOWN: gettext_lazy("Of deze ouder gezag heeft, is niet bekend. Zolang dat zo is, doen we alsof het er is."),
    Why.RAISES: gettext_lazy("Heeft geen gezag, en zorgt wel voor dit kind."),
    Why.ASKED: gettext_lazy("Heeft geen gezag, en vroeg de school om informatie. Dat verzoek staat erbij."),
    Why.NO_AUTHORITY: gettext_lazy("Heeft geen gezag, en vroeg de school niet om informatie over dit kind (art. 1:377c BW)."),
    Why.ADULT: gettext_lazy("De leerling is 18 of ouder, en zei nog niet dat ouders over hem of haar mogen horen."),
    Why.THROUGH_LEADER: gettext_lazy("Contact over dit kind gaat alleen via de schoolleider."),
    Why.NO_POST: gettext_lazy("De school of de administratie heeft gezegd: geen post over dit kind."),
    Why.NO_CONTACT: gettext_lazy("Er is afgesproken of beslist dat er geen contact is over dit kind."),
}
RELATION_CHOICES = (
    ("", gettext_lazy("weten we niet")), ("mother", gettext_lazy("moeder")), ("father", gettext_lazy("vader")),
    ("parent", gettext_lazy("ouder")), ("legal_guardian", gettext_lazy("voogd")), ("foster_parent", gettext_lazy("pleegouder")),
    ("step_parent", gettext_lazy("stiefouder")), ("grandparent", gettext_lazy("grootouder")),
    ("other", gettext_lazy("andere verzorger")),
)  # fmt: skip
LANGUAGES: dict[str, Any] = {
    "nl": gettext_lazy("Nederlands"), "ar": gettext_lazy("Arabisch"), "tr": gettext_lazy("Turks"), "pl": gettext_lazy("Pools"),
    "uk": gettext_lazy("Oekraïens"), "en": gettext_lazy("Engels"), "ti": gettext_lazy("Tigrinya"), "so": gettext_lazy("Somali"),
    "fa": gettext_lazy("Perzisch"), "fr": gettext_lazy("Frans"), "es": gettext_lazy("Spaans"), "pt": gettext_lazy("Portugees"),
    "ro": gettext_lazy("Roemeens"), "bg": gettext_lazy("Bulgaars"), "ru": gettext_lazy("Russisch"),
    "zh": gettext_lazy("Chinees"), "ur": gettext_lazy("Urdu"), "ps": gettext_lazy("Pasjtoe"), "hu": gettext_lazy("Hongaars"),
    "de": gettext_lazy("Duits"), "pap": gettext_lazy("Papiaments"),
}  # fmt: skip


def hears_words(heard: Hears) -> str:
    """What somebody hears, in a few words; the reason is beside it."""
    if heard.about_child:
        return gettext("hoort over dit kind")
    if heard.school_wide:
        return gettext("hoort alleen wat voor alle ouders is")
    return gettext("hoort niets van school over dit kind")


def why_words(heard: Hears) -> str:
    return str(WHY[heard.why])


def language_word(code: str) -> str:
    return str(LANGUAGES.get(code, code))


def channel_words(guardian: Any) -> str:
    """By which way this person is reached. An address is a channel: several people may share one."""
    if not guardian.email:
        return gettext("geen e-mail: krijgt een brief")
    return gettext("liever een brief") if guardian.reached_by == "paper" else str(guardian.email)


def age_words(milestone: Milestone, *, agreed_on: dt.date | None) -> str:
    """What changes, or has changed, on that birthday."""
    day = formatted(milestone.on, "j F Y")
    if milestone.age == 16:
        if milestone.has_come:
            return gettext("16 geworden op %(day)s: deze leerling mag zelf inzien wat er is vastgelegd.") % {"day": day}
        return gettext("Wordt 16 op %(day)s. Vanaf dan mag de leerling zelf inzien wat er is vastgelegd.") % {"day": day}
    if not milestone.has_come:
        return gettext("Wordt 18 op %(day)s. Vanaf dan horen ouders alleen nog over deze leerling als die dat goedvindt.") % {
            "day": day
        }
    if agreed_on:
        return gettext("18 geworden op %(day)s. De leerling vindt goed dat ouders van school horen, sinds %(since)s.") % {
            "day": day, "since": formatted(agreed_on, "j F Y"),
        }  # fmt: skip
    return gettext("18 geworden op %(day)s. Ouders horen alleen nog wat voor alle ouders is, tot de leerling ja zegt.") % {
        "day": day
    }
