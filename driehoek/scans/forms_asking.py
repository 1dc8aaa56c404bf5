"""The border for what is filled in to ask a questionnaire."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.voices.models import Voice
from driehoek.web.forms import DayInput

from . import rules
from .models import Fielding
from .paper_numbers import class_of
from .queries.fieldings import classes, versions
from .queries.one_class import one_class_trouble
from .rules_asking import FARTHEST, last_day_for, longest_until

MOST_FORMS = 200


class FieldingForm(forms.Form):
    """One page: what is asked, of whom, in which classes and from when to when."""

    use_required_attribute = False

    version = forms.ModelChoiceField(label=_("Welke vragenlijst?"), queryset=None, empty_label=None, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Hoe noem je het?"),
        help_text=_("Zo staat het in jullie lijst, en bij een ouder die bekijkt wat de school bewaart."),
        required=False,
        max_length=120,
    )
    voices = forms.MultipleChoiceField(
        label=_("Wie vraag je?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wie je wilt vragen.")},
    )
    classes = forms.ModelMultipleChoiceField(
        label=_("Welke groepen of klassen?"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    opens_on = forms.DateField(label=_("Eerste dag"), widget=DayInput)
    closes_on = forms.DateField(label=_("Laatste dag"), help_text=_("Twee weken is meestal genoeg."), widget=DayInput)

    def __init__(self, *args: Any, sector: str, **options: Any) -> None:
        super().__init__(*args, **options)
        version = self.fields["version"]
        version.queryset = versions()
        version.label_from_instance = lambda one: one.instrument.name
        self.fields["classes"].queryset = classes()
        labels = {rules.PARENTS: _("ouders"), rules.SCHOOL: _("medewerkers"), rules.PUPIL: _("leerlingen")}
        offered = [voice for voice in Voice.values if voice != rules.PUPIL or sector == "vo"]
        self.fields["voices"].choices = [(voice, labels[voice]) for voice in offered]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("opens_on"), given.get("closes_on")
        if first and first > clock.today() + FARTHEST:
            self.add_error("opens_on", _("Deze dag is meer dan een jaar weg. Klopt het jaar?"))
        elif first and last and last < first:
            self.add_error("closes_on", _("De laatste dag kan niet voor de eerste liggen."))
        elif last and last < clock.today():
            self.add_error("closes_on", _("Deze dag is al voorbij."))
        elif first and last and last > longest_until(first):
            self.add_error("closes_on", _("Dit is erg lang. Kies hoogstens tien weken."))
        if set(given.get("voices", ())) - {rules.SCHOOL} and not given.get("classes"):
            self.add_error("classes", _("Kies minstens één groep of klas."))
        elif trouble := one_class_trouble(given.get("voices", ()), given.get("classes") or ()):
            self.add_error("classes", trouble)
        return given


def first_choice(wanted: str = "") -> dict[str, Any]:
    """Of a new one: parents and staff of every class, two weeks from today on. `wanted`: the questionnaire somebody came from."""
    today = clock.today()
    return {
        "version": min(versions(), key=lambda one: str(one.instrument_id) != wanted, default=None),
        "voices": [rules.PARENTS, rules.SCHOOL],
        "classes": list(classes()),
        "opens_on": today,
        "closes_on": last_day_for(today),
    }


def choice_of(fielding: Fielding) -> dict[str, Any]:
    return {
        "version": fielding.version,
        "title": fielding.title,
        "voices": fielding.voices,
        "classes": [row.school_class_id for row in fielding.classes.all()],
        "opens_on": fielding.opens_on,
        "closes_on": fielding.closes_on,
    }


class LastDayForm(forms.Form):
    use_required_attribute = False
    closes_on = forms.DateField(label=_("Nieuwe laatste dag"), widget=DayInput)

    def __init__(self, *args: Any, first: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.first = first

    def clean_closes_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["closes_on"]
        if day < clock.today():
            raise forms.ValidationError(_("Kies vandaag of een dag daarna."))
        if day > longest_until(self.first):
            raise forms.ValidationError(_("Dit is erg lang. Kies hoogstens tien weken."))
        return day


class PaperForm(forms.Form):
    """How many paper questionnaires, for whom and in which language."""

    use_required_attribute = False
    voice = forms.ChoiceField(label=_("Voor wie?"))
    language = forms.ChoiceField(label=_("In welke taal?"))
    copies = forms.IntegerField(label=_("Hoeveel formulieren?"), min_value=1, max_value=MOST_FORMS, initial=10)

    def __init__(self, *args: Any, voices: list[tuple[str, Any]], languages: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["voice"].choices = voices
        self.fields["language"].choices = languages


class NumberForm(forms.Form):
    """The number at the top of a paper questionnaire."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("Nummer van het formulier"),
        help_text=_("Twaalf cijfers, bovenaan het formulier."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Vul het nummer in.")},
    )

    def clean_number(self) -> str:
        digits = "".join(one for one in self.cleaned_data["number"] if one.isdecimal())
        if class_of(digits) is None:
            raise forms.ValidationError(_("Dit nummer klopt niet. Kijk het nog eens na: er staat een cijfer verkeerd."))
        return digits
