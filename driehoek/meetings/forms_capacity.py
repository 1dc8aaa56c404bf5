"""How many come, and who and what there is for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from .capacity_rules import LARGEST_TABLE, SMALLEST_TABLE
from .forms import number

MOST_PEOPLE = 3000
HAVE = {"table_leader": gettext_lazy("Tafelleiders die je hebt"), "scribe": gettext_lazy("Schrijvers die je hebt")}


class CapacityForm(forms.Form):
    """Asked by GET: everybody may try numbers, nothing changes by looking."""

    people = number(gettext_lazy("Hoeveel mensen verwacht je?"), 0, MOST_PEOPLE)
    table_size = number(gettext_lazy("Mensen aan een tafel"), SMALLEST_TABLE, LARGEST_TABLE)
    table_leader = number(HAVE["table_leader"], 0, 200, required=False, help_text=gettext_lazy("Leeg: weet je nog niet."))
    scribe = number(HAVE["scribe"], 0, 200, required=False, help_text=gettext_lazy("Leeg: weet je nog niet."))
    room_tables = number(
        gettext_lazy("Tafels die in jullie ruimtes passen"),
        1,
        200,
        required=False,
        help_text=gettext_lazy("Leeg: weet je nog niet."),
    )

    def __init__(self, *args: Any, roles: set[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for role in HAVE:
            if role not in roles:
                del self.fields[role]

    def have(self) -> dict[str, int | None]:
        return {role: self.cleaned_data.get(role) for role in HAVE}
