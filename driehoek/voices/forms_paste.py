"""The border of a pile of slips."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from driehoek import clock

from . import rules
from .models import Kind, Voice


class PasteForm(forms.Form):
    """`pile` is made with the form, at random: the same form sent twice is the same pile."""

    text = forms.CharField(
        label=_("Typ of plak, één briefje per regel"),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        help_text=_(
            "Bijvoorbeeld uit een mail of een rekenblad. Je ziet eerst wat er komt te staan. Staat er een merk met een hekje op de kaart? "
            "Typ het mee, vooraan: #K7M 4PQ 9XC Meer bellen. Dan leest wie het strookje bewaarde wat ermee is gedaan."
        ),
        strip=False,
    )
    voice = forms.ChoiceField(label=_("Wie zeggen dit?"), choices=Voice.choices, initial=Voice.PARENTS)
    kind = forms.ChoiceField(label=_("Wat voor inbreng is het?"), choices=Kind.choices, initial=Kind.WISH)
    table = forms.IntegerField(
        label=_("Tafel"), min_value=1, max_value=rules.MOST_TABLES, required=False, help_text=_("Mag leeg blijven.")
    )
    language = forms.ChoiceField(
        label=_("Taal"), initial="nl", help_text=_("Wat in Arabisch of cyrillisch schrift staat, herkennen we zelf.")
    )
    pile = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, initial={"pile": clock.secret_id()}, **options)
        self.fields["language"].choices = [
            (code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
        ]
