from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from driehoek.people.models import StaffMember
from driehoek.web.forms import DayInput


class ActionForm(forms.Form):
    title = forms.CharField(label=_("Wat gaat er gebeuren?"), max_length=300)
    owner = forms.ModelChoiceField(label=_("Wie zorgt daarvoor?"), queryset=None, required=False, empty_label=_("nog niemand"))
    due_on = forms.DateField(label=_("Klaar op"), widget=DayInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].queryset = StaffMember.objects.filter(left_on__isnull=True)


class TurnForm(forms.Form):
    result = forms.CharField(
        label=_("Wat is ervan gekomen?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ouders lezen dit. Stoppen jullie ermee, schrijf dan waarom."),
    )
