"""A result in words. Words come before numbers: every figure has its sentence, and every sentence says of whom it is."""

from collections.abc import Mapping, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from driehoek.algorithms.disclosure import Shown
from driehoek.algorithms.survey import Reliability
from driehoek.web.charts import voice_word

from .result_shapes import DIFFERENCE, SHARED, SHOWN, TOO_EARLY, UNSAID, Answered, ItemFigures
from .rules import PARENTS


def columns() -> list[str]:
    """What stands above the cells of a figure. On the scale of importance the same places hold 'niet belangrijk' to 'heel belangrijk'."""
    return [
        *("1", "2", "3", "4", "5"),
        _("niet"),
        _("een beetje"),
        _("wel"),
        _("met toeval tussen"),
        _("weet ik niet"),
        _("mensen"),
    ]


def silent_words(voice: str, answered: Answered) -> str:
    """What the silence of the others means for reading the figures."""
    if answered.standing not in {SHOWN, UNSAID}:
        return ""
    others = max(0, answered.people - answered.least)
    if not others:
        return _("Iedereen antwoordde.")
    said = {"count": str(others) if answered.is_exact else _("hoogstens %(count)s") % {"count": others}}
    if voice != PARENTS:
        return _("Van %(count)s weten we het niet.") % said
    if answered.percent >= 70:
        return _("De meeste ouders antwoordden. Wie niet antwoordde, kan er anders over denken.")
    if answered.percent >= 40:
        return _("Van %(count)s ouders weten we het niet. Zij kunnen er anders over denken.") % said
    return _("Van %(count)s ouders weten we het niet: lees dit als de stem van wie antwoordde, niet van alle ouders.") % said


def verdict_words(item: ItemFigures) -> str:
    if item.verdict == SHARED:
        return (
            _("Gedeeld: van elke groep zegt meer dan de helft dat dit zo is.")
            if item.side > 0
            else _("Gedeeld: van elke groep zegt meer dan de helft dat dit niet zo is.")
        )
    if item.verdict == DIFFERENCE:
        pairs = ", ".join(f"{voice_word(one)} – {voice_word(other)}" for one, other in item.between)
        return _("Verschil aangetoond: %(between)s.") % {"between": pairs}
    if item.verdict == TOO_EARLY:
        return _("Nog niet te zeggen: wat hier verschilt, kan toeval zijn.")
    return ""


def reliability_words(found: Reliability | None) -> str:
    """How well the items of a partnership hang together, or why that can't be said."""
    if found is None:
        return ""
    if found.alpha is None:
        return {
            "too_few": _("samenhang: niet te zeggen, want minder dan 30 mensen vulden alles in"),
            "one_item": _("samenhang: niet te zeggen bij één stelling"),
            "all_the_same": _("samenhang: niet te zeggen, want iedereen antwoordde hetzelfde"),
        }.get(found.why_not, "")
    facts = {name: f"{getattr(found, name):.2f}".replace(".", ",") for name in ("alpha", "low", "high")}
    return _("samenhang (alfa) %(alpha)s, met toeval tussen %(low)s en %(high)s") % facts


def levels_words(sector: str, label: str) -> str:
    """The year levels of a filter: 'Groep 1, 2' or 'Leerjaar 3'."""
    return (_("Leerjaar %(levels)s") if sector == "vo" else _("Groep %(levels)s")) % {"levels": label}


def shared_title(side: int) -> str:
    """Above what the voices share: on which side, and of how many of them."""
    if side > 0:
        return _("Dit gaat goed: dat zegt van elke groep meer dan de helft")
    return _("Dit gaat nog niet goed: dat zegt van elke groep meer dan de helft")


def to_talk_about(
    good: Sequence[str], not_yet: Sequence[str], differing: Sequence[str], better: Sequence[str], silent: str
) -> list[str]:
    """Questions for the team, made of what stands on the first screen; never about who."""
    found = []
    if good:
        found.append(_("‘%(text)s’ Wat doen wij waardoor dit goed gaat? Wat willen we zo houden?") % {"text": good[0]})
    if not_yet:
        found.append(_("‘%(text)s’ Wat maakt dit lastig, voor ouders en voor ons? Wat zou helpen?") % {"text": not_yet[0]})
    if differing:
        found.append(
            _("‘%(text)s’ Wat zien ouders, en wat zien wij? Aan welke ouder kunnen we dat vragen?") % {"text": differing[0]}
        )
    if better:
        found.append(_("‘%(text)s’ Wat is een eerste kleine stap, en wie zet die samen met ouders?") % {"text": better[0]})
    if silent:
        found.append(_("Van wie hoorden we niets, en hoe horen we hen wel?"))
    return found


def openly_words(openly: Mapping[str, int]) -> list[str]:
    """For who runs it: how many answers nobody can be asked about, because they came by the link of a class or on paper."""
    return [
        _("%(voice)s: minstens %(count)s") % {"voice": capfirst(voice_word(voice)), "count": count}
        if count
        else _("%(voice)s: minder dan 10") % {"voice": capfirst(voice_word(voice))}
        for voice, count in openly.items()
    ]


def spoken(shares: Mapping[str, Shown]) -> str:
    """'ouders 69 %, school 85 %'."""
    return ", ".join(f"{voice_word(voice)} {share.words}" for voice, share in shares.items())
