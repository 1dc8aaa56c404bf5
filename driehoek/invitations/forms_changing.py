"""What is agreed about an occasion once people are invited."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReplyToForm(forms.Form):
    address = forms.EmailField(
        label=_("Antwoorden per e-mail gaan naar"),
        help_text=_(
            "Bijvoorbeeld van de administratie, of van jezelf als jij de antwoorden leest. Leeg: het adres van de school."
        ),
        required=False,
        error_messages={"invalid": _("Dit is geen e-mailadres. Kijk het na.")},
    )
