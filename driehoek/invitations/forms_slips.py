"""One row of returned slips: as few keys as can be."""

from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from . import rules
from .languages import interpreter_choices
from .models import Occasion, Reply

DIGIT = {"inputmode": "numeric", "maxlength": "1", "size": "2", "autocomplete": "off", "data-down": ""}


class SlipForm(forms.Form):
    """`coming` empty: nothing was typed for this family. Its name in the page is that of the invitation.

    What the page showed comes back with it (`shown`): only what somebody changed there counts, so that a page that lay open
    does not overwrite what a family answered since.
    """

    use_required_attribute = False

    coming = forms.RegexField(
        r"^[0-6]$",
        required=False,
        widget=forms.TextInput(attrs=DIGIT),
        error_messages={"invalid": _("Typ een cijfer van 0 tot en met 6. 0 is: komt niet.")},
    )
    interpreter = forms.ChoiceField(required=False, choices=interpreter_choices, widget=forms.Select(attrs={"data-down": ""}))
    childcare = forms.RegexField(
        r"^[0-6]$",
        required=False,
        widget=forms.TextInput(attrs=DIGIT),
        error_messages={"invalid": _("Typ een cijfer van 0 tot en met 6.")},
    )

    def __init__(self, *args: Any, occasion: Occasion, reply: Reply | None, child: str, told: str, **options: Any) -> None:
        self.reply = reply
        if reply is not None:
            care = str(reply.childcare) if reply.childcare else ""
            options["initial"] = {"coming": str(reply.coming), "interpreter": reply.interpreter, "childcare": care}
        super().__init__(*args, **options)
        if not occasion.has_interpreter:
            del self.fields["interpreter"]
        if not occasion.has_childcare:
            del self.fields["childcare"]
        labels = {"coming": now_("Hoeveel komen er"), "interpreter": now_("Tolk"), "childcare": now_("Kinderen in de opvang")}
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            field.widget.attrs.update({"aria-label": f"{labels[name]}: {child}", "aria-describedby": told})

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        empty = not values.get("coming") and "coming" not in self.errors
        if empty and self.has_changed():
            self.add_error("coming", now_("Typ hoeveel mensen er komen. 0 is: komt niet."))
        return values

    def add_initial_prefix(self, field_name: str) -> str:
        """Ends on another word than the field itself: the page looks for fields by how their name ends."""
        return f"{self.add_prefix(field_name)}-was"

    def shown(self) -> SafeString:
        """Hidden fields with what the page shows."""
        return format_html_join("", "{}", ((field.as_hidden(only_initial=True),) for field in self))

    @property
    def is_typed(self) -> bool:
        """Whether this row says something else than the page showed. Once valid."""
        return bool(self.cleaned_data.get("coming")) and self.has_changed()

    def said(self) -> dict[str, Any]:
        """What the service wants."""
        values = self.cleaned_data
        return {
            "coming": min(int(values["coming"]), rules.MOST_PEOPLE),
            "interpreter": values.get("interpreter", ""),
            "childcare": int(values.get("childcare") or 0),
        }

    def first_error(self) -> str:
        return next((str(error) for errors in self.errors.values() for error in errors), "")
