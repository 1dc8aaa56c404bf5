"""The input border of results: a choice from what was offered, and nothing else."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek.invitations.models import Occasion

from .models import Fielding, PointSort


class BoardForm(forms.Form):
    """Where open answers come to lie."""

    board = forms.ChoiceField(label=gettext_lazy("Bord"), required=False)

    def __init__(self, *args: Any, boards: Sequence[Occasion], **more: Any) -> None:
        super().__init__(*args, **more)
        self.boards = {str(one.pk): one for one in boards}
        own = [("", _("Een eigen bord van deze vragenlijst"))]
        field: Any = self.fields["board"]
        field.choices = own + [(key, f"{one.title} · {date_format(one.starts_at, 'j F Y')}") for key, one in self.boards.items()]

    @property
    def chosen(self) -> Occasion | None:
        return self.boards.get(self.cleaned_data["board"])


class ChooseForm(forms.Form):
    """An item of a result as a strength or an ambition: 'ambition:item'."""

    pick = forms.CharField(max_length=60)

    def clean_pick(self) -> tuple[str, str]:
        sort, _colon, item = self.cleaned_data["pick"].partition(":")
        if sort not in PointSort.values or not item:
            raise forms.ValidationError(_("Laad de pagina opnieuw."))
        return sort, item


def chosen_earlier(others: Sequence[Fielding], wanted: str) -> Fielding | None:
    """The one that the address asks for, otherwise the last one."""
    return next((one for one in others if str(one.pk) == wanted), others[0] if others else None)


def step_of(value: str) -> int:
    """Up or down; anything else stays."""
    return {"up": -1, "down": 1}.get(value, 0)
