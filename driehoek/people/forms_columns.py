"""What the columns of a spreadsheet mean, as somebody corrects it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .roster.columns import is_sensitive, parse_target
from .rules.choices import key_of
from .words_columns import column_word

MOST = 400  # columns; a sheet has 200 at most


class ColumnsForm(forms.Form):
    """Two lists of one length: `heading` and `target`. After `is_valid`: `chosen` is {heading: target}.

    `wrong` is {folded heading: words} of the columns to look at again, `typed` everything as it was chosen.
    """

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        headings, targets = data.getlist("heading"), data.getlist("target")
        self.typed: dict[str, str] = dict(zip(headings[:MOST], targets, strict=False))
        self.wrong: dict[str, str] = {}
        if len(headings) != len(targets) or len(headings) > MOST:
            self.wrong[""] = _("Er ging iets mis bij het versturen. Probeer het opnieuw.")

    def clean(self) -> dict[str, Any]:
        first: dict[str, str] = {}
        for heading, target in self.typed.items():
            words = _why_not(heading, target)
            if not words and target and target in first:
                words = _("‘%(first)s’ is ook al %(what)s. Kies bij een van de twee iets anders.") % {
                    "first": first[target],
                    "what": column_word(target),
                }
            first.setdefault(target, heading)
            if words:
                self.wrong[key_of(heading)] = words
        if self.wrong:
            raise forms.ValidationError(_("Kijk nog eens naar de kolommen met een opmerking."))
        return {"chosen": self.typed}


def _why_not(heading: str, target: str) -> str:
    if is_sensitive(heading) and target:
        return _("Deze kolom is gevoelig. Die lezen we nooit.")
    try:
        parse_target(target)
    except ValueError:
        return _("Kies iets uit de lijst.")
    return ""
