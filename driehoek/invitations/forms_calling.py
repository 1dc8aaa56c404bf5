"""Who speaks to which families."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .queries.calling import callers


class Keys(forms.Field):
    """The invitations that were ticked: any number of keys, at least one."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[uuid.UUID]:
        try:
            return [uuid.UUID(one) for one in value or []]
        except ValueError as wrong:
            raise forms.ValidationError(_("Laad de pagina opnieuw: deze gezinnen zijn er niet meer.")) from wrong


class CallersForm(forms.Form):
    caller = forms.ModelChoiceField(
        None, label=_("Wie belt of spreekt hen"), required=False, empty_label=_("nog niemand"), blank=True
    )
    invitation = Keys(error_messages={"required": _("Vink eerst één of meer gezinnen aan.")})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["caller"].queryset = callers()
