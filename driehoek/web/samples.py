"""Made-up values for the page of components. Nobody in it exists."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from .charts import Row
from .forms import Across, ClockInput, CodeInput, DayInput

LONG = "Basisschool De Allerlangste Naam van de Hele Provincie, locatie Burgemeester Van Hasselt-Oosterwoldestraat"


class SampleForm(forms.Form):
    """One field of each kind."""

    coming = forms.ChoiceField(
        label="Komt u?",
        choices=[("yes", "Ja, ik kom"), ("two", "Ja, wij komen met twee"), ("no", "Nee, maar ik wil iets zeggen")],
        widget=forms.RadioSelect,
        help_text="U kunt dit later nog veranderen.",
    )
    useful = forms.ChoiceField(
        label="Was het nuttig?", choices=[("3", "Ja"), ("2", "Een beetje"), ("1", "Nee")], widget=Across, required=False
    )
    needs = forms.MultipleChoiceField(
        label="Wat kunnen we regelen?",
        choices=[("interpreter", "Een tolk"), ("childcare", "Kinderopvang"), ("access", "Een plek voor een rolstoel")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    name = forms.CharField(label="Uw naam", max_length=60, help_text="Zoals u wilt worden aangesproken.")
    mail = forms.EmailField(label="E-mailadres", required=False)
    day = forms.DateField(label="Dag", widget=DayInput, required=False)
    time = forms.TimeField(label="Tijd", widget=ClockInput, required=False)
    group = forms.ChoiceField(label="Groep", choices=[("", "Kies een groep"), ("5", "Groep 5"), ("6", "Groep 6")], required=False)
    story = forms.CharField(label="Wat wilt u zeggen?", widget=forms.Textarea, max_length=200, required=False)
    code = forms.CharField(label="Code uit de brief", widget=CodeInput, required=False)
    file = forms.FileField(label="Bestand", required=False, help_text="Een foto of een pdf, hoogstens 10 MB.")
    agree = forms.BooleanField(label="Bewaar mijn e-mailadres voor de volgende keer", required=False)
    locked = forms.CharField(label="School", initial="De Klimboom", disabled=True, required=False)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name.strip().isdigit():
            raise forms.ValidationError("Hier staat een getal. Typ uw naam in letters.")
        return name


def context_of_samples(request: HttpRequest) -> dict[str, Any]:
    """Values for the examples, by the names that their sources use."""
    return {
        "long": LONG,
        "nothing": [],
        "timer": [Row("Voorbij", [14], 45, "14 van 45 min")],
        "path": [
            SimpleNamespace(label=label, words=words, state=state, url=url)
            for label, words, state, url in [
                ("Voorgesprek", "8 sept", "done", "#path"),
                ("Scan", "146 antwoorden", "done", "#path"),
                ("Teamsessie", "3 ambities", "done", "#path"),
                ("Ouderavond", "do 10 dec, 19.00", "now", "#path"),
                ("Plan", "half januari", "next", ""),
                ("Partnerschapsteam", "5 leden", "next", ""),
                ("Terugkoppeling", "loopt mee", "next", ""),
            ]
        ],
        "reach": [
            Row("Groep 1–2", [31, 8], 48, "31 komen · 9 nog niet"),
            Row("Groep 3–4", [26, 8], 48, "26 komen · 14 nog niet"),
            Row("Groep 5–6", [17, 8], 45, "17 komen · 20 nog niet"),
            Row("Groep 7–8", [22, 9], 47, "22 komen · 16 nog niet"),
        ],
        "voices": [
            Row("Bereikbaar zijn", [23, 9, 4], 0, "36 stemmen"),
            Row("Huiswerk", [12, 17, 11], 0, "40 stemmen"),
            Row("Goed nieuws", [8, 3, 0], 0, "11 stemmen"),
        ],
        "page": Paginator(range(1, 601), 50).get_page(request.GET.get("page") or 6),
        "runbook": [
            SimpleNamespace(time=time, minutes=minutes, what=what, words=words, who=who, remark=remark, now=now)
            for time, minutes, what, words, who, remark, now in [
                ("18.45", 15, "Inloop", "Koffie, thee, iets lekkers.", "oudercommissie", "kinderopvang in lokaal 3", False),
                ("19.00", 5, "Welkom", "Waarom we hier zijn en wie er zijn.", "schoolleider", "", False),
                (
                    "19.10",
                    45,
                    "Gesprek in de kring",
                    "Wat gaat goed? Wat is moeilijk?",
                    "gespreksleider",
                    "tolk bij tafel 2",
                    True,
                ),
            ]
        ],
        "columns": [
            SimpleNamespace(
                id=column,
                name=name,
                cards=[
                    SimpleNamespace(id=f"{column}-{number}", voice=voice, text=text) for number, (voice, text) in enumerate(cards)
                ],
            )
            for column, name, cards in [
                (
                    "new",
                    "Nieuw",
                    [
                        ("parents", "Ik weet nooit wie ik moet bellen."),
                        ("school", "Bellen lukt vooral na vieren."),
                        ("pupil", "Mag ik erbij zijn?"),
                    ],
                ),
                ("reach", "Bereikbaar zijn", [("parents", "Op het plein kun je altijd even iets vragen.")]),
                ("news", "Goed nieuws", []),
            ]
        ],
        "notes": [
            SimpleNamespace(voice="parents", text="De juf belde gewoon om te zeggen dat het goed ging. Daar was ik blij mee."),
            SimpleNamespace(voice="school", text="Ouders die meelezen in de klas: de kinderen lezen meer."),
            SimpleNamespace(voice="pupil", text="Ik vond het fijn dat ik zelf mocht vertellen."),
            SimpleNamespace(voice="parents", text="Op het plein kun je altijd even vragen hoe het ging."),
            SimpleNamespace(voice="school", text="We spreken af wat we thuis en op school hetzelfde doen."),
            SimpleNamespace(voice="parents", text="بنتي تذهب إلى المدرسة سعيدة"),
        ],
    }
