"""How a pile of letters is printed."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 5_000  # letters in one pile


class PileForm(forms.Form):
    """From which letter on, and with a strip to hand in or without."""

    use_required_attribute = False

    vanaf = forms.IntegerField(
        label=_("Vanaf brief nummer"),
        help_text=_("Liep de printer vast? Het nummer staat onderaan elke brief."),
        required=False,
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": "1"}),
    )
    strook = forms.BooleanField(
        label=_("Met een strook om in te leveren"),
        help_text=_("Past de strook niet onder de brief, dan komt hij op de achterkant: druk dan dubbelzijdig af."),
        required=False,
    )

    @property
    def first(self) -> int:
        return self.cleaned_data.get("vanaf") or 1

    @property
    def with_slip(self) -> bool:
        return bool(self.cleaned_data.get("strook"))
