"""What comes in about a plan from team, councils and leaders."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from driehoek import clock
from driehoek.web.forms import Across, DayInput

from .models import Body, DecisionSort, Plan
from .services.deciding import SETTLING
from .services.saying import COMMENTING, MOST_TEXT

TOO_LONG = gettext_lazy("Dit is te lang. Maak het korter.")
NO_NAME = gettext_lazy("Schrijf wie dit besloot.")
NO_DAY = gettext_lazy("Kies de dag van het besluit.")


class CommentForm(forms.Form):
    body = forms.ChoiceField(
        label=gettext_lazy("Namens"), choices=[(one.value, one.label) for one in COMMENTING], widget=Across, initial=Body.TEAM
    )
    text = forms.CharField(
        label=gettext_lazy("Opmerking"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Schrijf eerst de opmerking."), "max_length": TOO_LONG},
    )
    name = forms.CharField(
        label=gettext_lazy("Wie zegt dit"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Alleen als diegene dat wil."),
        error_messages={"max_length": TOO_LONG},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Wat ermee gebeurt"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )


class DecisionForm(forms.Form):
    """Advice or consent; approving is settling, with a page of its own."""

    body = forms.ChoiceField(
        label=gettext_lazy("Wie"), choices=[one for one in Body.choices if one[0] not in SETTLING], initial=Body.MR
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Besluit"),
        choices=[(one.value, one.label) for one in (DecisionSort.CONSENT, DecisionSort.ADVICE)],
        widget=Across,
        initial=DecisionSort.CONSENT,
    )
    version = forms.ChoiceField(label=gettext_lazy("Over"))
    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=100,
        help_text=gettext_lazy("Bijvoorbeeld de voorzitter."),
        error_messages={"required": NO_NAME, "max_length": TOO_LONG},
    )
    decided_on = forms.DateField(
        label=gettext_lazy("Op"), widget=DayInput, error_messages={"required": NO_DAY, "invalid": NO_DAY}
    )
    note = forms.CharField(
        label=gettext_lazy("Toelichting"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, numbers: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["version"].choices = [
            ("", gettext_lazy("het plan zoals het nu is")),
            *((str(number), gettext_lazy("versie %(number)s") % {"number": number}) for number in numbers),
        ]
        self.fields["version"].required = False
        self.initial.setdefault("decided_on", clock.today())


class SettleForm(forms.Form):
    body = forms.ChoiceField(
        label=gettext_lazy("Wie stelt vast"),
        choices=[(one.value, one.label) for one in SETTLING],
        widget=Across,
        initial=Body.LEADER,
    )
    name = forms.CharField(
        label=gettext_lazy("Naam"), max_length=100, error_messages={"required": NO_NAME, "max_length": TOO_LONG}
    )
    decided_on = forms.DateField(
        label=gettext_lazy("Op"), widget=DayInput, error_messages={"required": NO_DAY, "invalid": NO_DAY}
    )
    note = forms.CharField(
        label=gettext_lazy("Toelichting"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    despite = forms.BooleanField(label=gettext_lazy("We stellen het toch zo vast"), required=False)

    def __init__(self, *args: Any, is_missing: bool, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.plan = plan
        if not is_missing:
            del self.fields["despite"]
        self.initial.setdefault("decided_on", clock.today())
