"""The border of rounds: making one, and the words of a statement."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from . import poll_rules
from .forms import as_key
from .models import Poll, PollSort, Statement

SORTS = [
    (PollSort.STATEMENTS, _("Stellingen: eens, oneens of overslaan")),
    (PollSort.DOTS, _("Stippen: ieder verdeelt een paar stippen over wat het belangrijkst is")),
]


class PollForm(forms.Form):
    """A round. What kind it is can't be changed afterwards, how many dots only before it was opened."""

    title = forms.CharField(
        label=_("Naam van de ronde"),
        max_length=poll_rules.MOST_POLL_TITLE,
        help_text=_("Deze naam zien ouders ook. Bijvoorbeeld: Hoe vinden we elkaar?"),
    )
    sort = forms.ChoiceField(label=_("Wat doen mensen?"), choices=SORTS, widget=forms.RadioSelect, initial=PollSort.STATEMENTS)
    budget = forms.IntegerField(
        label=_("Hoeveel stippen krijgt ieder?"),
        min_value=1,
        max_value=poll_rules.MOST_BUDGET,
        initial=3,
        required=False,
        help_text=_("Alleen voor stippen. Drie tot vijf werkt goed."),
    )
    may_add = forms.BooleanField(
        label=_("Wie meedoet, mag zelf een stelling voorstellen. Jij bekijkt elk voorstel voordat anderen het zien."),
        required=False,
    )

    def __init__(self, *args: Any, poll: Poll | None = None, **options: Any) -> None:
        if poll is not None:
            options["initial"] = {"title": poll.title, "budget": poll.budget, "may_add": poll.may_add}
        super().__init__(*args, **options)
        self.poll = poll
        if poll is not None:
            del self.fields["sort"]
            if poll.sort == PollSort.STATEMENTS or poll.opened_at:
                del self.fields["budget"]
            if poll.sort == PollSort.DOTS:
                del self.fields["may_add"]

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        kept = self.poll.budget if self.poll else 3
        return {"title": given["title"], "budget": given.get("budget") or kept, "may_add": given.get("may_add", False)}


class StatementForm(forms.Form):
    """One statement in Dutch, and in the languages in which a person wrote it."""

    text = forms.CharField(
        label=_("De zin"),
        max_length=poll_rules.MOST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": "", "dir": "auto"}),
        help_text=_("Eén gedachte, in gewone woorden. Geen namen."),
    )

    def __init__(self, *args: Any, statement: Statement | None = None, fixed: bool = False, **options: Any) -> None:
        if statement is not None:
            first = {"text": statement.text} | {f"in_{code}": text for code, text in statement.translations.items()}
            options["initial"] = first
        super().__init__(*args, **options)
        self.codes = [code for code, _name in settings.LANGUAGES if code != "nl"]
        for code in self.codes:
            self.fields[f"in_{code}"] = forms.CharField(
                label=get_language_info(code)["name_local"].capitalize(),
                max_length=poll_rules.MOST_STATEMENT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code, "dir": "auto"}),
            )
        if fixed:
            self.fields["text"].widget.attrs["readonly"] = True
            self.fields["text"].help_text = _("Hier is al op gereageerd: de zin staat vast. Vertalingen kunnen nog wel.")

    @property
    def translations(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(f"in_{code}", "") for code in self.codes}


MOST_DIGITS = 4


def ballot(posted: Mapping[str, str]) -> dict[uuid.UUID, int]:
    """Dots out of fields `dots_<key>`; a button `more` or `less` with a key changes that one. Odd values count as nothing."""
    found: dict[uuid.UUID, int] = {}
    for name, text in posted.items():
        key = as_key(name.removeprefix("dots_")) if name.startswith("dots_") else None
        if key is not None:
            found[key] = int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
    for button, step in (("more", 1), ("less", -1)):
        key = as_key(posted.get(button, ""))
        if key in found:
            found[key] = max(0, found[key] + step)
    return found
