"""How a parent reads what is kept about them: plain words for relations, authority, letters and terms."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

RELATIONS: dict[str, Any] = {
    "mother": _("moeder"),
    "father": _("vader"),
    "parent": _("ouder"),
    "legal_guardian": _("voogd"),
    "foster_parent": _("pleegouder"),
    "step_parent": _("stiefouder"),
    "grandparent": _("grootouder"),
    "other": _("andere verzorger"),
}
AUTHORITY: dict[str, Any] = {
    "yes": _("ja, u hebt gezag"),
    "no": _("nee, u hebt geen gezag"),
    "unknown": _("dat weet de school niet"),
}
RESTRICTIONS: dict[str, Any] = {
    "leader": _("over dit kind hebt u contact via de schoolleider"),
    "no_contact": _("over dit kind heeft de school geen contact met u"),
}
CHANNELS: dict[str, Any] = {
    "": _("per e-mail als de school uw adres heeft, en anders per brief"),
    "paper": _("per brief"),
}
LETTERS: dict[str, Any] = {
    "invitation": _("uitnodiging"),
    "reminder": _("herinnering"),
    "confirmation": _("bevestiging van uw antwoord"),
    "own_data": _("link naar uw gegevens"),
    "scan_asked": _("vragenlijst over de samenwerking"),
    "scan_reminder": _("herinnering aan de vragenlijst"),
    "scan_child_told": _("bericht dat uw kind gevraagd wordt"),
}
# The terms of the privacy register, as `Ends.rule` writes them.
UNTIL: dict[str, Any] = {
    "pupil has left + 2 years": _("tot twee jaar nadat uw kind van school is"),
    "has left + 2 years": _("tot twee jaar nadat uw kind van school is"),
    "school year + 2": _("dit schooljaar en nog twee jaar"),
    "meeting + 14 days": _("tot twee weken na de avond"),
    "meeting + 31 days": _("tot een maand na de avond"),
    "sent + 400 days": _("400 dagen na het versturen"),
    "closing + 180 days": _("tot een half jaar na het sluiten"),
    "ticket": _("tot een half jaar na het sluiten"),
    "closing + 180 days; never opened: 180 days": _("tot een half jaar na het sluiten"),
    "end of the team + 2 school years": _("tot twee schooljaren nadat u uit het team bent of het team stopte"),
    "end of the call + 30 days": _("tot een maand na het antwoord of na de oproep"),
    "school": _("zolang de school met Driehoek werkt; uw naam haalt u er zelf af"),
}
PURPOSES: dict[str, Any] = {
    "people.guardian": _(
        "Uw naam, e-mail, telefoon en taal: om u uit te nodigen en u te laten horen wat er met uw woorden gebeurt"
    ),
    "people.guardianship": _("Dat u ouder of verzorger bent van uw kind: om te weten over wie u mag horen"),
    "people.household": _("Uw adres: om een brief goed te bezorgen"),
    "outbox.message": _("Dat er een bericht naar u ging: om alles één keer te sturen"),
    "invitations.invitation": _("Dat u bent uitgenodigd: om u niet te vergeten en niet te vaak te vragen"),
    "invitations.reply": _("Uw antwoord: om te weten wie er komt"),
    "invitations.openreply": _("Uw antwoord via de link van de klas: om te weten wie er komt"),
    "scans.ticket": _("Dat u een vragenlijst kreeg, nooit wat u antwoordde: om u één keer te vragen"),
    "scans.toldparent": _("Dat u hoorde dat uw kind gevraagd wordt, en of u nee zei: om uw kind dan niet te vragen"),
    "trajectories.member": _("Dat u in een team zit, met uw naam, e-mail en taal: om samen aan het plan te werken"),
    "trajectories.candidate": _("Dat u zich meldde voor een team, en wat u daarbij schreef: om u te antwoorden"),
    "voices.contribution": _("Wat u onder uw naam zei: om u te laten weten wat ermee is gedaan"),
}
OPENED: dict[str, Any] = {"address": _("uw adres"), "phone": _("uw telefoonnummer")}
REASONS: dict[str, Any] = {
    "deliver": _("om post te bezorgen"),
    "call": _("om u te bellen"),
    "emergency": _("omdat er iets met uw kind was"),
    "parent_asked": _("omdat u het zelf navroeg"),
    "authority_asks": _("omdat een instantie het mocht vragen"),
    "own_letter": _("bij het afdrukken van een brief met een code"),
}
NEEDS = _("Wat u vroeg te regelen (tolk, opvang): om het klaar te zetten")


def relation(code: str) -> str:
    return str(RELATIONS.get(code, ""))


def letter(name: str) -> str:
    return str(LETTERS.get(name, gettext("bericht van de school")))


def opened(act: str) -> str:
    """'reveal-phone:call' as 'uw telefoonnummer, om u te bellen'."""
    what, _colon, why = act.removeprefix("reveal-").partition(":")
    return ", ".join(str(words) for words in (OPENED.get(what), REASONS.get(why)) if words)


def language_name(code: str) -> str:
    """A language under its own name; one that we do not know by its code."""
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def languages(now: str) -> list[tuple[str, str]]:
    """The languages that letters are written in, and the one that was chosen before if it is another."""
    offered = [code for code, _name in settings.LANGUAGES]
    return [(code, language_name(code)) for code in dict.fromkeys([*offered, now or "nl"])]


def written(chosen: str) -> str:
    """The language to write in: what was chosen where we have it, otherwise Dutch."""
    return chosen if chosen in dict(settings.LANGUAGES) else "nl"
