"""The border of voices: themes, answers, the words of a contribution."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.actions.models import AnswerKind
from driehoek.people.models import StaffMember
from driehoek.web.forms import DayInput


class ThemeForm(forms.Form):
    title = forms.CharField(label=_("Naam van het thema"), max_length=120)
    meaning = forms.CharField(
        label=_("In één zin, voor ouders"),
        max_length=300,
        required=False,
        help_text=_("Hoeft niet. Bijvoorbeeld: hoe we elkaar vinden als er iets is."),
    )


class RewordForm(forms.Form):
    text = forms.CharField(
        label=_("De woorden"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Haal een naam weg als die niemand anders aangaat. De oude tekst wordt niet bewaard."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, auto_id="words_%s", **options)  # it stands beside the answer, which has a text too


class AnswerForm(forms.Form):
    """One answer, and with 'we do' the action in the same go."""

    kind = forms.ChoiceField(label=_("Ons antwoord"), choices=AnswerKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Wat ouders lezen"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kort en gewoon. Zonder namen van ouders of kinderen."),
    )
    news_on = forms.DateField(
        label=_("Wanneer hoort iedereen meer?"), required=False, widget=DayInput, help_text=_("Hoeft niet. Bij ‘later’ wel fijn.")
    )
    action_title = forms.CharField(
        label=_("Maak er een actie van"),
        max_length=300,
        required=False,
        help_text=_("Wat gaat er gebeuren? Laat leeg als er (nog) geen actie is."),
    )
    action_owner = forms.ModelChoiceField(
        label=_("Wie zorgt daarvoor?"), queryset=None, required=False, empty_label=_("nog niemand")
    )
    action_due_on = forms.DateField(label=_("Klaar op"), required=False, widget=DayInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["action_owner"].queryset = StaffMember.objects.filter(left_on__isnull=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("action_title") and given.get("kind") != AnswerKind.WE_DO:
            self.add_error("kind", _("Een actie hoort bij ‘dit doen we’. Kies dat, of maak het veld van de actie leeg."))
        if given.get("action_title") and not given.get("action_due_on"):
            self.add_error("action_due_on", _("Kies een dag waarop de actie klaar is."))
        for name in ("news_on", "action_due_on"):
            day: dt.date | None = given.get(name)
            if day and not clock.today() <= day <= clock.today() + dt.timedelta(days=1000):
                self.add_error(name, _("Kies een dag vanaf vandaag."))
        return given
