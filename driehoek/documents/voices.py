"""The three voices on paper: a shape, a colour and always a word."""

from collections.abc import Sequence
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Voice = Literal["parent", "school", "pupil"]
VoiceCount = tuple[Voice, int]


def voice_word(voice: Voice) -> str:
    """Who speaks, in the active language."""
    return {"parent": _("ouder"), "school": _("school"), "pupil": _("leerling")}[voice]


def voice_lines(counts: Sequence[VoiceCount]) -> list[tuple[Voice, str]]:
    """Each voice with its number in words ('48 ouders'), in the active language."""
    return [(voice, _counted(voice, count)) for voice, count in counts]


def _counted(voice: Voice, count: int) -> str:
    if voice == "parent":
        return ngettext("%(count)s ouder", "%(count)s ouders", count) % {"count": count}
    if voice == "school":
        return ngettext("%(count)s van school", "%(count)s van school", count) % {"count": count}
    return ngettext("%(count)s leerling", "%(count)s leerlingen", count) % {"count": count}
