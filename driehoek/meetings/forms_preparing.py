"""Who joins the action team, and under which name a run-book is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek.people.models import StaffMember

from .forms import Line
from .models import Layer


class MemberForm(forms.Form):
    """A colleague from the list, or somebody else by name."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    staff = forms.ModelChoiceField(None, label=gettext_lazy("Collega"), required=False, empty_label=gettext_lazy("iemand anders"))
    name = Line(
        200, label=gettext_lazy("Of: een naam"), required=False, help_text=gettext_lazy("Voor een ouder of iemand van buiten.")
    )
    layer = forms.ChoiceField(label=gettext_lazy("Uit welk deel van de school"), choices=Layer.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["staff"].queryset = StaffMember.objects.filter(left_on__isnull=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("staff") and not cleaned.get("name"):
            self.add_error("name", _("Kies een collega of typ een naam."))
        return cleaned


class KeepForm(forms.Form):
    """The name under which a run-book is kept."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = Line(200, label=gettext_lazy("Naam"), help_text=gettext_lazy("Zo vind je het terug bij een nieuwe bijeenkomst."))
