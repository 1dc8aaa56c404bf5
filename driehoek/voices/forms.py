"""The border of voices: themes, answers, the words of a contribution."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.actions import rules as action_rules
from driehoek.actions import services as actions
from driehoek.actions.models import Answer, AnswerKind
from driehoek.people.models import StaffMember
from driehoek.web.forms import DayInput

from . import rules

MOST_CARDS = 1_000


class ThemeForm(forms.Form):
    title = forms.CharField(label=_("Naam van het thema"), max_length=rules.MOST_TITLE)
    meaning = forms.CharField(
        label=_("In één zin, voor ouders"),
        max_length=rules.MOST_MEANING,
        required=False,
        help_text=_("Bijvoorbeeld: hoe we elkaar vinden als er iets is."),
    )


class RewordForm(forms.Form):
    text = forms.CharField(
        label=_("De woorden"),
        max_length=rules.MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "data-counter": ""}),
        help_text=_("Haal een naam weg als die niemand anders aangaat. De oude tekst wordt niet bewaard."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, auto_id="words_%s", **options)  # it stands beside the answer, which has a text too


class AnswerForm(forms.Form):
    """One answer, and with 'we do' the action in the same go. `seen` is the answer that this form was opened on."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Ons antwoord"), choices=AnswerKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Wat ouders lezen"),
        max_length=action_rules.MOST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": ""}),
        help_text=_("Kort en gewoon. Zonder namen van ouders of kinderen."),
    )
    news_on = forms.DateField(
        label=_("Wanneer hoort iedereen meer?"), required=False, widget=DayInput, help_text=_("Bij ‘later’ is een dag nodig.")
    )
    action_title = forms.CharField(
        label=_("Maak er een actie van"),
        max_length=action_rules.MOST_TITLE,
        required=False,
        help_text=_("Wat gaat er gebeuren? Laat leeg als er (nog) geen actie is."),
    )
    action_owner = forms.ModelChoiceField(
        label=_("Wie zorgt daarvoor?"), queryset=None, required=False, empty_label=_("nog niemand")
    )
    action_due_on = forms.DateField(label=_("Klaar op"), required=False, widget=DayInput)

    def __init__(self, *args: Any, answer: Answer | None = None, **options: Any) -> None:
        self.answer = answer
        super().__init__(*args, initial=_now(answer), **options)
        self.fields["action_owner"].queryset = StaffMember.objects.filter(left_on__isnull=True)

    def seen_now(self) -> None:
        """From here on the answer that is there counts as read: the page that comes back shows it."""
        self.data = self.data.copy()
        self.data["seen"] = actions.print_of(self.answer)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        wanted = {name: given.get(name) for name in ("news_on", "action_due_on")}
        gaps = action_rules.missing(given.get("kind", ""), action_title=given.get("action_title", ""), **wanted)
        for name, sentence in actions.said(gaps).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        first = self.initial
        for name, day in wanted.items():
            if day and day != first.get(name) and not action_rules.is_near(day, clock.today()):
                self.add_error(name, _("Kies een dag vanaf vandaag."))
        return given


def _now(answer: Answer | None) -> dict[str, Any]:
    """What the form shows of an answer that is there."""
    if answer is None:
        return {"seen": ""}
    found = {"kind": answer.kind, "text": answer.text, "news_on": answer.news_on, "seen": actions.print_of(answer)}
    if answer.action:
        action = answer.action
        found |= {"action_title": action.title, "action_owner": action.owner_id, "action_due_on": action.due_on}
    return found


def cards(posted: Any) -> list[tuple[uuid.UUID, Any]]:
    """Cards to move: each `card` is a key, with `:theme` behind it (or `:none`) where the screen showed it.

    A board that drags sends the theme apart, as `seen`. Odd values are left out; a key twice counts once.
    """
    found: dict[uuid.UUID, Any] = {}
    for text in posted.getlist("card")[:MOST_CARDS]:
        key, _colon, seen = text.partition(":")
        card = as_key(key)
        if card is not None:
            found[card] = seen or posted.get("seen", "")
    return list(found.items())


def wanted_move(posted: Any) -> tuple[str, list[tuple[uuid.UUID, Any]]]:
    """Where to, and which cards. A button on a card says all of it: `put` is card:where it was:where it goes.

    What was ticked beside that card (`with-<card>`) goes along.
    """
    card, _colon, rest = posted.get("put", "").partition(":")
    if not as_key(card):
        return posted.get("column", ""), cards(posted)
    seen, _colon, goal = rest.partition(":")
    found: dict[uuid.UUID, Any] = {}
    for text in [f"{card}:{seen}", *posted.getlist(f"with-{card}")[:MOST_CARDS]]:
        key, _colon, where = text.partition(":")
        one = as_key(key)
        if one is not None:
            found.setdefault(one, where)
    return goal, list(found.items())


def ticked(posted: Any, name: str) -> list[uuid.UUID]:
    """Keys that were ticked under this name, whatever stands behind them."""
    found = [as_key(text.partition(":")[0]) for text in posted.getlist(name)[:MOST_CARDS]]
    return [key for key in dict.fromkeys(found) if key]


def as_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
