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


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom gaat het niet door?"),
        help_text=_("Eén zin, voor ouders. Hij gaat onvertaald mee. Leeg mag ook."),
        required=False,
    )
    sure = forms.BooleanField(
        label=_("Ja, deze bijeenkomst gaat niet door"), error_messages={"required": _("Vink dit aan als je het zeker weet.")}
    )

    def clean_reason(self) -> str:
        reason = " ".join(str(self.cleaned_data["reason"]).split())
        if len(reason) > 300:
            raise forms.ValidationError(_("De reden is te lang. Houd het bij 300 tekens."))
        return reason
