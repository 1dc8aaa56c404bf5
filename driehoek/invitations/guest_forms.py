"""Who are you? A parent at an address where several live says so, to get a link of their own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WhoForm(forms.Form):
    who = forms.ChoiceField(
        label=_("Wie bent u?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie u bent."), "invalid_choice": _("Kies wie u bent.")},
    )

    use_required_attribute = False

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["who"].choices = list(people)
