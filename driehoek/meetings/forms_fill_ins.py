"""The fill-ins of the spoken texts, each judged by what it holds."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .forms import Line, text
from .queries import Blank

MOST = 9999
CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)(?: ?uur)?")
WRONG = {
    "number": gettext_lazy("Typ een getal in cijfers, zoals 42."),
    "time": gettext_lazy("Typ een tijd, zoals 21.00."),
    "name": gettext_lazy("Typ een naam, zonder cijfers."),
    "words": gettext_lazy("Typ woorden: hier wordt voorgelezen wat er staat."),
}


def judged(holds: str, typed: str) -> str:
    """What was typed as it is read aloud: '21.00' for '21:00 uur'. Raises ValidationError where it is something else."""
    if not typed:
        return ""
    if holds == "number" and typed.isascii() and typed.isdigit() and int(typed) <= MOST:
        return str(int(typed))
    if holds == "time" and (found := CLOCK.fullmatch(typed)):
        return f"{int(found[1]):02}.{found[2]}"
    letters = any(one.isalpha() for one in typed)
    if holds == "name" and letters and not any(one.isdigit() or one in "@<>{}" for one in typed):
        return typed
    if holds == "words" and (letters or typed.isdigit()):
        return typed
    raise forms.ValidationError(WRONG[holds])


class FillInForm(forms.Form):
    """What Driehoek computes can be said otherwise; an empty field takes what is computed."""

    def __init__(self, *args: Any, blanks: list[Blank], **options: Any) -> None:
        super().__init__(*args, **options)
        self.computed = {blank.name for blank in blanks if blank.computed}
        self.holds = {blank.name: blank.holds for blank in blanks}
        for blank in blanks:
            self.fields[blank.name] = _field(blank)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, holds in self.holds.items():
            try:
                if name in cleaned:
                    cleaned[name] = judged(holds, cleaned[name].strip())
            except forms.ValidationError as wrong:
                self.add_error(name, wrong)
        return cleaned

    def by_hand(self) -> list[Any]:
        return [field for field in self if field.name not in self.computed]

    def by_itself(self) -> list[Any]:
        return [field for field in self if field.name in self.computed]


def _field(blank: Blank) -> Line:
    if not blank.computed and blank.holds == "words":
        return text(600, blank.label, rows=2, initial=blank.typed, help_text=blank.help)
    known = _("Leeg: dan staat er ‘%(words)s’.") % {"words": blank.computed} if blank.computed else ""
    field = Line(600, label=blank.label, required=False, initial=blank.typed, help_text=f"{blank.help} {known}".strip())
    if blank.holds == "number":
        field.widget.attrs["inputmode"] = "numeric"
    return field
