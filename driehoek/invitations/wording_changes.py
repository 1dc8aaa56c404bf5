"""When an occasion moved or does not go on, or an answer was not theirs: letters as those of the library, in the words of the catalogues."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.library.shapes_letters import Channel, Letter, Paragraph
from driehoek.library.texts import Text

MOVED, CANCELLED, TAKEN_BACK = "moved", "cancelled", "taken_back"
REASON = "{reden}"  # as the school typed it
BOTH: tuple[Channel, ...] = ("mail", "paper")
# Flags that say which paragraph about their answer a family reads.
CAME_OTHER_DAY, NOT_OTHER_DAY, SAME_DAY, OPEN = "kwam_nieuwe_dag", "kwam_niet_nieuwe_dag", "antwoord_blijft", "nog_open"


def letter(key: str, language: str) -> Letter | None:
    """The letter in this language, with Dutch behind it; None for a key of the library."""
    maker = {MOVED: _moved, CANCELLED: _cancelled, TAKEN_BACK: _taken_back}.get(key)
    return maker(lambda words: _text(words, language)) if maker else None


def how() -> str:
    """Heads the panel with the code of a letter on paper."""
    return _("Uw antwoord bekijken of veranderen")


def _text(words: Callable[[], str], language: str) -> Text:
    """A sentence that nobody translated yet stays out, so that the letter is Dutch as a whole and says so."""
    values: dict[tuple[str, str], str] = {}
    for one in dict.fromkeys(("nl", language)):
        with override(one):
            said = words()
        if one == "nl" or said != values["nl", "po"] or said == REASON:
            values |= {(one, "po"): said, (one, "vo"): said}
    return Text(values, "parents")


Say = Callable[[Callable[[], str]], Text]


def _part(key: str, text: Text, *, needs: str = "", unless: str = "", channels: tuple[Channel, ...] = BOTH) -> Paragraph:
    return Paragraph(key, text, channels, tuple(needs.split()), tuple(unless.split()))


def _opening(say: Say) -> tuple[Paragraph, ...]:
    return (
        _part("greeting", say(lambda: _("Beste {naam_ouder},")), needs="naam_ouder"),
        _part("greeting_open", say(lambda: _("Beste ouder of verzorger,")), unless="naam_ouder"),
    )


def _closing(say: Say) -> tuple[Paragraph, ...]:
    return (
        _part("contact", say(lambda: _("Hebt u een vraag? U kunt terecht bij {contact}."))),
        _part("goodbye", say(lambda: _("Met vriendelijke groet,\n{naam_school}"))),
    )


def _moved(say: Say) -> Letter:
    return _letter(
        MOVED,
        say(lambda: _("Veranderd: {bijeenkomst}, {datum}")),
        (
            *_opening(say),
            _part("changed", say(lambda: _("Er is iets veranderd aan {bijeenkomst}. Zo is het nu:"))),
            _part("now", say(lambda: _("{datum}, van {begintijd} tot {eindtijd} uur.\nPlaats: {plaats}, {naam_school}."))),
            _part("came", say(lambda: _("U zei dat u komt. Kunt u op deze dag ook? Laat het ons even weten.")), needs=CAME_OTHER_DAY),
            _part(
                "not_came",
                say(lambda: _("U zei dat u niet kunt. Misschien past deze dag u wel. U bent van harte welkom.")),
                needs=NOT_OTHER_DAY,
            ),
            _part("same", say(lambda: _("Uw antwoord blijft staan. Klopt het niet meer? Dan kunt u het veranderen.")), needs=SAME_DAY),
            _part("open", say(lambda: _("Laat u ons weten of u komt? 'Nee' is ook een goed antwoord.")), needs=OPEN),
            _part(
                "calendar",
                say(lambda: _("Staat het in uw agenda? Open dan het bestand bij deze mail, dan verandert het daar ook.")),
                channels=("mail",),
            ),
            *_closing(say),
        ),
        say(lambda: _("Bekijk uw antwoord")),
    )  # fmt: skip


def _cancelled(say: Say) -> Letter:
    return _letter(
        CANCELLED,
        say(lambda: _("Gaat niet door: {bijeenkomst}, {datum}")),
        (
            *_opening(say),
            _part("off", say(lambda: _("{bijeenkomst} op {datum} gaat niet door. Het spijt ons."))),
            _part("reason", say(lambda: REASON), needs="reden"),
            _part("nothing", say(lambda: _("U hoeft niets te doen. Komt er een nieuwe dag, dan hoort u het van ons."))),
            _part(
                "calendar",
                say(lambda: _("Staat het in uw agenda? Open dan het bestand bij deze mail, dan gaat het daar ook uit.")),
                channels=("mail",),
            ),
            *_closing(say),
        ),
        None,
    )


def _taken_back(say: Say) -> Letter:
    return _letter(
        TAKEN_BACK,
        say(lambda: _("Onze vorige mail klopte niet: {bijeenkomst}, {datum}")),
        (
            *_opening(say),
            _part("mistake", say(lambda: _("Wij stuurden u een mail over uw antwoord. Die mail klopte niet. Het spijt ons."))),
            _part("open", say(lambda: _("Wij hebben nog geen antwoord van u. Laat u ons weten of u komt?"))),
            *_closing(say),
        ),
        say(lambda: _("Geef uw antwoord")),
    )


def _letter(key: str, subject: Text, paragraphs: tuple[Paragraph, ...], button: Text | None) -> Letter:
    return Letter(key, "parents", subject, paragraphs, button, ())
