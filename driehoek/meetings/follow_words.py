"""Letters around and after the evening that the library does not hold: there is news; and the practical message for who comes.

They are made like letters of the library: every text in the reader's language, with Dutch behind it.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.invitations.wording import register_letter
from driehoek.library.reading import load_message
from driehoek.library.shapes_letters import Channel, Letter, Paragraph
from driehoek.library.texts import Text

NEWS, PRACTICAL = "news", "practical"
PRACTICAL_MESSAGE = "practical_app"  # in the library
BOTH: tuple[Channel, ...] = ("mail", "paper")
Say = Callable[[Callable[[], str]], Text]


def news_letter(language: str) -> Letter:
    """Needs 'themas': the titles, each on its line."""
    say = _saying(language)
    middle = (
        _part("news", say(lambda: _("Op {datum} spraken ouders en school met elkaar. Over deze onderwerpen is er nieuws:"))),
        _part("themes", say(lambda: "{themas}")),
        _part("where", say(lambda: _("U leest het op de pagina van het verslag, ook als u er die avond niet was."))),
    )
    subject = say(lambda: _("Nieuws over wat er is gezegd: {bijeenkomst}"))
    return _letter(NEWS, say, subject, middle, say(lambda: _("Lees het nieuws")))


def practical_letter(language: str) -> Letter:
    """The message of the library, with a salutation and the way to change one's answer."""
    say = _saying(language)
    told = load_message(PRACTICAL_MESSAGE).text
    middle = tuple(_part(f"told_{place}", part) for place, part in enumerate(in_paragraphs(told)))
    subject = say(lambda: _("Tot ziens op {datum}: {bijeenkomst}"))
    return _letter(PRACTICAL, say, subject, middle, say(lambda: _("Bekijk uw antwoord")))


def in_paragraphs(text: Text) -> list[Text]:
    """One text for each paragraph; in one piece when a translation has another number of them."""
    parts = {key: re.split(r"\n\s*\n", words.strip()) for key, words in text.values.items()}
    counts = {len(pieces) for pieces in parts.values()}
    if len(counts) != 1:
        return [text]
    return [Text({key: pieces[place] for key, pieces in parts.items()}, text.audience) for place in range(counts.pop())]


def _saying(language: str) -> Say:
    def say(words: Callable[[], str]) -> Text:
        values: dict[tuple[str, str], str] = {}
        for one in ("nl", language):
            with override(one):
                said = words()
            values |= {(one, "po"): said, (one, "vo"): said}
        return Text(values, "parents")

    return say


def _part(key: str, text: Text, *, needs: str = "", unless: str = "") -> Paragraph:
    return Paragraph(key, text, BOTH, tuple(needs.split()), tuple(unless.split()))


def _letter(key: str, say: Say, subject: Text, middle: tuple[Paragraph, ...], button: Text) -> Letter:
    paragraphs = (
        _part("greeting", say(lambda: _("Beste {naam_ouder},")), needs="naam_ouder"),
        _part("greeting_open", say(lambda: _("Beste ouder of verzorger,")), unless="naam_ouder"),
        *middle,
        _part("goodbye", say(lambda: _("Met vriendelijke groet,\n{naam_school}"))),
    )
    return Letter(key, "parents", subject, paragraphs, button, ())


register_letter(NEWS, news_letter)
register_letter(PRACTICAL, practical_letter)
